import type { AnyParsed } from '../importers/formats.ts';
import { parseFile } from '../importers/parseFile.ts';
import type { FormatId } from '../importers/types.ts';
import type { Progress } from '../jobs/jobs.ts';
import { isMendedPart } from './sourceRows.ts';

/** A file as it came in, and what it was read as; one nobody asked for is only listed. */
export type ImportedFile = {
  name: string;
  bytes: Uint8Array;
  title: string;
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

/** Two files of one name are told apart as `list.csv` and `list.csv (2)`. */
function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Reads every file; none makes the others fail. */
export async function readFiles(
  files: readonly { name: string; bytes: Uint8Array }[],
  progress: Progress,
): Promise<ImportedFile[]> {
  const names = distinctNames(files.map((file) => file.name));
  const read: ImportedFile[] = [];
  for (const [index, { bytes }] of files.entries()) {
    const name = names[index] ?? '';
    await progress.report(0, null, `Reading ${name}`);
    const found = await parseFile(name, bytes);
    const content =
      found.kind === 'parsed'
        ? { kind: 'parsed' as const, parsed: found.parsed, partial: isMendedPart(bytes) }
        : { kind: 'listed' as const, reason: found.reason };
    read.push({ name, bytes, title: found.title, content });
  }
  return read;
}
