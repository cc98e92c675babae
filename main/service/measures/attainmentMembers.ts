import type { ReadConnection } from '#db/open.ts';
import { type CohortQuestion, cohortOf, resultsOfCohort } from '#db/queries/cohorts.ts';
import { attainment8Range } from '#domain/attainment/attainment8.ts';
import { attainment8Score, outcomeMeasures, outcomeOfMeasure } from '#domain/attainment/outcomeOfMeasure.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import { type AcademicYear, addAcademicYears } from '#domain/calendar/academicYear.ts';
import { countedOnce } from '#domain/cohorts/countedOnce.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { counted, excluded, type Member, missing } from './member.ts';

const words = {
  met: 'reached the standard',
  notMet: 'did not reach the standard',
  missing: 'no result recorded',
} as const;

export const isAttainmentMeasure = (measure: Measure): boolean =>
  measure.id === 'ks4-attainment8' || outcomeMeasures.includes(measure.id);

/** The ends of the scale a mean stands on, where there is one. */
export const scaleOf = (measure: Measure, year: AcademicYear) =>
  measure.id === 'ks4-attainment8' ? attainment8Range(year) : null;

/**
 * Members of an attainment measure by academic year: the children of the assessed national curriculum year in the cohort,
 * each as met, not met, missing or excluded. A child who repeats the year counts in the first (domain.md section 4).
 */
export function attainmentMembers(
  reader: ReadConnection,
  measure: Measure,
  question: Omit<CohortQuestion, 'ncYears'>,
): Map<AcademicYear, Member[]> {
  const ncYear = measure.ncYear ?? 11;
  const ofStage: CohortQuestion = { ...question, ncYears: [ncYear, ncYear] };
  // Two years back, so that a repeated year is seen as one.
  const cohort = countedOnce(
    cohortOf(reader, { ...ofStage, fromYear: addAcademicYears(question.fromYear, -2) }),
  ).counted.filter((row) => row.academicYear >= question.fromYear);
  const results = new Map<string, AttainmentResult[]>();
  for (const { childId, ...result } of resultsOfCohort(reader, ofStage, `KS${measure.keyStage}`)) {
    const key = `${childId}|${result.academicYear}`;
    const list = results.get(key);
    if (list) list.push(result as AttainmentResult);
    else results.set(key, [result as AttainmentResult]);
  }
  const members = new Map<AcademicYear, Member[]>();
  for (const row of cohort) {
    const own = results.get(`${row.childId}|${row.academicYear}`) ?? [];
    const list = members.get(row.academicYear);
    const member = memberOf(measure, row, own);
    if (list) list.push(member);
    else members.set(row.academicYear, [member]);
  }
  return members;
}

function memberOf(
  measure: Measure,
  row: { childId: string; locality: string; academicYear: AcademicYear },
  results: readonly AttainmentResult[],
): Member {
  const { childId, locality, academicYear } = row;
  if (measure.id === 'ks4-attainment8') {
    const score = attainment8Score(results, academicYear);
    if (score === 'missing') return missing(childId, locality, words.missing);
    if (typeof score !== 'number') return excluded(childId, locality, score.excluded);
    return counted(childId, locality, score, 1, `Attainment 8 ${score}`);
  }
  const outcome = outcomeOfMeasure(measure.id, results, academicYear);
  if (outcome === 'missing') return missing(childId, locality, words.missing);
  if (typeof outcome !== 'string') return excluded(childId, locality, outcome.excluded);
  return counted(childId, locality, outcome === 'met' ? 1 : 0, 1, words[outcome]);
}
