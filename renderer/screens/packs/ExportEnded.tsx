import type { JobOf } from '#renderer/jobs/useJobOf.ts';
import { count, plural } from '#renderer/ui/format.ts';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { fileSize } from './exportPlan.ts';
import classes from './packs.module.css';

/** How an export ended: what was written and where, or why nothing was. */
export function ExportEnded({ work }: { work: JobOf<'packs.export'> }) {
  if (work.state === 'cancelled') return <p role="status">Cancelled. No half-written file was left.</p>;
  if (work.failure !== null)
    return (
      <p role="alert">
        <Tag tone="red">Not exported</Tag> {work.failure.detail.message}
      </p>
    );
  if (work.result === null) return null;
  const { folder, files, packFile } = work.result;
  return (
    <div role="status">
      <p>
        <Tag tone="green">Exported</Tag>{' '}
        {packFile === null
          ? `${plural(files.length, 'file')} in `
          : `${plural(files.length, 'document')} in one file of ${fileSize(packFile.bytes)}: `}
        <span className={classes.path}>{packFile?.path ?? folder}</span>
      </p>
      <ScrollRegion className={classes.files} label="Documents written">
        <ul>
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
      </ScrollRegion>
      <p className="vsk-small vsk-muted">
        {packFile === null
          ? `${count(files.length)} files, OFFICIAL-SENSITIVE. Send them by secure mail and delete them here afterwards.`
          : "OFFICIAL-SENSITIVE. Your colleague opens it by a double click, or under Packs with 'Open a .vskpack file'. Delete it here once it has arrived."}
      </p>
    </div>
  );
}
