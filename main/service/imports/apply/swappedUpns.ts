import { canPutUpnRight, upnPutRight } from '#domain/identity/upnPutRight.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule, sayingOf } from './ruled.ts';

/** Two children of whom the file says that each has the number of the other, by its own local id. */
export type Swap = { otherId: string; upn: string; otherUpn: string };

/**
 * Puts right the numbers of two children who had each other's; answers whether it did. Both at once, by the first of their
 * two rows: a number is never two children's.
 */
export function putSwapRight(run: ImportRun, childId: string, { otherId, upn, otherUpn }: Swap, row: number): boolean {
  const rowOfOther = run.facts
    .of(otherId, ['identifiers'])
    .identifiers.filter(({ kind }) => kind === 'localId')
    .map(({ value }) => run.onFile(value))
    .find((each) => each?.upn === otherUpn)?.row;
  const both = [
    { id: childId, upn, row },
    { id: otherId, upn: otherUpn, row: rowOfOther ?? row },
  ];
  if (!both.every(({ id }) => canPutUpnRight(run.facts.of(id, ['identifiers']), sayingOf(run, id, row)))) return false;
  for (const { id, ...said } of both) applyRule(run, id, ['identifiers'], upnPutRight, said);
  return true;
}
