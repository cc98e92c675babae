import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { type ImportPreview, importPreview } from '#contract/imports.ts';
import { isUnderWay, whyStopped } from '#renderer/data/jobState.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useEnded } from '#renderer/data/useEnded.ts';
import { useJob } from '#renderer/data/useJob.ts';
import { plural } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { FileOutcomes } from './FileOutcomes.tsx';

const acceptedEndings = '.csv,.txt,.xml,.xlsx,.zip';

/** Choose or drop files, see what would change, then import in one transaction or leave it. */
export function ImportFiles() {
  const [previewJob, setPreviewJob] = useState<string | null>(null);
  const [commitJob, setCommitJob] = useState<string | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const start = useCommand('imports.preview');
  const commit = useCommand('imports.commit');
  const discard = useCommand('imports.discard');
  const reading = useJob(previewJob);
  const importing = useJob(commitJob);

  useEnded(reading.job, (job) => {
    if (job.state === 'done') setPreview(importPreview.parse(job.result));
  });
  useEnded(importing.job, (job) => {
    if (job.state !== 'done') return;
    const kept = preview?.files.reduce((sum, file) => sum + file.added + file.changed, 0) ?? 0;
    notifications.show({
      color: 'green',
      message: `Imported: ${plural(kept, 'row')} added or changed. It can be undone below.`,
    });
    setPreview(null);
  });

  async function read(list: FileList | null): Promise<void> {
    if (list === null || list.length === 0) return;
    const files = await Promise.all(
      [...list].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    if (preview) discard.mutate({ previewId: preview.previewId });
    setPreview(null);
    setPreviewJob(null);
    setCommitJob(null);
    start.mutate({ files }, { onSuccess: ({ jobId }) => setPreviewJob(jobId) });
    if (chooser.current) chooser.current.value = '';
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files);
  }

  const readingNow = isUnderWay(previewJob, reading.job, reading.failure);
  const importingNow = isUnderWay(commitJob, importing.job, importing.failure);
  const busy = readingNow || importingNow || start.isPending;
  const problem =
    start.error ??
    commit.error ??
    whyStopped(importing.job, importing.failure) ??
    whyStopped(reading.job, reading.failure);
  return (
    <Panel title="Bring files in">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it is the first */}
      <div
        className={`vsk-drop ${over ? 'vsk-drop-over' : ''}`}
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
      {readingNow && <JobProgress key={previewJob} job={reading.job} onCancel={reading.cancel} />}
      {importingNow && <JobProgress key={commitJob} job={importing.job} onCancel={importing.cancel} />}
      {!busy && problem && <ErrorState failure={problem} />}
      {preview && !importingNow && (
        <Preview
          preview={preview}
          busy={commit.isPending}
          onCommit={() =>
            commit.mutate({ previewId: preview.previewId }, { onSuccess: ({ jobId }) => setCommitJob(jobId) })
          }
          onDiscard={() => {
            discard.mutate({ previewId: preview.previewId });
            setPreview(null);
          }}
        />
      )}
    </Panel>
  );
}

function Preview(props: { preview: ImportPreview; busy: boolean; onCommit: () => void; onDiscard: () => void }) {
  const { preview, busy, onCommit, onDiscard } = props;
  const toKeep = preview.files.reduce((sum, file) => sum + file.added + file.changed, 0);
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
        {refused > 0 && ` ${plural(refused, 'row')} refused: they can be mended and brought back.`}
        {preview.possibleLeavers > 0 &&
          ` ${plural(preview.possibleLeavers, 'child', 'children')} in the store ${preview.possibleLeavers === 1 ? 'is' : 'are'} not in this list: possible leavers. Nothing closes by itself.`}
      </p>
      <FileOutcomes files={preview.files} of={preview.previewId} />
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onDiscard}>
          {toKeep > 0 ? 'Leave everything as it is' : 'Close'}
        </Button>
        {toKeep > 0 && (
          <Button loading={busy} onClick={onCommit}>
            Import {plural(toKeep, 'row')}
          </Button>
        )}
      </div>
    </section>
  );
}
