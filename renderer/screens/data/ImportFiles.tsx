import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { ImportPreview } from '#contract/imports.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { dayOfMoment, plural } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { Differences } from './Differences.tsx';
import { FileDays } from './FileDays.tsx';
import { FileOutcomes } from './FileOutcomes.tsx';
import { ImportQuestions } from './ImportQuestions.tsx';
import { importStage, refusal } from './importStage.ts';
import { WhoIs } from './WhoIs.tsx';

const acceptedEndings = '.csv,.txt,.xml,.xlsx,.zip';

/** Choose or drop files, see what would change, then import in one transaction or leave it. */
export function ImportFiles() {
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const discard = useCommand('imports.discard');
  // What was read waits for the person's word, wherever they go meanwhile.
  const reading = useJobOf('imports.preview', undefined, { keep: true });
  const importing = useJobOf('imports.commit');
  const now = importStage(reading, importing);
  const used = importing.state === 'done';
  const { forget } = reading;
  useEffect(() => {
    if (used) forget();
  }, [used, forget]);

  const leave = (preview: ImportPreview) => {
    discard.mutate({ previewId: preview.previewId });
    reading.forget();
    importing.forget();
  };
  async function read(list: FileList | null): Promise<void> {
    if (list === null || list.length === 0) return;
    const refused = refusal(now);
    if (refused !== null) {
      notifications.show({ color: 'yellow', autoClose: 12_000, title: 'These files were not taken', message: refused });
      return;
    }
    const files = await Promise.all(
      [...list].map(async (file) => ({
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
        modifiedOn: dayOfMoment(file.lastModified),
      })),
    );
    if (now.stage === 'previewed') leave(now.preview);
    importing.forget();
    reading.start({ files });
    if (chooser.current) chooser.current.value = '';
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files);
  }

  const busy = now.stage === 'reading' || now.stage === 'importing';
  return (
    <Panel title="Bring files in">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it is the first */}
      <div
        className={`vsk-drop ${over && !busy ? 'vsk-drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={chooser}
          type="file"
          multiple
          accept={acceptedEndings}
          className="vsk-visually-hidden"
          aria-label="Files to import"
          tabIndex={-1}
          onChange={(event) => void read(event.currentTarget.files)}
        />
        <Button
          size="sm"
          disabled={busy}
          leftSection={<IconFileUpload size={18} aria-hidden="true" />}
          onClick={() => chooser.current?.click()}
        >
          Choose files
        </Button>
        <p className="vsk-muted">
          or drop them here: the looked-after list, SSDA903 Header and Episodes, benchmarks, GIAS schools, or the
          templates below
        </p>
      </div>
      {now.stage === 'reading' && <JobProgress job={now.job} onCancel={reading.cancel} />}
      {now.stage === 'importing' && <JobProgress job={now.job} onCancel={importing.cancel} />}
      {(now.stage === 'idle' || now.stage === 'previewed') && now.problem && <ErrorState failure={now.problem} />}
      {now.stage === 'previewed' && (
        <Preview
          preview={now.preview}
          stale={now.stale}
          overtaken={now.problem?.code === 'conflict'}
          onAgain={(days) => {
            importing.forget();
            reading.start({ again: { previewId: now.preview.previewId, days } });
          }}
          key={now.preview.previewId}
          onCommit={(answers) => importing.start({ previewId: now.preview.previewId, ...answers })}
          onDiscard={() => leave(now.preview)}
        />
      )}
    </Panel>
  );
}

function Preview(props: {
  preview: ImportPreview;
  stale: boolean;
  /** They were refused because they would do something else by now: as shown they never go in. */
  overtaken: boolean;
  /** Reads the same files once more, some as of another day. */
  onAgain: (days: { fileName: string; asOf: string }[]) => void;
  onCommit: (answers: { confirmed: string[]; decisions: { id: string; answer: string }[] }) => void;
  onDiscard: () => void;
}) {
  const { preview, stale, overtaken, onAgain, onCommit, onDiscard } = props;
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const [decisions, setDecisions] = useState<ReadonlyMap<string, string>>(new Map());
  const decide = (decided: readonly (readonly [string, string | null])[]) => {
    const next = new Map(decisions);
    for (const [id, answer] of decided) {
      if (answer === null) next.delete(id);
      else next.set(id, answer);
    }
    setDecisions(next);
  };
  const waiting = preview.files.reduce((sum, file) => sum + file.waiting, 0);
  const open = preview.questions.filter(({ id }) => !confirmed.includes(id)).length;
  const toKeep = preview.files.reduce((sum, file) => sum + file.added + file.changed, 0);
  // A file that says the same again counts: what it confirms no older file turns back, and whom it leaves out is noted.
  const goesIn = toKeep + waiting > 0 || preview.files.some(({ unchanged }) => unchanged > 0);
  const answered = preview.whoIs.reduce(
    (sum, { id, rows }) => (decisions.has(id) && decisions.get(id) !== 'leaveOut' ? sum + rows : sum),
    0,
  );
  const refused = preview.files.reduce((sum, file) => sum + file.refused, 0);
  return (
    <section aria-label="What would change" className="vsk-preview">
      <h3>What would change</h3>
      <p role="status">
        {preview.files.every((file) => file.format === null)
          ? 'None of these files was recognised.'
          : toKeep === 0
            ? 'Nothing new in these files.'
            : `${plural(toKeep, 'row')} would be added or changed.`}
        {waiting > 0 &&
          ` ${plural(waiting, 'row')} ${waiting === 1 ? 'waits' : 'wait'} for you to say whom ${waiting === 1 ? 'it means' : 'they mean'}: what you leave open is kept, and asked again under Data.`}
        {refused > 0 && ` ${plural(refused, 'row')} refused: they can be mended and brought back.`}
        {preview.possibleLeavers > 0 &&
          ` ${plural(preview.possibleLeavers, 'child', 'children')} in the store ${preview.possibleLeavers === 1 ? 'is' : 'are'} not in this list: possible leavers. Nothing closes by itself.`}
      </p>
      {(stale || overtaken) && (
        <div role="note">
          <p>
            The store has changed since these files were read. Nothing is imported that differs from what is shown here.
            You need not choose them again; what you have answered is asked again.
          </p>
          <Button variant="default" mt="xs" onClick={() => onAgain([])}>
            Read them again
          </Button>
        </div>
      )}
      <FileDays files={preview.files} onDay={(fileName, asOf) => onAgain([{ fileName, asOf }])} />
      <ImportQuestions questions={preview.questions} confirmed={confirmed} onChange={setConfirmed} />
      {preview.whoIs.length > 0 && (
        <WhoIs
          questions={preview.whoIs}
          answers={decisions}
          onAnswer={(ids, answer) =>
            decide(
              preview.whoIs.filter(({ id }) => ids.includes(id)).map((question) => [question.id, answer(question)]),
            )
          }
        />
      )}
      <Differences
        differences={preview.differences}
        total={preview.differencesTotal}
        decisions={decisions}
        onDecide={(id, as) => decide([[id, as]])}
      />
      <FileOutcomes files={preview.files} of={preview.previewId} />
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onDiscard}>
          {goesIn ? 'Leave everything as it is' : 'Close'}
        </Button>
        {goesIn && (
          <Button
            disabled={open > 0 || overtaken}
            onClick={() => onCommit({ confirmed, decisions: [...decisions].map(([id, answer]) => ({ id, answer })) })}
          >
            {toKeep + waiting > 0
              ? `Import ${plural(toKeep + answered, 'row')}`
              : preview.possibleLeavers > 0
                ? `Note ${plural(preview.possibleLeavers, 'possible leaver')}`
                : 'Note that nothing changed'}
            {waiting > answered && `, keep ${waiting - answered} waiting`}
          </Button>
        )}
      </div>
    </section>
  );
}
