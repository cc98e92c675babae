import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { AuthorityRow } from '#domain/facts/factRows.ts';

/**
 * The stretch of the authority in whose care the child was on a day; null where none is known.
 *
 * Source: domain.md section 1 (responsible authority).
 * @example 887 until 2025-05-19, 886 since: on 2025-05-20 // that of 886
 */
export const authorityOn = (authorities: readonly AuthorityRow[], day: PlainDate): AuthorityRow | null =>
  authorities.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day)) ?? null;

/**
 * Whether the child was in the care of another authority than this one on a day. Of a day of which nobody knows it, no.
 *
 * @example 887 until 2025-05-19, 886 since: another than 886 on 2025-05-01 // true
 */
export const isOthersOn = (authorities: readonly AuthorityRow[], day: PlainDate, laCode: string): boolean =>
  (authorityOn(authorities, day)?.laCode ?? laCode) !== laCode;
