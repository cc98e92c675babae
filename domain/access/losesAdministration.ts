import type { PlainDate } from '../calendar/plainDate.ts';
import type { RoleHeld } from './roles.ts';

/**
 * Whether somebody is an administrator on fewer days from now on than their roles said before: no longer, for a time only, for a
 * shorter time, or not from a day to come. The key file of before still names them one on those days, so that the store must have
 * a new key. Days that several new roles share out between them count as lost: one key too many does no harm.
 * Source: issue 7 section 1, 'Recovery never promotes'; docs/decisions/roles-in-the-key-file.md.
 *
 * @example
 * // an administrator's cover until 30 April is ended on 31 March
 * losesAdministration([{ ...administrator, to: '2025-04-30' }], [{ ...administrator, to: '2025-03-30' }], '2025-03-31') // true
 */
export function losesAdministration(
  before: readonly RoleHeld[],
  after: readonly RoleHeld[],
  today: PlainDate,
): boolean {
  const daysOf = (roles: readonly RoleHeld[]) =>
    roles
      .filter(({ role }) => role === 'administrator')
      .map(({ from, to }) => ({ from: from !== null && from > today ? from : today, to }))
      .filter(({ from, to }) => to === null || to >= from);
  const kept = daysOf(after);
  return daysOf(before).some(
    (had) => !kept.some(({ from, to }) => from <= had.from && (to === null || (had.to !== null && to >= had.to))),
  );
}
