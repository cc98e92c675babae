import { saysIfGiven } from '#domain/facts/said.ts';
import { senStatusSaid } from '#domain/sen/senStatusSaid.ts';
import type { SenStatusRow } from '../formats/senStatus.ts';
import type { RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/** Brings in stretches of SEN status; what becomes of them is `senStatusSaid`. */
export function createSenStatusApplier(run: ImportRun): RowApplier<SenStatusRow> {
  const children = createChildFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'from', row.from);
    if (sealed) return sealed;
    return applyRule(run, child.id, ['senStatuses', 'child'], senStatusSaid, {
      ...row,
      to: saysIfGiven(row.to),
    });
  };
}
