import type { AuditCheck } from '#db/audit/checkAudit.ts';
import { row, type Section } from './section.ts';

/** What a reading of the whole audit found, by numbers of entries; `null`: it was not read. */
export function auditSection(check: AuditCheck | 'failed' | null, why = 'not checked'): Section {
  const title = 'Audit';
  if (check === null) return { title, rows: [row('Audit check', why)] };
  if (check === 'failed') return { title, rows: [row('Audit check', 'the audit could not be read to its end', 'bad')] };
  const { entries, last, faults, named } = check;
  return {
    title,
    rows: [
      row('Entries', `${entries.toLocaleString('en-GB')}, the last is number ${last}`),
      ...(faults.length === 0
        ? [row('Audit check', 'every entry follows from the one before, up to the one sealed in the key file')]
        : faults.map(({ kind, words }) => row('Fault', words, kind === 'clock' ? 'look' : 'bad'))),
      ...named.map(({ number, words }) => row(`Named in entry ${number}`, words, 'look')),
    ],
  };
}
