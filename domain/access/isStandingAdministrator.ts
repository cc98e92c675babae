import type { PlainDate } from '../calendar/plainDate.ts';
import { type RoleHeld, rolesOn } from './roles.ts';

/**
 * Whether somebody is an administrator today and without a last day: who may have the recovery key, and of whom a store always
 * keeps one. An administrator for a time (cover) goes by their last day and takes nothing along.
 *
 * @example isStandingAdministrator([{ role: 'administrator', localityId: null, from: null, to: '2025-05-31' }], '2025-05-01') // false
 */
export const isStandingAdministrator = (held: readonly RoleHeld[], day: PlainDate): boolean =>
  rolesOn(held, day).some(({ role, to }) => role === 'administrator' && to === null);
