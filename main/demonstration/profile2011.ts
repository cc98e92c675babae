/** Kent's profile at 30 June 2011 as the seed prints it (domain.md section 2): the demonstration keeps every count exactly. */
export const PROFILE_DATE = '2011-06-30';
export const profile2011 = {
  children: 1745,
  uasc: 233,
  underTwelve: 819,
  girls: 716,
  outsideKent: 183,
  disabled: 84,
  statements: 270,
  ethnicMinority: 356,
  /** Placements in the time in care: a mean of 3.4, from 1 to 56. */
  placements: { mean: 3.4, most: 56 },
  /** Reasons recorded for 1,034; the 17 that the seed leaves unnamed stand as low income (N7). */
  needs: { N1: 274, N8: 268, N5: 285, N4: 117, N3: 33, N6: 24, N2: 16, N7: 17 },
  /** Where the seed gives the count: with parents, relatives or friends, unrelated foster carers, children's homes. */
  placementTypes: { P1: 66, kinship: 93, foster: 1082, K2: 87 },
} as const;

/** The second snapshot. */
export const SNAPSHOT_DATE = '2025-03-31';
export const snapshot2025 = { children: 1780, uasc: 340, twelveMonths: 1225 } as const;

/** Children of other authorities placed in Kent, on each of the two dates. */
export const OTHER_AUTHORITIES_CHILDREN = 1300;
