import { type AcademicYear, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { CohortKind } from './cohortOfBenchmark.ts';
import type { MeasureSubject } from './measure.ts';

/** The day from which published figures of a subject are taken to be out, since their files give no date of their own. */
export interface FiguresPublished {
  readonly subject: MeasureSubject;
  /** Of all pupils (true), or of looked-after children, which come later. */
  readonly allPupils: boolean;
  /** Of England (true), or of authorities, which come with or after it. */
  readonly england: boolean;
  /** 0: in the calendar year the academic year ends in; 1: in the year after. */
  readonly yearsAfter: 0 | 1;
  /** 'MM-DD'. */
  readonly day: string;
}

const of = (
  subject: MeasureSubject,
  yearsAfter: 0 | 1,
  england: string,
  authorities: string,
  lookedAfter: string,
): FiguresPublished[] => [
  { subject, allPupils: true, england: true, yearsAfter, day: england },
  { subject, allPupils: true, england: false, yearsAfter, day: authorities },
  { subject, allPupils: false, england: true, yearsAfter: 1, day: lookedAfter },
  { subject, allPupils: false, england: false, yearsAfter: 1, day: lookedAfter },
];

/**
 * What is shipped, all of it assumed [check]: key stage 2 of England in the second week of July and of authorities in
 * September, key stage 4 in October, needs in June; absence of a whole year in March and suspensions in July of the year
 * after; everything of looked-after children in April of the year after.
 */
export const DEFAULT_FIGURES_PUBLISHED: readonly FiguresPublished[] = [
  ...of('ks2', 0, '07-09', '09-12', '04-10'),
  ...of('ks4', 0, '10-19', '10-19', '04-10'),
  ...of('attendance', 1, '03-20', '03-20', '04-10'),
  ...of('exclusions', 1, '07-18', '07-18', '07-18'),
  ...of('sen', 0, '06-20', '06-20', '04-10'),
];

/**
 * The day a published figure of a measure's subject and year is taken to have come out; null for a subject without one,
 * which is never left out. 'As at' a date means what was so on it: a gap as at March has no peers that came out in autumn.
 *
 * Source: domain.md section 3 ('not published'); `reviews/figures.md`, D2; docs/decisions/peers-as-at.md.
 * @example figuresPublishedOn({ subject: 'ks2', year: '2023/24', geography: 'England', cohortKind: 'ALL' }) // '2024-07-09'
 * @example figuresPublishedOn({ subject: 'exclusions', year: '2023/24', geography: 'Kent', cohortKind: 'ALL' }) // '2025-07-18'
 */
export function figuresPublishedOn(
  figure: { subject: MeasureSubject; year: AcademicYear; geography: string; cohortKind: CohortKind },
  published: readonly FiguresPublished[] = DEFAULT_FIGURES_PUBLISHED,
): PlainDate | null {
  const allPupils = figure.cohortKind === 'ALL' || figure.cohortKind === 'NON-LAC';
  const england = figure.geography === 'England';
  const found = published.find(
    (each) => each.subject === figure.subject && each.allPupils === allPupils && each.england === england,
  );
  return found ? `${firstCalendarYear(figure.year) + 1 + found.yearsAfter}-${found.day}` : null;
}
