import type { Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { addDays, addMonths, type PlainDate, partsOf, plainDate } from '#domain/calendar/plainDate.ts';
import { besideAll, besideEarlier } from '#domain/disclosure/besideEarlier.ts';
import { isSmallCount, SMALLEST_SHOWN_DENOMINATOR } from '#domain/disclosure/primarySuppression.ts';
import { type LineState, type LocalityLine, protectLocalities } from '#domain/disclosure/protectLocalities.ts';
import { publicVariant } from '#domain/disclosure/protectVariants.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import { dateInWords } from '../documents/dateInWords.ts';
import { headlineMeasure } from '../figures/overview/headlineMeasures.ts';
import { overviewOf } from '../figures/overview/overview.ts';
import { pepTermOf } from '../figures/overview/snapshot.ts';
import { figureOf, type Group, groupOf, type Released } from './besideReleased.ts';
import type { FamilyTables, ProtectedLine, Why } from './family.ts';
import { familyTables } from './familyTables.ts';
import type { GroupFigure } from './figuresOfFamily.ts';
import { ofOneState } from './keptFigures.ts';
import type { ReleasedFact } from './releasedFact.ts';
import {
  disclosureNote,
  hiddenCell,
  type ReleaseCell,
  type ReleaseTable,
  releasedSoFar,
  shownCell,
} from './releaseTable.ts';

type Row = Overview['localities'][number];
/** One column, or two about the same children, decided together. */
type Block = { headings: string[]; cells: ReleaseCell[][]; facts: ReleasedFact[]; earlier: string[] };
type Line = LocalityLine & { figure: GroupFigure; by: readonly string[] };

const one = (value: number | null | undefined): string => (value == null ? 'not available' : halfUp(value, 1));
const areaOf = (row: Row): string | null => (row.isCounty ? null : row.localityId);

/**
 * The overview's locality table as it may leave the team, for the last day of a month: two days apart it would tell who
 * came and who went. Key stage gaps come from the protected tables that the gap report is printed from; figures of a year
 * to a date stand beside that year's whole figure and whatever left for another date.
 */
export async function overviewRelease(
  context: ServiceContext,
  asAt: PlainDate,
  progress?: Progress,
): Promise<{ table: ReleaseTable; released: Released }> {
  return ofOneState(context, () => tableOf(context, asAt, progress));
}

async function tableOf(
  context: ServiceContext,
  asAt: PlainDate,
  progress: Progress | undefined,
): Promise<{ table: ReleaseTable; released: Released }> {
  const view = overviewOf(context, asAt, null);
  const { released, version, unreadable } = releasedSoFar(context);
  const rows = [...view.localities.filter((row) => !row.isCounty), ...view.localities.filter((row) => row.isCounty)];
  const year = view.academicYear;
  // Results as issued by the date, as the overview reads them; attendance and exclusions as the whole year has them.
  const readTo = (measure: MeasureId) =>
    measureOf(measure).keyStage !== null && asAt < context.clock.today() ? asAt : null;
  const tablesOf = (measure: MeasureId, of: string) =>
    familyTables(context, measureOf(measure), { from: of, to: of, asAt: readTo(measure) }, released, progress);
  const toDate = (measure: MeasureId): Omit<Group, 'area'> => ({
    measure,
    year,
    date: asAt,
    cohort: 'LAC12',
    uasc: 'with',
  });
  const attendance = await tablesOf('absence-persistent-10', year);
  const exclusions = await tablesOf('suspension-at-least-one', year);
  const blocks: Block[] = [
    headcount(rows, released, asAt),
    await gaps(2, view.ks2Year, rows, (row) => row.ks2Gap, tablesOf),
    await gaps(4, view.ks4Year, rows, (row) => row.ks4Gap, tablesOf),
    share('Absence %', rows, (row) => row.absence, toDate('absence-overall'), released, attendance),
    share(
      'Persistent absence %',
      rows,
      // By the rule of its day before 2015/16, which no table of a year that could be compared with has: it stays here.
      ({ persistentAbsence }) =>
        year >= '2015/16'
          ? persistentAbsence
          : { ...persistentAbsence, value: null, numerator: null, denominator: null, n: null },
      toDate('absence-persistent-10'),
      released,
      attendance,
    ),
    share('Suspended %', rows, (row) => row.suspended, toDate('suspension-at-least-one'), released, exclusions),
    share(
      'PEPs on time %',
      rows,
      (row) => row.pepsOnTime,
      { ...toDate('pep-on-time'), year: `term from ${pepTermOf(asAt).start}` },
      released,
      null,
    ),
  ];
  const columns = blocks.flatMap(({ cells }) => cells);
  const cells = rows.map((row, index) => [
    shownCell(row.name),
    ...columns.map((column) => column[index] ?? shownCell('')),
  ]);
  return {
    released,
    table: {
      kind: 'overview',
      parameters: { asAt },
      fileName: `overview-by-locality-${asAt}.csv`,
      headings: ['Area', ...blocks.flatMap(({ headings }) => headings)],
      rows: cells,
      notes: [view.sentence, ...view.notes.slice(0, 2), disclosureNote(cells)],
      pooling: null,
      advice: [],
      facts: blocks.flatMap(({ facts }) => facts),
      earlier: [...new Set(blocks.flatMap(({ earlier }) => earlier))],
      refused: unreadable ?? notAMonthEnd(asAt),
      registerVersion: version,
    },
  };
}

function notAMonthEnd(asAt: PlainDate): string | null {
  if (partsOf(addDays(asAt, 1)).day === 1) return null;
  const { year, month } = partsOf(asAt);
  const first = plainDate(year, month, 1);
  return `The overview leaves the team for the last day of a month only: of two days close together a reader would learn who came into care and who left. Choose ${dateInWords(addDays(first, -1))} or ${dateInWords(addDays(addMonths(first, 1), -1))} as the date.`;
}

const partsIn = (n: number, reached: number | null): number[] => (reached === null ? [] : [reached, n - reached]);

const whyOf = (line: Line): Why =>
  line.close !== undefined
    ? 'earlier'
    : (line.figure.n > 0 && line.figure.n < SMALLEST_SHOWN_DENOMINATOR) || line.parts.some(isSmallCount)
      ? 'small'
      : 'givesBack';

/** The states of a column's lines, the county last: beside what left before, and whole if the county's own cannot stand. */
function statesOf(lines: readonly Line[], rows: readonly Row[], order: (area: string) => number): LineState[] {
  const county = lines.at(-1) as Line;
  if (county.close !== undefined) return lines.map(() => 'all');
  const { states, safe } = protectLocalities(lines.slice(0, -1), (index) => order(rows[index]?.localityId ?? ''));
  if (!safe) return lines.map(() => 'all');
  const small = isSmallCount(county.n) ? 'all' : whyOf(county) === 'small' ? 'outcome' : 'shown';
  return [...states, small];
}

function headcount(rows: readonly Row[], released: Released, asAt: PlainDate): Block {
  const lines = rows.map((row): Line => {
    const figure = { inCohort: 0, n: row.children.value ?? 0, reached: row.lac12.value ?? 0, value: null };
    const group: Group = {
      measure: 'children',
      year: null,
      date: asAt,
      cohort: 'LAC12',
      uasc: 'with',
      area: areaOf(row),
    };
    const { known, close, by } = released.beside(group, figureOf(figure));
    return { n: figure.n, parts: partsIn(figure.n, figure.reached), figure, known, close, by };
  });
  const states = statesOf(lines, rows, (area) => released.order(`overview children ${asAt}`, area));
  return {
    headings: ['Children looked after', 'In the 12-month cohort'],
    cells: [
      lines.map((line, index) => (states[index] === 'all' ? hiddenCell(whyOf(line)) : shownCell(String(line.n)))),
      lines.map((line, index) =>
        states[index] === 'shown' ? shownCell(String(line.figure.reached)) : hiddenCell(whyOf(line)),
      ),
    ],
    facts: factsOf(rows, lines, states, { measure: 'children', year: null, date: asAt, cohort: 'LAC12', uasc: 'with' }),
    earlier: earlierOf(lines, states),
  };
}

/** A percentage of children, or a rate of their sessions, to a date: shown where the line is shown whole. */
function share(
  heading: string,
  rows: readonly Row[],
  of: (row: Row) => Figure,
  group: Omit<Group, 'area'>,
  released: Released,
  wholeYear: FamilyTables | null,
): Block {
  const lines = rows.map((row): Line => {
    const figure = of(row);
    const isRate = group.measure === 'absence-overall';
    const n = isRate ? (figure.coverage?.with ?? 0) : (figure.denominator ?? 0);
    const reached = isRate ? null : (figure.numerator ?? 0);
    const value = figure.value === null ? null : Math.round(figure.value * 10) / 10;
    const now = { inCohort: 0, n, reached, value };
    const whole = wholeYear?.get(group.year ?? '')?.get(group.measure as MeasureId);
    const line = row.isCounty ? whole?.county[publicVariant] : whole?.localities.get(row.localityId ?? '');
    const beside = released.beside({ ...group, area: areaOf(row) }, { n, reached, value });
    const { known, close } = besideAll([beside, ...(line && !row.isCounty ? [besideWholeYear(line, now)] : [])]);
    return { n, parts: partsIn(n, reached), figure: now, known, close, by: beside.by };
  });
  const states = statesOf(lines, rows, (area) => released.order(`overview ${group.measure} ${group.date}`, area));
  return {
    headings: [heading],
    cells: [
      lines.map((line, index) =>
        states[index] === 'shown'
          ? shownCell(one(line.figure.n === 0 ? null : line.figure.value))
          : hiddenCell(whyOf(line)),
      ),
    ],
    facts: factsOf(rows, lines, states, group),
    earlier: earlierOf(lines, states),
  };
}

/** The whole year's figure may leave at any time: the same figure follows it, and one close to it is not shown beside it. */
function besideWholeYear({ figure, state }: ProtectedLine, now: GroupFigure) {
  const told = { n: state === 'all' ? null : figure.n, reached: null, value: null };
  const whole = state === 'shown' ? figureOf(figure) : told;
  const same = figure.n === now.n && figure.reached === now.reached && figure.value === now.value;
  if (same && state !== 'shown') return { close: state };
  return besideEarlier(whole, figureOf(now));
}

/** The peer's value is published, so a gap tells its percentage: shown exactly where the gap report shows it. */
async function gaps(
  keyStage: 2 | 4,
  year: string | null,
  rows: readonly Row[],
  of: (row: Row) => Figure,
  tablesOf: (measure: MeasureId, year: string) => Promise<FamilyTables>,
): Promise<Block> {
  const headings = [`KS${keyStage} gap in points, ${year ?? 'not available'}`];
  if (year === null) return { headings, cells: [rows.map(() => shownCell('not available'))], facts: [], earlier: [] };
  const measure = headlineMeasure(keyStage, year);
  const own = (await tablesOf(measure, year)).get(year)?.get(measure);
  const lines = rows.map((row) =>
    row.isCounty ? own?.county[publicVariant] : own?.localities.get(row.localityId ?? ''),
  );
  const refused = own?.refusedBy != null;
  return {
    headings,
    cells: [
      rows.map((row, index) => {
        const figure = of(row);
        const line = lines[index];
        if (figure.value === null) return shownCell('not available');
        // Results that came after the date, or a refused year: the figure is another than the family's.
        const agrees = line !== undefined && line.figure.n === (figure.n ?? 0);
        if (refused || !agrees) return hiddenCell('earlier');
        return line.state === 'shown' ? shownCell(halfUp(figure.value, 1)) : hiddenCell(line.why);
      }),
    ],
    facts: rows.flatMap((row, index): ReleasedFact[] => {
      const line = lines[index];
      if (refused || line?.state !== 'shown' || of(row).value === null) return [];
      const { n, reached, value } = line.figure;
      return [{ ...groupOf(measure, year, publicVariant, areaOf(row)), inCohort: null, n, reached, value }];
    }),
    earlier: [...new Set(lines.flatMap((line) => (line?.why === 'earlier' ? line.earlier : [])))],
  };
}

const earlierOf = (lines: readonly Line[], states: readonly LineState[]): string[] => [
  ...new Set(lines.flatMap(({ close, by }, index) => (close !== undefined && states[index] !== 'shown' ? by : []))),
];

const factsOf = (
  rows: readonly Row[],
  lines: readonly Line[],
  states: readonly LineState[],
  group: Omit<Group, 'area'>,
): ReleasedFact[] =>
  rows.flatMap((row, index) => {
    const { figure } = lines[index] as Line;
    const state = states[index];
    if (state === 'all') return [];
    return [
      {
        ...group,
        area: areaOf(row),
        inCohort: null,
        n: figure.n,
        reached: state === 'shown' ? figure.reached : null,
        value: state === 'shown' ? figure.value : null,
      },
    ];
  });
