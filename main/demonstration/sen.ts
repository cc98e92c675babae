import { academicYearsBetween, firstCalendarYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { academicYearOfNcYear } from '#domain/calendar/ncYear.ts';
import { addDays, laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { schoolAgedCohort } from './cohorts.ts';
import { type DemoChild, periodCovering, type SenSpan } from './demoChild.ts';
import { PROFILE_DATE, profile2011 } from './profile2011.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';

/** From this day a plan is an education, health and care plan; statements are converted over some three years. */
const PLANS_FROM = '2014-09-01';

const hasPlan = (status: SenSpan['status']): boolean => status === 'E' || status === 'S';
const planWord = (on: PlainDate): 'E' | 'S' => (on < PLANS_FROM ? 'S' : 'E');

const statusOn = (child: DemoChild, date: PlainDate): SenSpan['status'] =>
  child.sen.find((span) => span.from <= date && (span.to ?? '9999') >= date)?.status ?? 'N';

/** The status from a day on; what was recorded for later is taken back. */
const change = (child: DemoChild, status: SenSpan['status'], from: PlainDate): void => {
  child.sen = child.sen.filter((span) => span.from < from);
  const before = child.sen.at(-1);
  if (before) before.to = addDays(from, -1);
  child.sen.push({ status, from, to: null });
};

/** First day on which a status can be recorded: in care, and from the year of reception. */
const firstDay = (child: DemoChild): PlainDate =>
  laterOf(
    (child.periods[0] as { start: PlainDate }).start,
    startOfAcademicYear(academicYearOfNcYear(child.dateOfBirth, 0)),
  );

/** Exactly `wanted` of the children get the status, drawn first from those `preferred`. */
const fill = (
  random: Random,
  from: readonly DemoChild[],
  count: number,
  set: (child: DemoChild) => void,
  preferred: (child: DemoChild) => boolean,
): void => {
  const order = random.shuffled(from).sort((a, b) => Number(preferred(b)) - Number(preferred(a)));
  for (const child of order.slice(0, count)) set(child);
};

/**
 * Special educational needs over time: 270 statements on 30 June 2011 exactly, then each year's share of plans and of SEN
 * support among the school-aged 12-month cohort drawn to the published one.
 *
 * Source: domain.md section 2; benchmarks 'sen-plan-share' and 'sen-support-share'.
 */
export function recordSen(random: Random, children: readonly DemoChild[], rates: TargetRates): void {
  for (const child of children) {
    const from = firstDay(child);
    const last = child.periods.at(-1)?.end ?? '9999-12-31';
    if (from >= last) continue;
    const late = from >= PLANS_FROM;
    const plan = child.uasc ? 0.01 : child.disabled ? 0.7 : late ? 0.17 : 0.13;
    const status = random.chance(plan)
      ? planWord(from)
      : random.chance(child.uasc ? 0.05 : late ? 0.24 : 0.38)
        ? 'K'
        : 'N';
    child.sen = [{ status, from, to: null }];
  }
  const in2011 = children.filter((child) => child.own && periodCovering(child, PROFILE_DATE));
  for (const child of in2011) {
    const age11 = child.sen[0]?.from ?? '9999';
    if (age11 <= PROFILE_DATE && hasPlan(statusOn(child, PROFILE_DATE))) change(child, 'K', age11);
  }
  const eligible = in2011.filter((child) => !child.uasc && (child.sen[0]?.from ?? '9999') <= PROFILE_DATE);
  fill(
    random,
    eligible,
    profile2011.statements,
    (child) => change(child, 'S', (child.sen[0] as SenSpan).from),
    (child) => child.disabled,
  );

  for (const year of academicYearsBetween('2011/12', '2024/25')) {
    const plans = rates('sen-plan-share', year)?.value;
    const support = rates('sen-support-share', year)?.value;
    if (plans === undefined || support === undefined) continue;
    drawTo(random, schoolAgedCohort(children, year), firstCalendarYear(year), plans, support);
  }
  convertStatements(random, children);
}

function drawTo(random: Random, cohort: readonly DemoChild[], firstYear: number, plans: number, support: number): void {
  const asAt = `${firstYear + 1}-03-31`;
  const from = `${firstYear}-${random.pick(['09-15', '10-03', '11-10', '12-01'])}`;
  const recorded = cohort.filter((child) => child.sen.length > 0);
  const of = (word: (status: SenSpan['status']) => boolean) => recorded.filter((child) => word(statusOn(child, asAt)));
  const wantedPlans = Math.round((plans / 100) * cohort.length);
  const short = wantedPlans - of(hasPlan).length;
  const quiet = (child: DemoChild): boolean => !child.uasc;
  const start = (child: DemoChild): PlainDate => laterOf(from, (child.sen[0] as SenSpan).from);
  if (short > 0)
    fill(
      random,
      of((status) => !hasPlan(status)),
      short,
      (child) => change(child, planWord(asAt), start(child)),
      (child) => quiet(child) && statusOn(child, asAt) === 'K',
    );
  else
    fill(
      random,
      of(hasPlan),
      -short,
      (child) => change(child, 'K', start(child)),
      (child) => !child.disabled,
    );
  const shortSupport = Math.round((support / 100) * cohort.length) - of((status) => status === 'K').length;
  if (shortSupport > 0)
    fill(
      random,
      of((status) => status === 'N'),
      shortSupport,
      (child) => change(child, 'K', start(child)),
      quiet,
    );
  else
    fill(
      random,
      of((status) => status === 'K'),
      -shortSupport,
      (child) => change(child, 'N', start(child)),
      () => false,
    );
}

/** Statements that outlive August 2014 become plans on a day before April 2018. */
function convertStatements(random: Random, children: readonly DemoChild[]): void {
  for (const child of children) {
    child.sen = child.sen.flatMap((span): SenSpan[] => {
      if (span.status !== 'S' || (span.to ?? '9999') < PLANS_FROM) return [span];
      const on = addDays(PLANS_FROM, random.int(0, 1200));
      if (span.from >= PLANS_FROM) return [{ ...span, status: 'E' }];
      if ((span.to ?? '9999') <= on) return [span];
      return [
        { status: 'S', from: span.from, to: addDays(on, -1) },
        { status: 'E', from: on, to: span.to },
      ];
    });
  }
}
