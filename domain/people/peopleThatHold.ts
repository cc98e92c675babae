import { purposesOf } from '../access/purposes.ts';
import type { Role, RoleHeld } from '../access/roles.ts';

/** A person as the store's tables of users and their roles have them; the roles in a settled order (`inOrder`). */
export type Person = {
  userId: string;
  name: string;
  roles: RoleHeld[];
  active: boolean;
};

/** Who the people are, with a number that grows with each change of them: of two lists the higher number is the later one. */
export type People = { number: number; people: Person[] };

/**
 * Who the people of a store are and what they may, where its key file and its tables of users both say so. The later list
 * holds, whole: an old store put beside the present key file raises nobody, nor does an old key file beside the present
 * store. Where both bear the same number and still differ (a page of the table lost, or an older one put back), each person may
 * what both say, and on the days that both say; one whom only the key file knows is kept as it has them; one whom only the
 * store knows may read alone, since a person enters both at once.
 * Source: issue 7 section 1, 'Recovery never promotes'; docs/decisions/roles-in-the-key-file.md.
 *
 * @example
 * // Bea was made a reader (7); a backup of before (5) is put back
 * peopleThatHold({ number: 5, people: [{ ...bea, roles: [administrator] }] }, { number: 7, people: [{ ...bea, roles: [reader] }] })
 * // { number: 7, people: [{ ...bea, roles: [reader] }] }
 */
export function peopleThatHold(store: People, keyFile: People): People {
  if (store.number > keyFile.number) return store;
  const inStore = new Map(store.people.map((person) => [person.userId, person]));
  const inKeyFile = new Set(keyFile.people.map(({ userId }) => userId));
  const unknown = store.people.filter(({ userId }) => !inKeyFile.has(userId)).map(asReader);
  if (store.number < keyFile.number) return { number: keyFile.number, people: [...keyFile.people, ...unknown] };
  const people = keyFile.people.map((person) => lower(inStore.get(person.userId) ?? person, person));
  return { number: store.number, people: [...people, ...unknown] };
}

const reader: RoleHeld = { role: 'reader', localityId: null, from: null, to: null };
const asReader = (person: Person): Person => ({ ...person, roles: [reader] });

/** What both lists allow a person. */
function lower(inStore: Person, inKeyFile: Person): Person {
  const roles = JSON.stringify(inStore.roles) === JSON.stringify(inKeyFile.roles) ? inStore.roles : both();
  return { userId: inStore.userId, name: inStore.name, roles, active: inStore.active && inKeyFile.active };

  function both(): RoleHeld[] {
    // A page of roles that is lost, where the key file has them.
    if (inStore.roles.length === 0) return inKeyFile.roles;
    const shared = inStore.roles.flatMap((one) => inKeyFile.roles.flatMap((other) => sharedBy(one, other)));
    const told = inOrder([...new Map(shared.map((each) => [JSON.stringify(each), each])).values()]);
    return told.length > 0 || inKeyFile.roles.length === 0 ? told : [reader];
  }
}

/** What two roles both allow; none where one is over before the other begins, or neither is within the other. */
function sharedBy(one: RoleHeld, other: RoleHeld): RoleHeld[] {
  const role = isWithin(one.role, other.role) ? one : isWithin(other.role, one.role) ? other : null;
  if (role === null || (one.role === other.role && one.localityId !== other.localityId)) return [];
  const from = [one.from, other.from].reduce((a, b) => (a === null || (b !== null && b > a) ? b : a));
  const to = [one.to, other.to].reduce((a, b) => (a === null || (b !== null && b < a) ? b : a));
  return from !== null && to !== null && from > to ? [] : [{ ...role, from, to }];
}

/** Whether all that one role may, another may. Only an assistant head is bound to localities, so none other is within theirs but a reader. */
const isWithin = (role: Role, other: Role): boolean =>
  role === other ||
  ((other !== 'assistantHead' || role === 'reader') &&
    purposesOf[role].every((purpose) => purposesOf[other].includes(purpose)));

/** Roles in one order, by which two lists of them are compared. */
export const inOrder = (roles: readonly RoleHeld[]): RoleHeld[] =>
  [...roles]
    .map(({ role, localityId, from, to }) => ({ role, localityId, from, to }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
const orderOf = ({ role, localityId, from, to }: RoleHeld): string =>
  [role, localityId ?? '', from ?? '', to ?? ''].join(' ');
