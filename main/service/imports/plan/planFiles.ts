import type { ReadConnection } from '#db/open.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { toEndOfYear, yearOfReturn } from '#domain/care/yearOfReturn.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import { factsVersion } from '#service/context/factsVersion.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { type Applied, nothingApplied, type RowApplier } from '../apply/applied.ts';
import { isFault } from '../apply/findChild.ts';
import { type ImportRun, startRun, type ToldDifference } from '../apply/importRun.ts';
import { refusedLocalIds } from '../apply/refusedLocalIds.ts';
import { upnsOnFile } from '../apply/upnsOnFile.ts';
import { createAttendanceApplier, noWeeksApplied } from '../formats/attendance/apply.ts';
import type { AttendanceWeekRow } from '../formats/attendance/format.ts';
import { unpackWeeks } from '../formats/attendance/packedWeeks.ts';
import type { AnyParsed, ParsedByFormat } from '../formats/formats.ts';
import { createLookedAfterApplier } from '../formats/looked-after-list/apply.ts';
import type { FormatId, ImportQuestion, SourceRow, Warning } from '../formats/types.ts';
import { describeAsked } from '../match/describeAsked.ts';
import { takeWaiting, type Waiting } from '../match/waiting.ts';
import { withNames } from '../match/withNames.ts';
import { type ImportedFile, inDependencyOrder } from '../readFiles.ts';
import { weekKey } from '../sourceRows.ts';
import { appliers } from './appliers.ts';
import { Contradictions } from './contradictions.ts';
import type { FileOutcome, FileRefusals, ImportPlan } from './importPlan.ts';
import { shownWarnings } from './shownWarnings.ts';

type Options = {
  /** Of one state of the store: it must not change while the plan is made. */
  connection: ReadConnection;
  files: readonly ImportedFile[];
  today: PlainDate;
  /** What a person decided in the preview, by its id. */
  decisions: ReadonlyMap<string, string>;
};

type RowsApplied = Parameters<typeof takeWaiting>[0];

/**
 * What the files would do, worked out in memory from one state of the store: nothing is written and no lock is held. Files in
 * dependency order, those of one format by the day they speak of. For every file added + changed + unchanged + refused
 * equals its data rows; anything else is a bug and throws. It can be left off after each row and gone on with later.
 */
