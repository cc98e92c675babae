import { insertUser, putRoles, rolesOfBefore } from '#db/queries/users.ts';
import type { Writer } from '#db/write.ts';
import type { Person } from '#domain/people/peopleThatHold.ts';
import { CallFailure } from '#service/context/callFailure.ts';

/** Whom the key files of a store know. */
export type KnownPeople = {
  /** Who puts the store right. */
  userId: string;
  /** The people of the latest key file; null where it is of a version that names none. */
  people: readonly Person[] | null;
  /** Ids of the people whose passphrase opens the store. */
  waysIn: readonly string[];
  /** Those of them of whom it is certain that they are administrators, whatever the store can still say. */
  administrators: readonly string[];
};

/**
 * Gives a store that is being put right a row for everybody who has a way in, so that nobody loses theirs by another's
 * recovery, and makes nobody more than they were. Where the key file names the people, lost rows are put back as it has them
 * (and `settlePeople` makes the rest agree when the store is opened). Where it names none, whoever's row is lost is a reader,
 * but for those who are certainly administrators.
 * Errors: `conflict` where no administrator would be left: the store could never be administered again.
 */
export function ensurePeople(writer: Writer, known: KnownPeople, at: string): void {
  const { connection } = writer;
  rolesOfBefore(writer);
  const isThere = connection.prepare('SELECT 1 FROM user WHERE id = ?');
  for (const person of known.people ?? withoutNames(known)) {
    if (isThere.get(person.userId)) continue;
    insertUser(writer, { id: person.userId, name: person.name, active: person.active, createdAt: at });
    putRoles(writer, person.userId, person.roles);
  }
  if (known.people) return;
  const administrators = connection
    .prepare(
      `SELECT user.id FROM user JOIN user_role ON user_id = user.id
       WHERE active = 1 AND user_role.role = 'administrator' AND valid_to IS NULL`,
    )
    .pluck()
    .all() as string[];
  if (!administrators.some((id) => known.waysIn.includes(id) || known.administrators.includes(id)))
    throw new CallFailure(
      'conflict',
      'Who the administrators are is lost, and nobody could administer the store again. Enter the recovery key, or restore a backup: it knows the people.',
    );
}

/** Those whose passphrase opens the store, told apart by a number where their names are lost. */
const withoutNames = ({ waysIn, administrators }: KnownPeople): Person[] =>
  [...new Set([...waysIn, ...administrators])].map((userId, index) => ({
    userId,
    name: index === 0 ? 'Recovered user' : `Recovered user ${index + 1}`,
    roles: [
      { role: administrators.includes(userId) ? 'administrator' : 'reader', localityId: null, from: null, to: null },
    ],
    active: true,
  }));
