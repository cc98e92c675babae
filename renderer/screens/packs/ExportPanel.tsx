import { Button, Checkbox, Group, PasswordInput } from '@mantine/core';
import { IconFolder, IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { type PackPreview, packExportResult } from '#contract/packs.ts';
import { chooseFolder } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useJob } from '#renderer/data/useJob.ts';
import { count, plural } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { fileSize, passwordProblem, stopping } from './exportPlan.ts';
import classes from './packs.module.css';

const firstChoices: { folder: string | null; protect: boolean } = { folder: null, protect: false };

/** Folder, optional password, and the export itself with its progress, its cancelling and what it wrote. */
export function ExportPanel(props: { preview: PackPreview; asAt: string; childIds: string[] }) {
  const { preview, asAt, childIds } = props;
  // The same for the next school; the password is kept nowhere.
  const [{ folder, protect }, setChoices] = useDraft('packs:export', firstChoices);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const start = useCommand('packs.export');
  const { job, failure, cancel } = useJob(start.data?.jobId ?? null);
  const stops = stopping(preview);
  const weak = protect ? passwordProblem(password, again) : null;
  const running =
    start.isPending || (start.data !== undefined && failure === null && (job === null || job.state === 'running'));
  const hint = stops[0] ?? (weak !== null ? weak : folder === null ? 'Choose the folder the PDFs go to.' : null);
  const begin = () => {
    if (folder === null) return;
    start.mutate({ schoolId: preview.school.schoolId, asAt, childIds, folder, password: protect ? password : null });
  };
  return (
    <Panel title="Export">
      <div className={classes.form}>
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden />}
            disabled={running}
            onClick={async () => {
              const chosen = await chooseFolder();
              if (chosen !== null) setChoices((now) => ({ ...now, folder: chosen }));
            }}
          >
            Choose folder
          </Button>
          <span className={folder === null ? 'vsk-muted' : classes.path}>{folder ?? 'No folder chosen'}</span>
        </Group>
        <Checkbox
          label="Protect with a password"
          description="Each PDF is encrypted (AES-256) and asks for the password when it is opened. Tell it to the designated teacher by telephone, not in the same email. It is not kept: nobody can read it back."
          checked={protect}
          disabled={running}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setChoices((now) => ({ ...now, protect: checked }));
          }}
        />
        {protect && (
          <div className={classes.passwords}>
            <PasswordInput
              label="Password"
              value={password}
              disabled={running}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="new-password"
            />
            <PasswordInput
              label="Password again"
              value={again}
              disabled={running}
              error={password.length >= 12 && again !== '' && weak !== null ? weak : undefined}
              onChange={(event) => setAgain(event.currentTarget.value)}
              autoComplete="new-password"
            />
          </div>
        )}
        <Group gap="sm">
          <Button
            leftSection={<IconPackageExport size={16} aria-hidden />}
            disabled={hint !== null || running}
            onClick={begin}
            aria-describedby="pack-export-hint"
          >
            Export {plural(preview.children.length, 'pack')}
          </Button>
          <span id="pack-export-hint" className="vsk-muted">
            {running ? '' : (hint ?? '')}
          </span>
        </Group>
        {start.error !== null && <ErrorState failure={start.error} onRetry={begin} />}
        {failure !== null && <ErrorState failure={failure} />}
        {running && start.data !== undefined && <JobProgress job={job} onCancel={cancel} />}
        {job !== null && job.state !== 'running' && <Ended job={job} />}
      </div>
    </Panel>
  );
}

function Ended({ job }: { job: NonNullable<ReturnType<typeof useJob>['job']> }) {
  if (job.state === 'cancelled') return <p role="status">Cancelled. No half-written file was left.</p>;
  if (job.state === 'failed')
    return (
      <p role="alert">
        <Tag tone="red">Not exported</Tag> {job.error?.message ?? 'The export failed.'}
      </p>
    );
  const result = packExportResult.safeParse(job.result);
  if (!result.success) return <p role="alert">The export ended, but its list of files could not be read.</p>;
  const { folder, files } = result.data;
  return (
    <div role="status">
      <p>
        <Tag tone="green">Exported</Tag> {plural(files.length, 'file')} in{' '}
        <span className={classes.path}>{folder}</span>
      </p>
      <ul className={classes.files}>
        {files
          .toSorted((a, b) => a.fileName.localeCompare(b.fileName))
          .map((file) => (
            <li key={file.fileName}>
              {file.fileName}{' '}
              <span className="vsk-muted">
                {file.childId === null ? 'cover, ' : ''}
                {plural(file.pages, 'page')}, {fileSize(file.bytes)}
              </span>
            </li>
          ))}
      </ul>
      <p className="vsk-small vsk-muted">
        {count(files.length)} files, OFFICIAL-SENSITIVE. Send them by secure mail and delete them here afterwards.
      </p>
    </div>
  );
}
