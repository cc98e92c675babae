import { saidAfter } from '#db/facts/statements.ts';
import type { Row, Value } from '#db/history/change.ts';
import { identifiersIndex } from '#db/queries/identifiersIndex.ts';
import type { Writer } from '#db/write.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Difference } from '#domain/facts/ruling.ts';
import { type ChildDirectory, childDirectory } from '#domain/identity/childDirectory.ts';
import type { Warning } from '../formats/types.ts';

/** What every applier is given: one import (or its preview) at work on one file, inside one transaction. */
export interface ImportRun {
  readonly writer: Writer;
  readonly today: PlainDate;
  /** The authority whose store this is; its number is the issuer of its local ids. */
  readonly laCode: string;
  /** The batch, or the preview that stands for it. */
  readonly batchId: string;
  /** Everybody here, as known by the rows that went in so far. */
  children(): ChildDirectory;
  /** The file, by its name. */
  readonly source: string;
  /** The day that the file speaks of. */
  readonly asOf: PlainDate;
  /** What has been said of a child as of a later day than the file's, by what was said. */
  readonly saidLater: (childId: string) => ReadonlyMap<string, PlainDate>;
  /** Notes what the file spoke of, whether or not it changed anything. */
  say(childId: string, said: readonly string[]): void;
  /** What a person decided about something in the preview, by its id; null where nothing. */
  decided(id: string): string | null;
  /** Tells of a fact that becomes another. */
  differ(difference: ToldDifference): void;
  /** Tells the person something about a row that is taken all the same. */
  warn(warning: Warning): void;
  /** The first row of a query, prepared once for the run. */
  one<Found = Row>(sql: string, ...values: Value[]): Found | undefined;
  all<Found = Row>(sql: string, ...values: Value[]): Found[];
}

/** A fact of a child that becomes another; `id` is what a decision about it goes by. */
export type ToldDifference = Difference & { id: string; row: number; childId: string };

const nothingLater: ReadonlyMap<string, PlainDate> = new Map();

/** Starts a run; `forFile` gives each file its own day, its own list of warnings, and what it spoke of. */
export function startRun(options: {
  writer: Writer;
  today: PlainDate;
  batchId: string;
  decisions: ReadonlyMap<string, string>;
}): {
  forFile: (
    file: Pick<ImportRun, 'source' | 'asOf' | 'warn' | 'differ'> & { saidOf: Map<string, Set<string>> },
  ) => ImportRun;
} {
  const { connection } = options.writer;
  const prepared = new Map<string, ReturnType<typeof connection.prepare>>();
  const statement = (sql: string) => {
    let found = prepared.get(sql);
    if (!found) {
      found = connection.prepare(sql);
      prepared.set(sql, found);
    }
    return found;
  };
  const one = <Found>(sql: string, ...values: Value[]) => statement(sql).get(values) as Found | undefined;
  const all = <Found>(sql: string, ...values: Value[]) => statement(sql).all(values) as Found[];
  const { laCode } = one<{ laCode: string }>('SELECT la_code AS laCode FROM authority_profile LIMIT 1') ?? {
    laCode: '',
  };
  let directory: ChildDirectory | null = null;
  const children = () => {
    directory ??= childDirectory(identifiersIndex(connection));
    return directory;
  };
  return {
    forFile: ({ saidOf, ...file }) => {
      const later = saidAfter(options.writer.connection, file.asOf);
      const say = (childId: string, said: readonly string[]) => {
        const ofChild = saidOf.get(childId) ?? new Set<string>();
        for (const what of said) ofChild.add(what);
        saidOf.set(childId, ofChild);
      };
      const saidLater = (childId: string) => later.get(childId) ?? nothingLater;
      const { decisions, ...about } = options;
      const decided = (id: string) => decisions.get(id) ?? null;
      return { ...about, ...file, laCode, children, saidLater, say, decided, one, all };
    },
  };
}
