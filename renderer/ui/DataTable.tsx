import {
  type ColumnDef,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { preferences } from '#renderer/api.ts';
import type { DataColumn, TableSort } from './dataColumn.ts';
import { ScrollRegion } from './ScrollRegion.tsx';
import { TableBody } from './TableBody.tsx';
import { TableHead } from './TableHead.tsx';
import { type Density, TableOptions } from './TableOptions.tsx';

interface DataTableProps<Row extends RowData> {
  label: string;
  rows: Row[];
  columns: DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** Enter or a click opens the row. */
  onOpen?: (row: Row) => void;
  /** Space selects; leave both out for a table without selection. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Given, the caller sorts (the service's own order); otherwise rows are sorted here by `sortValue`. */
  sort?: TableSort | null;
  onSort?: (sort: TableSort) => void;
  /** Fixed height in px, or leave it out to fill the parent. */
  height?: number;
  /** Names the stored choice of columns and density; leave out for small tables without options. */
  storageKey?: string;
  toolbar?: ReactNode;
  empty?: ReactNode;
  rowClassName?: (row: Row) => string;
}

export type { DataColumn, TableSort };

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: {},
});

const rowHeights: Record<Density, number> = { comfortable: 36, compact: 28 };

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en-GB', { numeric: true });
}

/**
 * The one table of lists: virtualised rows, sticky header, sorting with aria-sort, column chooser and density.
 * Keys: arrows, Home, End, Page Up and Page Down move; Enter opens; Space selects.
 * Content is drawn on one line per row; long text is cut with an ellipsis and told in full by its title.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const {
    label,
    rows,
    columns,
    rowId,
    onOpen,
    selected,
    onSelect,
    sort,
    onSort,
    height,
    storageKey,
    toolbar,
    empty,
    rowClassName,
  } = props;
  const stored = useMemo(() => readStored(storageKey), [storageKey]);
  const [visibility, setVisibility] = useState<Record<string, boolean>>(
    () =>
      stored?.visibility ??
      Object.fromEntries(columns.filter((column) => column.hiddenAtFirst).map((column) => [column.id, false])),
  );
  const [density, setDensity] = useState<Density>(stored?.density ?? 'comfortable');
  const [ownSort, setOwnSort] = useState<TableSort | null>(null);
  const scroller = useRef<HTMLElement>(null);
  const sorted = sort ?? ownSort;
  useEffect(() => {
    if (storageKey !== undefined) preferences.set(`table:${storageKey}`, JSON.stringify({ visibility, density }));
  }, [storageKey, visibility, density]);

  const defs = useMemo<ColumnDef<typeof features, Row, unknown>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        accessorFn: (row: Row) => column.sortValue?.(row) ?? undefined,
        sortFn: (a, b, id) => compare(a.getValue<string | number>(id), b.getValue<string | number>(id)),
        sortUndefined: 'last' as const,
        enableSorting: column.sortValue !== undefined,
        size: column.width,
      })),
    [columns],
  );
  const sorting = useMemo(() => (sorted ? [{ id: sorted.column, desc: sorted.descending }] : []), [sorted]);
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    state: { sorting, columnVisibility: visibility },
    manualSorting: onSort !== undefined,
  });
  const modelRows = table.getRowModel().rows;
  const shown = useMemo(() => columns.filter((column) => visibility[column.id] !== false), [columns, visibility]);
  const totalWidth = shown.reduce((sum, column) => sum + column.width, 0) + (selected ? 36 : 0);
  const allSelected = useMemo(
    () => selected !== undefined && rows.length > 0 && rows.every((row) => selected.has(rowId(row))),
    [rows, rowId, selected],
  );
  function toggle(id: string): void {
    if (!onSelect || !selected) return;
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  }
  function sortBy(column: DataColumn<Row>): void {
    const next = { column: column.id, descending: sorted?.column === column.id ? !sorted.descending : false };
    if (onSort) onSort(next);
    else setOwnSort(next);
  }

  return (
    <div className="vsk-table-frame" style={height === undefined ? undefined : { height }}>
      {(toolbar !== undefined || storageKey !== undefined) && (
        <div className="vsk-table-toolbar vsk-noprint">
          <div>{toolbar}</div>
          {storageKey !== undefined && (
            <TableOptions
              columns={columns.filter((column) => column.hideable !== false)}
              visibility={visibility}
              onVisibility={setVisibility}
              density={density}
              onDensity={setDensity}
            />
          )}
        </div>
      )}
      <ScrollRegion element={scroller} className="vsk-table-scroll" label={label} holdsFocus={rows.length > 0}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of rows moved through with arrows
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          aria-multiselectable={selected ? true : undefined}
          className={`vsk-table vsk-table-${density}`}
          style={{ minWidth: totalWidth }}
        >
          <colgroup>
            {selected && <col style={{ width: 36 }} />}
            {shown.map((column) => (
              <col key={column.id} style={{ width: column.width }} />
            ))}
          </colgroup>
          <TableHead
            columns={shown}
            sorted={sorted}
            onSort={sortBy}
            allSelected={selected ? allSelected : undefined}
            onSelectAll={(all) => onSelect?.(new Set(all ? rows.map(rowId) : []))}
          />
          <TableBody
            rows={modelRows}
            columns={shown}
            scroller={scroller}
            rowHeight={rowHeights[density]}
            selected={selected}
            onToggle={toggle}
            onOpen={onOpen}
            rowClassName={rowClassName}
          />
        </table>
        {rows.length === 0 && empty}
      </ScrollRegion>
    </div>
  );
}

function readStored(key: string | undefined): { visibility: Record<string, boolean>; density: Density } | null {
  const text = key === undefined ? null : preferences.get(`table:${key}`);
  if (text === null) return null;
  try {
    return JSON.parse(text) as { visibility: Record<string, boolean>; density: Density };
  } catch {
    return null;
  }
}
