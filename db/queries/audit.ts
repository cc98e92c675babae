import type { ReadConnection } from '#db/open.ts';

export type AuditRow = { at: string; by: string; action: string; subjects: number; detail: string };

/** The access audit, newest first; `search` looks in the person, the action and the detail. */
export function listAudit(
  reader: ReadConnection,
  search: string,
  offset: number,
  limit: number,
): { total: number; rows: AuditRow[] } {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const where =
    "WHERE user_name LIKE @pattern ESCAPE '\\' OR action LIKE @pattern ESCAPE '\\' OR detail LIKE @pattern ESCAPE '\\'";
  const { total } = reader.prepare(`SELECT count(*) AS total FROM audit_entry ${where}`).get({ pattern }) as {
    total: number;
  };
  const rows = reader
    .prepare(
      `SELECT at, user_name AS by, CASE outcome WHEN 'done' THEN action ELSE action || ' (' || outcome || ')' END AS action, detail,
         (SELECT count(*) FROM audit_subject WHERE audit_id = audit_entry.id) AS subjects
       FROM audit_entry ${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ pattern, limit, offset }) as AuditRow[];
  return { total, rows };
}
