import type { ReadConnection } from '#db/open.ts';
import { type AuditContent, type AuditHead, auditFault, digestOf, hashOf } from './chain.ts';

/** Something about an audit that cannot be so unless somebody or something changed it. */
export type AuditFault = {
  kind: 'missing' | 'changed' | 'clock' | 'subjects';
  /** The first entry it is about. */
  number: number;
  /** One sentence, without a name. */
  words: string;
};
export type AuditCheck = {
  entries: number;
  last: number;
  faults: AuditFault[];
  /** What was named in the audit itself before and cannot be read off it any more; the last of them. */
  named: { number: number; words: string }[];
};

/** Clocks are put right by the network by seconds; more than this is said. */
const clockTolerance = 60_000;

/** So many faults of a kind are named one by one; the others as one, so that no kind hides another and a further one is news. */
const mostFaults = 20;

const plural: Record<AuditFault['kind'], string> = {
  missing: 'gaps in the audit were found',
  changed: 'entries that are not as they were written were found',
  clock: "times the computer's clock was put back",
  subjects: 'entries were found for which whom they are about was changed',
};

type Read = AuditContent & { hash: string };

const ofEntries = (from: number, to: number): string =>
  from === to ? `Entry ${from} is` : `Entries ${from} to ${to} are`;

/**
 * Reads a whole audit and says what is not as it was written: entries that are missing (in between, or at its end by the head
 * that was sealed in the key file), entries that were changed or moved, and steps back of the computer's clock.
 *
 * It proves nothing against somebody who has a passphrase of the store and can also seal a head (SECURITY.md).
 * @param sealed the head from the key file; null where it has none yet
 */
export function checkAudit(reader: Pick<ReadConnection, 'prepare'>, sealed: AuditHead | null): AuditCheck {
  const faults: AuditFault[] = [];
  const found = new Map<AuditFault['kind'], { count: number; last: number }>();
  const note = (kind: AuditFault['kind'], number: number, words: string) => {
    const count = (found.get(kind)?.count ?? 0) + 1;
    found.set(kind, { count, last: number });
    if (count <= mostFaults) faults.push({ kind, number, words });
  };
  let last: Read | null = null;
  let lastWrittenHere: Read | null = null;
  let entries = 0;
  const named: AuditCheck['named'] = [];
  let sealedHash: string | null = null;
  const rows = reader
    .prepare(
      `SELECT number, at, device_id AS deviceId, user_id AS userId, user_name AS userName, action, outcome, detail, filter,
         subjects, digest, carried_from AS carriedFrom, previous, hash FROM entry ORDER BY number`,
    )
    .iterate() as Iterable<Read>;
  for (const entry of rows) {
    const expected: number = (last?.number ?? 0) + 1;
    if (entry.number > expected)
      note('missing', expected, `${ofEntries(expected, entry.number - 1)} missing from the audit.`);
    else if (entry.previous !== (last?.hash ?? '') && entry.number > 1)
      note('changed', entry.number, `Entry ${entry.number} does not follow from the one before it.`);
    if (hashOf(entry) !== entry.hash) note('changed', entry.number, `Entry ${entry.number} is not as it was written.`);
    if (entry.carriedFrom === null) {
      const back = lastWrittenHere === null ? 0 : Date.parse(lastWrittenHere.at) - Date.parse(entry.at);
      if (back > clockTolerance)
        note(
          'clock',
          entry.number,
          `The computer's clock was put back before entry ${entry.number}, by ${inWords(back)}: it is dated before entry ${lastWrittenHere?.number}.`,
        );
      lastWrittenHere = entry;
    }
    if (entry.action === auditFault) named.push({ number: entry.number, words: entry.detail });
    if (entry.number === sealed?.number) sealedHash = entry.hash;
    last = entry;
    entries += 1;
  }
  const end: number = last?.number ?? 0;
  if (sealed && sealed.number > end)
    note(
      'missing',
      end + 1,
      `${ofEntries(end + 1, sealed.number)} missing at the end of the audit: the file is older than what the key file says of it, or was cut.`,
    );
  else if (sealed && sealed.number > 0 && sealedHash !== null && sealedHash !== sealed.hash)
    note(
      'changed',
      sealed.number,
      `The audit up to entry ${sealed.number} is not the one that the key file was sealed with.`,
    );
  checkSubjects(reader, note);
  for (const [kind, { count, last: number }] of found)
    if (count > mostFaults)
      faults.push({ kind, number, words: `${count - mostFaults} more ${plural[kind]}, the last at entry ${number}.` });
  const said = new Set(faults.map(({ words }) => words));
  return { entries, last: end, faults, named: named.filter(({ words }) => !said.has(words)).slice(-mostFaults) };
}

/** Whom entries are about lies in sets of their own, each told by its digest, which the entries' hashes cover. */
function checkSubjects(
  reader: Pick<ReadConnection, 'prepare'>,
  note: (kind: AuditFault['kind'], number: number, words: string) => void,
): void {
  const first = reader.prepare('SELECT min(number) FROM entry WHERE digest = ?').pluck();
  const members = reader.prepare('SELECT kind, subject_id AS id FROM subject WHERE set_id = ?');
  const sets = reader.prepare('SELECT id, digest FROM subject_set').all() as { id: number; digest: string }[];
  for (const { id, digest } of sets)
    if (digestOf(members.all(id) as { kind: string; id: string }[]) !== digest)
      note('subjects', Number(first.get(digest) ?? 0), `Whom entry ${first.get(digest) ?? 0} is about was changed.`);
  const without = reader
    .prepare(
      `SELECT min(number) AS number FROM entry WHERE digest <> '' AND subjects <= 2000
       AND digest NOT IN (SELECT digest FROM subject_set) HAVING count(*) > 0`,
    )
    .get() as { number: number } | undefined;
  if (without) note('subjects', without.number, `Whom entry ${without.number} is about is missing.`);
}

/** @example inWords(3_600_000) // '60 minutes' */
function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes <= 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours <= 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
