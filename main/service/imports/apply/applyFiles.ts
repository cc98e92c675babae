import type { z } from 'zod';
import type { fileOutcome, ImportPreview } from '#contract/imports.ts';
import { writeStatement } from '#db/facts/statements.ts';
import type { Writer } from '#db/write.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Progress } from '#service/context/progress.ts';
import type { AttendanceWeekRow } from '../formats/attendance.ts';
import type { ParsedByFormat, RowByFormat } from '../formats/formats.ts';
import type { Fault, RefusedRow, SourceRow, Warning } from '../formats/types.ts';
import { describeAsked } from '../match/describeAsked.ts';
import { takeWaiting, type Waiting } from '../match/waiting.ts';
import { withNames } from '../match/withNames.ts';
import { shownWarnings } from '../plan/shownWarnings.ts';
import { type ImportedFile, inDependencyOrder, readRefused } from '../readFiles.ts';
import { refusedByStore, weeksInSavepoint } from '../refusedByStore.ts';
import { weekKey } from '../sourceRows.ts';
import { type Applied, nothingApplied, type RowApplier } from './applied.ts';
import { createAttendanceApplier, noWeeksApplied } from './applyAttendance.ts';
import { createBenchmarkApplier } from './applyBenchmarks.ts';
import { createEnrolmentApplier } from './applyEnrolments.ts';
import { createLookedAfterApplier } from './applyLookedAfterList.ts';
import { createPepApplier } from './applyPeps.ts';
import { createResultApplier } from './applyResults.ts';
import { createSchoolApplier } from './applySchools.ts';
import { createSenStatusApplier } from './applySenStatus.ts';
import { createEpisodeApplier } from './applySsda903Episodes.ts';
import { createHeaderApplier } from './applySsda903Header.ts';
import { createSuspensionApplier } from './applySuspensions.ts';
import { isFault } from './findChild.ts';
import { type ImportRun, startRun, type ToldDifference } from './importRun.ts';
import type { ImportQuestion } from './isItTheList.ts';
import { refusedLocalIds } from './refusedLocalIds.ts';

export type FileOutcome = z.output<typeof fileOutcome>;

/** What the store refused of a file that its reader had taken: rows, or whole weeks of marks. */
type StoreRefusals = { rows: Map<number, Fault>; weeks: Map<string, Fault> };

export type AppliedFiles = {
  /** In the order in which the files were given. */
  outcomes: FileOutcome[];
  possibleLeavers: number;
  /** What a person must answer with yes before these files go in. */
  questions: ImportQuestion[];
  /** Rows that wait for somebody to say whom they mean, by the file's name. */
  waiting: ReadonlyMap<string, Waiting>;
  /** What those rows ask. */
  whoIs: ImportPreview['whoIs'];
  /** Facts that become others, in the order of the rows that say so. */
  differences: ImportPreview['differences'];
  differencesTotal: number;
  /** All refused rows of a file with their own cells, by the file's name. */
  refusedRowsOf: (name: string) => Promise<{ headers: string[]; refused: RefusedRow[] } | null>;
};

type RowFormat = keyof RowByFormat;
const appliers: { [F in Exclude<RowFormat, 'looked-after-list'>]: (run: ImportRun) => RowApplier<RowByFormat[F]> } = {
  benchmarks: createBenchmarkApplier,
  schools: createSchoolApplier,
  gias: createSchoolApplier,
  'ssda903-header': createHeaderApplier,
  'ssda903-episodes': createEpisodeApplier,
  'sen-status': createSenStatusApplier,
  enrolments: createEnrolmentApplier,
  results: createResultApplier,
  suspensions: createSuspensionApplier,
  peps: createPepApplier,
};

const SHOWN_REFUSALS = 100;
const SHOWN_DIFFERENCES = 1000;

