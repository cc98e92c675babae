/** The largest count that is suppressed: 1 to 5. */
export const LARGEST_SUPPRESSED_COUNT = 5;

/** The smallest denominator a percentage may be shown for. */
export const SMALLEST_SHOWN_DENOMINATOR = 6;

/** The symbol of a suppressed figure, as the Department for Education prints it. */
export const SUPPRESSED = 'c';

/**
 * A figure as it may leave the team. `suppressed` says so rather than leaving a gap: a suppressed figure is not an unknown
 * one (`value` null, not suppressed).
 */
export type Disclosed<Value> =
  | { readonly suppressed: true }
  | { readonly suppressed: false; readonly value: Value | null };

/** Whether a count of children must be suppressed: 1 to 5. A true 0 is shown. */
export const isSmallCount = (count: number): boolean => count >= 1 && count <= LARGEST_SUPPRESSED_COUNT;

/**
 * A count of children for sharing: 1 to 5 suppressed, 0 and anything from 6 shown, null (unknown) kept as unknown.
 *
 * Source: domain section 12, after the Department for Education's published outcomes for looked-after children (`c`).
 * Example: `suppressCount(5)` is suppressed; `suppressCount(0)` shows 0; `suppressCount(6)` shows 6.
 */
export const suppressCount = (count: number | null): Disclosed<number> =>
  count !== null && isSmallCount(count) ? { suppressed: true } : { suppressed: false, value: count };

/**
 * Whether a percentage must be suppressed: its numerator or the numerator's complement is 1 to 5, or its denominator is
 * under 6, so that 0 % and 100 % of a small number are as well. A denominator of 0 gives no percentage to suppress.
 *
 * Source: domain section 12.
 * Example: 3 of 40, 37 of 40, 0 of 4 and 5 of 5 are suppressed; 0 of 40, 40 of 40 and 6 of 12 are not.
 */
export const isDisclosivePercentage = (numerator: number, denominator: number): boolean => {
  if (denominator === 0) return false;
  if (denominator < SMALLEST_SHOWN_DENOMINATOR) return true;
  return isSmallCount(numerator) || isSmallCount(denominator - numerator);
};

/**
 * A percentage of children for sharing, rounded to one decimal; unknown (`value` null) when the denominator is 0.
 * Only for shares of children: a mean score, or a rate of sessions, hides no child behind a numerator of 1 to 5 sessions;
 * give those `suppressMean`.
 *
 * Source: domain section 12. Example: 12 of 37 shows 32.4.
 */
export const suppressPercentage = (share: {
  readonly numerator: number;
  readonly denominator: number;
}): Disclosed<number> => {
  const { numerator, denominator } = share;
  if (isDisclosivePercentage(numerator, denominator)) return { suppressed: true };
  return { suppressed: false, value: denominator === 0 ? null : roundTo1((numerator * 100) / denominator) };
};

/**
 * A figure computed over some children without counting them (a mean, an absence rate over their sessions): suppressed
 * when it stands on 1 to 5 children, unknown on none, otherwise rounded to one decimal.
 *
 * Source: domain section 12, the rule for small denominators applied to the children behind the figure.
 * Example: an absence rate of 7.25 over 5 children is suppressed; over 6 it shows 7.3.
 */
export const suppressMean = (value: number | null, children: number): Disclosed<number> => {
  if (children > 0 && children < SMALLEST_SHOWN_DENOMINATOR) return { suppressed: true };
  return { suppressed: false, value: value === null || children === 0 ? null : roundTo1(value) };
};

/**
 * What depends on figures: a gap, its RAG, an arrow, an interval, a chart point, 'children needed'. Suppressed as soon as
 * one of the figures it is made from is, because it would give that figure away.
 *
 * Source: domain section 12: "Gap, RAG, arrow, interval, chart point and 'children needed' follow their figure".
 * Example: `suppressDependent([suppressPercentage({numerator: 3, denominator: 40})], -12.5)` is suppressed.
 */
export const suppressDependent = <Value>(
  figures: readonly Disclosed<unknown>[],
  dependent: Value | null,
): Disclosed<Value> =>
  figures.some((each) => each.suppressed) ? { suppressed: true } : { suppressed: false, value: dependent };

/** How a figure is printed: `c` when suppressed, the given text when unknown, else the value by `format`. */
export const disclosedText = <Value>(
  figure: Disclosed<Value>,
  format: (value: Value) => string = String,
  unknown = '',
): string => {
  if (figure.suppressed) return SUPPRESSED;
  return figure.value === null ? unknown : format(figure.value);
};

/** One decimal, halves away from zero, immune to binary fractions (1.005 reads 1.0, 7.25 reads 7.3). */
const roundTo1 = (value: number): number =>
  (Math.sign(value) * Math.round((Math.abs(value) + Number.EPSILON) * 10)) / 10;
