import { createHash } from 'node:crypto';

/** Children, schools, batches, reports … that an entry is about; ids only. */
export type AuditSubject = { kind: string; id: string };

/** The last entry of an audit: its number, and the hash that stands for it and everything before it. */
export type AuditHead = { number: number; hash: string };

/** An audit that has no entry yet. */
export const emptyHead: AuditHead = { number: 0, hash: '' };

/** The action of an entry that names something wrong with the audit itself. */
export const auditFault = 'fault in the audit';

/** What an entry says, as its hash covers it. */
export type AuditContent = {
  number: number;
  at: string;
  deviceId: string;
  userId: string;
  userName: string;
  action: string;
  outcome: string;
  detail: string;
  /** What a list or an export was asked for, as JSON without anybody's words; empty otherwise. */
  filter: string;
  /** How many the entry is about. */
  subjects: number;
  /** `digestOf` whom it is about; empty for none. */
  digest: string;
  /** Id of the entry in the store of version 0.2.0 or before that it was copied from; null for one written here. */
  carriedFrom: string | null;
  /** Hash of the entry before; empty for the first. */
  previous: string;
};

/**
 * Whom an entry is about, as one hash: SHA-256 over `kind:id` lines in order of their characters, each once. Two lists of the
 * same children have the same digest, whatever they were sorted by.
 * @example digestOf([{ kind: 'child', id: 'b' }, { kind: 'child', id: 'a' }]) === digestOf([{ kind: 'child', id: 'a' }, { kind: 'child', id: 'b' }])
 */
export function digestOf(subjects: readonly AuditSubject[]): string {
  if (subjects.length === 0) return '';
  const lines = [...new Set(subjects.map(({ kind, id }) => `${kind}:${id}`))].sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** The hash of an entry: SHA-256 over its content, which holds the hash of the one before. */
export const hashOf = (entry: AuditContent): string =>
  createHash('sha256')
    .update('vsk-tracker audit 1\n')
    .update(
      JSON.stringify([
        entry.number,
        entry.at,
        entry.deviceId,
        entry.userId,
        entry.userName,
        entry.action,
        entry.outcome,
        entry.detail,
        entry.filter,
        entry.subjects,
        entry.digest,
        entry.carriedFrom,
        entry.previous,
      ]),
    )
    .digest('hex');
