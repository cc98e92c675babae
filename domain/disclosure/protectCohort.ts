import { isSmallCount } from './primarySuppression.ts';
import { perVariant, publicVariant, toldByVariants, type Variant } from './protectVariants.ts';
import { smallestHiding } from './smallestHiding.ts';

/** Children in the cohort of a line, and those of them without a result in each measure of the family. */
export type CohortLine = {
  readonly inCohort: number;
  readonly without: readonly number[];
  /** Whether the children with a result are shown in each measure. */
  readonly showsChildren: readonly boolean[];
  readonly known?: boolean;
  readonly close?: boolean;
};

/** The least a reader may be left not to know of a hidden cohort. */
const NARROWEST_RANGE = 3;

const smallest = (line: CohortLine): boolean => isSmallCount(line.inCohort) || line.without.some(isSmallCount);
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
/** The most children with a result that a reader sees: the cohort cannot be smaller. */
const seen = (line: CohortLine): number =>
  Math.max(0, ...line.without.map((without, which) => (line.showsChildren[which] ? line.inCohort - without : 0)));

/**
 * Which lines of the county may show the children in the cohort: beside the children with a result they tell those
 * without, in that line and, by difference, among asylum-seeking children and those not yet 12 months in care. All four
 * lines, or all looked after beside the 12-month cohort, or the 12-month cohort alone, or none: the first that is safe.
 *
 * A line that is hidden stays hidden only while its children with a result and those of the rest do not fill the shown
 * cohort between them.
 *
 * Source: domain section 12. Example: 92 in the cohort and 89 with a result: the 92 is hidden, the 89 stays.
 */
export function cohortVariants(lines: Readonly<Record<Variant, CohortLine>>): Set<Variant> {
  const counts = [
    perVariant((variant) => lines[variant].inCohort),
    ...lines[publicVariant].without.map((_without, which) =>
      perVariant((variant) => lines[variant].without[which] ?? 0),
    ),
  ];
  const between = (whole: Variant, part: Variant): CohortLine => ({
    inCohort: lines[whole].inCohort - lines[part].inCohort,
    without: lines[whole].without.map((each, which) => each - (lines[part].without[which] ?? 0)),
    showsChildren: lines[part].showsChildren.map((shows, which) => shows && lines[whole].showsChildren[which] === true),
  });
  const leaves = (whole: number, parts: readonly CohortLine[]): boolean =>
    whole === 0 || whole - sumOf(parts.map(seen)) >= NARROWEST_RANGE;
  const safe = (option: readonly Variant[]): boolean => {
    const shown = new Set(option);
    const others = option.filter((variant) => variant !== publicVariant);
    if (option.some((variant) => (smallest(lines[variant]) && !lines[variant].known) || lines[variant].close))
      return false;
    if (others.some((variant) => lines[variant].showsChildren.includes(false))) return false;
    if (counts.some((each) => toldByVariants(each, shown).some((count) => isSmallCount(Math.abs(count))))) return false;
    if (option.length === 4) return true;
    const asylum = between('LAC12 with', 'LAC12 without');
    if (!leaves(lines['LAC12 with'].inCohort, [lines['LAC12 without'], asylum])) return false;
    if (option.length === 1) return true;
    const settled = between('all without', 'LAC12 without');
    const all = between('all with', 'LAC12 with');
    const rest: CohortLine = {
      inCohort: all.inCohort - settled.inCohort,
      without: all.without.map((each, which) => each - (settled.without[which] ?? 0)),
      showsChildren: all.showsChildren.map((shows, which) => shows && settled.showsChildren[which] === true),
    };
    return leaves(all.inCohort, [settled, rest]);
  };
  const options: readonly (readonly Variant[])[] = [
    ['LAC12 with', 'all with', 'LAC12 without', 'all without'],
    ['LAC12 with', 'all with'],
    ['LAC12 with'],
  ];
  return new Set(options.find(safe) ?? []);
}

/**
 * Which localities show the children in the cohort; `countyShown` says that the county's cohort is out.
 *
 * With the county's cohort out, the hidden localities together must hold 6 or more children in the cohort, none or 6 or
 * more without a result in each measure, and some more than those seen with a result; where a locality's children with a result are hidden its cohort is too, as
 * with no one missing the two are one. Answers null where only hiding the county's cohort as well protects. Without the
 * county's, each stands alone, and one at least is hidden, so that the county's does not follow from adding up. Which other
 * is hidden goes by `order` (see `HidingOrder`).
 *
 * Source: domain section 12.
 * Example: 12, 14 and 30 in the cohort, 2, 0 and 8 of them without a result: the first is hidden, and the last with it.
 */
export function cohortLocalities(
  lines: readonly CohortLine[],
  countyShown: boolean,
  order: (index: number) => number,
): Set<number> | null {
  const all = lines.map((_line, index) => index);
  const own = all.filter((index) => {
    const line = lines[index] as CohortLine;
    if (line.known) return false;
    if (smallest(line) || line.close) return true;
    return countyShown && line.showsChildren.includes(false);
  });
  const candidates = all.filter(
    (index) => !own.includes(index) && !lines[index]?.known && lines[index]?.inCohort !== 0,
  );
  const cost = (index: number): number => 1 + order(index) / 1000;
  const without = lines[0]?.without.map((_without, which) => lines.map((line) => line.without[which] ?? 0)) ?? [];
  const inCohort = lines.map((line) => line.inCohort);
  const safe = (added: readonly number[]): boolean => {
    const hidden = [...own, ...added];
    if (!countyShown) return hidden.length > 0 || candidates.length === 0;
    const really = hidden.filter((index) => (inCohort[index] ?? 0) > 0);
    if (really.length === 0) return true;
    if (really.length < 2 || isSmallCount(sumOf(hidden.map((index) => inCohort[index] ?? 0)))) return false;
    if (without.some((values) => isSmallCount(sumOf(hidden.map((index) => values[index] ?? 0))))) return false;
    // Together they must hold more than the children with a result that a reader sees, or each is just those.
    const room = sumOf(hidden.map((index) => (inCohort[index] ?? 0) - seen(lines[index] as CohortLine)));
    return room >= NARROWEST_RANGE;
  };
  const added = smallestHiding(candidates, cost, safe);
  if (added === null) return countyShown ? null : new Set([...own, ...candidates]);
  return new Set([...own, ...added]);
}
