import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { dayOfFile } from '#domain/facts/dayOfFile.ts';
import type { Tell } from '../jobs/wire.ts';
import { attendance } from './formats/attendance/format.ts';
import { isPlainText, parsePlainAttendance } from './formats/attendance/read.ts';
import { detectFormat } from './formats/detectFormat.ts';
import type { AnyParsed } from './formats/formats.ts';
import type { FormatId } from './formats/types.ts';
import { textTooLarge } from './read/fileLimits.ts';
import { newestEvent } from './read/newestEvent.ts';
import { type FileRead, parseFile, unlessMonthFirst } from './read/parseFile.ts';
import { isZip } from './read/readXlsx.ts';
import { isMendedPart } from './sourceRows.ts';

/** A file as it is given: `asOf` is the day it speaks of where a person said so, `modifiedOn` the day it was last saved. */
export type FileGiven = {
  name: string;
  bytes: Uint8Array;
  asOf?: PlainDate | undefined;
  modifiedOn?: PlainDate | undefined;
};

/** A file as it came in, and what it was read as; one nobody asked for is only listed. */
export type ImportedFile = {
  name: string;
  bytes: Uint8Array;
  title: string;
  /** The day that the file speaks of: as given, else by its name, else its own time, else today. */
  asOf: PlainDate;
  content: { kind: 'parsed'; parsed: AnyParsed; partial: boolean } | { kind: 'listed'; reason: string };
};

/** What stands on what: children need their schools, marks their enrolments. */
const ORDER: readonly FormatId[] = [
  'benchmarks',
  'gias',
  'schools',
  'gias-links',
  'ssda903-header',
  'ssda903-episodes',
  'looked-after-list',
  'sen-status',
  'enrolments',
  'results',
  'attendance',
  'suspensions',
  'peps',
];

/**
 * Files in the order in which they are planned: what others stand on first, files of one format by the day they speak of, and
 * by name, so that it does not matter in which order they were chosen. Listed files come last.
 */
export const inDependencyOrder = (files: readonly ImportedFile[]): ImportedFile[] => {
  const place = ({ content }: ImportedFile) =>
    content.kind === 'parsed' ? ORDER.indexOf(content.parsed.format) : ORDER.length;
  const words = ({ asOf, name }: ImportedFile) => `${asOf} ${name}`;
  return files.toSorted((a, b) => place(a) - place(b) || (words(a) < words(b) ? -1 : 1));
};

/** The name under which a batch keeps the notes on a file beside its refused rows. */
export const notesOf = (fileName: string): string => `notes on ${fileName}`;

/**
 * Two files of one name are told apart as `list.csv` and `list.csv (2)`, or the next number that no other file has; so is one
 * called as the notes on another are.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names.map(notesOf));
  return names.map((name) => {
    let distinct = name;
    for (let times = 2; taken.has(distinct) || (distinct !== name && names.includes(distinct)); times += 1)
      distinct = `${name} (${times})`;
    taken.add(distinct);
    return distinct;
  });
}

/** Reads every file; none makes the others fail. Files of `tooLarge` are known to need more memory than reading may use. */
export async function parseFiles(
  { files, today, tooLarge }: { files: readonly FileGiven[]; today: PlainDate; tooLarge: readonly string[] },
  { tell, between }: { tell: Tell; between: (() => Promise<void>) | null },
): Promise<ImportedFile[]> {
  const read: ImportedFile[] = [];
  for (const { name, bytes, asOf, modifiedOn } of files) {
    tell(0, null, `Reading ${name}`);
    const found: FileRead = tooLarge.includes(name)
      ? { ...TOO_LARGE }
      : ((await readMarks({ name, bytes }, between)) ?? (await parseFile(name, bytes)));
    const content =
      found.kind === 'parsed'
        ? { kind: 'parsed' as const, parsed: found.parsed, partial: found.mended ?? isMendedPart(bytes) }
        : { kind: 'listed' as const, reason: found.reason };
    const newest = found.kind === 'parsed' ? newestEvent(found.parsed, today) : null;
    const isReturn = found.kind === 'parsed' && found.parsed.format.startsWith('ssda903');
    const told = { name, modifiedOn: modifiedOn ?? null, newestEvent: newest, today, isReturn };
    const speaksOf = asOf ?? dayOfFile(told);
    read.push({ name, bytes, title: found.title, asOf: speaksOf, content });
  }
  return read;
}

/**
 * A plain file of marks, read a piece at a time: it never holds more than its weeks, so that a county's year needs no thread of its
 * own. Null for any other file, and where nobody has to be let through.
 */
async function readMarks(
  file: Pick<FileGiven, 'name' | 'bytes'>,
  between: (() => Promise<void>) | null,
): Promise<FileRead | null> {
  if (between === null || !(await isPlainMarks(file))) return null;
  const parsed = await parsePlainAttendance(file.bytes, between);
  return parsed && unlessMonthFirst({ kind: 'parsed', title: attendance.title, parsed });
}

/** Whether a file is text with a row a session. */
export async function isPlainMarks({ name, bytes }: Pick<FileGiven, 'name' | 'bytes'>): Promise<boolean> {
  if (isZip(bytes) || textTooLarge(bytes) !== null || !isPlainText(bytes)) return false;
  const detected = await detectFormat(name, bytes);
  return detected.kind === 'format' && detected.format === 'attendance';
}

const TOO_LARGE = {
  kind: 'listed' as const,
  title: 'Too large',
  reason: 'Reading it takes more memory than a list ever does: check that it is the right file, or save it as CSV',
};
