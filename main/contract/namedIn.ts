import type { Subject } from './call.ts';

const kinds: Record<string, Subject['kind']> = {
  childId: 'child',
  childIds: 'child',
  staysId: 'child',
  goesId: 'child',
  otherChildId: 'child',
  schoolId: 'school',
  schoolIds: 'school',
  batchId: 'batch',
  userId: 'user',
  backupId: 'backup',
  measure: 'report',
};

/**
 * Whom an input names by an id: what the audit says of a call that was refused or failed, and has no answer to tell it from.
 * @example namedIn({ childId: 'a', asAt: '2025-03-31' }) // [{ kind: 'child', id: 'a' }]
 */
export function namedIn(input: unknown): Subject[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]): Subject[] => {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    const ids = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
    return kind === undefined ? [] : ids.map((id) => ({ kind, id: kind === 'report' ? `gap:${id}` : id }));
  });
}
