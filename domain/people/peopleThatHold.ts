export type PersonRole = 'administrator' | 'assistantHead' | 'reader';

/** A person as the store's table of users has them. */
export type Person = {
  userId: string;
  name: string;
  role: PersonRole;
  localityId: string | null;
  active: boolean;
};

/** Who the people are, with a number that grows with each change of them: of two lists the higher number is the later one. */
export type People = { number: number; people: Person[] };

const rank: Record<PersonRole, number> = { reader: 0, assistantHead: 1, administrator: 2 };

/**
 * Who the people of a store are and what they may, where its key file and its table of users both say so. The later list
 * holds, whole: an old store put beside the present key file raises nobody, nor does an old key file beside the present
 * store. Where both bear the same number and still differ (a page of the table lost, or an older one put back), each person is
 * what the lower of the two says; one whom only the key file knows is kept as it has them; one whom only the store knows may
 * read alone, since a person enters both at once.
 * Source: issue 7 section 1, 'Recovery never promotes'; docs/decisions/roles-in-the-key-file.md.
 *
 * @example
 * // Bea was made a reader (7); a backup of before (5) is put back
 * peopleThatHold({ number: 5, people: [{ ...bea, role: 'administrator' }] }, { number: 7, people: [{ ...bea, role: 'reader' }] })
 * // { number: 7, people: [{ ...bea, role: 'reader' }] }
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

const asReader = (person: Person): Person => ({ ...person, role: 'reader', localityId: null });

/** What both lists allow a person. */
function lower(inStore: Person, inKeyFile: Person): Person {
  const less = rank[inStore.role] < rank[inKeyFile.role] ? inStore : inKeyFile;
  const sameLocality = inStore.role !== inKeyFile.role || inStore.localityId === inKeyFile.localityId;
  return {
    userId: inStore.userId,
    name: inStore.name,
    role: less.role,
    localityId: sameLocality ? less.localityId : null,
    active: inStore.active && inKeyFile.active,
  };
}
