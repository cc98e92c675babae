import { systemClock } from '../clock.ts';
import type { Connection } from '../open.ts';
import { writeOnce } from './writeOnce.ts';

/**
 * Of targets without a peer that say the same measure, year, place and kind, the one made last stays; the others go into the
 * history. Runs inside an upgrade, before the index that allows only one.
 */
export function oneTargetEach(connection: Connection): void {
  const spare = connection
    .prepare<[], string>(
      `SELECT id FROM target WHERE peer IS NULL AND rowid NOT IN (
         SELECT max(rowid) FROM target WHERE peer IS NULL GROUP BY measure_id, academic_year, geography, kind) ORDER BY rowid`,
    )
    .pluck()
    .all();
  writeOnce(connection, { actorId: 'upgrade', clock: systemClock, reason: 'upgrade' }, (writer) => {
    for (const id of spare) writer.remove('target', id);
  });
}
