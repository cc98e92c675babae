import { auditFault } from '#db/audit/chain.ts';
import type { ReadConnection } from '#db/open.ts';

export type AuditRow = {
  number: number;
  at: string;
  by: string;
  deviceId: string;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  subjects: number;
  /** Null where they were too many to be kept by id. */
  children: number | null;
  digest: string;
  filter: string;
  detail: string;
};

const columns = `number, at, user_name AS by, device_id AS deviceId, action, outcome, subjects, digest, filter, detail,
  CASE WHEN digest = '' THEN 0 ELSE (SELECT sum(kind = 'child') FROM subject WHERE set_id =
    (SELECT id FROM subject_set WHERE subject_set.digest = entry.digest)) END AS children`;

/**
 * The audit, the highest number first: the order things were done in, whatever the computer's clock said. `search` looks in the
 * person, the action, the outcome and the detail; `about` are ids of a child, a school or another whom an entry is about.
 * @param audit the connection of the audit file
 */
export function listAudit(
  audit: Pick<ReadConnection, 'prepare'>,
  search: string,
  about: readonly string[],
  offset: number,
  limit: number,
): { total: number; rows: AuditRow[] } {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const where = `WHERE user_name LIKE @pattern ESCAPE '\\' OR action LIKE @pattern ESCAPE '\\' OR detail LIKE @pattern ESCAPE '\\'
    OR outcome LIKE @pattern ESCAPE '\\' OR digest IN (
      SELECT digest FROM subject JOIN subject_set ON subject_set.id = set_id WHERE subject_id IN (SELECT value FROM json_each(@about)))`;
  const { total } = audit
    .prepare(`SELECT count(*) AS total FROM entry ${where}`)
    .get({ pattern, about: JSON.stringify(about) }) as {
    total: number;
  };
  const rows = audit
    .prepare(`SELECT ${columns} FROM entry ${where} ORDER BY number DESC LIMIT @limit OFFSET @offset`)
    .all({ pattern, about: JSON.stringify(about), limit, offset }) as AuditRow[];
  return { total, rows };
}

/** Faults of the audit itself that were named and that a person has not yet said to have seen, the oldest first. */
export const unseenFaults = (
  audit: Pick<ReadConnection, 'prepare'>,
  userId: string,
): { number: number; at: string; words: string }[] =>
  audit
    .prepare(
      `SELECT number, at, detail AS words FROM entry WHERE action = @fault AND number > coalesce(
         (SELECT max(json_extract(filter, '$.upTo')) FROM entry WHERE user_id = @userId AND action = @seen AND outcome = 'done'), 0)
       ORDER BY number`,
    )
    .all({ userId, fault: auditFault, seen: 'saw faults in the audit' }) as {
    number: number;
    at: string;
    words: string;
  }[];
