import type { Connection, ReadConnection } from '#db/open.ts';
import type { People, Person } from '#domain/people/peopleThatHold.ts';
import { setStoreInfo } from './storeInfo.ts';

export type UserRow = {
  id: string;
  name: string;
  role: 'administrator' | 'assistantHead' | 'reader';
  localityId: string | null;
  localityName: string | null;
  active: boolean;
};

const select = `SELECT user.id, user.name, user.role, user.locality_id AS localityId, locality.name AS localityName, user.active
  FROM user LEFT JOIN locality ON locality.id = user.locality_id`;

const asUser = (row: Omit<UserRow, 'active'> & { active: number }): UserRow => ({ ...row, active: row.active === 1 });

export function readUser(reader: Connection | ReadConnection, userId: string): UserRow | null {
  const row = reader.prepare(`${select} WHERE user.id = ?`).get(userId) as Parameters<typeof asUser>[0] | undefined;
  return row ? asUser(row) : null;
}

export const listUsers = (reader: Connection | ReadConnection): UserRow[] =>
  (reader.prepare(`${select} ORDER BY user.name`).all() as Parameters<typeof asUser>[0][]).map(asUser);

const numberKey = 'peopleNumber';

/** The people as the key file has them too, in order of their ids, with the number of their last change; 0 where none was noted. */
export function readPeople(reader: Connection | ReadConnection): People {
  const number = Number(reader.prepare('SELECT value FROM store_info WHERE key = ?').pluck().get(numberKey) ?? 0);
  const people = listUsers(reader).map(
    ({ id, name, role, localityId, active }): Person => ({ userId: id, name, role, localityId, active }),
  );
  return { number, people: people.sort((a, b) => (a.userId < b.userId ? -1 : 1)) };
}

/** Notes in the store that its people were changed, or are those of the key file of that number. */
export const setPeopleNumber = (connection: Connection, number: number): void =>
  setStoreInfo(connection, numberKey, String(number));

const dueKey = 'newKeyDue';

/** Notes in the store that it is due a new key, because somebody was removed or is no administrator any more; or that it has it. */
export const setNewKeyDue = (connection: Connection, due: boolean): void =>
  setStoreInfo(connection, dueKey, due ? 'yes' : 'no');

export const isNewKeyDue = (reader: Connection | ReadConnection): boolean =>
  reader.prepare('SELECT value FROM store_info WHERE key = ?').pluck().get(dueKey) === 'yes';
