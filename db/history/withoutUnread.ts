import { systemClock } from '../clock.ts';
import type { Connection } from '../open.ts';
import { writeOnce } from './writeOnce.ts';

/**
 * Takes out rows that earlier versions put into every store and that nothing reads: what a national code or the rule of persistent
 * absence means on a date is a constant of `domain/`. They go into the history. Runs inside an upgrade.
 */
export function withoutUnread(connection: Connection): void {
  const ids = (sql: string) => connection.prepare<[], string>(sql).pluck().all();
  const codes = ids('SELECT id FROM code ORDER BY rowid');
  const rules = ids("SELECT id FROM rule_set WHERE kind = 'persistentAbsence' ORDER BY rowid");
  writeOnce(connection, { actorId: 'upgrade', clock: systemClock, reason: 'upgrade' }, (writer) => {
    for (const id of codes) writer.remove('code', id);
    for (const id of rules) writer.remove('rule_set', id);
  });
}
