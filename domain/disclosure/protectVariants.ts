import { isSmallCount, SMALLEST_SHOWN_DENOMINATOR } from './primarySuppression.ts';
import type { LineState, LocalityLine } from './protectLocalities.ts';
import { smallestHiding } from './smallestHiding.ts';

/** The county's lines beside the department's own one (12 months, with UASC), the one worth most first. */
export const otherVariants = ['all with', 'LAC12 without', 'all without'] as const;
export type OtherVariant = (typeof otherVariants)[number];
export const publicVariant = 'LAC12 with';
export type Variant = OtherVariant | typeof publicVariant;

/** The groups of children that two or four of the county's lines tell when subtracted, as +1 and -1 of each line. */
const differences: readonly Partial<Record<Variant, 1 | -1>>[] = [
  { 'all with': 1, 'LAC12 with': -1 },
  { 'LAC12 with': 1, 'LAC12 without': -1 },
  { 'all with': 1, 'all without': -1 },
  { 'all without': 1, 'LAC12 without': -1 },
  { 'all with': 1, 'LAC12 with': -1, 'all without': -1, 'LAC12 without': 1 },
  // Not one group but two less each other; few apart, it tells that both are nearly alike.
  { 'all without': 1, 'LAC12 with': -1 },
];

/**
 * The groups of children told by lines of the county that are shown, as counts: asylum-seeking children, children not
 * yet 12 months in care, and those who are one and not the other. `shown` need not name the public line: it is out.
 *
 * Source: domain section 12 ("With and without UASC, LAC12 and all … are one release for this purpose").
 * Example: 92 in the 12-month cohort, 90 of them without asylum-seeking children, both shown: [2].
 */
export function toldByVariants(counts: Readonly<Record<Variant, number>>, shown: ReadonlySet<Variant>): number[] {
  return differences.flatMap((difference) => {
    const lines = Object.entries(difference) as [Variant, 1 | -1][];
    if (!lines.every(([variant]) => shown.has(variant))) return [];
    return [lines.reduce((sum, [variant, sign]) => sum + sign * counts[variant], 0)];
  });
}

const order: readonly Variant[] = [publicVariant, ...otherVariants];

/** A value of each of the county's lines. */
export const perVariant = <Value>(of: (variant: Variant) => Value): Record<Variant, Value> => ({
  'LAC12 with': of('LAC12 with'),
  'all with': of('all with'),
  'LAC12 without': of('LAC12 without'),
  'all without': of('all without'),
});

const tellsSmall = (counts: Readonly<Record<Variant, number>>, shown: ReadonlySet<Variant>): boolean =>
  toldByVariants(counts, shown).some((count) => isSmallCount(Math.abs(count)));

/**
 * The county's lines whose number of children may be shown beside the public one: those that leave no difference of 1 to 5.
 * It goes by these numbers alone, so that two measures of the same children keep the same ones back.
 *
 * Example: 92 in the 12-month cohort, 120 looked after on the day, 90 and 110 without asylum-seeking children: the 90 is
 * hidden, because it tells of two children.
 */
export function variantsByCount(
  counts: Readonly<Record<Variant, number>>,
  fixed: { hidden?: (variant: Variant) => boolean; known?: (variant: Variant) => boolean } = {},
): { shown: Set<Variant>; safe: boolean } {
  const own = otherVariants.filter(
    (variant) => (isSmallCount(counts[variant]) && !fixed.known?.(variant)) || fixed.hidden?.(variant),
  );
  const shownOf = (added: readonly number[]) =>
    new Set(order.filter((variant, index) => !own.some((each) => each === variant) && !added.includes(index)));
  const candidates = order.flatMap((variant, index) =>
    variant === publicVariant || own.some((each) => each === variant) || fixed.known?.(variant) ? [] : [index],
  );
  const added = smallestHiding(
    candidates,
    (index) => 2 - index / 10,
    (more) => !tellsSmall(counts, shownOf(more)),
  );
  return { shown: shownOf(added ?? candidates), safe: added !== null };
}

/**
 * Which lines of the county are hidden beside the department's published one, in one measure and year: the fewest that
 * leave no difference of 1 to 5 between two lines, in the children with a result or in any group of them; a difference in
 * means stands on 6 or more. `cohort` are the children in the cohort where other families show them anyway; then no
 * difference tells 1 to 5 without a result either. `allowed` says what other tables of the family ask.
 *
 * Example: 40 of 92 with UASC, 40 of 90 without: the line without is hidden, because it tells of two children.
 */
export function protectVariants(
  lines: Readonly<Record<Variant, LocalityLine>>,
  {
    cohort = null,
    allowed = () => true,
  }: {
    cohort?: { counts: Readonly<Record<Variant, number>>; shown: ReadonlySet<Variant> } | null;
    allowed?: (states: Readonly<Record<Variant, LineState>>) => boolean;
  } = {},
): { states: Record<Variant, LineState>; safe: boolean } {
  const children = perVariant((variant) => lines[variant].n);
  const without = perVariant((variant) => (cohort?.counts[variant] ?? 0) - lines[variant].n);
  const hasSmallRest = (variant: Variant): boolean => {
    if (!cohort?.shown.has(variant)) return false;
    if (isSmallCount(without[variant])) return true;
    return tellsSmall(without, new Set<Variant>([publicVariant, variant]));
  };
  const byCount = variantsByCount(children, {
    hidden: (variant) =>
      lines[variant].close === 'all' ||
      (lines[variant].known === undefined &&
        (hasSmallRest(variant) || (cohort !== null && !cohort.shown.has(variant)))),
    known: (variant) => lines[variant].known !== undefined,
  });
  const own = (variant: Variant): LineState => {
    const { n, parts, known, close } = lines[variant];
    const hidden = variant === publicVariant ? isSmallCount(n) || close === 'all' : !byCount.shown.has(variant);
    if (hidden) return 'all';
    if (close === 'outcome') return 'outcome';
    return known !== 'all' && ((n > 0 && n < SMALLEST_SHOWN_DENOMINATOR) || parts.some(isSmallCount))
      ? 'outcome'
      : 'shown';
  };
  const base = perVariant(own);
  const statesOf = (added: readonly number[]): Record<Variant, LineState> =>
    perVariant((variant) =>
      base[variant] === 'shown' && added.some((index) => otherVariants[index] === variant) ? 'outcome' : base[variant],
    );
  const parts = lines[publicVariant].parts.map((_part, which) =>
    perVariant((variant) => lines[variant].parts[which] ?? 0),
  );
  // Without groups to count (a mean), the difference of two figures is the figure of the children between them.
  const told = parts.length > 0 ? parts : [children];
  const safe = (added: readonly number[]): boolean => {
    const states = statesOf(added);
    const outcomes = new Set<Variant>(order.filter((each) => each === publicVariant || states[each] === 'shown'));
    return told.every((counts) => !tellsSmall(counts, outcomes)) && allowed(states);
  };
  const candidates = otherVariants.flatMap((variant, index) =>
    base[variant] === 'shown' && lines[variant].known !== 'all' ? [index] : [],
  );
  const added = smallestHiding(candidates, (index) => 2 - index / 10, safe);
  return { states: statesOf(added ?? candidates), safe: byCount.safe && added !== null };
}
