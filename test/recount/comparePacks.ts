import type { ServiceContext } from '#service/context/context.ts';
import { prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { type Day, daysOf, type Recount } from './attendanceRecount.ts';
import { schoolYearOf, written } from './careRecount.ts';
import type { Compared } from './compareAttendance.ts';
import type { RawChild } from './rawFacts.ts';
import { type RawResult, standing } from './rawResults.ts';

const monday = (date: string): string => daysOn(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));

function sums(days: readonly Day[]) {
  const add = (key: 'possible' | 'absent' | 'unauthorised') => days.reduce((total, day) => total + day[key], 0);
  return { possible: add('possible'), attended: add('possible') - add('absent'), unauthorised: add('unauthorised') };
}

/** Weeks with a mark of any kind in a span, of those and the weeks with a school day on which the child was on a roll. */
function coverage({ facts }: Recount, child: RawChild, first: number, until: string): [number, number] {
  const [from, marked] = [`${first}-09-01`, new Set<string>()];
  for (const week of child.weeks)
    for (let slot = 0; slot < 10; slot += 1) {
      const date = daysOn(week.monday, Math.floor(slot / 2));
      const code = week.marks.slice(slot * 2, slot * 2 + 2).trim();
      if (date >= from && date <= until && code !== '' && code !== '-') marked.add(week.monday);
    }
  const expected = new Set(marked);
  for (let date = from; date <= until; date = daysOn(date, 1)) {
    const open = facts.halfTerms.some((half) => half.year === written(first) && half.start <= date && date <= half.end);
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (!open || weekday === 0 || weekday === 6 || facts.bankHolidays.has(date)) continue;
    if (child.enrolments.some(({ start, end }) => start <= date && (end === null || date <= end)))
      expected.add(monday(date));
  }
  return [marked.size, expected.size];
}

/** The figures that the packs of a school print on a date, each child's against its raw rows. */
export function comparePacks(
  context: ServiceContext,
  recount: Recount,
  results: ReadonlyMap<string, RawResult[]>,
  schoolId: string,
  asAt: string,
): Compared {
  const into: Compared = { cells: 0, differences: [] };
  const first = schoolYearOf(asAt);
  for (const { childId, pack } of prepareSchoolPack(context, { schoolId, asAt, childIds: [] }).children) {
    const child = recount.facts.children.get(childId) as RawChild;
    const same = (what: string, shown: unknown, expected: unknown) => {
      into.cells += 1;
      const [a, b] = [JSON.stringify(shown), JSON.stringify(expected)];
      if (a !== b) into.differences.push(`${asAt} ${childId} ${what}: printed ${a}, counted ${b}`);
    };
    const years = Map.groupBy(daysOf(child), (day) => schoolYearOf(day.date));
    const daysIn = (year: number, until: string) => (years.get(year) ?? []).filter(({ date }) => date <= until);
    if (pack.attendance.available) {
      const { thisYear, earlierYears, series } = pack.attendance.value;
      for (const year of [thisYear, ...earlierYears]) {
        const of = Number(year.academicYear.slice(0, 4));
        const until = of === first ? asAt : `${of + 1}-08-31`;
        const { possible, attended, unauthorised } = year;
        same(`attendance ${of}`, { possible, attended, unauthorised }, sums(daysIn(of, until)));
        same(`adds up ${of}`, attended + year.authorised + unauthorised, possible);
        same(
          `coverage ${of}`,
          (year.coverageWords.match(/\d+/g) ?? []).map(Number),
          coverage(recount, child, of, until).filter((count, index) => index === 1 || count > 0),
        );
      }
      const halves = recount.facts.halfTerms
        .filter((half) => half.year === written(first) && half.start <= asAt)
        .sort((a, b) => (a.start < b.start ? -1 : 1));
      same(
        'half-terms',
        series.map(({ possible, attended }) => [possible, attended]),
        halves.map((half, index) => {
          const [from, next] = [index === 0 ? '' : half.start, halves[index + 1]?.start ?? '9999-12-31'];
          const { possible, attended } = sums(daysIn(first, asAt).filter(({ date }) => from <= date && date < next));
          return [possible, attended];
        }),
      );
    } else same('no marks', [first, first - 1, first - 2].flatMap((year) => daysIn(year, asAt)).length, 0);
    if (pack.suspensions.available) {
      const { value } = pack.suspensions;
      const to = recount.suspensionsTo(first);
      same('suspended sessions', value.standingSessions, to === null ? null : recount.suspendedDays(child, asAt) * 2);
      same('received to', value.receivedTo ?? null, to !== null && to < asAt ? to : null);
      const listed = child.suspensions.filter(({ start }) => start >= `${first - 1}-09-01` && start <= asAt);
      same('suspensions listed', value.rows.length, listed.length);
    }
    // Every result of key stages 2 and 4 that stood is printed as it stood.
    const cells = pack.attainment.available ? pack.attainment.value.rows.flatMap((row) => row.results) : [];
    for (const [key, rows] of results) {
      const [of, stage] = key.split(' ');
      if (of !== childId) continue;
      const points = pack.attainment.available ? pack.attainment.value.points : [];
      for (const { component, year, value, entry } of standing(rows, asAt))
        if (component !== 'headline' && entry === 'first' && points.includes(`${stage} ${year}`))
          same(
            `${stage} ${value}`,
            cells.some((cell) => cell?.toUpperCase().startsWith(value.toUpperCase())),
            true,
          );
    }
  }
  return into;
}
