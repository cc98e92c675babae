import type { RowData } from '@tanstack/react-table';
import type { DataColumn, TableSort } from './dataColumn.ts';

/** The sticky header: what each column holds, what it is sorted by, and the box that selects every row. */
export function TableHead<Row extends RowData>(props: {
  columns: DataColumn<Row>[];
  sorted: TableSort | null;
  onSort: (column: DataColumn<Row>) => void;
  /** undefined: the table has no selection. */
  allSelected: boolean | undefined;
  onSelectAll: (all: boolean) => void;
}) {
  const { columns, sorted, onSort, allSelected, onSelectAll } = props;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {allSelected !== undefined && (
          <th scope="col">
            <input
              type="checkbox"
              aria-label="Select all rows"
              checked={allSelected}
              onChange={(event) => onSelectAll(event.currentTarget.checked)}
            />
          </th>
        )}
        {columns.map((column) => {
          const direction = sorted?.column === column.id ? (sorted.descending ? 'descending' : 'ascending') : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              className={column.align === 'end' ? 'vsk-end' : ''}
              aria-sort={column.sortValue ? (direction ?? 'none') : undefined}
            >
              {column.sortValue ? (
                <button type="button" className="vsk-sort" onClick={() => onSort(column)}>
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
  );
}
