import { Button } from '@mantine/core';
import type { UpdateAnswer } from '#contract/updates.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { sizeWords } from '#renderer/ui/backupWords.ts';
import { dateInText } from '#renderer/ui/format.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { PrepareUpdate } from './PrepareUpdate.tsx';

/** Looks into the folder when asked, and says what is there. */
export function LookForUpdate({ hasFolder }: { hasFolder: boolean }) {
  const check = useCommand('updates.check');
  const { running: preparing } = useJobOf('updates.prepare');
  return (
    <>
      <div className="vsk-updates-actions">
        <Button
          variant={check.data?.state === 'available' ? 'default' : 'filled'}
          loading={check.isPending}
          disabled={!hasFolder || preparing}
          onClick={() => check.mutate({})}
        >
          {check.data || check.error ? 'Look again' : 'Look for an update'}
        </Button>
        {!hasFolder && <span className="vsk-muted">First set the folder below.</span>}
      </div>
      {check.error && <ErrorState failure={check.error} />}
      {check.data && !check.isPending && <Answer answer={check.data} />}
    </>
  );
}

function Answer({ answer }: { answer: UpdateAnswer }) {
  if (answer.state === 'upToDate')
    return (
      <p role="status">
        The folder holds version {answer.version}, which is the one you have. There is nothing to install.
      </p>
    );
  if (answer.state === 'refused')
    return (
      <div role="alert" className="vsk-updates-refused">
        <p className="vsk-strong">{nothingFound.has(answer.reason) ? 'No update was found' : 'Refused'}</p>
        <p>{answer.words}</p>
      </div>
    );
  const { version, date, bytes, notes, fileName } = answer;
  return (
    <section className="vsk-updates-found" aria-label={`Version ${version}`}>
      <h3 role="status">Version {version} can be installed</h3>
      <p className="vsk-small vsk-muted vsk-figures">
        {dateInText(date)} · {sizeWords(bytes)} · {fileName}
      </p>
      {notes.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph} className="vsk-updates-notes">
          {paragraph}
        </p>
      ))}
      <PrepareUpdate key={version} version={version} />
    </section>
  );
}

/** Refusals that are no warning: nothing there was wrong. */
const nothingFound: ReadonlySet<string> = new Set(['noFolder', 'unreachable', 'nothingThere']);
