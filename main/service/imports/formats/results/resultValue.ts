import { gradePoints, gradesIn } from '#domain/attainment/gradePoints.ts';
import { outcomeCodeOf } from '#domain/attainment/keyStage2OutcomeCodes.ts';
import { nationalCurriculumLevel } from '#domain/attainment/levelFourOrAbove.ts';
import type { AssessmentStage, ResultComponent } from '#domain/attainment/result.ts';
import { MEASURE_IDS } from '#domain/measures/measure.ts';

/** A value in its stored form, or why it cannot be one. */
export type ResultValue = { ok: true; value: string } | { ok: false; reason: string };

const good = (value: string): ResultValue => ({ ok: true, value });
const bad = (reason: string): ResultValue => ({ ok: false, reason });

type Context = {
  stage: AssessmentStage;
  subject: string;
  component: ResultComponent;
  academicYear: string;
  /** What was taken, where it is no GCSE. */
  qualification?: string | null;
};

const scaledScore = (text: string, { academicYear, stage }: Context): ResultValue => {
  const score = /^(\d{2,3})(\.0+)?$/.exec(text)?.[1];
  if (score !== undefined) {
    return Number(score) >= 80 && Number(score) <= 120 ? good(score) : bad('A scaled score lies between 80 and 120');
  }
  if (outcomeCodeOf(text, 'test', academicYear)) return good(text.toUpperCase());
  return bad(`Neither a scaled score (80 to 120) nor an outcome code of ${stage} in ${academicYear}`);
};

const level = (text: string, { academicYear }: Context): ResultValue => {
  const value = text.toUpperCase().replace(/^(LEVEL|L)\s*(?=\d)/, '');
  if (nationalCurriculumLevel(value) !== null || /^P[1-8](I{1,2})?$/.test(value)) return good(value);
  if (outcomeCodeOf(value, 'test', academicYear)) return good(value);
  return bad(`Neither a national curriculum level (such as 4 or 4B) nor an outcome code of ${academicYear}`);
};

const teacherAssessment = (text: string, context: Context): ResultValue => {
  const value = text.toUpperCase();
  if (context.stage !== 'KS2') return good(value);
  if (outcomeCodeOf(value, 'teacherAssessment', context.academicYear)) return good(value);
  if (context.academicYear <= '2014/15') return level(text, context);
  return bad(`Not a teacher assessment code of ${context.academicYear}, such as EXS, GDS or WTS`);
};

const grade = (text: string, { academicYear, stage, qualification }: Context): ResultValue => {
  if (qualification != null) return good(text.trim());
  const value = text.toUpperCase().replace(/^(\d)\.0$/, '$1');
  if (stage !== 'KS4') return good(value);
  // X and Q are no results yet, of both grades of a double award too: the entry is known, the grade is not.
  const isGrade = (each: string) => each === 'X' || each === 'Q' || gradePoints(each, academicYear) !== null;
  return gradesIn(value).every(isGrade) ? good(value) : bad(`Not a grade of ${academicYear}`);
};

/**
 * Outcome codes that stand in place of a mark: absent (A), exempt or disapplied (A, D), below (B), cheated (H), just arrived (J), left (L), missing
 * (M), maladministration (Q), unable to take part (U). Source: Department for Education, data collection guides of each assessment [check].
 */
const CODES_FOR_POINTS: Partial<Record<AssessmentStage, string>> = {
  EYFS: 'A',
  phonics: 'ADLQ',
  KS1: 'ABDHJLMNQTUW',
  MTC: 'ABHJLMQU',
};

const points = (text: string, { stage }: Context): ResultValue => {
  if (/^-?\d{1,4}(\.\d{1,6})?$/.test(text)) return good(text);
  const codes = CODES_FOR_POINTS[stage];
  if (text.length === 1 && codes?.includes(text.toUpperCase())) return good(text.toUpperCase());
  return bad(codes ? `Neither a number of points nor an outcome code of ${stage}` : 'Not a number of points');
};

const headline = (text: string, { subject }: Context): ResultValue => {
  if (!(MEASURE_IDS as readonly string[]).includes(subject))
    return bad(`The subject of a headline is a measure id, not ${subject}`);
  if (/^(met|yes|y)$/i.test(text)) return good('met');
  if (/^(not\s?met|no|n)$/i.test(text)) return good('notMet');
  return /^-?\d{1,4}(\.\d{1,6})?$/.test(text) ? good(text) : bad('Write met, notMet or a number');
};

const READERS: Readonly<Record<ResultComponent, (text: string, context: Context) => ResultValue>> = {
  scaledScore,
  level,
  teacherAssessment,
  grade,
  points,
  headline,
};

/**
 * Whether a value can be a result of its stage, component and year, and how it is stored.
 *
 * Source: domain notes, section 5; outcome codes from the dated tables in `domain/attainment/keyStage2OutcomeCodes.ts`.
 * `resultValue('104.0', {stage: 'KS2', component: 'scaledScore', …})` is `'104'`; a grade 9 in 2015/16 is refused.
 */
export const resultValue = (text: string, context: Context): ResultValue => READERS[context.component](text, context);
