import type { RoleHeld } from '#domain/access/roles.ts';
import type { People, Person } from '#domain/people/peopleThatHold.ts';
import type { KeyFile } from './keyFileShape.ts';
import { decrypt, deriveKey, type Encrypted, encrypt } from './sealing.ts';

/** A person as key files name them whose roles have no days yet. */
type PersonOfBefore = Omit<Person, 'roles'> & Pick<RoleHeld, 'role' | 'localityId'>;

function withRoles(person: Person | PersonOfBefore): Person {
  if ('roles' in person) return person;
  const { role, localityId, userId, name, active } = person;
  return { userId, name, roles: [{ role, localityId, from: null, to: null }], active };
}

const about = 'people';
const sealingKey = (storeKey: Uint8Array): Buffer => deriveKey(storeKey, 'people 1');

/** Seals the people under a key derived from the store's: the key file still names nobody to who cannot open the store. */
export function sealPeople(storeKey: Uint8Array, { number, people }: People): Encrypted {
  const key = sealingKey(storeKey);
  try {
    return encrypt(key, Buffer.from(JSON.stringify({ number, people })), about);
  } finally {
    key.fill(0);
  }
}

/** The people in a key file; null where it is of an earlier version, or `keyFor` does not know its key. */
export function peopleOf(
  { current, people }: KeyFile,
  keyFor: (fingerprint: string) => Uint8Array | null | undefined,
): People | null {
  const storeKey = keyFor(current);
  if (!people || !storeKey) return null;
  const key = sealingKey(storeKey);
  const opened = decrypt(key, people, about);
  key.fill(0);
  if (!opened) return null;
  const read = JSON.parse(opened.toString('utf8')) as { number: number; people: (Person | PersonOfBefore)[] };
  return { number: read.number, people: read.people.map(withRoles) };
}
