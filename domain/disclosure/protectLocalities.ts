import { isSmallCount, SMALLEST_SHOWN_DENOMINATOR } from './primarySuppression.ts';
import { smallestHiding } from './smallestHiding.ts';

/** What is not shown of a line: nothing, its outcome (reached, percentage, mean), or its children with a result as well. */
export type LineState = 'shown' | 'outcome' | 'all';

/** A locality of one measure and year. */
export type LocalityLine = {
  /** Children with a result. */
  readonly n: number;
  /** The groups the children fall into (reached and not reached); none for a mean or a rate of sessions. */
  readonly parts: readonly number[];
  /** Already out, from an earlier release of the same figures: hiding it protects nothing. */
  readonly known?: 'n' | 'all' | undefined;
  /** Close to what an earlier release showed: showing it tells who came or went between. */
  readonly close?: 'outcome' | 'all' | undefined;
};

/** The narrowest range a reader may be left with for a hidden count, where another choice can give it. */
const NARROWEST_RANGE = 3;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** Whether hidden counts stand safely beside a public total: two or more, together 6 or more, or all there are. */
function sumHides(values: readonly number[], hidden: readonly number[]): boolean {
  if (hidden.length === 0) return true;
  const sum = sumOf(hidden.map((index) => values[index] ?? 0));
  if (!isSmallCount(sum)) return true;
  return values.every((value, index) => value === 0 || hidden.includes(index));
}

/** The lines whose children with a result are hidden: those with 1 to 5, and the fewest others that keep them so. */
function hiddenChildren(
  lines: readonly LocalityLine[],
  order: (index: number) => number,
): { hidden: Set<number>; safe: boolean } {
  const all = lines.map((_line, index) => index);
  const whole = isSmallCount(sumOf(lines.map(({ n }) => n)));
  const own = all.filter((index) => {
    const { n, close, known } = lines[index] as LocalityLine;
    return ((isSmallCount(n) || whole) && known === undefined) || close === 'all';
  });
  const counts = lines.map(({ n }) => n);
  const populated = all.filter((index) => (counts[index] ?? 0) > 0);
  const safe = (added: readonly number[]): boolean => {
    const hidden = [...own, ...added];
    if (hidden.length === 0) return true;
    const really = hidden.filter((index) => (counts[index] ?? 0) > 0);
    if (really.length < 2 && populated.length > really.length) return false;
    return sumHides(counts, hidden);
  };
  const candidates = populated.filter((index) => !own.includes(index) && lines[index]?.known === undefined);
  const added = smallestHiding(
    candidates,
    (index) => (lines[index]?.parts.some(isSmallCount) ? 1 : 3) + order(index) / 1000,
    safe,
  );
  return { hidden: new Set([...own, ...(added ?? candidates)]), safe: added !== null };
}

/** How narrow a reader can make the hidden outcome of a line: from the sums of its group and the size of the others. */
function narrowest(lines: readonly LocalityLine[], hidden: readonly number[], noChildren: ReadonlySet<number>): number {
  let least = Number.POSITIVE_INFINITY;
  const room = sumOf([...noChildren].map((index) => lines[index]?.n ?? 0));
  const size = (index: number) => (noChildren.has(index) ? room : (lines[index]?.n ?? 0));
  for (const index of hidden) {
    const line = lines[index] as LocalityLine;
    if (!line.parts.some(isSmallCount)) continue;
    const others = sumOf(hidden.filter((other) => other !== index).map(size));
    for (const [which] of line.parts.entries()) {
      const total = sumOf(hidden.map((other) => lines[other]?.parts[which] ?? 0));
      least = Math.min(least, Math.min(size(index), total) - Math.max(0, total - others));
    }
  }
  return least;
}

/**
 * Which localities of one measure and year are hidden, beside a county whose figures are public: the fewest that protect.
 *
 * - A locality with 1 to 5 children with a result is hidden whole; one where a group is 1 to 5, or with fewer than six
 *   children, keeps its number of children and loses its outcome.
 * - A hidden figure stands with at least one other, and the hidden ones are together 6 or more in every group, or the
 *   county less the shown ones would tell them. A locality without children is no other.
 * - Where the county itself has 1 to 5 in a group, every locality is hidden, those with none as well: were the noughts shown,
 *   three hidden localities beside a county of 3 would be one each.
 * - Which other is hidden goes by `order`, never by the size of what is hidden: see `HidingOrder`.
 * - What an earlier release showed (`known`) cannot be hidden and helps nobody; what is close to it (`close`) is hidden.
 * - `allowed` says what other tables of the family ask of the states; null states are not decided yet.
 *
 * `safe` is false when no choice protects, because of what is out already. Source: domain section 12.
 * Example: n 12, 14, 30 with 4, 7, 12 reached: the first loses its outcome, and the second with it; the third stays.
 */
export function protectLocalities(
  lines: readonly LocalityLine[],
  order: (index: number) => number,
  allowed: (states: readonly LineState[]) => boolean = () => true,
): { states: LineState[]; safe: boolean } {
  const all = lines.map((_line, index) => index);
  const children = hiddenChildren(lines, order);
  const groups = lines[0]?.parts.map((_part, which) => lines.map((line) => line.parts[which] ?? 0)) ?? [];
  const whole = groups.some((values) => isSmallCount(sumOf(values)));
  const own = all.filter((index) => {
    const { n, parts, known, close } = lines[index] as LocalityLine;
    if (children.hidden.has(index) || close !== undefined) return true;
    return (
      known !== 'all' && ((whole && n > 0) || (n > 0 && n < SMALLEST_SHOWN_DENOMINATOR) || parts.some(isSmallCount))
    );
  });
  const statesOf = (hidden: readonly number[]): LineState[] =>
    all.map((index) => (children.hidden.has(index) ? 'all' : hidden.includes(index) ? 'outcome' : 'shown'));
  const populated = all.filter((index) => (lines[index]?.n ?? 0) > 0);
  const safe = (added: readonly number[]): boolean => {
    const hidden = [...own, ...added];
    if (hidden.length > 0) {
      const really = hidden.filter((index) => (lines[index]?.n ?? 0) > 0);
      if (really.length < 2 && populated.length > really.length) return false;
      if (groups.some((values) => !sumHides(values, hidden))) return false;
      // A mean over the hidden localities together must stand on six or more.
      if (
        groups.length === 0 &&
        !sumHides(
          lines.map(({ n }) => n),
          hidden,
        )
      )
        return false;
    }
    return allowed(statesOf(hidden));
  };
  const candidates = populated.filter((index) => !own.includes(index) && lines[index]?.known !== 'all');
  const cost = (index: number): number => 1 + order(index) / 1000;
  const added =
    smallestHiding(
      candidates,
      cost,
      (more) => safe(more) && narrowest(lines, [...own, ...more], children.hidden) >= NARROWEST_RANGE,
    ) ?? smallestHiding(candidates, cost, safe);
  return { states: statesOf([...own, ...(added ?? candidates)]), safe: children.safe && added !== null };
}
