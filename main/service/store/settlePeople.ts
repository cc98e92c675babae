import type { Clock } from '#db/clock.ts';
import { writeOnce } from '#db/history/writeOnce.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import type { Connection } from '#db/open.ts';
import { insertUser, putRoles, readPeople, readUser, setPeopleNumber } from '#db/queries/users.ts';
import type { Writer } from '#db/write.ts';
import { type People, type Person, peopleThatHold } from '#domain/people/peopleThatHold.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Makes store and key file agree on who the people are and what they may, before the store is served: by `peopleThatHold`, or, at
 * the first opening by a version that keeps them in the key file, as the store has them.
 * @returns ids of the people whose row in the store was put right
 */
export function settlePeople(
  connection: Connection,
  ring: KeyRing,
  { actorId, clock }: { actorId: string; clock: Clock },
): string[] {
  const store = readPeople(connection);
  const keyFile = ring.people();
  const holds: People = keyFile ? peopleThatHold(store, keyFile) : { ...store, number: Math.max(1, store.number) };
  const corrected = same(holds.people, store.people) && holds.number === store.number ? [] : write();
  const now = readPeople(connection);
  if (!same(now, keyFile)) ring.setPeople(now);
  return corrected;

  function write(): string[] {
    return connection.transaction(() =>
      writeOnce(connection, { actorId, clock, reason: 'as the key file has it' }, (writer) => {
        const changed = holds.people.filter((person) => put(writer, person, clock)).map(({ userId }) => userId);
        setPeopleNumber(connection, holds.number);
        return changed;
      }),
    )();
  }
}

/** Makes a person's row what it must be; answers whether it was not. */
function put(writer: Writer, { userId, name, roles, active }: Person, clock: Clock): boolean {
  const isThere = readUser(writer.connection, userId) !== null;
  const changed = isThere && writer.update('user', userId, { name, active: active ? 1 : 0 });
  if (!isThere) insertUser(writer, { id: userId, name, active, createdAt: new Date(clock.now()).toISOString() });
  // A locality that an older store does not have: an assistant head without one sees no child.
  return putRoles(writer, userId, roles) || changed || !isThere;
}
