import { rolesOn } from '#domain/access/roles.ts';
import { scopeOf } from '#domain/access/scopeOf.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { type Ruling, refusedFor } from '#domain/facts/ruling.ts';
import type { Person } from '#domain/people/peopleThatHold.ts';

/**
 * A record that adoption closed, opened again as closed by mistake: its names, UPN and schools are shown and found again. Its
 * care stays as it is held; where an adoption order stands among its episodes the next return puts that right.
 *
 * Source: domain.md section 1 ("Undone only as 'closed by mistake', by two people").
 * @example held sealedOn 2025-02-14 // sealedOn null; an older return does not close the record again
 */
export function closedByMistake(held: Facts): Ruling {
  const [child] = held.child;
  if (!child?.sealedOn)
    return refusedFor(held, { field: 'childId', value: '', reason: 'This record is open: nothing is to be done' });
  const facts = { ...held, child: [{ ...child, sealedOn: null }] };
  return { facts, problems: [], remarks: [], said: ['adoption'], differences: [] };
}

/**
 * Whether a person can confirm that a record was closed by mistake, beside the one who says so: somebody else, in the team, one
 * of the two an administrator. A reader sees no child, an education welfare officer no care.
 *
 * Source: domain.md section 1; issue 8 section 1 ("by two people").
 * @example an assistant head and an administrator // yes
 * @example two assistant heads // no
 */
export const canConfirmOpening = (
  first: Pick<Person, 'userId' | 'roles'>,
  second: Pick<Person, 'userId' | 'roles' | 'active'>,
  day: PlainDate,
): boolean =>
  second.active &&
  second.userId !== first.userId &&
  scopeOf(second.roles, 'learning', day).kind !== 'none' &&
  [first, second].some(({ roles }) => rolesOn(roles, day).some(({ role }) => role === 'administrator'));
