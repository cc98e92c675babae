import type { PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * What a session mark counts as. `attending` and `attendingElsewhere` are both attendance; `notPossible` stays outside
 * every denominator.
 */
export type AttendanceCategory = 'attending' | 'attendingElsewhere' | 'authorised' | 'unauthorised' | 'notPossible';

/** One register code with its meaning in one code set. */
export type AttendanceCode = {
  /** The code as marked, one or two characters. */
  readonly code: string;
  readonly category: AttendanceCategory;
  readonly meaning: string;
};

/** A dated set of register codes: which codes could be marked, and what each counted as, between two dates. */
export type AttendanceCodeSet = {
  readonly id: string;
  /** First day in force, inclusive. */
  readonly validFrom: PlainDate;
  /** Last day in force, inclusive; null while current. */
  readonly validTo: PlainDate | null;
  readonly codes: readonly AttendanceCode[];
};

/** No mark was made for the session: neither attendance nor absence, listed as missing. */
export const NO_MARK = '-';

const of = (category: AttendanceCategory, rows: Readonly<Record<string, string>>): AttendanceCode[] =>
  Object.entries(rows).map(([code, meaning]) => ({ code, category, meaning }));

const PRESENT = {
  '/': 'Present (morning)',
  '\\': 'Present (afternoon)',
  L: 'Late, before the register closed',
};

/**
 * Codes in force from 19 August 2024.
 * Source: School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), reg. 10, and DfE, "Working
 * together to improve school attendance" (August 2024), ch. 8; domain section 6.
 */
const CODES_2024: AttendanceCodeSet = {
  id: '2024',
  validFrom: '2024-08-19',
  validTo: null,
  codes: [
    ...of('attending', PRESENT),
    ...of('attendingElsewhere', {
      K: 'Education arranged by the local authority',
      V: 'Educational visit or trip',
      P: 'Sporting activity',
      W: 'Work experience',
      B: 'Any other approved educational activity',
    }),
    ...of('authorised', {
      C1: 'Regulated performance or employment abroad',
      M: 'Medical or dental appointment',
      J1: 'Interview for employment or another school',
      S: 'Study leave',
      C2: 'Part-time timetable',
      C: 'Exceptional circumstances',
      T: 'Parent travelling for occupational purposes',
      R: 'Religious observance',
      I: 'Illness',
      E: 'Suspended or excluded, no alternative provision made',
    }),
    ...of('unauthorised', {
      G: 'Holiday not granted by the school',
      N: 'Reason not yet established',
      O: 'Absent in other or unknown circumstances',
      U: 'Arrived after the register closed',
    }),
    ...of('notPossible', {
      D: 'Dual registered at another school',
      Q: 'No access arrangements made by the local authority',
      Y1: 'Transport not available',
      Y2: 'Widespread disruption to travel',
      Y3: 'Part of the school premises closed',
      Y4: 'School site unexpectedly closed',
      Y5: 'In criminal justice detention',
      Y6: 'Public health guidance or law',
      Y7: 'Any other unavoidable cause',
      X: 'Non-compulsory school age, not required to attend',
      Z: 'Prospective pupil, not on the admission register',
      '#': 'Planned whole-school closure',
    }),
  ],
};

/**
 * Codes used before 19 August 2024.
 * Source: DfE, "School attendance: guidance for maintained schools, academies and local authorities" and the code sets of
 * the school census; domain section 6, "earlier years only". Codes retired within the span (F, H) stay readable
 * throughout, because old extracts carry them. The span's start is the first academic year the measures go back to.
 */
const CODES_BEFORE_2024: AttendanceCodeSet = {
  id: 'before-2024',
  validFrom: '2005-09-01',
  validTo: '2024-08-18',
  codes: [
    ...of('attending', PRESENT),
    ...of('attendingElsewhere', {
      B: 'Educated off site',
      J: 'Interview with a prospective employer or school',
      P: 'Approved sporting activity',
      V: 'Educational visit or trip',
      W: 'Work experience',
    }),
    ...of('authorised', {
      C: 'Other authorised circumstances',
      E: 'Excluded, no alternative provision made',
      F: 'Extended family holiday agreed',
      H: 'Family holiday agreed',
      I: 'Illness',
      M: 'Medical or dental appointment',
      R: 'Religious observance',
      S: 'Study leave',
      T: 'Traveller absence',
    }),
    ...of('unauthorised', {
      G: 'Family holiday not agreed, or days beyond the agreement',
      N: 'Reason not yet provided',
      O: 'Unauthorised absence',
      U: 'Late, after the register closed',
    }),
    ...of('notPossible', {
      D: 'Dual registered at another school',
      X: 'Not required to be in school',
      Y: 'Unable to attend in exceptional circumstances',
      Z: 'Not yet on the admission register',
      '#': 'School closed to all pupils',
    }),
  ],
};

/** The register codes of England as dated sets, oldest first: the DEFAULT rows of an authority profile. */
export const DEFAULT_ATTENDANCE_CODE_SETS: readonly AttendanceCodeSet[] = [CODES_BEFORE_2024, CODES_2024];

/**
 * The code set in force on a date, or null when none is.
 * Example: `codeSetOn('2024-08-18')?.id` is `'before-2024'`, a day later `'2024'`.
 */
export const codeSetOn = (
  date: PlainDate,
  sets: readonly AttendanceCodeSet[] = DEFAULT_ATTENDANCE_CODE_SETS,
): AttendanceCodeSet | null =>
  sets.find((each) => date >= each.validFrom && (each.validTo === null || date <= each.validTo)) ?? null;
