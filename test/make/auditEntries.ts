import type { AuditSubject } from '#db/audit/chain.ts';
import type { Connection, ReadConnection } from '#db/open.ts';

export type AuditEntry = {
  number: number;
  at: string;
  action: string;
  outcome: string;
  detail: string;
  filter: string;
  userName: string;
  /** How many; those kept by id are in `about`. */
  subjects: number;
  about: AuditSubject[];
};

/** The entries of an open store's audit in their order; those of one action, or after a number, if that is given. */
export function auditEntries(
  { auditFile }: { auditFile: { connection: Connection } },
  action: string | null = null,
  after = 0,
): AuditEntry[] {
  const rows = auditFile.connection
    .prepare(
      `SELECT number, at, action, outcome, detail, filter, user_name AS userName, subjects FROM entry
       WHERE (@action IS NULL OR action = @action) AND number > @after ORDER BY number`,
    )
    .all({ action, after }) as Omit<AuditEntry, 'about'>[];
  return rows.map((row) => ({ ...row, about: subjectsOfEntry(auditFile.connection, row.number) }));
}

/** Whom an entry is about; none where they were too many to be kept by id. */
const subjectsOfEntry = (audit: Pick<ReadConnection, 'prepare'>, number: number): AuditSubject[] =>
  audit
    .prepare(
      `SELECT kind, subject_id AS id FROM subject WHERE set_id =
         (SELECT subject_set.id FROM subject_set JOIN entry USING (digest) WHERE number = ?) ORDER BY kind, subject_id`,
    )
    .all(number) as AuditSubject[];
