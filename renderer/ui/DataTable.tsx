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
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { preferences } from '#renderer/api.ts';
import { type Density, TableOptions } from './TableOptions.tsx';

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
  /** Names the row for assistive technology; one column has it, otherwise the first. */
  rowHeader?: boolean;
}

export interface TableSort {
  column: string;
  descending: boolean;
}

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
  const { label, rows, columns, rowId, onOpen, selected, onSelect, sort, onSort, height, storageKey, toolbar, empty } =
    props;
  const stored = useMemo(() => readStored(storageKey), [storageKey]);
  const [visibility, setVisibility] = useState<Record<string, boolean>>(
    () =>
      stored?.visibility ??
      Object.fromEntries(columns.filter((column) => column.hiddenAtFirst).map((column) => [column.id, false])),
  );
  const [density, setDensity] = useState<Density>(stored?.density ?? 'comfortable');
  const [ownSort, setOwnSort] = useState<TableSort | null>(null);
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
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
  const shown = columns.filter((column) => visibility[column.id] !== false);
  const totalWidth = shown.reduce((sum, column) => sum + column.width, 0) + (selected ? 36 : 0);
  const rowHeight = rowHeights[density];
  const virtualizer = useVirtualizer({
    count: modelRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of density changes every row's height
  useEffect(() => virtualizer.measure(), [rowHeight]);
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const at = Math.min(active, Math.max(0, modelRows.length - 1));

  function focusRow(index: number): void {
    const target = Math.max(0, Math.min(modelRows.length - 1, index));
    setActive(target);
    virtualizer.scrollToIndex(target, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-index="${target}"]`)?.focus({ preventScroll: true }),
    );
  }
  function toggle(id: string): void {
    if (!onSelect || !selected) return;
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  }
  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
    // Keys pressed on a control inside a row are that control's own.
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const row = modelRows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: modelRows.length - 1,
      PageDown: at + page,
      PageUp: at - page,
    };
    const move = moves[event.key];
    if (move !== undefined) focusRow(move);
    else if (event.key === 'Enter' && row) onOpen?.(row.original);
    else if (event.key === ' ' && row && selected) toggle(row.id);
    else return;
    event.preventDefault();
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
      <section ref={scroller} className="vsk-table-scroll" aria-label={label}>
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
          <thead>
            <tr aria-rowindex={1}>
              {selected && (
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label="Select all rows"
                    checked={rows.length > 0 && rows.every((row) => selected.has(rowId(row)))}
                    onChange={(event) => onSelect?.(new Set(event.currentTarget.checked ? rows.map(rowId) : []))}
                  />
                </th>
              )}
              {shown.map((column) => {
                const direction =
                  sorted?.column === column.id ? (sorted.descending ? 'descending' : 'ascending') : undefined;
                return (
                  <th
                    key={column.id}
                    scope="col"
                    className={column.align === 'end' ? 'vsk-end' : ''}
                    aria-sort={column.sortValue ? (direction ?? 'none') : undefined}
                  >
                    {column.sortValue ? (
                      <button type="button" className="vsk-sort" onClick={() => sortBy(column)}>
                        {column.header}
                        {direction && (
                          <span aria-hidden="true" className="vsk-sort-arrow">
                            {direction === 'ascending' ? '▲' : '▼'}
                          </span>
                        )}
                      </button>
                    ) : (
                      column.header
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody onKeyDown={onKeyDown}>
            {before > 0 && (
              // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty spacer standing for the rows not drawn; it cannot take focus
              <tr aria-hidden="true" style={{ height: before }} className="vsk-spacer" />
            )}
            {items.map((item) => {
              const row = modelRows[item.index];
              if (!row) return null;
              return (
                <tr
                  key={row.id}
                  data-index={item.index}
                  aria-rowindex={item.index + 2}
                  aria-selected={selected ? selected.has(row.id) : undefined}
                  tabIndex={item.index === at ? 0 : -1}
                  style={{ height: rowHeight }}
                  className={`${onOpen ? 'vsk-opens' : ''} ${props.rowClassName?.(row.original) ?? ''}`}
                  onFocus={(event) => event.target === event.currentTarget && setActive(item.index)}
                  onClick={(event) => {
                    const inControl = (event.target as Element).closest('button, a, input, label');
                    if (!inControl) onOpen?.(row.original);
                  }}
                >
                  {selected && (
                    <td>
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        aria-label="Select this row"
                        checked={selected.has(row.id)}
                        onChange={() => toggle(row.id)}
                      />
                    </td>
                  )}
                  {shown.map((column, index) =>
                    (column.rowHeader ?? (index === 0 && !columns.some((other) => other.rowHeader))) ? (
                      <th key={column.id} scope="row" className={column.align === 'end' ? 'vsk-end' : ''}>
                        {column.cell(row.original)}
                      </th>
                    ) : (
                      <td key={column.id} className={column.align === 'end' ? 'vsk-end' : ''}>
                        {column.cell(row.original)}
                      </td>
                    ),
                  )}
                </tr>
              );
            })}
            {after > 0 && (
              // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty spacer standing for the rows not drawn; it cannot take focus
              <tr aria-hidden="true" style={{ height: after }} className="vsk-spacer" />
            )}
          </tbody>
        </table>
        {rows.length === 0 && empty}
      </section>
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
