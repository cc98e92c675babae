import { type CellReader, date, tidy } from './cells.ts';
import type { SourceRecord } from './sourceTable.ts';

/** Where a column stands, and how its cells are read. */
type Place = { key: string; column: { read: CellReader<unknown> }; at: number[] };

const IN_NUMBERS = /^'?(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}(?!\d)/;

/** Which way round a date in numbers can be: its day first, its month first, either; null for anything else. */
const wayOf = (cell: string): 'day' | 'month' | 'either' | null => {
  const [, first, second] = IN_NUMBERS.exec(cell) ?? [];
  if (first === undefined || second === undefined || first === second) return null;
  if (Number(first) > 12) return 'day';
  return Number(second) > 12 ? 'month' : 'either';
};

type Telling = { day: number; month: number; shown: string };

const count = (telling: Telling, cell: string, place: string): void => {
  const way = wayOf(cell);
  if (way === 'day') telling.day += 1;
  if (way !== 'month') return;
  telling.month += 1;
  telling.shown ||= `${place} has ${cell.slice(0, 30)}`;
};

const tellingOf = ({ at }: Place, records: readonly SourceRecord[]): Telling => {
  const telling: Telling = { day: 0, month: 0, shown: '' };
  for (const { row, cells } of records) {
    for (const index of at) count(telling, tidy(cells[index] ?? ''), `row ${row}`);
  }
  return telling;
};

/** A slip or two among days that come first is a slip; a fifth of the dates that tell is another way of writing dates. */
const isMonthFirst = ({ day, month }: Telling): boolean => month > 0 && month * 4 >= day;

const refusing =
  (read: CellReader<unknown>, shown: string): CellReader<unknown> =>
  (cell) => {
    const way = wayOf(cell);
    if (way !== 'either' && way !== 'month') return read(cell);
    const reason = `Dates of this file have the month before the day (${shown}), so this one can be two days: write dates as DD/MM/YYYY`;
    return { ok: false, reason };
  };

/**
 * The columns of a file with its dates never taken the wrong way round: where a column has dates that only make sense with the
 * month first, the dates in it that could be either are not taken. So is a column that does not tell, beside one that does.
 *
 * Source: docs/guide/bringing-files-in.md (days come before months); issue 8, section 1.
 * @example a column of 05/13/2024 and 04/05/2024 // both refused; of 13/05/2024 and 04/05/2024: 13 May and 4 May
 */
export const neverMonthFirst = <P extends Place>(found: readonly P[], records: readonly SourceRecord[]): P[] => {
  const telling = new Map(
    found.filter(({ column }) => column.read === date).map((place) => [place.key, tellingOf(place, records)]),
  );
  const ofFile = [...telling.values()].find(isMonthFirst);
  if (!ofFile) return [...found];
  return found.map((place) => {
    const own = telling.get(place.key);
    if (!own || !(isMonthFirst(own) || own.day + own.month === 0)) return place;
    const shown = own.shown || ofFile.shown;
    return { ...place, column: { ...place.column, read: refusing(place.column.read, shown) } };
  });
};

/**
 * The same for a file that is read as it comes, of which each different date is seen once: why the file as a whole cannot be taken,
 * null where its dates have their days first.
 */
export const watchMonthFirst = () => {
  const telling: Telling = { day: 0, month: 0, shown: '' };
  return {
    see: (cell: string): void => count(telling, cell, 'it'),
    finding: (): string | null =>
      isMonthFirst(telling)
        ? `Dates of this file have the month before the day (${telling.shown}), so some would be taken as another day: write dates as DD/MM/YYYY`
        : null,
  };
};
