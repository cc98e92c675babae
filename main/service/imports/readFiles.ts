import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { dayOfFile } from '#domain/facts/dayOfFile.ts';
import type { Progress } from '../context/progress.ts';
import { isOutOfMemory, runOffThread } from '../jobs/runOffThread.ts';
import { detectFormat } from './formats/detectFormat.ts';
import { textTooLarge } from './formats/fileLimits.ts';
import type { AnyParsed } from './formats/formats.ts';
import { parsePlainAttendance } from './formats/parseAttendance.ts';
import { type FileRead, parseFile } from './formats/parseFile.ts';
import { isZip } from './formats/readXlsx.ts';
import type { FormatId, RefusedRow } from './formats/types.ts';
import type { readFileTask } from './readFileTask.ts';
import { type RefusedByStore, refusedRowsTask } from './refusedRowsTask.ts';
import { isMendedPart } from './sourceRows.ts';

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

/** Files in the order in which they are applied; files of one format keep theirs. Listed files come last. */
export const inDependencyOrder = (files: readonly ImportedFile[]): ImportedFile[] => {
  const place = ({ content }: ImportedFile) =>
    content.kind === 'parsed' ? ORDER.indexOf(content.parsed.format) : ORDER.length;
  return files.toSorted((a, b) => place(a) - place(b));
};

/** Two files of one name are told apart as `list.csv` and `list.csv (2)`, or the next number that no other file has. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let times = 2; taken.has(distinct) || (distinct !== name && names.includes(distinct)); times += 1)
      distinct = `${name} (${times})`;
    taken.add(distinct);
    return distinct;
  });
}

/** A text file up to this size is read where it is, in milliseconds: a thread of its own takes longer to begin. */
const READ_IN_PLACE = 128 * 1024;
/** What reading one file may use, in megabytes. A million marks take 250. */
const MOST_MEMORY = 1500;

/** Whether reading a file is long enough for a thread of its own. */
const isLong = (bytes: Uint8Array): boolean => bytes.length > READ_IN_PLACE || isZip(bytes);

/** The cells of rows that the store refused, read once more: where it is long, off this thread, which cancelling ends. */
export const readRefused = (bytes: Uint8Array, refused: RefusedByStore, progress?: Progress): Promise<RefusedRow[]> => {
  const input = { file: { bytes }, refused };
  return isLong(bytes)
    ? runOffThread<typeof refusedRowsTask>('refusedRows', input, progress, MOST_MEMORY)
    : refusedRowsTask(input);
};

/** A plain file of marks, read here a piece at a time: it never holds more than its weeks. Null for any other file. */
async function readMarks(file: { name: string; bytes: Uint8Array }, progress: Progress): Promise<FileRead | null> {
  if (isZip(file.bytes) || textTooLarge(file.bytes) !== null) return null;
  const detected = await detectFormat(file.name, file.bytes);
  if (detected.kind !== 'format' || detected.format !== 'attendance') return null;
  const parsed = await parsePlainAttendance(file.bytes, () => progress.report(0, null));
  return parsed && { kind: 'parsed', title: detected.title, parsed };
}

/**
 * Reads one file. A large one, or a workbook, is read in a thread of its own, whose memory is bounded and which cancelling
 * ends wherever it is; meanwhile every other call is answered.
 */
async function readOne(file: { name: string; bytes: Uint8Array }, progress: Progress): Promise<FileRead> {
  if (!isLong(file.bytes)) return parseFile(file.name, file.bytes);
  const marks = await readMarks(file, progress);
  if (marks !== null) return marks;
  try {
    return await runOffThread<typeof readFileTask>('readFile', { file }, progress, MOST_MEMORY);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    const reason =
      'Reading it takes more memory than a list ever does: check that it is the right file, or save it as CSV';
    return { kind: 'listed', title: 'Too large', reason };
  }
}

/** A file as it is given: `asOf` is the day it speaks of where a person said so, `modifiedOn` the day it was last saved. */
type FileGiven = {
  name: string;
  bytes: Uint8Array;
  asOf?: PlainDate | undefined;
  modifiedOn?: PlainDate | undefined;
};

/** Reads every file; none makes the others fail. */
export async function readFiles(
  files: readonly FileGiven[],
  today: PlainDate,
  progress: Progress,
): Promise<ImportedFile[]> {
  const names = distinctNames(files.map((file) => file.name));
  const read: ImportedFile[] = [];
  for (const [index, { bytes, asOf, modifiedOn }] of files.entries()) {
    const name = names[index] ?? '';
    await progress.report(0, null, `Reading ${name}`);
    const found = await readOne({ name, bytes }, progress);
    const content =
      found.kind === 'parsed'
        ? { kind: 'parsed' as const, parsed: found.parsed, partial: found.mended ?? isMendedPart(bytes) }
        : { kind: 'listed' as const, reason: found.reason };
    const speaksOf = asOf ?? dayOfFile({ name, modifiedOn: modifiedOn ?? null, newestEvent: null, today });
    read.push({ name, bytes, title: found.title, asOf: speaksOf, content });
  }
  return read;
}
