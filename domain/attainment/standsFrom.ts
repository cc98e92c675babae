import { type AcademicYear, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { AssessmentStage, ResultStatus } from './result.ts';

/** The day from which results of a stage and status are taken to be out, where their file gives no date of its own. */
export interface PublicationDay {
  readonly keyStage: AssessmentStage;
  readonly status: ResultStatus;
  /** 0: in the calendar year the academic year ends in; 1: in the year after. */
  readonly yearsAfter: 0 | 1;
  /** 'MM-DD'. */
  readonly day: string;
}

const days = (
  keyStage: AssessmentStage,
  provisional: string,
  revised: PublicationDay['day'],
  final: PublicationDay['day'],
): PublicationDay[] => [
  { keyStage, status: 'provisional', yearsAfter: 0, day: provisional },
  { keyStage, status: 'revised', yearsAfter: 0, day: revised },
  { keyStage, status: 'final', yearsAfter: 1, day: final },
];

/**
 * What is shipped, all of it assumed [check]: key stage 2 reaches schools in the second week of July and key stages 4
 * and 5 in August; revised figures come in December and final ones by March. The other stages end with the school year.
 */
export const DEFAULT_PUBLICATION_DAYS: readonly PublicationDay[] = [
  ...days('KS2', '07-09', '12-12', '03-01'),
  ...days('KS4', '08-22', '12-12', '03-01'),
  ...days('KS5', '08-15', '12-12', '03-01'),
  ...(['EYFS', 'phonics', 'KS1', 'MTC'] as const).flatMap((keyStage) =>
    (['provisional', 'revised', 'final'] as const).map(
      (status): PublicationDay => ({ keyStage, status, yearsAfter: 0, day: '07-31' }),
    ),
  ),
];

export interface DatedResult {
  readonly keyStage: AssessmentStage;
  readonly status: ResultStatus;
  readonly academicYear: AcademicYear;
  /** The file's own date. */
  readonly issuedOn: PlainDate | null;
  readonly dateReceived: PlainDate;
}

/**
 * From which day a result stands, and whether that day is assumed: the day it was issued, as its file says; else the
 * publication day of its year and status, as the authority's profile assumes it; else the day it was received. What has
 * been received is out, so an assumed day never lies after that. Assessments of a term have no publication day.
 *
 * Source: domain.md section 5 ('A result has a life'); 'as at' a date means what was so on it, as now known.
 * @example KS2 final of 2023/24, no date of its own, received 2026-10-05 // {day: '2025-03-01', assumed: true}
 * @example the same, issued 2025-02-27 // {day: '2025-02-27', assumed: false}
 */
export function standsFrom(
  result: DatedResult,
  published: readonly PublicationDay[] = DEFAULT_PUBLICATION_DAYS,
): { day: PlainDate; assumed: boolean } {
  const { issuedOn, dateReceived } = result;
  if (issuedOn !== null) return { day: issuedOn, assumed: false };
  const found = published.find((each) => each.keyStage === result.keyStage && each.status === result.status);
  if (found === undefined) return { day: dateReceived, assumed: false };
  const day = `${firstCalendarYear(result.academicYear) + 1 + found.yearsAfter}-${found.day}`;
  return day < dateReceived ? { day, assumed: true } : { day: dateReceived, assumed: false };
}
