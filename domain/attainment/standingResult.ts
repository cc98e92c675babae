import { qualificationKey } from './qualificationKey.ts';
import type { AttainmentResult, ResultStatus } from './result.ts';

/** How settled a status is, lowest first. */
export const RANK: Readonly<Record<ResultStatus, number>> = { provisional: 0, revised: 1, final: 2 };

/**
 * The version of a result that stands, of all versions of one child's result in one subject, component, year and entry;
 * null when there is none.
 *
 * A version replaced by another is out, unless the replacement is of a lower status: provisional never overwrites final.
 * Of what is left the highest status wins, then the latest date received (no date counts as earliest), then the later in
 * the list. A re-mark is a new final version, so it wins over the final it supersedes.
 * Source: domain.md section 5 ("A result has a life").
 *
 * @example
 * standingResult([final 'C' received 2012-01-20, provisional 'B' received 2012-03-01])?.value // 'C'
 * standingResult([final 'D' (id 1), final 'C' supersedes 1])?.value // 'C'
 */
export function standingResult<T extends Pick<AttainmentResult, 'id' | 'status' | 'dateReceived' | 'supersedes'>>(
  versions: readonly T[],
): T | null {
  const replaced = new Set<string>();
  for (const version of versions) {
    const old = versions.find((other) => other.id === version.supersedes && other !== version);
    if (old !== undefined && RANK[version.status] >= RANK[old.status]) replaced.add(old.id);
  }
  let standing: T | null = null;
  for (const version of versions) {
    if (replaced.has(version.id)) continue;
    if (standing === null || outranks(version, standing)) standing = version;
  }
  return standing;
}

function outranks(
  version: Pick<AttainmentResult, 'status' | 'dateReceived'>,
  standing: Pick<AttainmentResult, 'status' | 'dateReceived'>,
): boolean {
  const difference = RANK[version.status] - RANK[standing.status];
  if (difference !== 0) return difference > 0;
  return (version.dateReceived ?? '') >= (standing.dateReceived ?? '');
}

/**
 * The standing results of one child: one for each stage, year, subject, component, entry and qualification, in the order in
 * which they first appear.
 *
 * @example standingResults([reading provisional '101', reading final '103', maths final '99']).map((r) => r.value)
 *   // ['103', '99']
 */
export function standingResults(results: readonly AttainmentResult[]): AttainmentResult[] {
  const groups = new Map<string, AttainmentResult[]>();
  for (const result of results) {
    const { keyStage, academicYear, subject, component, entry, qualification } = result;
    const key = [keyStage, academicYear, subject, component, entry, qualificationKey(qualification)].join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  return [...groups.values()].map(standingResult).filter((result) => result !== null);
}
