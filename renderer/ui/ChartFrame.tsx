import { SegmentedControl } from '@mantine/core';
import type { RowData } from '@tanstack/react-table';
import { type ReactNode, useId, useState } from 'react';
import { type DataColumn, DataTable } from './DataTable.tsx';

/**
 * A chart with its answer as title, a text alternative, and the same figures as a table on request.
 * `height` keeps the frame still while the chart is swapped for the table.
 */
export function ChartFrame<Row extends RowData>(props: {
  title: string;
  summary: string;
  subtitle?: string;
  height: number;
  chart: ReactNode;
  rows: Row[];
  columns: DataColumn<Row>[];
  rowId: (row: Row) => string;
  notes?: ReactNode;
}) {
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const id = useId();
  const { title, summary, subtitle, height, chart, rows, columns, rowId, notes } = props;
  return (
    <section className="vsk-panel" aria-labelledby={id}>
      <header className="vsk-panel-header">
        <div>
          <h2 id={id}>{title}</h2>
          {subtitle !== undefined && <p className="vsk-small vsk-muted">{subtitle}</p>}
        </div>
        <SegmentedControl
          className="vsk-noprint"
          size="xs"
          aria-label="Show as"
          value={shown}
          onChange={(value) => setShown(value === 'table' ? 'table' : 'chart')}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Show as table' },
          ]}
        />
      </header>
      {shown === 'chart' ? (
        <figure className="vsk-chart" role="img" aria-label={summary} style={{ height }}>
          {chart}
        </figure>
      ) : (
        <DataTable label={title} rows={rows} columns={columns} rowId={rowId} height={height} />
      )}
      {notes !== undefined && <div className="vsk-panel-notes">{notes}</div>}
    </section>
  );
}