export function* planFiles(
  { connection, files, today, decisions }: Options,
  tell: Tell,
): Generator<undefined, Omit<ImportPlan, 'kept'>> {
  const run = startRun({ connection, today, decisions });
  const total = files.reduce((sum, { content }) => sum + (content.kind === 'parsed' ? content.parsed.dataRows : 0), 0);
  const outcomes = new Map<string, FileOutcome>();
  const refusals = new Map<string, FileRefusals>();
  const notes = new Map<string, Warning[]>();
  const differences: (ToldDifference & { fileName: string })[] = [];
  const waiting = new Map<string, Waiting>();
  const questions: ImportQuestion[] = [];
  const statements: ImportPlan['statements'] = [];
  let possibleLeavers = 0;
  let done = 0;
  for (const file of inDependencyOrder(files)) {
    const { content, name, title, asOf } = file;
    if (content.kind === 'listed') {
      outcomes.set(name, listedOutcome(name, title, content.reason));
      continue;
    }
    const { parsed } = content;
    const warnings: Warning[] = [...parsed.warnings];
    const saidOf = new Map<string, Set<string>>();
    const speaking = speaksAsOf(parsed, asOf);
    const contradictions = new Contradictions();
    const fileRun = run.forFile({
      source: name,
      guessedLetters: 'guessedLetters' in parsed,
      asOf,
      ...speaking,
      onFile: upnsOnFile(parsed),
      saidOf,
      warn: (warning) => warnings.push(warning),
      ask: (question) => questions.push({ ...question, fileName: name }),
      differ: (difference) => differences.push({ ...difference, fileName: name }),
      contradict: (source, what) => contradictions.note(source, what),
    });
    const step = (rows = 1) => {
      const before = done;
      done += rows;
      if (Math.floor(before / 500) !== Math.floor(done / 500)) tell(done, total, `${title}: ${name}`);
    };
    tell(done, total, `${title}: ${name}`);
    takeInHand(fileRun, parsed);
    const isPart = content.partial || parsed.refused.some((row) => row.losesRows);
    let applied: RowsApplied;
    if (parsed.format === 'attendance') applied = yield* applyWeeks(fileRun, parsed, step);
    else if (parsed.format === 'looked-after-list') {
      const refusedIds = refusedLocalIds(parsed);
      const list = createLookedAfterApplier(fileRun, [...parsed.rows.map(({ localId }) => localId), ...refusedIds]);
      applied = yield* applyRows(fileRun, parsed.rows, list.apply, step);
      // A list with rows lost in it is not the whole list: nobody is missed from it.
      const missed = isPart ? 0 : list.noticeLeavers(refusedIds);
      possibleLeavers += missed;
      const question = list.question(name, missed);
      if (question) questions.push(question);
    } else {
      // The applier belongs to the format of the rows; the compiler cannot follow the two together through the table.
      const refusedIds = parsed.format === 'ssda903-episodes' ? refusedLocalIds(parsed) : [];
      const rest = { isPart, refusedIds };
      const apply = appliers[parsed.format](fileRun, parsed.rows as never, rest) as RowApplier<unknown>;
      applied = yield* applyRows(fileRun, parsed.rows as SourceRow[], apply, step);
    }
    questions.push(...contradictions.questions(name));
    const waits = takeWaiting(applied);
    waiting.set(name, waits);
    statements.push(...statementsOf({ source: name, saidOf }, speaking.asOfWhat));
    done += parsed.refused.length;
    refusals.set(name, {
      headers: parsed.headers,
      byReader: parsed.refused,
      rows: new Map(applied.refused.map(({ row, ...fault }) => [row, fault])),
      weeks: applied.weeks ?? new Map(),
    });
    const unkept = new Set(applied.refused.flatMap((fault) => (fault.unkept ? [fault.row] : [])));
    const kept = warnings.filter(({ row }) => row === undefined || !unkept.has(row));
    if (kept.length > 0) notes.set(name, kept);
    const refused = parsed.refused.length + (applied.refusedRows ?? applied.refused.length);
    const { added, changed, unchanged } = applied;
    if (added + changed + unchanged + refused + waits.count !== parsed.dataRows)
      throw new Error(
        `${name}: ${added} added + ${changed} changed + ${unchanged} unchanged + ${refused} refused + ${waits.count} waiting is not ${parsed.dataRows} data rows.`,
      );
    const shared = { name, format: parsed.format, formatTitle: title, asOf, dataRows: parsed.dataRows };
    outcomes.set(name, {
      ...shared,
      ...{ added, changed, unchanged, refused, waiting: waits.count },
      refusals: [],
      warnings: shownWarnings(kept),
    });
  }
  const toDescribe = [...waiting].flatMap(([fileName, { asked }]) =>
    [...asked.values()].map((each) => ({ fileName, ...each })),
  );
  return {
    version: factsVersion(connection),
    today,
    outcomes: files.flatMap((file) => outcomes.get(file.name) ?? []),
    refusals,
    notes,
    possibleLeavers,
    questions,
    waiting,
    whoIs: describeAsked(connection, today, toDescribe),
    differences: withNames(connection, today, differences.slice(0, SHOWN_DIFFERENCES)),
    differencesTotal: differences.length,
    ...run.edits(),
    statements,
  };
}

/** As of which days a file speaks: of what is in force a return knows no more than to the end of its year. */
function speaksAsOf(parsed: AnyParsed, asOf: PlainDate) {
  if (parsed.format !== 'ssda903-episodes') return { speaksFrom: asOf, asOfWhat: () => asOf };
  const days = parsed.rows.flatMap(({ start, end }) => [start, end]);
  const inForceTo = earlierOf(yearOfReturn(days, asOf).to, asOf);
  return { speaksFrom: inForceTo, asOfWhat: (what: string) => (toEndOfYear.has(what) ? inForceTo : asOf) };
}

