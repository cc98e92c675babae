import type { AccessScope } from '#contract/call.ts';
import type { Purpose } from '#domain/access/purposes.ts';
import type { RoleHeld } from '#domain/access/roles.ts';
import { type Scope, scopeOf } from '#domain/access/scopeOf.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** What a call is about, by its access. */
const purposeOf: Readonly<Record<Exclude<AccessScope, 'beforeUnlock'>, Purpose>> = {
  published: 'published',
  team: 'figures',
  children: 'learning',
  child: 'learning',
  attendanceOfChildren: 'attendance',
  attendanceOfChild: 'attendance',
  imports: 'imports',
  administration: 'settings',
};

/** Whether somebody with these roles may make a call of this access on a day. */
export const mayCall = (access: AccessScope, roles: readonly RoleHeld[], day: PlainDate): boolean =>
  access === 'beforeUnlock' || scopeOf(roles, purposeOf[access], day).kind !== 'none';

/** Whose children a call of this access may answer. */
export const scopeOfCall = (access: AccessScope, roles: readonly RoleHeld[], day: PlainDate): Scope =>
  scopeOf(roles, access === 'attendanceOfChildren' || access === 'attendanceOfChild' ? 'attendance' : 'learning', day);
