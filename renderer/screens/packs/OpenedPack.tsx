import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JobResult } from '#contract/calls.ts';
import type { PackOpened } from '#contract/packs.ts';
import { urnWords } from '#domain/identifiers/urnWords.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { count, plural, timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { ExportFolder, useExportFolder } from './ExportFolder.tsx';
import { fileSize } from './exportPlan.ts';
import classes from './packs.module.css';

/** What an opened pack holds, and its documents saved as PDFs into a folder. */
export function OpenedPack({ pack, onClose }: { pack: PackOpened; onClose: () => void }) {
  const [folder, setFolder] = useState<string | null>(null);
  const checked = useExportFolder(folder, 'the documents go to');
  const save = useJobOf('packs.saveOpened', pack.openedId);
  const { running } = save;
  const { school, files } = pack;
  const size = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <div className={classes.form}>
      <dl className={classes.people}>
        <div>
          <dt>School</dt>
          <dd>
            {school.name} <span className="vsk-muted">{urnWords(school.urn)}</span>
            {school.schoolId === null && <div className="vsk-muted">This store does not have this school.</div>}
          </dd>
        </div>
        <div>
          <dt>As at</dt>
          <dd>
            <PlainDate date={pack.asAt} />
          </dd>
        </div>
        <div>
          <dt>Made</dt>
          <dd>{timeInTable(pack.madeAt)}</dd>
        </div>
        <div>
          <dt>Contents</dt>
          <dd>
            {plural(files.length, 'document')}, {fileSize(size)}
          </dd>
        </div>
      </dl>
      <ScrollRegion className={classes.files} label="Documents of this pack">
        <ul aria-label="Documents">
          {files
            .toSorted((a, b) => a.fileName.localeCompare(b.fileName))
            .map((file) => (
              <li key={file.fileName}>
                {file.fileName} <span className="vsk-muted">{fileSize(file.bytes)}</span>
              </li>
            ))}
        </ul>
      </ScrollRegion>
      <p className={`vsk-muted ${classes.note}`}>
        The password shows that it comes from somebody who knew it, not who that was. Saved documents are ordinary PDFs
        without a password, OFFICIAL-SENSITIVE: delete them when they are no longer needed.
      </p>
      <ExportFolder folder={folder} onFolder={setFolder} checked={checked} disabled={running} />
      {save.failure !== null && <ErrorState failure={save.failure} />}
      {running && <JobProgress job={save.job} onCancel={save.cancel} />}
      {save.result !== null && <Saved saved={save.result} />}
      <div className="vsk-dialog-actions">
        <span id="pack-save-hint" className="vsk-muted">
          {running ? '' : (checked.hint ?? '')}
        </span>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          disabled={checked.hint !== null || running}
          aria-describedby="pack-save-hint"
          onClick={() => folder !== null && save.start({ openedId: pack.openedId, folder })}
        >
          Save the {plural(files.length, 'document')}
        </Button>
      </div>
    </div>
  );
}

function Saved({ saved }: { saved: JobResult<'packs.saveOpened'> }) {
  return (
    <p role="status">
      <Tag tone="green">Saved</Tag> {count(saved.files.length)} PDFs in{' '}
      <span className={classes.path}>{saved.folder}</span>
    </p>
  );
}
