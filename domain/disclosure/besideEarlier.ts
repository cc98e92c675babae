import { LARGEST_SUPPRESSED_COUNT } from './primarySuppression.ts';

/** A figure of a group of children: how many stand behind it, how many of them reached, or their mean. */
export type ReleasedFigure = {
  readonly n: number | null;
  readonly reached: number | null;
  /** To one decimal, as it is printed. */
  readonly value: number | null;
};

/** What an earlier release does to a figure now: `known` is out already, `close` would tell the few who differ. */
export type BesideEarlier = { known?: 'n' | 'all'; close?: 'outcome' | 'all' };

const near = (earlier: number, now: number): boolean =>
  earlier !== now && Math.abs(now - earlier) <= LARGEST_SUPPRESSED_COUNT;

/**
 * A figure beside what an earlier release showed of the same group, measure and year (provisional and final, yesterday and
 * today). Null in `earlier` was not shown.
 *
 * Numbers of children 1 to 5 apart, in the group, in those who reached or in those who did not, tell the children between;
 * a mean that moved while its number of children did not tells what changed for somebody. Equal figures are known
 * already; figures six or more apart tell nothing.
 *
 * Source: domain section 12 ("provisional and final, yesterday and today are one release for this purpose").
 * Example: 40 of 90 before and 41 of 90 now: close in its outcome. 40 of 90 and 40 of 92: close in everything.
 */
export function besideEarlier(earlier: ReleasedFigure, now: ReleasedFigure): BesideEarlier {
  if (earlier.n === null || now.n === null) {
    // A percentage without its numbers: the same is out already, another may differ by one child.
    if (earlier.value === null || now.value === null) return {};
    if (earlier.value === now.value) return { known: 'all' };
    const apart = now.n === null || now.reached === null ? 0 : (Math.abs(earlier.value - now.value) * now.n) / 100;
    return apart > LARGEST_SUPPRESSED_COUNT + 1 ? {} : { close: 'outcome' };
  }
  if (near(earlier.n, now.n)) return { close: 'all' };
  const sameChildren = earlier.n === now.n;
  if (earlier.reached !== null && now.reached !== null) {
    const others = [earlier.n - earlier.reached, now.n - now.reached] as const;
    if (near(earlier.reached, now.reached) || near(...others)) return { close: 'outcome' };
    return sameChildren ? { known: earlier.reached === now.reached ? 'all' : 'n' } : {};
  }
  if (earlier.value !== null && now.value !== null && sameChildren)
    return earlier.value === now.value ? { known: 'all' } : { known: 'n', close: 'outcome' };
  return sameChildren ? { known: 'n' } : {};
}

const strength = { outcome: 1, n: 1, all: 2 } as const;

/** What several earlier releases do together: the widest of what is known and of what is close. */
export function besideAll(each: readonly BesideEarlier[]): BesideEarlier {
  const together: BesideEarlier = {};
  for (const { known, close } of each) {
    if (known && strength[known] > (together.known ? strength[together.known] : 0)) together.known = known;
    if (close && strength[close] > (together.close ? strength[together.close] : 0)) together.close = close;
  }
  return together;
}
