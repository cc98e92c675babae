import { attainmentTargetSaid } from '#domain/attainment/attainmentTargetSaid.ts';
import { resultSaid } from '#domain/attainment/resultSaid.ts';
import { endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { ResultRow } from '../formats/results.ts';
import type { RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/** Brings in results, targets and predictions; what becomes of them is `resultSaid` and `attainmentTargetSaid`. */
export function createResultApplier(run: ImportRun): RowApplier<ResultRow> {
  const children = createChildFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'academic_year', endOfAcademicYear(row.academicYear));
    if (sealed) return sealed;
    const { kind, status, dateReceived } = row;
    if (kind !== 'result' || status === null) {
      const said = { ...row, kind: kind === 'prediction' ? kind : ('target' as const), setOn: dateReceived };
      return applyRule(run, child.id, ['attainmentTargets', 'child'], attainmentTargetSaid, said);
    }
    return applyRule(run, child.id, ['results', 'child'], resultSaid, { ...row, status, issuedOn: dateReceived });
  };
}
