import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { attainment8 } from './attainment8.ts';
import { combineOutcomes } from './combineOutcomes.ts';
import type { GradedEntry } from './countingGrades.ts';
import { expectedStandardByTeacher, expectedStandardByTest } from './expectedStandard.ts';
import { fiveGoodGrades } from './fiveGoodGrades.ts';
import { gradeInEnglishAndMaths } from './gradeInEnglishAndMaths.ts';
import { keyStage2OutcomeCodes, type OutcomeCodeTable } from './keyStage2OutcomeCodes.ts';
import { levelFourOrAbove } from './levelFourOrAbove.ts';
import type { AttainmentResult, ChildOutcome, ChildScore, ResultComponent } from './result.ts';
import { RANK, standingResults } from './standingResult.ts';
import { subjectNamed } from './subjectNamed.ts';
import { whateverComes } from './whateverComes.ts';

interface Child {
  readonly results: readonly AttainmentResult[];
  readonly year: AcademicYear;
  readonly tables: readonly OutcomeCodeTable[];
}

/** Value of the child's key stage 2 result in a subject, the first entry before any other; null when there is none. */
function standingValue(child: Child, subject: string, components: readonly ResultComponent[]): string | null {
  const found = child.results.filter(
    (r) =>
      r.keyStage === 'KS2' &&
      r.academicYear === child.year &&
      r.subject === subject &&
      components.includes(r.component),
  );
  return (found.find((r) => r.entry === 'first') ?? found[0])?.value ?? null;
}

const testLevel = (child: Child, subject: string): ChildOutcome =>
  levelFourOrAbove(standingValue(child, subject, ['level']), child.year, 'test', child.tables);
/** By test, else by the teacher. */
const level = (child: Child, subject: string): ChildOutcome => {
  if (standingValue(child, subject, ['level']) !== null) return testLevel(child, subject);
  return levelFourOrAbove(
    standingValue(child, subject, ['teacherAssessment']),
    child.year,
    'teacherAssessment',
    child.tables,
  );
};
/** By test to 2010/11, by teacher assessment from 2011/12, whose level may have come as a level. */
const writingLevel = (child: Child): ChildOutcome => {
  const teacher = child.year < '2011/12' ? null : standingValue(child, 'writing', ['teacherAssessment']);
  return teacher === null
    ? testLevel(child, 'writing')
    : levelFourOrAbove(teacher, child.year, 'teacherAssessment', child.tables);
};
const tested = (child: Child, subject: string): ChildOutcome =>
  expectedStandardByTest(standingValue(child, subject, ['scaledScore']), child.year, child.tables);
const writing = (child: Child): ChildOutcome =>
  expectedStandardByTeacher(standingValue(child, 'writing', ['teacherAssessment']), child.year, child.tables);

/** A GCSE under the app's own name of its subject: a store of before has it as its file spelt it. */
function asNamed(result: AttainmentResult): AttainmentResult {
  if (result.keyStage !== 'KS4' || result.component !== 'grade') return result;
  const { subject, qualification } = subjectNamed(result.subject);
  return { ...result, subject, qualification: result.qualification ?? qualification };
}

/**
 * A measure of key stage 4 by the child's grades of the year and of earlier ones, of which first entries count; missing where there
 * is none of the year itself: what was sat early says nothing of results that have not come in.
 */
function byGrades<Outcome>(
  { results, year }: Omit<Child, 'tables'>,
  rule: (grades: readonly GradedEntry[]) => Outcome,
): Outcome | 'missing' {
  const grades = results.filter((r) => r.keyStage === 'KS4' && r.component === 'grade' && r.academicYear <= year);
  return grades.some((r) => r.academicYear === year) ? whateverComes(grades, year, rule) : 'missing';
}

