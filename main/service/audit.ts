import type { Clock } from '#db/clock.ts';
import { newId } from '#db/newId.ts';
import type { Connection } from '#db/open.ts';

export type AuditSubject = { kind: string; id: string };

/** Writes who did what to whom: ids and codes only, never a name of a child. */
export function createAuditLog(connection: Connection, clock: Clock) {
  const entry = connection.prepare(
    'INSERT INTO audit_entry (id, at, user_id, user_name, action, outcome, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const subject = connection.prepare('INSERT INTO audit_subject (id, audit_id, kind, subject_id) VALUES (?, ?, ?, ?)');
  const insert = connection.transaction(
    (user: { id: string; name: string }, action: string, outcome: string, subjects: AuditSubject[], detail: string) => {
      const id = newId();
      entry.run(id, new Date(clock.now()).toISOString(), user.id, user.name, action, outcome, detail);
      for (const { kind, id: subjectId } of subjects) subject.run(newId(), id, kind, subjectId);
    },
  );
  return (options: {
    user: { id: string; name: string };
    action: string;
    outcome: 'done' | 'refused' | 'failed';
    subjects?: AuditSubject[];
    detail?: string;
  }) => insert(options.user, options.action, options.outcome, options.subjects ?? [], options.detail ?? '');
}
