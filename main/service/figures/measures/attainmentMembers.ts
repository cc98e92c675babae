import { outcomeOf } from '#db/derived/measureOutcomes.ts';
import type { ReadConnection } from '#db/open.ts';
import { type CohortQuestion, cohortOf, type OutcomeRow, outcomesOf } from '#db/queries/cohorts.ts';
import { resultsBeforeLater } from '#db/queries/resultsAsAt.ts';
import { attainment8Range } from '#domain/attainment/attainment8.ts';
import { outcomeMeasures } from '#domain/attainment/outcomeOfMeasure.ts';
import { type AcademicYear, addAcademicYears } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { countedOnce } from '#domain/cohorts/countedOnce.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { counted, excluded, type Member, missing } from './member.ts';

export const isAttainmentMeasure = (measure: Measure): boolean =>
  measure.id === 'ks4-attainment8' || outcomeMeasures.includes(measure.id);

/** The ends of the scale a mean stands on, where there is one. */
export const scaleOf = (measure: Measure, year: AcademicYear) =>
  measure.id === 'ks4-attainment8' ? attainment8Range(year) : null;

/**
 * Members of an attainment measure by academic year: the children of the assessed national curriculum year in the cohort,
 * each as met, not met, missing or excluded by the results that stood on a date. A child who repeats the year counts in the first (domain.md section 4).
 */
export function attainmentMembers(
  reader: ReadConnection,
  measure: Measure,
  question: Omit<CohortQuestion, 'ncYears'>,
  asAt: PlainDate,
): Map<AcademicYear, Member[]> {
  const ncYear = measure.ncYear ?? 11;
  // Two years back, so that a repeated year is seen as one.
  const cohort = countedOnce(
    cohortOf(reader, { ...question, ncYears: [ncYear, ncYear], fromYear: addAcademicYears(question.fromYear, -2) }),
  ).counted;
  const outcomes = new Map<string, OutcomeRow>();
  for (const row of outcomesOf(reader, measure.id, question.fromYear, question.toYear))
    outcomes.set(row.childId + row.academicYear, row);
  const { fromYear, toYear } = question;
  for (const { childId, academicYear, results } of resultsBeforeLater(
    reader,
    `KS${measure.keyStage}`,
    [fromYear, toYear],
    asAt,
  )) {
    const outcome = outcomeOf(measure.id, results, academicYear);
    if (outcome) outcomes.set(childId + academicYear, { childId, academicYear, ...outcome });
    else outcomes.delete(childId + academicYear);
  }
  const members = new Map<AcademicYear, Member[]>();
  for (const row of cohort) {
    if (row.academicYear < question.fromYear) continue;
    const member = memberOf(measure, row, outcomes.get(row.childId + row.academicYear));
    const list = members.get(row.academicYear);
    if (list) list.push(member);
    else members.set(row.academicYear, [member]);
  }
  return members;
}

function memberOf(
  measure: Measure,
  { childId, locality }: { childId: string; locality: string },
  outcome: OutcomeRow | undefined,
): Member {
  if (!outcome) return missing(childId, locality, () => 'no result recorded');
  const { value } = outcome;
  if (value === null) return excluded(childId, locality, outcome.excludedReason ?? 'excluded');
  if (measure.unit !== 'percent') return counted(childId, locality, value, 1, () => `${measure.shortName} ${value}`);
  return counted(childId, locality, value, 1, () =>
    value === 1 ? 'reached the standard' : 'did not reach the standard',
  );
}
