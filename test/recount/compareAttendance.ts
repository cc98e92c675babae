import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { Figure } from '#contract/shared.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { type AbsenceMeasure, absenceMeasures, type Cells, cellOf, type Recount } from './attendanceRecount.ts';
import { cohortOn, schoolYearOf, written } from './careRecount.ts';

export type Ask = <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;
/** Cells compared, and what differs in words. */
export type Compared = { cells: number; differences: string[] };

const columns = {
  absence: 'absence-overall',
  unauthorised: 'absence-unauthorised',
  persistent: 'absence-persistent-10',
  severe: 'absence-severe-50',
  missed25Days: 'absence-missed-25-days',
} as const satisfies Record<string, AbsenceMeasure>;

type Shown = { numerator: number | null; denominator: number | null; value: number | null };
function compare(into: Compared, what: string, shown: object, expected: object): void {
  into.cells += 1;
  const [a, b] = [JSON.stringify(shown), JSON.stringify(expected)];
  if (a !== b) into.differences.push(`${what}: shown ${a}, counted ${b}`);
}
const percent = (numerator: number, denominator: number) =>
  denominator === 0 ? null : Math.round((numerator / denominator) * 1e11) / 1e9;
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e9) / 1e9);

function compareFigure(into: Compared, what: string, figure: Figure, cells: Cells, locality: string): void {
  const cell = cellOf(cells, locality);
  // A county rate of events has children and events of one place; a locality may have events without a child.
  const shown: Shown = { numerator: figure.numerator, denominator: figure.denominator, value: rounded(figure.value) };
  const expected: Shown = {
    numerator: cell.withData === 0 ? null : cell.numerator,
    denominator: cell.withData === 0 ? null : cell.denominator,
    value: percent(cell.numerator, cell.denominator),
  };
  compare(into, what, shown, expected);
  if (figure.coverage)
    compare(into, `${what} coverage`, [figure.coverage.with, figure.coverage.of], [cell.withData, cell.inCohort]);
}

/** Every cell of the attendance summary as at a date. */
export async function compareSummary(ask: Ask, recount: Recount, asAt: string, fromYear: number): Promise<Compared> {
  const into: Compared = { cells: 0, differences: [] };
  const current = schoolYearOf(asAt);
  const { rows } = await ask('reports.attendanceSummary', {
    asAt,
    fromYear: written(fromYear),
    toYear: written(current + 1),
  });
  compare(
    into,
    'years',
    [...new Set(rows.map((row) => row.academicYear))],
    Array.from({ length: current - fromYear + 1 }, (_, index) => written(fromYear + index)),
  );
  for (let first = fromYear; first <= current; first += 1) {
    const until = first === current ? asAt : `${first + 1}-08-31`;
    const cohort = first === current ? recount.cohortToDate(asAt) : recount.cohort(first).filter((each) => each.lac12);
    for (const [column, measure] of Object.entries(columns) as [keyof typeof columns, AbsenceMeasure][]) {
      const cells = recount.absence(measure, first, cohort, until);
      for (const row of rows.filter((each) => each.academicYear === written(first)))
        compareFigure(
          into,
          `summary ${asAt} ${first} ${row.name} ${column}`,
          row[column],
          cells,
          row.localityId ?? 'county',
        );
    }
  }
  return into;
}

/** What the overview says of children, attendance and suspensions as at a date. */
export async function compareOverview(ask: Ask, recount: Recount, asAt: string): Promise<Compared> {
  const into: Compared = { cells: 0, differences: [] };
  const { localities } = await ask('overview.get', { asAt });
  const first = schoolYearOf(asAt);
  const cohort = recount.cohortToDate(asAt);
  const everybody = cohortOn(recount.facts, asAt, asAt, false);
  const figures = {
    absence: recount.absence('absence-overall', first, cohort, asAt),
    persistentAbsence: recount.persistentOn(cohort, asAt),
    suspended: recount.exclusions('suspension-at-least-one', first, cohort, asAt),
  };
  for (const row of localities) {
    const here = everybody.filter((each) => row.isCounty || each.locality === row.localityId);
    compare(
      into,
      `overview ${asAt} ${row.name} children`,
      [row.children.value, row.lac12.value],
      [here.length, here.filter((each) => each.lac12).length],
    );
    for (const [key, cells] of Object.entries(figures) as [keyof typeof figures, Cells][])
      compareFigure(into, `overview ${asAt} ${row.name} ${key}`, row[key], cells, row.localityId ?? 'county');
  }
  return into;
}

const exclusionMeasures = ['suspension-at-least-one', 'suspension-incident-rate', 'exclusion-permanent-rate'] as const;
/** SEN support is a word of the reforms of 2014/15. */
const senMeasures = { 'sen-support-share': ['K'], 'sen-plan-share': ['E', 'S'], 'sen-any-share': ['K', 'E', 'S'] };