/** Row after row inside a savepoint of its own, so that a refused row leaves nothing behind. */
async function applyRows<Row>(
  writer: Writer,
  rows: readonly (Row & SourceRow)[],
  apply: RowApplier<Row>,
  tell: () => Promise<void>,
): Promise<Applied> {
  const { connection } = writer;
  const savepoint = connection.prepare('SAVEPOINT import_row');
  const release = connection.prepare('RELEASE import_row');
  const back = connection.prepare('ROLLBACK TO import_row');
  const applied = nothingApplied();
  for (const row of rows) {
    savepoint.run();
    const outcome = outcomeOf(apply, row);
    if (isFault(outcome)) {
      back.run();
      applied.refused.push({ row: row.row, ...outcome });
    } else applied[outcome] += 1;
    release.run();
    await tell();
  }
  return applied;
}

/** What the applier says, or, where a CHECK or a key of the store itself refuses the row, that. */
function outcomeOf<Row>(apply: RowApplier<Row>, row: Row & SourceRow) {
  try {
    return apply(row);
  } catch (error) {
    return refusedByStore(error);
  }
}

/**
 * Applies files in dependency order inside the writer's transaction: the preview and the commit run this same function.
 * For every file added + changed + unchanged + refused equals its data rows; anything else is a bug and throws.
 */
export async function applyFiles(options: {
  writer: Writer;
  progress: Progress;
  files: readonly ImportedFile[];
  today: PlainDate;
  batchId: string;
  /** What a person decided in the preview, by its id. */
  decisions: ReadonlyMap<string, string>;
  /** Everything is rolled back afterwards: what no later file reads is counted and not written. */
  preview: boolean;
}): Promise<AppliedFiles> {
  const { writer, progress, files } = options;
  const { today, batchId } = options;
  const run = startRun(options);
  const differences: (ToldDifference & { fileName: string })[] = [];
  const total = files.reduce((sum, { content }) => sum + (content.kind === 'parsed' ? content.parsed.dataRows : 0), 0);
  const outcomes = new Map<string, FileOutcome>();
  const refusals = new Map<string, StoreRefusals>();
  const waiting = new Map<string, Waiting>();
  const questions: ImportQuestion[] = [];
  let possibleLeavers = 0;
  let done = 0;
  const ordered = inDependencyOrder(files);
  const lastMarks = ordered.findLast(
    ({ content }) => content.kind === 'parsed' && content.parsed.format === 'attendance',
  );
  for (const file of ordered) {
    const { content, name, title } = file;
    if (content.kind === 'listed') {
      outcomes.set(name, listedOutcome(name, title, content.reason));
      continue;
    }
    const { parsed } = content;
    const warnings: Warning[] = [...parsed.warnings];
    const saidOf = new Map<string, Set<string>>();
    const { asOf } = file;
    const fileRun = run.forFile({
      source: name,
      asOf,
      saidOf,
      warn: (warning) => warnings.push(warning),
      differ: (difference) => differences.push({ ...difference, fileName: name }),
    });
    const message = `${title}: ${name}`;
    const tell = async (rows = 1) => {
      done += rows;
      await progress.report(done, total, message);
    };
    await progress.report(done, total, message);
    let applied: Parameters<typeof takeWaiting>[0];
    if (parsed.format === 'attendance') {
      const countOnly = options.preview && file === lastMarks;
      applied = await applyWeeks(writer, createAttendanceApplier(fileRun, { countOnly }), parsed, tell);
    } else if (parsed.format === 'looked-after-list') {
      const refusedIds = refusedLocalIds(parsed);
      const list = createLookedAfterApplier(fileRun, [...parsed.rows.map(({ localId }) => localId), ...refusedIds]);
      applied = await applyRows(writer, parsed.rows, list.apply, tell);
      // A list with rows lost in it is not the whole list: nobody is missed from it.
      const whole = !content.partial && !parsed.refused.some((row) => row.losesRows);
      const missed = whole ? list.noticeLeavers(refusedIds) : 0;
      possibleLeavers += missed;
      const question = list.question(name, missed);
      if (question) questions.push(question);
    } else {
      // The applier belongs to the format of the rows; the compiler cannot follow the two together through the table.
      const apply = appliers[parsed.format](fileRun) as RowApplier<unknown>;
      applied = await applyRows(writer, parsed.rows as SourceRow[], apply, tell);
    }
    const waits = takeWaiting(applied);
    waiting.set(name, waits);
    writeStatement(writer, batchId, { source: name, asOf, saidOf });
    done += parsed.refused.length;
    refusals.set(name, {
      rows: new Map(applied.refused.map(({ row, ...fault }) => [row, fault])),
      weeks: applied.weeks ?? new Map(),
    });
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
      warnings: shownWarnings(warnings),
    });
  }
  const refusedRowsOf = async (name: string, watched?: Progress) => {
    const file = files.find((each) => each.name === name);
    const store = refusals.get(name);
    return file && store ? allRefusedRows(file, store, watched) : null;
  };
  for (const outcome of outcomes.values()) {
    if (outcome.refused === 0) continue;
    const { refused } = (await refusedRowsOf(outcome.name, progress)) ?? { refused: [] };
    if (refused.length !== outcome.refused)
      throw new Error(`${outcome.name}: ${refused.length} refused rows were found again, not ${outcome.refused}.`);
    outcome.refusals = refused
      .slice(0, SHOWN_REFUSALS)
      .map(({ row, field, value, reason }) => ({ row, field, value, reason }));
  }
  const toDescribe = [...waiting].flatMap(([fileName, { asked }]) =>
    [...asked.values()].map((each) => ({ fileName, ...each })),
  );
  return {
    outcomes: files.flatMap((file) => outcomes.get(file.name) ?? []),
    possibleLeavers,
    questions,
    waiting,
    whoIs: describeAsked(writer.connection, today, toDescribe),
    differences: withNames(writer.connection, today, differences.slice(0, SHOWN_DIFFERENCES)),
    differencesTotal: differences.length,
    refusedRowsOf,
  };
}

