import type { Row } from '#db/history/change.ts';
import type { Connection, ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import type { RoleHeld } from '#domain/access/roles.ts';
import { inOrder, type People, type Person } from '#domain/people/peopleThatHold.ts';
import { setStoreInfo } from './storeInfo.ts';

type Reader = Connection | ReadConnection;

export type UserRow = { id: string; name: string; roles: RoleHeld[]; active: boolean };

/** The last day of a role that was taken back: it counts on no day. */
const TAKEN_BACK = '0001-01-01';
const days = `locality_id AS localityId, valid_from AS "from", valid_to AS "to" FROM user_role`;
const notTakenBack = `coalesce(valid_to, '') <> '${TAKEN_BACK}'`;

const rowsOf = <Of>(reader: Reader, sql: string, ...values: string[]): Of[] =>
  reader.prepare<string[], Of>(sql).all(...values);
const roleRows = (reader: Reader, userId: string) =>
  rowsOf<RoleHeld & { id: string }>(reader, `SELECT id, role, ${days} WHERE user_id = ? AND ${notTakenBack}`, userId);

/** A person's roles, those that are over and those to come among them, in a settled order. */
export const rolesOfUser = (reader: Reader, userId: string): RoleHeld[] => inOrder(roleRows(reader, userId));

const asUser = (reader: Reader, { id, name, active }: { id: string; name: string; active: number }): UserRow => ({
  id,
  name,
  roles: rolesOfUser(reader, id),
  active: active === 1,
});

export function readUser(reader: Reader, userId: string): UserRow | null {
  const row = reader.prepare('SELECT id, name, active FROM user WHERE id = ?').get(userId);
  return row ? asUser(reader, row as Parameters<typeof asUser>[1]) : null;
}

export const listUsers = (reader: Reader): UserRow[] =>
  rowsOf<Parameters<typeof asUser>[1]>(reader, 'SELECT id, name, active FROM user ORDER BY name').map((row) =>
    asUser(reader, row),
  );

/** Adds a person. Their columns of before roles had days say the least: nothing reads them. */
export const insertUser = (
  writer: Writer,
  { id, name, active, createdAt }: Omit<UserRow, 'roles'> & { createdAt: string },
): string =>
  writer.insert('user', {
    id,
    name,
    role: 'reader',
    locality_id: null,
    active: active ? 1 : 0,
    created_at: createdAt,
  });

/**
 * Makes a person's roles what they are to be: rows that stay are not touched. One whose locality is not in this store has none.
 * @returns whether anything changed
 */
export function putRoles(writer: Writer, userId: string, roles: readonly RoleHeld[]): boolean {
  const { connection } = writer;
  const locality = connection.prepare('SELECT 1 FROM locality WHERE id = ?');
  const known = roles.map((role) => ({
    ...role,
    localityId: role.localityId !== null && locality.get(role.localityId) ? role.localityId : null,
  }));
  const wanted = inOrder(known).map((role) => JSON.stringify(role));
  let changed = false;
  for (const { id, ...role } of roleRows(connection, userId)) {
    const at = wanted.indexOf(JSON.stringify(role));
    if (at >= 0) wanted.splice(at, 1);
    else writer.update('user_role', id, { valid_to: TAKEN_BACK });
    changed ||= at < 0;
  }
  for (const text of wanted) {
    const { role, localityId, from, to } = JSON.parse(text) as RoleHeld;
    writer.insert('user_role', { user_id: userId, role, locality_id: localityId, valid_from: from, valid_to: to });
    changed = true;
  }
  // What stood before roles had days must not say more than they do, wherever it is read again by a rescue.
  if (changed && connection.prepare('SELECT 1 FROM user WHERE id = ?').get(userId))
    writer.update('user', userId, { role: 'reader', locality_id: null });
  return changed;
}

/** Gives people the roles of another store, all of them and no others: a restore raises nobody. */
export function carryRoles(writer: Writer, rows: readonly Row[]): void {
  const { connection } = writer;
  const isThere = connection.prepare('SELECT 1 FROM user_role WHERE id = ?');
  const person = connection.prepare('SELECT 1 FROM user WHERE id = ?');
  const known = rows.filter(({ user_id }) => person.get(user_id));
  for (const row of known)
    if (row.valid_to === TAKEN_BACK && !isThere.get(row.id)) writer.insert('user_role', { ...row, locality_id: null });
  for (const userId of new Set(known.map(({ user_id }) => String(user_id)))) {
    const own = known.filter((row) => row.user_id === userId && row.valid_to !== TAKEN_BACK);
    const held = own.map(({ role, locality_id, valid_from, valid_to }) => ({
      ...{ role, localityId: locality_id, from: valid_from, to: valid_to },
    }));
    putRoles(writer, userId, held as RoleHeld[]);
  }
}

/** Gives everybody without any role the one of before roles had days: the people of a store that was rescued from such a version. */
export function rolesOfBefore(writer: Writer): void {
  const people = rowsOf<Pick<RoleHeld, 'role' | 'localityId'> & { id: string }>(
    writer.connection,
    'SELECT id, role, locality_id AS localityId FROM user WHERE id NOT IN (SELECT user_id FROM user_role)',
  );
  for (const { id, role, localityId } of people) putRoles(writer, id, [{ role, localityId, from: null, to: null }]);
}

const numberKey = 'peopleNumber';

/** The people as the key file has them too, in order of their ids, with the number of their last change; 0 where none was noted. */
export function readPeople(reader: Reader): People {
  const number = Number(reader.prepare('SELECT value FROM store_info WHERE key = ?').pluck().get(numberKey) ?? 0);
  const people = listUsers(reader).map(({ id, name, roles, active }): Person => ({ userId: id, name, roles, active }));
  return { number, people: people.sort((a, b) => (a.userId < b.userId ? -1 : 1)) };
}

/** Notes in the store that its people were changed, or are those of the key file of that number. */
export const setPeopleNumber = (connection: Connection, number: number): void =>
  setStoreInfo(connection, numberKey, String(number));

const dueKey = 'newKeyDue';

/** Notes in the store that it is due a new key, because somebody was removed or is no administrator any more; or that it has it. */
export const setNewKeyDue = (connection: Connection, due: boolean): void =>
  setStoreInfo(connection, dueKey, due ? 'yes' : 'no');

export const isNewKeyDue = (reader: Reader): boolean =>
  reader.prepare('SELECT value FROM store_info WHERE key = ?').pluck().get(dueKey) === 'yes';