/** Every county and locality row of the gap report in the measures of absence, exclusion and need. */
export async function compareGapReport(
  ask: Ask,
  recount: Recount,
  years: [number, number],
  which: { lac12: boolean; uasc: boolean },
): Promise<Compared> {
  const into: Compared = { cells: 0, differences: [] };
  const cohorts = new Map<number, ReturnType<Recount['cohort']>>();
  for (let first = years[0]; first <= years[1]; first += 1)
    cohorts.set(
      first,
      recount.cohort(first).filter((each) => (each.lac12 || !which.lac12) && (which.uasc || !each.uasc)),
    );
  for (const measure of [...absenceMeasures, ...exclusionMeasures]) {
    const { county, localities, asAt } = await ask('reports.gap', {
      measure,
      fromYear: written(years[0]),
      toYear: written(years[1]),
      everyYear: true,
      cohort: which.lac12 ? 'LAC12' : 'all',
      uasc: which.uasc ? 'with' : 'without',
    });
    for (let first = years[0]; first <= years[1]; first += 1) {
      const until = `${first + 1}-08-31`;
      const cohort = cohorts.get(first) ?? [];
      const cells = measure.startsWith('absence')
        ? recount.absence(measure as AbsenceMeasure, first, cohort, until)
        : recount.exclusions(measure, first, cohort, until);
      for (const row of [...county, ...localities].filter((each) => each.academicYear === written(first))) {
        const cell = cellOf(cells, row.localityId ?? 'county');
        const of = measure === 'suspension-incident-rate' || measure === 'exclusion-permanent-rate';
        compare(
          into,
          `gap ${measure} ${first} ${row.name} ${JSON.stringify(which)}`,
          [row.inCohort, row.withResult, row.missing, rounded(row.lookedAfter), row.gap.n, row.interval === null],
          [
            cell.inCohort,
            cell.withData,
            cell.missing,
            percent(cell.numerator, cell.denominator),
            cell.withData === 0 ? null : cell.withData,
            cell.denominator === 0 || of || measure === 'absence-overall' || measure === 'absence-unauthorised',
          ],
        );
        // Two quiet months are a file that is missing: a part of a year has no gap.
        const to = measure.startsWith('absence') ? null : recount.suspensionsTo(first);
        if (to !== null && to < daysOn(asAt < until ? asAt : until, -60))
          compare(
            into,
            `part ${measure} ${first} ${row.name}`,
            [row.peer, row.gap.value, row.gap.rag],
            [null, null, null],
          );
      }
    }
  }
  return into;
}

/** The shares of needs recorded, in which 'not known' is no status, on 31 March. */
export async function compareNeeds(ask: Ask, recount: Recount, years: [number, number]): Promise<Compared> {
  const into: Compared = { cells: 0, differences: [] };
  for (const [measure, statuses] of Object.entries(senMeasures)) {
    const { county } = await ask('reports.gap', { measure, fromYear: written(years[0]), toYear: written(years[1]) });
    for (const row of county) {
      const first = Number(row.academicYear.slice(0, 4));
      const exists = measure !== 'sen-support-share' || first >= 2014;
      const cohort = exists ? recount.cohort(first).filter((each) => each.lac12) : [];
      const known = cohort.filter((each) => each.sen !== null);
      compare(
        into,
        `gap ${measure} ${row.academicYear}`,
        [row.inCohort, row.withResult, row.missing, row.reached],
        [
          cohort.length,
          known.length,
          cohort.length - known.length,
          known.length === 0 ? null : known.filter((each) => statuses.includes(each.sen ?? '')).length,
        ],
      );
    }
  }
  return into;
}

/** A child's own facts: the same in list and record, and as counted. */
export async function compareChildren(ask: Ask, recount: Recount, asAt: string, every: number): Promise<Compared> {
  const into: Compared = { cells: 0, differences: [] };
  const { rows } = await ask('children.list', { asAt, filters: { responsibility: 'all' }, limit: 500 });
  const first = schoolYearOf(asAt);
  const reach = recount.suspensionsTo(first);
  for (const row of rows.filter((_, index) => index % every === 0)) {
    const child = recount.facts.children.get(row.childId);
    if (!child) throw new Error(`The list has a child ${row.childId} that the store has not.`);
    const record = await ask('children.get', { childId: row.childId, asAt });
    const days = recount.days(child, first, asAt);
    const possible = days.reduce((sum, day) => sum + day.possible, 0);
    const absent = days.reduce((sum, day) => sum + day.absent, 0);
    const expected = [
      possible,
      percent(possible - absent, possible),
      reach ? recount.suspendedDays(child, asAt) : null,
      recount.placeOn(child, asAt),
    ];
    compare(
      into,
      `list ${asAt} ${row.childId}`,
      [row.possibleSessions, rounded(row.attendancePercent), row.suspendedDays, row.localityId],
      expected,
    );
    const { receivedTo } = record.suspensions;
    compare(into, `received ${asAt} ${row.childId}`, [receivedTo], [reach !== null && reach < asAt ? reach : null]);
    const { thisYear } = record.attendance;
    compare(
      into,
      `record ${asAt} ${row.childId}`,
      [thisYear.possible, rounded(thisYear.percentAttended), record.suspensions.days, record.header.localityId],
      expected,
    );
  }
  return into;
}
