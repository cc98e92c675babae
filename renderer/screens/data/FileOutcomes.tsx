import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ImportPreview } from '#contract/imports.ts';
import { call } from '#renderer/api.ts';
import { useSave } from '#renderer/data/useSave.ts';
import { count, plural } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';

type Outcome = ImportPreview['files'][number];

/** Each file with its rows added, changed, unchanged and refused (together all its data rows), and the refusals in full. */
export function FileOutcomes({ files, of }: { files: Outcome[]; of: string }) {
  const asked = files.filter((file) => file.format !== null);
  const ignored = files.filter((file) => file.format === null);
  return (
    <>
      {asked.length > 0 && (
        <ScrollRegion label="Table of the files read">
          <table className="vsk-plain-table">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Read as</th>
                {['Data rows', 'Added', 'Changed', 'Unchanged', 'Refused', 'Waiting'].map((title) => (
                  <th key={title} scope="col" className="vsk-end">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {asked.map((file) => (
                <tr key={file.name}>
                  <th scope="row">{file.name}</th>
                  <td>{file.formatTitle}</td>
                  {[file.dataRows, file.added, file.changed, file.unchanged, file.refused, file.waiting].map(
                    (rows, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: six fixed columns
                      <td key={index} className="vsk-end">
                        {count(rows)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {asked.map(
        (file) =>
          file.warnings.length > 0 && (
            <ul key={file.name} className="vsk-warnings" aria-label={`Notes on ${file.name}`}>
              {file.warnings.map((warning) => (
                <li key={warning}>
                  {file.name}: <FreeText>{warning}</FreeText>
                </li>
              ))}
              <li className="vsk-warnings-all">
                <AllNotes file={file} of={of} />
              </li>
            </ul>
          ),
      )}
      {asked.map(
        (file) =>
          file.dataRows === 0 && (
            <p key={file.name} className="vsk-muted">
              {file.name} has a heading row and nothing beneath it.
            </p>
          ),
      )}
      {asked.map((file) => file.refused > 0 && <Refusals key={file.name} file={file} of={of} />)}
      {ignored.length > 0 && (
        <p className="vsk-muted">
          Not recognised and left alone: {ignored.map((file) => file.name).join(', ')}. A file is known by its heading
          row: compare it with the columns of the templates below.
        </p>
      )}
    </>
  );
}

/** Every note on a file, a row each, to keep or to work through. */
function AllNotes({ file, of }: { file: Outcome; of: string }) {
  const { save, saving } = useSave();
  const download = () =>
    save(async () => {
      const { fileName, text } = await call('imports.refusedRows', { of, fileName: file.name, what: 'notes' });
      return { name: fileName, content: text, said: (path: string) => ({ message: `Saved ${path}.` }) };
    });
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={saving}
      leftSection={<IconDownload size={16} aria-hidden="true" />}
      onClick={download}
    >
      Download all notes on {file.name}
    </Button>
  );
}

function Refusals({ file, of }: { file: Outcome; of: string }) {
  const { save, saving } = useSave();
  const download = () =>
    save(async () => {
      const { fileName, text } = await call('imports.refusedRows', { of, fileName: file.name });
      const said = (path: string) => ({ message: `Saved ${path}. Mend the rows and bring the file back.` });
      return { name: fileName, content: text, said };
    });
  return (
    <section className="vsk-refusals" aria-label={`Refused rows of ${file.name}`}>
      <header>
        <h3>
          {plural(file.refused, 'row')} refused in {file.name}
        </h3>
        <Button
          variant="default"
          loading={saving}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={download}
        >
          Download refused rows
        </Button>
      </header>
      <ScrollRegion className="vsk-refusals-scroll" label={`List of refused rows of ${file.name}`}>
        <table className="vsk-plain-table">
          <thead>
            <tr>
              <th scope="col" className="vsk-end vsk-row-number">
                Row
              </th>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {file.refusals.map((refusal) => (
              <tr key={`${refusal.row} ${refusal.field} ${refusal.reason}`}>
                <td className="vsk-end">{refusal.row}</td>
                <td>{refusal.field}</td>
                <td>
                  <Name>{refusal.value}</Name>
                </td>
                <td className="vsk-wrap">
                  <FreeText>{refusal.reason}</FreeText>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {file.refused > file.refusals.length && (
        <p className="vsk-small vsk-muted">The first {file.refusals.length} are shown; the download has all of them.</p>
      )}
    </section>
  );
}
