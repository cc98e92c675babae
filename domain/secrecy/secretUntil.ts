import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type Family, sameFamily } from './sameHousehold.ts';

/**
 * Until when the place of a child is secret because it shares the household of one whose placement is: a brother or sister, who may
 * move along, until a person ends it; another child for its stay there, which stays hidden, and no longer. Who has lived in a
 * children's home with one whose place is secret is not secret ever after, nor are those whom it lives with next.
 *
 * Source: domain.md section 1 ('ending it opens the next placement, the past one stays hidden'); issue 7 section 2.
 * @example a child of another family who left the home on 1 May 2022 // '2022-05-01'
 * @example a brother who left it on that day // null
 */
export const secretUntil = (secret: Family, other: Family, stay: { to: PlainDate | null }): PlainDate | null =>
  sameFamily(secret, other) ? null : stay.to;