/** What a file spoke of, by the days as of which it did. */
function statementsOf(
  { source, saidOf }: { source: string; saidOf: ReadonlyMap<string, ReadonlySet<string>> },
  asOfWhat: (what: string) => PlainDate,
): ImportPlan['statements'] {
  const byDay = new Map<PlainDate, Map<string, Set<string>>>();
  for (const [childId, said] of saidOf)
    for (const what of said) {
      const day = asOfWhat(what);
      const ofDay = byDay.get(day) ?? new Map<string, Set<string>>();
      byDay.set(day, ofDay);
      ofDay.set(childId, (ofDay.get(childId) ?? new Set()).add(what));
    }
  return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([asOf, ofDay]) => ({ source, asOf, saidOf: ofDay }));
}

/** The kinds of fact that the rows of a format speak of. */
const KINDS: Partial<Record<FormatId, readonly FactKind[]>> = {
  'ssda903-header': ['child', 'identifiers', 'birthDates', 'uasc'],
  'ssda903-episodes': ['child', 'episodes', 'birthDates', 'authorities'],
  'looked-after-list': [
    ...(['child', 'identifiers', 'names', 'birthDates', 'uasc', 'authorities', 'professionals'] as const),
    ...(['episodes', 'secretPlacements', 'enrolments'] as const),
  ],
  'sen-status': ['child', 'senStatuses'],
  enrolments: ['child', 'enrolments'],
  results: ['child', 'results', 'attainmentTargets'],
  attendance: ['child', 'enrolments'],
  suspensions: ['child', 'suspensions', 'enrolments'],
  peps: ['child', 'peps', 'pepSections', 'pepTargets'],
};

/** Reads what is held of the children that a file names, by the hundred, before its first row. */
function takeInHand(run: ImportRun, parsed: AnyParsed): void {
  const kinds = KINDS[parsed.format];
  if (!kinds) return;
  const rows: readonly object[] = parsed.format === 'attendance' ? parsed.weeks : parsed.rows;
  const named = new Set(rows.flatMap((row) => ('localId' in row ? [String(row.localId)] : [])));
  const known = run.children();
  run.facts.take(
    [...named].flatMap((localId) => known.byLocalId(localId).map(({ id }) => id)),
    kinds,
  );
}

/** Row after row; a refused row leaves nothing behind. */
function* applyRows<Row>(
  run: ImportRun,
  rows: readonly (Row & SourceRow)[],
  apply: RowApplier<Row>,
  step: () => void,
): Generator<undefined, Applied> {
  const applied = nothingApplied();
  for (const row of rows) {
    const outcome = run.attempt(() => {
      const answer = apply(row);
      return { answer, keep: !isFault(answer) };
    });
    if (isFault(outcome)) applied.refused.push({ row: row.row, ...outcome });
    else applied[outcome] += 1;
    step();
    yield;
  }
  return applied;
}

/** The weeks of a child at a school together. */
function* applyWeeks(
  run: ImportRun,
  { weeks }: ParsedByFormat['attendance'],
  step: (rows: number) => void,
): Generator<undefined, RowsApplied> {
  const apply = createAttendanceApplier(run);
  const applied = noWeeksApplied();
  for (const ofChild of weeks) {
    const own = unpackWeeks(ofChild);
    apply(own, applied);
    step(own.reduce((sum, { rows }) => sum + rows, 0));
    yield;
  }
  const { refused, ...counts } = applied;
  return {
    ...counts,
    refused: [],
    refusedRows: refused.reduce((sum, { week }) => sum + week.rows, 0),
    weeks: new Map(refused.map(({ week, fault }) => [keyOfWeek(week), fault])),
    rowsOfWeeks: new Map(refused.map(({ week }) => [keyOfWeek(week), week.rows])),
  };
}

const SHOWN_DIFFERENCES = 1000;

const keyOfWeek = ({ localId, school, weekStart }: AttendanceWeekRow): string => weekKey(localId, school, weekStart);

const listedOutcome = (name: string, title: string, reason: string): FileOutcome => ({
  name,
  format: null,
  formatTitle: title,
  asOf: null,
  dataRows: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  waiting: 0,
  refusals: [],
  warnings: [reason],
});
