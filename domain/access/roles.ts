import type { PlainDate } from '../calendar/plainDate.ts';

/**
 * What a person is in the virtual school, in its own terms: administrator; head or deputy head (the county); assistant head (one
 * or more localities, one row each); education welfare officer (the county, for attendance); data officer (brings data in);
 * reader (published figures only).
 * Source: domain.md section 1 (the team); issue 8 section 4.
 */
export const roles = [
  'administrator',
  'head',
  'assistantHead',
  'educationWelfareOfficer',
  'dataOfficer',
  'reader',
] as const;
export type Role = (typeof roles)[number];

/** A role that somebody has from a first to a last day, both included. Cover for somebody on leave is one with a last day. */
export type RoleHeld = {
  role: Role;
  /** Of an assistant head; others have none. */
  localityId: string | null;
  /** null: always, as for whoever made the store, so that a computer's wrong clock locks nobody out. */
  from: PlainDate | null;
  /** null: until it is ended. */
  to: PlainDate | null;
};

/**
 * The roles that count on a day.
 *
 * @example rolesOn([{ role: 'head', localityId: null, from: '2025-05-01', to: '2025-05-31' }], '2025-06-01') // []
 */
export const rolesOn = (held: readonly RoleHeld[], day: PlainDate): RoleHeld[] =>
  held.filter(({ from, to }) => (from === null || from <= day) && (to === null || to >= day));
