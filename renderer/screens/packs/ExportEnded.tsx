import type { Job } from '#contract/jobs.ts';
import { packExportResult } from '#contract/packs.ts';
import { count, plural } from '#renderer/ui/format.ts';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { fileSize } from './exportPlan.ts';
import classes from './packs.module.css';

/** How an export ended: what was written and where, or why nothing was. */
export function ExportEnded({ job }: { job: Job }) {
  if (job.state === 'cancelled') return <p role="status">Cancelled. No half-written file was left.</p>;
  if (job.state === 'failed')
    return (
      <p role="alert">
        <Tag tone="red">Not exported</Tag> {job.error?.message ?? 'The export failed.'}
      </p>
    );
  const result = packExportResult.safeParse(job.result);
  if (!result.success) return <p role="alert">The export ended, but its list of files could not be read.</p>;
  const { folder, files, packFile } = result.data;
  return (
    <div role="status">
      <p>
        <Tag tone="green">Exported</Tag>{' '}
        {packFile === null
          ? `${plural(files.length, 'file')} in `
          : `${plural(files.length, 'document')} in one file of ${fileSize(packFile.bytes)}: `}
        <span className={classes.path}>{packFile?.path ?? folder}</span>
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
        {packFile === null
          ? `${count(files.length)} files, OFFICIAL-SENSITIVE. Send them by secure mail and delete them here afterwards.`
          : "OFFICIAL-SENSITIVE. Your colleague opens it by a double click, or under Packs with 'Open a .vskpack file'. Delete it here once it has arrived."}
      </p>
    </div>
  );
}
