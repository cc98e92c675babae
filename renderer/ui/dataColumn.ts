import type { RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** One column: how a row's cell is drawn, and what it sorts by (absent values always last). */
export interface DataColumn<Row extends RowData> {
  id: string;
  header: string;
  /** Width in px at which the column is laid out; the rest is shared in proportion. */
  width: number;
  align?: 'start' | 'end';
  cell: (row: Row) => ReactNode;
  sortValue?: (row: Row) => string | number | null;
  /** False: always shown, and not offered in the column chooser. */
  hideable?: boolean;
  hiddenAtFirst?: boolean;
  /** Its cells name people or are free text: hidden with the names, title and all. */
  names?: boolean;
  /** Names the row for assistive technology; one column has it, otherwise the first. */
  rowHeader?: boolean;
}

export interface TableSort {
  column: string;
  descending: boolean;
}