const RULES: Partial<Record<MeasureId, (child: Child) => ChildOutcome>> = {
  'ks2-reading-expected': (child) => tested(child, 'reading'),
  'ks2-writing-expected': writing,
  'ks2-maths-expected': (child) => tested(child, 'maths'),
  'ks2-gps-expected': (child) => tested(child, 'gps'),
  'ks2-rwm-expected': (child) => combineOutcomes([tested(child, 'reading'), writing(child), tested(child, 'maths')]),
  'ks2-english-level4': (child) => level(child, 'english'),
  'ks2-reading-level4': (child) => level(child, 'reading'),
  'ks2-writing-level4': writingLevel,
  'ks2-maths-level4': (child) => level(child, 'maths'),
  'ks2-english-maths-level4': (child) => combineOutcomes([level(child, 'english'), level(child, 'maths')]),
  // Its definition says test for reading and maths: a teacher's level is no stand-in.
  'ks2-rwm-level4': (child) =>
    combineOutcomes([testLevel(child, 'reading'), writingLevel(child), testLevel(child, 'maths')]),
  'ks4-5ac-english-maths': (child) => byGrades(child, (of) => fiveGoodGrades(of, child.year)),
  'ks4-5ac': (child) => byGrades(child, (of) => fiveGoodGrades(of, child.year, { withEnglishAndMaths: false })),
  'ks4-grade4-english-maths': (child) => byGrades(child, (of) => gradeInEnglishAndMaths(of, 4, child.year)),
  'ks4-grade5-english-maths': (child) => byGrades(child, (of) => gradeInEnglishAndMaths(of, 5, child.year)),
};

/** The measures that `outcomeOfMeasure` decides. */
export const outcomeMeasures: readonly MeasureId[] = Object.keys(RULES) as MeasureId[];

/**
 * How one child counts in an attainment percentage of one year, from all versions of all that child's results, of
 * earlier years too.
 *
 * The standing version of each result is taken. A 'headline' result that its publisher computed for this very measure
 * ('met' or 'notMet') goes before the rule, because it knows equivalents and discounting that grades alone do not; one of a
 * lower status gives way to results that settle the measure (provisional never stands against final).
 * Throws for a measure that is not an attainment percentage: that is a bug in the caller.
 *
 * @example outcomeOfMeasure('ks2-rwm-expected', [reading 104, writing EXS, maths 99], '2023/24') // 'notMet'
 * @example outcomeOfMeasure('ks2-rwm-expected', [], '2023/24') // 'missing'
 */
export function outcomeOfMeasure(
  measure: MeasureId,
  results: readonly AttainmentResult[],
  year: AcademicYear,
  tables: readonly OutcomeCodeTable[] = keyStage2OutcomeCodes,
): ChildOutcome {
  const rule = RULES[measure];
  if (rule === undefined) throw new Error(`${measure} is not an attainment percentage`);
  const standing = standingResults(results.map(asNamed));
  const byResults = (results: readonly AttainmentResult[]) => rule({ results, year, tables });
  return headlineOr(standing, { measure, year }, byResults, (value) =>
    value === 'met' || value === 'notMet' ? value : null,
  );
}

/**
 * How one child counts in the mean Attainment 8 of one year: the published headline where there is one, otherwise
 * computed from the standing grades, as for a percentage; 'missing' without either.
 *
 * @example attainment8Score([headline '34.5'], '2018/19') // 34.5
 * @example attainment8Score([], '2018/19') // 'missing'
 */
export function attainment8Score(results: readonly AttainmentResult[], year: AcademicYear): ChildScore {
  const standing = standingResults(results.map(asNamed));
  const byResults = (results: readonly AttainmentResult[]) =>
    byGrades({ results, year }, (of) => attainment8(of, year)?.score ?? 'missing');
  return headlineOr(standing, { measure: 'ks4-attainment8', year }, byResults, (value) =>
    /^\d+(\.\d+)?$/.test(value) ? Number(value) : null,
  );
}

/** The headline of a year, unless results of a higher status settle the measure by themselves; without one, what results say. */
function headlineOr<Outcome>(
  standing: readonly AttainmentResult[],
  { measure, year }: { measure: MeasureId; year: AcademicYear },
  byResults: (results: readonly AttainmentResult[]) => Outcome,
  read: (value: string) => Outcome | null,
): Outcome {
  const found = standing.filter((r) => r.component === 'headline' && r.subject === measure && r.academicYear === year);
  const headline = found.find((r) => r.entry === 'first') ?? found[0];
  const published = headline ? read(headline.value) : null;
  if (headline === undefined || published === null) return byResults(standing);
  const better = standing.filter((r) => RANK[r.status] > RANK[headline.status]);
  return byResults(better) === 'missing' ? published : byResults(standing);
}
