import type { ResultStatus } from '#domain/attainment/result.ts';
import { standingResult } from '#domain/attainment/standingResult.ts';
import { endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { ResultRow } from '../formats/results.ts';
import type { SourceRow } from '../formats/types.ts';
import { changedIf, type RowApplier, type RowOutcome } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import type { ImportRun } from './importRun.ts';

type Version = { id: string; status: ResultStatus; value: string; dateReceived: string; supersedes: string | null };

const RANK: Readonly<Record<ResultStatus, number>> = { provisional: 0, revised: 1, final: 2 };

/**
 * Writes results, targets and predictions. Nothing is overwritten: another value, or a higher status, is a new version
 * that supersedes the one that stood. A provisional or revised value that comes after a final one is kept as a version
 * of its own status, so the final one stands. The same value of the same status again changes nothing.
 * Source: domain.md section 5 ("A result has a life").
 */
export function createResultApplier(run: ImportRun): RowApplier<ResultRow> {
  const { writer } = run;
  const children = createChildFinder(run);
  const versionsOf = `SELECT id, status, value, received_on AS dateReceived, supersedes_id AS supersedes FROM attainment_result
     WHERE child_id = ? AND academic_year = ? AND key_stage = ? AND subject = ? AND component = ? AND entry = ? ORDER BY received_on, id`;
  const targetsOf = `SELECT id, value, set_on AS setOn FROM attainment_target
     WHERE child_id = ? AND kind = ? AND academic_year = ? AND key_stage = ? AND subject = ? AND component = ? ORDER BY set_on DESC, id DESC LIMIT 1`;

  const writeTarget = (childId: string, row: ResultRow): RowOutcome => {
    const { kind, academicYear, keyStage, subject, component, value } = row;
    const latest = run.one<{ id: string; value: string; setOn: string }>(
      targetsOf,
      ...[childId, kind, academicYear, keyStage, subject, component],
    );
    const setOn = row.dateReceived ?? run.today;
    if (latest?.value === value) return 'unchanged';
    if (latest && latest.setOn >= setOn) return changedIf(writer.update('attainment_target', latest.id, { value }));
    writer.insert('attainment_target', {
      child_id: childId,
      kind,
      academic_year: academicYear,
      key_stage: keyStage,
      subject,
      component,
      value,
      set_on: setOn,
    });
    return latest ? 'changed' : 'added';
  };

  return (row: ResultRow & SourceRow) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'academic_year', row.academicYear, endOfAcademicYear(row.academicYear));
    if (sealed) return sealed;
    if (row.kind !== 'result' || row.status === null) return writeTarget(child.id, row);
    const { academicYear, keyStage, subject, component, entry, status, value } = row;
    const versions = run.all<Version>(versionsOf, ...[child.id, academicYear, keyStage, subject, component, entry]);
    const standing = standingResult(versions);
    const ofStatus = standingResult(versions.filter((version) => version.status === status));
    if (ofStatus?.value === value) return 'unchanged';
    const supersedes = standing !== null && RANK[status] >= RANK[standing.status] ? standing : ofStatus;
    writer.insert('attainment_result', {
      child_id: child.id,
      academic_year: academicYear,
      key_stage: keyStage,
      subject,
      component,
      value,
      status,
      entry,
      received_on: row.dateReceived ?? run.today,
      issued_on: row.dateReceived,
      source: 'import',
      supersedes_id: supersedes?.id ?? null,
    });
    return supersedes ? 'changed' : 'added';
  };
}
