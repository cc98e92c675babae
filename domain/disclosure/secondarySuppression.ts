import { type Disclosed, isSmallCount, LARGEST_SUPPRESSED_COUNT } from './primarySuppression.ts';
import { recoverableCounts, type Sum } from './recoverableCounts.ts';

const hiddenSumOf = (parts: readonly number[], counts: readonly (number | null)[], hidden: readonly boolean[]) =>
  parts.reduce((sum, part) => sum + (hidden[part] ? (counts[part] ?? 0) : 0), 0);

/** The count to hide next: the smallest that is not 0, parts before totals; a 0 only when nothing else is left. */
const nextToHide = (
  candidates: readonly number[],
  totals: ReadonlySet<number>,
  counts: readonly (number | null)[],
  hidden: readonly boolean[],
): number | null => {
  const open = candidates.filter((index) => !hidden[index] && counts[index] !== null);
  open.sort(
    (a, b) =>
      Number(counts[a] === 0) - Number(counts[b] === 0) ||
      Number(totals.has(a)) - Number(totals.has(b)) ||
      (counts[a] ?? 0) - (counts[b] ?? 0) ||
      a - b,
  );
  return open[0] ?? null;
};

/**
 * Which counts to hide so that no small one can be recovered: every count of 1 to 5, then, as long as it is needed, the
 * next smallest count of a sum whose total is shown. Three things are asked of the outcome: no hidden count follows from
 * the shown ones by adding and subtracting, through any number of sums; no shown total leaves a single hidden part; and the
 * hidden parts of a shown total are together 6 or more, or their sum would itself tell a count of 1 to 5.
 *
 * A null count is unknown, so any sum it is part of is not one a reader can use. It ends, because each round hides one more.
 *
 * Source: domain section 12: "secondary suppression so that no total reveals them".
 * Example: counts [3, 8, 20, 31] with 31 the total of the others: 3 is hidden, and 8 with it.
 */
export const countsToHide = (counts: readonly (number | null)[], sums: readonly Sum[]): boolean[] => {
  const hidden = counts.map((count) => count !== null && isSmallCount(count));
  const known = sums.filter((sum) => [sum.total, ...sum.parts].every((index) => counts[index] != null));
  const totals = new Set(known.map((sum) => sum.total));
  const hide = (candidates: readonly number[]): boolean => {
    const next = nextToHide(candidates, totals, counts, hidden);
    if (next !== null) hidden[next] = true;
    return next !== null;
  };
  const bare = ({ total, parts }: Sum): boolean => {
    const behind = parts.filter((part) => hidden[part]).length;
    if (hidden[total] || behind === 0) return false;
    return behind === 1 || hiddenSumOf(parts, counts, hidden) <= LARGEST_SUPPRESSED_COUNT;
  };
  for (;;) {
    const exposed = known.find(bare);
    if (exposed !== undefined) {
      if (hide(exposed.parts) || hide([exposed.total])) continue;
    }
    const [recoverable] = recoverableCounts(hidden, known);
    if (recoverable === undefined) return hidden;
    const around = known.filter((sum) => sum.total === recoverable || sum.parts.includes(recoverable));
    if (!around.some((sum) => hide([...sum.parts, sum.total])) && !hide(counts.map((_, index) => index))) return hidden;
  }
};

/** A table of counts with its totals, as it may leave the team. */
export type DisclosedTable = {
  readonly cells: readonly (readonly Disclosed<number>[])[];
  readonly rowTotals: readonly Disclosed<number>[];
  readonly columnTotals: readonly Disclosed<number>[];
  readonly total: Disclosed<number>;
};

/**
 * A table of counts of children for sharing, with row totals, column totals and the grand total shown beside it wherever
 * that reveals nothing. Totals are computed here, so that they cannot disagree with the cells. Pass one row for a plain
 * list with its total (the county beside its localities). Throws a RangeError when the rows differ in length.
 *
 * Source: domain section 12.
 * Example: `suppressTable([[3, 8, 20]])` hides 3 and 8, shows 20 and the row total 31; the column totals repeat the cells
 * and are hidden with them.
 */
export const suppressTable = (cells: readonly (readonly number[])[]): DisclosedTable => {
  const width = cells[0]?.length ?? 0;
  if (cells.some((row) => row.length !== width)) throw new RangeError('every row of the table needs the same columns');
  const height = cells.length;
  const columns = Array.from({ length: width }, (_, j) => j);
  const rowSums = cells.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnSums = columns.map((j) => cells.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const grand = rowSums.reduce((sum, count) => sum + count, 0);
  // Layout of the flat list: the cells by row, then row totals, column totals, grand total.
  const counts = [...cells.flat(), ...rowSums, ...columnSums, grand];
  const rowTotalAt = height * width;
  const columnTotalAt = rowTotalAt + height;
  const grandAt = columnTotalAt + width;
  const sums: Sum[] = [
    ...cells.map((_, i) => ({ total: rowTotalAt + i, parts: columns.map((j) => i * width + j) })),
    ...columns.map((j) => ({ total: columnTotalAt + j, parts: cells.map((_, i) => i * width + j) })),
    { total: grandAt, parts: cells.map((_, i) => rowTotalAt + i) },
    { total: grandAt, parts: columns.map((j) => columnTotalAt + j) },
  ];
  const hidden = countsToHide(counts, sums);
  const shown = (index: number): Disclosed<number> =>
    hidden[index] ? { suppressed: true } : { suppressed: false, value: counts[index] ?? null };
  return {
    cells: cells.map((_, i) => columns.map((j) => shown(i * width + j))),
    rowTotals: cells.map((_, i) => shown(rowTotalAt + i)),
    columnTotals: columns.map((j) => shown(columnTotalAt + j)),
    total: shown(grandAt),
  };
};

/**
 * A list of counts with its published total, as `countsToHide` leaves it: the usual row of localities beside the county.
 *
 * Source: domain section 12. Example: `suppressList([3, 8, 20])` shows 20 and the total 31 only.
 */
export const suppressList = (
  counts: readonly number[],
): { readonly cells: readonly Disclosed<number>[]; readonly total: Disclosed<number> } => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = [...counts, total];
  const hidden = countsToHide(all, [{ total: counts.length, parts: counts.map((_, index) => index) }]);
  const shown = all.map(
    (value, index): Disclosed<number> => (hidden[index] ? { suppressed: true } : { suppressed: false, value }),
  );
  return { cells: shown.slice(0, -1), total: shown.at(-1) ?? { suppressed: false, value: total } };
};
