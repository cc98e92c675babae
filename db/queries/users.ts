import type { Connection, ReadConnection } from '#db/open.ts';

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

export const listUsers = (reader: ReadConnection): UserRow[] =>
  (reader.prepare(`${select} ORDER BY user.name`).all() as Parameters<typeof asUser>[0][]).map(asUser);
