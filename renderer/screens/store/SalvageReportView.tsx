import { Button } from '@mantine/core';
import { IconDeviceFloppy, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { SalvageReport } from '#contract/recovery.ts';
import { CallFailure, printPage, saveFile } from '#renderer/api.ts';
import { count, timeInTable } from '#renderer/ui/format.ts';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { salvageSentences, salvageText } from './salvageText.ts';

/** What a salvage saved and what is missing, table by table, to be printed or saved. It names no child. */
export function SalvageReportView(props: { report: SalvageReport; folder: string; at: string }) {
  const { report, folder, at } = props;
  const [problem, setProblem] = useState<CallFailure | null>(null);
  const when = timeInTable(at);
  function save(): void {
    setProblem(null);
    saveFile('VSK Tracker salvage report.txt', salvageText(report, folder, when)).catch((reason) =>
      setProblem(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) })),
    );
  }
  return (
    <>
      <p className="vsk-muted">
        Store in {folder}, {when}
      </p>
      <div className="vsk-sentences">
        {salvageSentences(report).map((sentence) => (
          <p key={sentence} className="vsk-prose vsk-path">
            {sentence}
          </p>
        ))}
      </div>
      <ScrollRegion label="Table of what was rescued">
        <table className="vsk-plain-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="vsk-end">
                Rows saved
              </th>
              <th scope="col" className="vsk-end">
                Places unreadable
              </th>
              <th scope="col" className="vsk-end">
                Rows set aside
              </th>
            </tr>
          </thead>
          <tbody>
            {report.tables.map((table) => (
              <tr key={table.table} className={table.gaps > 0 || table.rowsSetAside > 0 ? 'vsk-strong' : ''}>
                <th scope="row">{table.what}</th>
                <td className="vsk-end">{count(table.rowsSaved)}</td>
                <td className="vsk-end">{count(table.gaps)}</td>
                <td className="vsk-end">{count(table.rowsSetAside)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="vsk-ways vsk-noprint">
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden="true" />}
          onClick={() => printPage()}
        >
          Print the report
        </Button>
        <Button variant="default" leftSection={<IconDeviceFloppy size={16} aria-hidden="true" />} onClick={save}>
          Save the report
        </Button>
      </div>
      {problem && <ErrorState failure={problem} />}
    </>
  );
}
