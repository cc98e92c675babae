import { existsSync } from 'node:fs';
import type { Connection } from '#db/open.ts';
import { parsePage, type RecordValue } from '#db/salvage/btreePages.ts';
import { PageFile } from '#db/salvage/pageFile.ts';
import { type AuditContent, digestOf, hashOf } from './chain.ts';

type Entry = AuditContent & { hash: string };
type Draft = { userId: string; key: string; content: string; savedAt: string };
/** What could be read of a damaged audit. */
type Found = {
  entries: Map<number, Entry>;
  sets: Map<number, string>;
  subjects: Subject[];
  drafts: Map<string, Draft>;
};
type Subject = { setId: number; kind: string; id: string };

const isText = (value: RecordValue | undefined): value is string => typeof value === 'string';
const hash64 = /^[0-9a-f]{64}$/;

/** A record of the table of entries whose hash fits what it says: nothing else is taken for one. */
function asEntry(number: number, values: readonly RecordValue[]): Entry | null {
  const [
    ,
    at,
    deviceId,
    userId,
    userName,
    action,
    outcome,
    detail,
    filter,
    subjects,
    digest,
    carriedFrom,
    previous,
    hash,
  ] = values;
  if (values.length !== 14 || typeof subjects !== 'number') return null;
  if (carriedFrom !== null && !isText(carriedFrom)) return null;
  const texts = [at, deviceId, userId, userName, action, outcome, detail, filter, digest, previous, hash];
  if (!texts.every(isText)) return null;
  const entry = {
    number,
    at,
    deviceId,
    userId,
    userName,
    action,
    outcome,
    detail,
    filter,
    subjects,
    digest,
    carriedFrom,
    previous,
    hash,
  } as Entry;
  return hashOf(entry) === hash ? entry : null;
}

function read(path: string, key: Buffer): Found {
  const found: Found = { entries: new Map(), sets: new Map(), subjects: [], drafts: new Map() };
  const file = new PageFile(path, key, { withoutFirst: true });
  try {
    for (let number = 1; number <= file.pageCount; number += 1) {
      const page = file.page(number);
      const parsed = page && parsePage(file, page, number);
      if (parsed?.kind === 'tableLeaf')
        for (const cell of parsed.cells) {
          const entry = cell && asEntry(cell.rowid, cell.values);
          if (entry) found.entries.set(entry.number, entry);
          else if (cell?.values.length === 2 && isText(cell.values[1]) && hash64.test(cell.values[1]))
            found.sets.set(cell.rowid, cell.values[1]);
        }
      else if (parsed?.kind === 'indexLeaf' || parsed?.kind === 'indexInterior')
        for (const cell of parsed.cells) if (cell) readKeyed(found, cell);
    }
    return found;
  } finally {
    file.close();
  }
}

/** Whom entries are about, and drafts, lie in the order of their keys; an index of the one begins with a text. */
function readKeyed(found: Found, [first, second, third, fourth, ...more]: readonly RecordValue[]): void {
  if (more.length > 0 || !isText(second) || !isText(third)) return;
  if (typeof first === 'number' && fourth === undefined) found.subjects.push({ setId: first, kind: second, id: third });
  else if (isText(first) && isText(fourth) && !Number.isNaN(Date.parse(fourth))) {
    const name = JSON.stringify([first, second]);
    const known = found.drafts.get(name);
    if (!known || known.savedAt < fourth)
      found.drafts.set(name, { userId: first, key: second, content: third, savedAt: fourth });
  }
}

/** Puts what was found into an empty audit as it was, with the numbers it had: what is missing stays a gap. */
function write(connection: Connection, { entries, sets, subjects, drafts }: Found): void {
  const insert = connection.prepare(
    `INSERT INTO entry VALUES (@number, @at, @deviceId, @userId, @userName, @action, @outcome, @detail, @filter, @subjects,
       @digest, @carriedFrom, @previous, @hash)`,
  );
  const addSet = connection.prepare('INSERT OR IGNORE INTO subject_set VALUES (?, ?)');
  const addSubject = connection.prepare('INSERT OR IGNORE INTO subject VALUES (?, ?, ?)');
  const addDraft = connection.prepare('INSERT INTO draft VALUES (@userId, @key, @content, @savedAt)');
  const members = Map.groupBy(subjects, ({ setId }) => setId);
  for (const entry of [...entries.values()].sort((a, b) => a.number - b.number)) insert.run(entry);
  for (const [setId, digest] of sets) {
    const about = members.get(setId) ?? [];
    if (digestOf(about) !== digest || addSet.run(setId, digest).changes === 0) continue;
    for (const { kind, id } of about) addSubject.run(setId, kind, id);
  }
  for (const draft of drafts.values()) addDraft.run(draft);
}

/**
 * Reads every entry that can still be read from a damaged audit that was put aside, page by page, into a new one that is empty.
 * An entry is taken only where its hash fits what it says, whom it is about only where the digest does. The damaged file is
 * only read.
 * @param keys those that it may be under
 * @returns how many entries there are
 */
export function salvageAudit(connection: Connection, damaged: string, keys: readonly Buffer[]): number {
  if (!existsSync(damaged)) return 0;
  for (const key of keys) {
    const found = read(damaged, key);
    if (found.entries.size === 0 && found.drafts.size === 0) continue;
    connection.transaction(() => write(connection, found))();
    return found.entries.size;
  }
  return 0;
}

/**
 * The numbers up to the last that are not there, in words; empty where all are.
 * @example missingNumbers([1, 2, 5], 7) // '3 to 4 and 6 to 7'
 */
export function missingNumbers(there: readonly number[], last: number): string {
  const known = new Set(there);
  const gaps: string[] = [];
  for (let from = 1; from <= last; from += 1) {
    if (known.has(from)) continue;
    let to = from;
    while (to < last && !known.has(to + 1)) to += 1;
    gaps.push(from === to ? String(from) : `${from} to ${to}`);
    from = to;
  }
  const shown = gaps.length > 20 ? [...gaps.slice(0, 20), `${gaps.length - 20} more gaps`] : gaps;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
