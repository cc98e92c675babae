import type { ReactNode } from 'react';
import classes from './recordTable.module.css';
import { ScrollRegion } from './ScrollRegion.tsx';

/** A column of a small table inside a record, where text may wrap and every row is on the page (and on paper). */
export interface RecordColumn<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  end?: boolean;
  /** Short text that is not broken over lines. */
  keep?: boolean;
}

const cellClass = (column: { end?: boolean; keep?: boolean }): string =>
  `${column.end ? classes.end : ''} ${column.keep ? classes.keep : ''}`.trim();

/**
 * A short table of a record: every row shown, text wraps, nothing scrolls inside it but sideways. Lists of children and
 * anything that may grow long belong in `DataTable`, which draws one line per row and only the rows in view.
 */
export function RecordTable<Row>({
  label,
  rows,
  columns,
  rowKey,
  empty,
  strongRow,
}: {
  label: string;
  rows: readonly Row[];
  columns: readonly RecordColumn<Row>[];
  rowKey: (row: Row) => string;
  empty: ReactNode;
  /** A row set in bold: the total, or the latest. */
  strongRow?: (row: Row) => boolean;
}) {
  if (rows.length === 0) return <p className={`vsk-muted ${classes.nothing}`}>{empty}</p>;
  return (
    <ScrollRegion className={classes.scroller} label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.header} scope="col" className={cellClass(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={strongRow?.(row) ? classes.strong : ''}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.header} scope="row" className={cellClass(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.header} className={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
