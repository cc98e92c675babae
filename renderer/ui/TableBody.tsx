import type { RowData } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { DataColumn } from './dataColumn.ts';

interface ModelRow<Row> {
  id: string;
  original: Row;
}

interface TableBodyProps<Row extends RowData> {
  rows: ModelRow<Row>[];
  columns: DataColumn<Row>[];
  scroller: RefObject<HTMLElement | null>;
  rowHeight: number;
  selected: ReadonlySet<string> | undefined;
  onToggle: (id: string) => void;
  onOpen: ((row: Row) => void) | undefined;
  rowClassName: ((row: Row) => string) | undefined;
}

/** The rows in view and a few beyond; scrolling draws only these anew, and moving about uses one tab stop. */
export function TableBody<Row extends RowData>(props: TableBodyProps<Row>) {
  const { rows, columns, scroller, rowHeight, selected } = props;
  const [active, setActive] = useState(0);
  // Rows are memoised, so what they call must not change with every render of the caller.
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of density changes every row's height
  useEffect(() => virtualizer.measure(), [rowHeight]);
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const before = first?.start ?? 0;
  const after = virtualizer.getTotalSize() - (last?.end ?? 0);
  const at = Math.min(active, Math.max(0, rows.length - 1));
  // The row that was last in focus may be scrolled away; the first one drawn is then where Tab arrives.
  const tabStop = first && last && (at < first.index || at > last.index) ? first.index : at;

  const onActive = useCallback((index: number) => setActive(index), []);
  const onOpen = useCallback((row: Row) => latest.current.onOpen?.(row), []);
  const onToggle = useCallback((id: string) => latest.current.onToggle(id), []);

  function focusRow(index: number): void {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    setActive(target);
    virtualizer.scrollToIndex(target, { align: 'auto' });
    const focus = (tries: number) =>
      requestAnimationFrame(() => {
        const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${target}"]`);
        if (row) row.focus({ preventScroll: true });
        else if (tries > 0) focus(tries - 1);
      });
    focus(5);
  }
  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
    // Keys pressed on a control inside a row are that control's own.
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const from = Number(event.target.dataset.index ?? at);
    const row = rows[from];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: from + page,
      PageUp: from - page,
    };
    const move = moves[event.key];
    if (move !== undefined) focusRow(move);
    else if (event.key === 'Enter' && row) onOpen(row.original);
    else if (event.key === ' ' && row && selected) onToggle(row.id);
    else return;
    event.preventDefault();
  }

  return (
    <tbody onKeyDown={onKeyDown}>
      {before > 0 && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty spacer standing for the rows not drawn; it cannot take focus
        <tr aria-hidden="true" style={{ height: before }} className="vsk-spacer" />
      )}
      {items.map((item) => {
        const row = rows[item.index];
        return (
          row && (
            <BodyRow<Row>
              key={row.id}
              row={row}
              index={item.index}
              columns={columns}
              height={rowHeight}
              tabStop={item.index === tabStop}
              selected={selected?.has(row.id)}
              opens={props.onOpen !== undefined}
              className={props.rowClassName?.(row.original) ?? ''}
              onActive={onActive}
              onOpen={onOpen}
              onToggle={onToggle}
            />
          )
        );
      })}
      {after > 0 && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty spacer standing for the rows not drawn; it cannot take focus
        <tr aria-hidden="true" style={{ height: after }} className="vsk-spacer" />
      )}
    </tbody>
  );
}

interface BodyRowProps<Row extends RowData> {
  row: ModelRow<Row>;
  index: number;
  columns: DataColumn<Row>[];
  height: number;
  tabStop: boolean;
  /** undefined: the table has no selection. */
  selected: boolean | undefined;
  opens: boolean;
  className: string;
  onActive: (index: number) => void;
  onOpen: (row: Row) => void;
  onToggle: (id: string) => void;
}

function DrawnRow<Row extends RowData>(props: BodyRowProps<Row>) {
  const { row, index, columns, height, tabStop, selected, opens, className, onActive, onOpen, onToggle } = props;
  const headerId = (columns.find((column) => column.rowHeader) ?? columns[0])?.id;
  function onClick(event: MouseEvent): void {
    const inControl = (event.target as Element).closest('button, a, input, label');
    if (!inControl) onOpen(row.original);
  }
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      style={{ height }}
      className={`${opens ? 'vsk-opens' : ''} ${className}`}
      onFocus={(event) => event.target === event.currentTarget && onActive(index)}
      onClick={onClick}
    >
      {selected !== undefined && (
        <td>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label="Select this row"
            checked={selected}
            onChange={() => onToggle(row.id)}
          />
        </td>
      )}
      {columns.map((column) => {
        const place = column.align === 'end' ? 'vsk-end' : '';
        const content = column.cell(row.original);
        // What the column is too narrow for is told in full by the title.
        const title = typeof content === 'string' ? content : undefined;
        const named = column.names ? { 'data-name': '' } : {};
        return column.id === headerId ? (
          <th key={column.id} scope="row" className={place} title={title} {...named}>
            {content}
          </th>
        ) : (
          <td key={column.id} className={place} title={title} {...named}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}

const BodyRow = memo(DrawnRow) as typeof DrawnRow;
