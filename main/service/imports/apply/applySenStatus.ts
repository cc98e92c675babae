import { addDays } from '#domain/calendar/plainDate.ts';
import type { SenStatusRow } from '../formats/senStatus.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import type { ImportRun } from './importRun.ts';

/**
 * Writes stretches of SEN status by child and first day. A stretch still open when a later one begins ends the day before
 * it, whichever of the two came first into the app.
 */
export function createSenStatusApplier(run: ImportRun): RowApplier<SenStatusRow> {
  const { writer } = run;
  const children = createChildFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'from', row.from, row.from);
    if (sealed) return sealed;
    const stretches = run.all<{ id: string; start: string; end: string | null }>(
      'SELECT id, valid_from AS start, valid_to AS end FROM sen_status WHERE child_id = ? ORDER BY valid_from',
      child.id,
    );
    const next = stretches.find((stretch) => stretch.start > row.from);
    const before = stretches.findLast((stretch) => stretch.start < row.from);
    const same = stretches.find((stretch) => stretch.start === row.from);
    if (row.to !== null && next && next.start <= row.to)
      return {
        field: 'to',
        value: row.to,
        reason: `Another status begins on ${next.start}: correct one of the two`,
      };
    if (before?.end != null && before.end >= row.from)
      return {
        field: 'from',
        value: row.from,
        reason: `The status before it holds until ${before.end}: correct one of the two`,
      };
    const values = { status: row.status, valid_to: row.to ?? (next ? addDays(next.start, -1) : null) };
    if (same) return changedIf(writer.update('sen_status', same.id, values));
    if (before && before.end === null) writer.update('sen_status', before.id, { valid_to: addDays(row.from, -1) });
    writer.insert('sen_status', { child_id: child.id, valid_from: row.from, ...values });
    return 'added';
  };
}
