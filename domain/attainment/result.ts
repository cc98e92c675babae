import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** How settled a result is. It rises as publications do; a lower status never overwrites a higher one. */
export type ResultStatus = 'provisional' | 'revised' | 'final';

/** 'first' entry to a qualification, or a 'resit' of it. */
export type ResultEntry = 'first' | 'resit';

export type AssessmentStage = 'EYFS' | 'phonics' | 'KS1' | 'MTC' | 'KS2' | 'KS4' | 'KS5' | 'termly';

/**
 * What the value is written in: 'level' national curriculum level ('4', '4B'), 'scaledScore' 80 to 120 or an outcome
 * code, 'teacherAssessment' ('EXS'), 'grade' of a qualification ('5', 'C', '5-4'), 'points', or 'headline': the outcome
 * of a whole measure as its publisher computed it, with the measure id as subject ('met', 'notMet' or a number).
 */
export type ResultComponent = 'level' | 'scaledScore' | 'teacherAssessment' | 'grade' | 'points' | 'headline';

/** One version of one result. Nothing is overwritten: a re-mark or a revision is a new version that names the old one. */
export interface AttainmentResult {
  readonly id: string;
  readonly keyStage: AssessmentStage;
  /** In kebab case: 'reading', 'writing', 'maths', 'gps', 'english', 'english-language', 'combined-science'. */
  readonly subject: string;
  readonly component: ResultComponent;
  readonly value: string;
  readonly status: ResultStatus;
  readonly academicYear: AcademicYear;
  readonly dateReceived: PlainDate | null;
  readonly entry: ResultEntry;
  /** The id of the version this one replaces. */
  readonly supersedes: string | null;
  /** What was taken, where it is no GCSE and no test of the key stage. */
  readonly qualification?: string | null;
}

/** How one child counts in a percentage. 'missing' is no record, which is not the same as not having met the standard. */
export type ChildOutcome = 'met' | 'notMet' | 'missing' | { readonly excluded: string };

/** How one child counts in a mean. */
export type ChildScore = number | 'missing' | { readonly excluded: string };
