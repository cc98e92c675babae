/** The largest count that is suppressed: 1 to 5. */
export const LARGEST_SUPPRESSED_COUNT = 5;

/** The smallest number of children that a percentage or a mean may be shown for. */
export const SMALLEST_SHOWN_DENOMINATOR = 6;

/** The symbol of a suppressed figure, as the Department for Education prints it. */
export const SUPPRESSED = 'c';

/**
 * Whether a count of children must be suppressed by itself: 1 to 5. A true 0 need not be.
 *
 * Source: domain section 12, after the Department for Education's published outcomes for looked-after children (`c`).
 * Example: 5 is, 0 and 6 are not.
 */
export const isSmallCount = (count: number): boolean => count >= 1 && count <= LARGEST_SUPPRESSED_COUNT;
