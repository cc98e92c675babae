import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { ImportPreview } from '#contract/imports.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { plural } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { FileOutcomes } from './FileOutcomes.tsx';
import { ImportQuestions } from './ImportQuestions.tsx';
import { importStage, refusal } from './importStage.ts';

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
      [...list].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
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
          key={now.preview.previewId}
          onCommit={(confirmed) => importing.start({ previewId: now.preview.previewId, confirmed })}
          onDiscard={() => leave(now.preview)}
        />
      )}
    </Panel>
  );
}

function Preview(props: {
  preview: ImportPreview;
  stale: boolean;
  onCommit: (confirmed: string[]) => void;
  onDiscard: () => void;
}) {
  const { preview, stale, onCommit, onDiscard } = props;
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const open = preview.questions.filter(({ id }) => !confirmed.includes(id)).length;
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
      {stale && (
        <p role="note">
          The store has changed since these files were read: what is imported is right, but the numbers here may not be.
          Choose the files again to see them anew.
        </p>
      )}
      <ImportQuestions questions={preview.questions} confirmed={confirmed} onChange={setConfirmed} />
      <FileOutcomes files={preview.files} of={preview.previewId} />
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onDiscard}>
          {toKeep > 0 ? 'Leave everything as it is' : 'Close'}
        </Button>
        {toKeep > 0 && (
          <Button disabled={open > 0} onClick={() => onCommit(confirmed)}>
            Import {plural(toKeep, 'row')}
          </Button>
        )}
      </div>
    </section>
  );
}