/** The weeks of a child at a school together; where the store itself refuses one, week by week, so that only that one stays out. */
async function applyWeeks(
  writer: Writer,
  apply: ReturnType<typeof createAttendanceApplier>,
  parsed: ParsedByFormat['attendance'],
  tell: (rows: number) => Promise<void>,
) {
  const applied = noWeeksApplied();
  const { weeks } = parsed;
  for (let start = 0; start < weeks.length; ) {
    const first = weeks[start] as (typeof weeks)[number];
    let [end, rows] = [start, 0];
    for (; end < weeks.length; end += 1) {
      const week = weeks[end] as (typeof weeks)[number];
      if (week.localId !== first.localId || week.schoolUrn !== first.schoolUrn) break;
      rows += week.rows;
    }
    const ofChild = weeks.slice(start, end);
    const whole = weeksInSavepoint(writer, () => apply(ofChild, applied), applied);
    if (whole !== null)
      for (const week of ofChild) {
        const fault = weeksInSavepoint(writer, () => apply([week], applied), applied);
        if (fault !== null) applied.refused.push({ week, fault });
      }
    start = end;
    await tell(rows);
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

const keyOfWeek = ({ localId, schoolUrn, weekStart }: AttendanceWeekRow): string =>
  weekKey(localId, schoolUrn, weekStart);

async function allRefusedRows(
  { bytes, content }: ImportedFile,
  store: StoreRefusals,
  progress?: Progress,
): Promise<{ headers: string[]; refused: RefusedRow[] } | null> {
  if (content.kind !== 'parsed') return null;
  const { headers, refused } = content.parsed;
  const already = new Set(refused.map((row) => row.row));
  const ofStore =
    store.weeks.size > 0
      ? await readRefused(bytes, { weeks: store.weeks, already }, progress)
      : store.rows.size > 0
        ? await readRefused(bytes, { rows: store.rows }, progress)
        : [];
  if (ofStore.length === 0) return { headers, refused };
  return { headers, refused: [...refused, ...ofStore].sort((a, b) => a.row - b.row) };
}

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
