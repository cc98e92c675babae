import type { PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * A special cohort a locality can lead for, wherever its children live. `outOfAuthority`: placed outside the authority.
 * `sen`: with a statement or an education, health and care plan. A profile may add its own.
 */
export type SpecialCohort = 'outOfAuthority' | 'sen' | (string & {});

/** A district belongs to a locality between two dates (inclusive, null = still). */
export type LocalityDistrict = {
  readonly localityId: string;
  readonly district: string;
  readonly start: PlainDate;
  readonly end: PlainDate | null;
};

/**
 * One step of a precedence, tried in order. A `cohort` step takes a child of that cohort to a named locality; the
 * `district` step takes the placement's district.
 */
export type AttributionStep =
  | { readonly by: 'cohort'; readonly cohort: SpecialCohort; readonly localityId: string }
  | { readonly by: 'district' };

/** The precedence that holds between two dates (inclusive, null = still). */
export type AttributionRule = {
  readonly start: PlainDate;
  readonly end: PlainDate | null;
  readonly steps: readonly AttributionStep[];
};

/** How one authority attributes children to localities: dated data of its profile, never code. */
export type AttributionProfile = {
  readonly rules: readonly AttributionRule[];
  readonly districts: readonly LocalityDistrict[];
};
