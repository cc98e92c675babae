import type { Writer } from '#db/write.ts';
import { academicYearsBetween } from '#domain/calendar/academicYear.ts';
import type { Progress } from '#service/context/progress.ts';
import { writeAssessments } from './assessments.ts';
import { attendanceWeeks, attendanceYears } from './attendanceMarks.ts';
import { assessedIn } from './cohorts.ts';
import type { DemoChild, DemoSchool } from './demoChild.ts';
import { keyStage2Results } from './keyStage2.ts';
import { keyStage4Results } from './keyStage4.ts';
import { staffName } from './names.ts';
import { pepsOf } from './peps.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';
import { writeResult } from './results.ts';
import type { SchoolCalendar } from './schoolCalendar.ts';
import type { DemoSuspension } from './suspensions.ts';
import { writePep } from './writePeps.ts';

/** What the parts of the build share. `stream` gives each part random numbers of its own. */
export type Population = {
  children: readonly DemoChild[];
  suspensions: readonly DemoSuspension[];
  rates: TargetRates;
  calendar: SchoolCalendar;
  stream: (name: string) => Random;
};

/** Key stage 2 and 4 results of every year from 2005/06, then this year's assessments, targets and predictions. */
export async function writeResults(writer: Writer, progress: Progress, population: Population): Promise<void> {
  const { children, rates, stream } = population;
  const years = academicYearsBetween('2005/06', '2024/25');
  for (const [index, year] of years.entries()) {
    const random = stream(`results/${year}`);
    for (const [ncYear, resultsOf] of [
      [6, keyStage2Results],
      [11, keyStage4Results],
    ] as const) {
      const { cohort, others } = assessedIn(children, year, ncYear);
      for (const group of [cohort, others])
        for (const result of resultsOf(random, group, year, rates)) writeResult(writer, random, result);
    }
    await progress.report(index, years.length, `Writing results, ${year}`);
  }
  const assessments = stream('assessments');
  for (const child of children) writeAssessments(writer, assessments, child);
}

/** Session marks of the five years, child by child. */
export async function writeAttendance(writer: Writer, progress: Progress, population: Population): Promise<void> {
  const { children, suspensions, rates, calendar, stream } = population;
  const byChild = Map.groupBy(suspensions, (each) => each.child);
  for (const [index, year] of attendanceYears.entries()) {
    // Children of other authorities are known for this year only, as a team that hosts them would know them.
    const marked = children.filter((child) => child.own || year === attendanceYears.at(-1));
    let count = 0;
    for (const { weeks } of attendanceWeeks(stream(`attendance/${year}`), marked, year, rates, calendar, byChild)) {
      for (const [enrolmentId, own] of Map.groupBy(weeks, (week) => week.enrolmentId))
        writer.insertMany(
          'attendance_week',
          enrolmentId,
          own.map(({ weekStart, marks }) => ({ enrolment_id: enrolmentId, week_start: weekStart, marks })),
        );
      count += 1;
      if (count % 10 === 0)
        await progress.report(index * 1000 + count, attendanceYears.length * 1000, `Marking registers, ${year}`);
    }
  }
}

/** PEPs of the last three years. Some schools write better plans than others, and keep to it. */
export async function writePeps(writer: Writer, progress: Progress, population: Population): Promise<void> {
  const random = population.stream('peps');
  const judges = Array.from({ length: 6 }, () => staffName(random));
  const quality = new Map<DemoSchool | null, number>();
  const qualityOf = (school: DemoSchool | null): number => {
    const known = quality.get(school) ?? Math.sqrt(random.next());
    quality.set(school, known);
    return known;
  };
  const own = population.children.filter((child) => child.own && !child.respite);
  for (const [index, child] of own.entries()) {
    for (const pep of pepsOf(random, child, population.calendar.bankHolidays, judges, qualityOf))
      writePep(writer, child, pep);
    if (index % 50 === 0) await progress.report(index, own.length, 'Writing PEPs');
  }
}
