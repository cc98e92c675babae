import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { PersonName } from './names.ts';

/** An episode of care as it will be written; field names follow the SSDA903 (domain.md section 10). */
export type DemoEpisode = {
  start: PlainDate;
  end: PlainDate | null;
  reasonStarted: string;
  legalStatus: string;
  placementType: string;
  provider: string;
  reasonCeased: string | null;
  changeReason: string | null;
  /** Code of the district placed in; null while the postcode is not resolved. */
  district: string | null;
  postcode: string | null;
  carer: string;
  confidential: boolean;
};

/** An unbroken time in care; `end` is the day care ended. */
export type DemoPeriod = { start: PlainDate; end: PlainDate | null };

export type DemoSchool = {
  id: string;
  urn: string;
  laestab: string;
  name: string;
  phase: 'primary' | 'secondary' | 'special' | 'pupil-referral-unit' | '16-plus';
  district: string;
  postcode: string;
};

export type DemoEnrolment = {
  id: string;
  academicYear: string;
  school: DemoSchool;
  ncYear: number;
  kind: 'main' | 'dual';
  partTimeSessions: number | null;
  alternativeProvision: boolean;
  start: PlainDate;
  end: PlainDate | null;
};

export type SenSpan = { status: 'N' | 'K' | 'E' | 'S'; from: PlainDate; to: PlainDate | null };

export type DemoChild = {
  /** The row's id, made when it is written. */
  id: string;
  number: number;
  own: boolean;
  laCode: string;
  sex: 'M' | 'F';
  dateOfBirth: PlainDate;
  /** An earlier, disputed date of birth and the day it was replaced. */
  formerDateOfBirth: { date: PlainDate; until: PlainDate } | null;
  disputed: boolean;
  uasc: boolean;
  adopted: boolean;
  disabled: boolean;
  ethnicity: string;
  language: string;
  needCode: string | null;
  name: PersonName;
  periods: DemoPeriod[];
  /** A short-breaks-only child: looked after in the return, in no measure. */
  respite: boolean;
  episodes: DemoEpisode[];
  enrolments: DemoEnrolment[];
  sen: SenSpan[];
};

/** The period of care that covers a date; short breaks never do. The day care ended is no longer in care. */
export const periodCovering = (child: DemoChild, date: PlainDate): DemoPeriod | null =>
  child.respite ? null : (child.periods.find((each) => each.start <= date && (each.end ?? '9999') > date) ?? null);
