import { type PlainDate, partsOf } from './plainDate.ts';

/**
 * An English academic year, written by its first calendar year and the last two digits of its second: `'2024/25'`.
 * It runs from 1 September to 31 August. Strings of this shape sort in time order (from 1900/01 to 2099/00).
 *
 * Source: Education Act 1996 s. 579 ("school year" beginning after July) and the Department for Education's statistics,
 * which write an academic year as `2024/25` (`202425` in the column `time_period`).
 */
export type AcademicYear = string;

const SHAPE = /^(\d{4})\/(\d{2})$/;

/** Whether a value is a well-formed academic year whose halves follow each other: `'2024/25'` yes, `'2024/26'` no. */
export const isAcademicYear = (value: unknown): value is AcademicYear => {
  if (typeof value !== 'string') return false;
  const parts = SHAPE.exec(value);
  return parts !== null && (Number(parts[1]) + 1) % 100 === Number(parts[2]);
};

/** The academic year that begins on 1 September of a calendar year. `academicYearStarting(2024)` is `'2024/25'`. */
export const academicYearStarting = (year: number): AcademicYear =>
  `${String(year).padStart(4, '0')}/${String((year + 1) % 100).padStart(2, '0')}`;

/** The calendar year in which an academic year begins. `firstCalendarYear('2024/25')` is 2024. */
export const firstCalendarYear = (academicYear: AcademicYear): number => Number(academicYear.slice(0, 4));

/**
 * The academic year a date belongs to; it changes on 1 September.
 * `academicYearOf('2024-08-31')` is `'2023/24'`; `academicYearOf('2024-09-01')` is `'2024/25'`.
 */
export const academicYearOf = (date: PlainDate): AcademicYear => {
  const { year, month } = partsOf(date);
  return academicYearStarting(month >= 9 ? year : year - 1);
};

/** 1 September on which the year begins. `startOfAcademicYear('2024/25')` is `'2024-09-01'`. */
export const startOfAcademicYear = (academicYear: AcademicYear): PlainDate =>
  `${String(firstCalendarYear(academicYear)).padStart(4, '0')}-09-01`;

/** 31 August on which the year ends. `endOfAcademicYear('2024/25')` is `'2025-08-31'`. */
export const endOfAcademicYear = (academicYear: AcademicYear): PlainDate =>
  `${String(firstCalendarYear(academicYear) + 1).padStart(4, '0')}-08-31`;

/** The year before. `previousAcademicYear('2000/01')` is `'1999/00'`. */
export const previousAcademicYear = (academicYear: AcademicYear): AcademicYear => addAcademicYears(academicYear, -1);

/** The year after. `nextAcademicYear('1999/00')` is `'2000/01'`. */
export const nextAcademicYear = (academicYear: AcademicYear): AcademicYear => addAcademicYears(academicYear, 1);

/** The academic year `years` later (earlier when negative). `addAcademicYears('2024/25', -10)` is `'2014/15'`. */
export const addAcademicYears = (academicYear: AcademicYear, years: number): AcademicYear =>
  academicYearStarting(firstCalendarYear(academicYear) + years);

/**
 * All academic years from one to another, both included, in time order; empty when `from` is after `to`.
 * `academicYearsBetween('2022/23', '2024/25')` is `['2022/23', '2023/24', '2024/25']`.
 */
export const academicYearsBetween = (from: AcademicYear, to: AcademicYear): AcademicYear[] => {
  const years: AcademicYear[] = [];
  for (let year = firstCalendarYear(from); year <= firstCalendarYear(to); year += 1)
    years.push(academicYearStarting(year));
  return years;
};

/**
 * An academic year from the spellings found in files: `2024/25`, `2024-25`, `2024/2025`, `202425`, `24/25`.
 * Null when it is none of them or its halves do not follow each other.
 */
export const parseAcademicYear = (text: string): AcademicYear | null => {
  const parts = /^\s*(\d{4}|\d{2})\s*[/\-–]?\s*(\d{4}|\d{2})\s*$/.exec(text);
  const [, first, second] = parts ?? [];
  if (first === undefined || second === undefined) return null;
  if (first.length === 2 && second.length !== 2) return null;
  const start = first.length === 4 ? Number(first) : 2000 + Number(first);
  const follows = second.length === 4 ? Number(second) === start + 1 : Number(second) === (start + 1) % 100;
  return follows ? academicYearStarting(start) : null;
};
