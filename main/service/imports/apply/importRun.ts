import { saidAfter } from '#db/facts/statements.ts';
import type { Row, Value } from '#db/history/change.ts';
import type { ReadConnection } from '#db/open.ts';
import { lastSetOfEarlier } from '#db/queries/earlierVersion.ts';
import { identifiersIndex } from '#db/queries/identifiersIndex.ts';
import { latest, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { Difference } from '#domain/facts/ruling.ts';
import { type ChildDirectory, childDirectory } from '#domain/identity/childDirectory.ts';
import type { RowOnFile } from '#domain/identity/matchChild.ts';
import { type Conversion, type SchoolLines, schoolLines } from '#domain/schools/schoolLines.ts';
import { FactsInHand } from '#service/facts/factsInHand.ts';
import { TableInHand } from '#service/facts/tableInHand.ts';
import type { ImportQuestion, Warning } from '../formats/types.ts';
import { MarksInHand } from '../plan/marksInHand.ts';

/** What every applier is given: the store in one state, what was ruled of it so far, and one file's own day and words. */
export interface ImportRun {
  readonly today: PlainDate;
  /** The authority whose store this is; its number is the issuer of its local ids. */
  readonly laCode: string;
  /** Everybody here, as known by the rows that were taken so far. */
  children(): ChildDirectory;
  /** The facts of children: rules are given these and answer new ones. */
  readonly facts: FactsInHand;
  readonly marks: MarksInHand;
  /** A table that holds nothing of a child, found by the columns of `key`; the same one for every file. */
  table(name: string, key: readonly string[]): TableInHand;
  /** Schools that became others, with the links of this import. */
  lines(): SchoolLines;
  /** Says that links between schools were ruled. */
  linksChanged(): void;
  /** The file, by its name. */
  readonly source: string;
  /** The file does not say in which code table it is written: its letters beyond A to Z are guessed. */
  readonly guessedLetters: boolean;
  /** The day that the file speaks of. */
  readonly asOf: PlainDate;
  /** As of which day it speaks of something: of what is in force a return knows no more than to the end of its year. */
  readonly asOfWhat: (what: string) => PlainDate;
  /** The row in which the file gives a UPN with a local id; null where it gives none, or several. */
  onFile(localId: string): (RowOnFile & { readonly row: number }) | null;
  /** What has been said of a child as of a later day than the file's, by what was said. */
  readonly saidLater: (childId: string) => ReadonlyMap<string, PlainDate>;
  /** Everything that anybody has said of a child, whatever its day, of which the name begins so. */
  everSaid(childId: string, beginning: string): readonly string[];
  /** The latest day as of which anybody has said something of a child, by its name. */
  lastSaid(childId: string, what: string): PlainDate | null;
  /** Whether version 0.2 has written facts here, which bear no day of their files. */
  ofEarlier(): boolean;
  /** What other files of this import that speak of the same day have said of a child, by the file's name. */
  saidThatDay(childId: string): readonly (readonly [source: string, said: ReadonlySet<string>])[];
  /** Does one row's work; where it is refused, every child is as it was before, and nothing that the row spoke of is noted. */
  attempt<Answer>(work: () => { answer: Answer; keep: boolean }): Answer;
  /** Does something once the row under way is known to be taken; at once between rows. */
  whenTaken(work: () => void): void;
  /** Notes that the file makes otherwise what another file of the same day has said. */
  contradict(source: string, what: string): void;
  /** Notes what the file spoke of, whether or not it changed anything. */
  say(childId: string, said: readonly string[]): void;
  /** What a person decided about something in the preview, by its id; null where nothing. */
  decided(id: string): string | null;
  /** Tells of a fact that becomes another. */
  differ(difference: ToldDifference): void;
  /** Asks something about the file that a person must answer with yes before it goes in. */
  ask(question: Omit<ImportQuestion, 'fileName'>): void;
  /** Tells the person something about a row that is taken all the same. */
  warn(warning: Warning): void;
  /** What stands in the store, without what was ruled: for the queries of `db/queries`. */
  readonly store: ReadConnection;
  /** The first row of a query, prepared once for the run: what stands in the store, without what was ruled. */
  one<Found = Row>(sql: string, ...values: Value[]): Found | undefined;
  all<Found = Row>(sql: string, ...values: Value[]): Found[];
}

/** A fact of a child that becomes another; `id` is what a decision about it goes by. */
export type ToldDifference = Difference & { id: string; row: number; childId: string };

type FileOfRun = Pick<
  ImportRun,
  'source' | 'guessedLetters' | 'asOf' | 'asOfWhat' | 'onFile' | 'warn' | 'ask' | 'differ' | 'contradict'
> & {
  /** The earliest day as of which it speaks of anything. */
  speaksFrom: PlainDate;
  saidOf: Map<string, Set<string>>;
};

const nothingLater: ReadonlyMap<string, PlainDate> = new Map();

/** Starts a run over one state of the store; `forFile` gives each file its own day, list of warnings, and what it spoke of. */
export function startRun({ connection, today, decisions }: StartOfRun) {
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
  const facts = new FactsInHand(connection);
  const marks = new MarksInHand(connection);
  const tables = new Map<string, TableInHand>();
  const table = (name: string, key: readonly string[]) => {
    const found = tables.get(name) ?? new TableInHand(connection, name, key);
    tables.set(name, found);
    return found;
  };
  let known: SchoolLines | null = null;
  const lines = () => {
    known ??= schoolLines(
      table('school_link', ['from_school_id', 'to_school_id'])
        .rows()
        .filter(({ kind }) => kind === 'conversion')
        .map(
          (row): Conversion => ({
            fromId: String(row.from_school_id),
            toId: String(row.to_school_id),
            on: String(row.linked_on),
          }),
        ),
    );
    return known;
  };
  const linksChanged = () => {
    known = null;
  };
  /** What files of this import that were planned before spoke of. */
  const spoken: Pick<FileOfRun, 'source' | 'asOfWhat' | 'saidOf'>[] = [];
  const laterThan = ({ speaksFrom, asOfWhat }: Pick<FileOfRun, 'speaksFrom' | 'asOfWhat'>) => {
    const later = saidAfter(connection, speaksFrom);
    for (const ofChild of later.values())
      for (const [what, day] of ofChild) if (day <= asOfWhat(what)) ofChild.delete(what);
    for (const earlier of spoken)
      for (const [childId, said] of earlier.saidOf) {
        const ofChild = later.get(childId) ?? new Map<string, PlainDate>();
        for (const what of said) {
          const day = earlier.asOfWhat(what);
          if (day > asOfWhat(what)) ofChild.set(what, latest([ofChild.get(what) ?? null, day]) ?? day);
        }
        if (ofChild.size > 0) later.set(childId, ofChild);
      }
    return later;
  };
  let everybody: ReturnType<typeof saidAfter> | null = null;
  const ever = (childId: string): ReadonlyMap<string, PlainDate> => {
    everybody ??= saidAfter(connection, '');
    return everybody.get(childId) ?? nothingLater;
  };
  const everSaid = (childId: string, beginning: string): string[] => {
    const names = [...ever(childId).keys(), ...spoken.flatMap(({ saidOf }) => [...(saidOf.get(childId) ?? [])])];
    return names.filter((what) => what.startsWith(beginning));
  };
  const lastSaid = (childId: string, what: string): PlainDate | null => {
    const now = spoken.filter(({ saidOf }) => saidOf.get(childId)?.has(what)).map(({ asOfWhat }) => asOfWhat(what));
    return latest([ever(childId).get(what) ?? null, ...now]);
  };
  let isOfEarlier: boolean | null = null;
  const ofEarlier = () => {
    isOfEarlier ??= lastSetOfEarlier(connection) !== null;
    return isOfEarlier;
  };
  const decided = (id: string) => decisions.get(id) ?? null;
  const shared = {
    today,
    laCode,
    store: connection,
    children,
    facts,
    marks,
    table,
    lines,
    linksChanged,
    everSaid,
    lastSaid,
    ofEarlier,
    decided,
    one,
    all,
  };
  return {
    store: connection,
    table,
    forFile: ({ saidOf, speaksFrom, ...file }: FileOfRun): ImportRun => {
      const { asOfWhat } = file;
      const later = laterThan({ speaksFrom, asOfWhat });
      const before = [...spoken];
      spoken.push({ source: file.source, asOfWhat, saidOf });
      const saidThatDay = (childId: string) =>
        before.flatMap((other) => {
          const said = [...(other.saidOf.get(childId) ?? [])].filter((what) => other.asOfWhat(what) === asOfWhat(what));
          return said.length > 0 ? [[other.source, new Set(said)] as const] : [];
        });
      /** What the row under way tells, until it is known to be taken; null between rows. */
      let told: (() => void)[] | null = null;
      const whenTaken = (tell: () => void) => (told === null ? tell() : told.push(tell));
      const attempt = <Answer>(work: () => { answer: Answer; keep: boolean }): Answer => {
        let isTaken = false;
        const ofRow: (() => void)[] = [];
        told = ofRow;
        try {
          return facts.attempt(() => {
            const done = work();
            isTaken = done.keep;
            return done;
          });
        } finally {
          told = null;
          if (isTaken) for (const tell of ofRow) tell();
        }
      };
      const say = (childId: string, said: readonly string[]) => {
        const ofChild = saidOf.get(childId) ?? new Set<string>();
        for (const what of said) ofChild.add(what);
        saidOf.set(childId, ofChild);
      };
      return {
        ...shared,
        ...file,
        saidLater: (childId) => later.get(childId) ?? nothingLater,
        saidThatDay,
        attempt,
        whenTaken: (work) => void whenTaken(work),
        say: (childId, said) => void whenTaken(() => say(childId, said)),
        differ: (difference) => void whenTaken(() => file.differ(difference)),
        contradict: (source, what) => void whenTaken(() => file.contradict(source, what)),
      };
    },
    /** What must be written so that the store holds what was ruled. */
    edits: () => ({
      tables: [...tables.values()].map((each) => each.edits()),
      children: facts.edits(),
      marks: marks.edits(),
    }),
  };
}

type StartOfRun = {
  /** Of one state of the store: it must not change while the run lasts. */
  connection: ReadConnection;
  today: PlainDate;
  decisions: ReadonlyMap<string, string>;
};
