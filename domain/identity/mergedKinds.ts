import { DEFAULT_EXCLUSION_REASONS } from '#domain/exclusions/exclusionReasons.ts';
import type { AttainmentTargetRow, EnrolmentRow, ResultRow, SuspensionRow } from '#domain/facts/factRows.ts';
import { inWords, type RowsOfOneThing } from './mergedRows.ts';

/*
 * By what rows of two records of one child are about one thing, kind by kind, and what each says where they differ.
 * Source: docs/decisions/facts.md (which suspension a row means); `resultSaid`, `enrolmentSaid` for what makes two one.
 */

/** One of a school, day and category; where one of the two names no school it may be that of the other. */
export const ofOneSuspension: RowsOfOneThing<SuspensionRow> = {
  same: [
    (one, other) => isOfOneDay(one, other) && one.schoolId === other.schoolId,
    (one, other) => isOfOneDay(one, other) && (one.schoolId === null || other.schoolId === null),
  ],
  key: ({ category, startDate, schoolId }) => `${category} ${startDate}${schoolId === null ? '' : ` ${schoolId}`}`,
  words: ({ sessions, status, reason1, reason2, reason3, examAffected }) =>
    [
      `${sessions} sessions, ${inWords(status)}`,
      ...[reason1, reason2, reason3].map((reason) => reason && (meanings.get(reason) ?? reason)),
      examAffected ? 'an examination affected' : null,
    ]
      .filter(Boolean)
      .join(', '),
  filled: (row, { schoolId, reason1, reason2, reason3 }) => ({
    ...row,
    schoolId: row.schoolId ?? schoolId,
    ...((row.reason1 ?? row.reason2 ?? row.reason3) ? {} : { reason1, reason2, reason3 }),
  }),
};
const meanings = new Map(DEFAULT_EXCLUSION_REASONS.map(({ code, meaning }) => [code, meaning]));
const isOfOneDay = (one: SuspensionRow, other: SuspensionRow): boolean =>
  one.category === other.category && one.startDate === other.startDate;

/** A time at one school, or of one kind without one: of one first day, else one that overlaps another of its kind. */
export const ofOneTime: RowsOfOneThing<EnrolmentRow> = {
  same: [
    (one, other) => isOfOnePlace(one, other) && one.startDate === other.startDate,
    (one, other) => isOfOnePlace(one, other) && one.kind === other.kind && begins(one, other) && begins(other, one),
  ],
  key: ({ schoolId, kind, startDate }) => `${schoolId ?? kind} ${startDate}`,
  words: ({ kind, ncYear, startDate, endDate, partTimeSessions, alternativeProvision }) =>
    [
      `${inWords(kind)}, year ${ncYear ?? 'not known'}, ${startDate} to ${endDate ?? 'now'}`,
      partTimeSessions === null ? null : `part-time, ${partTimeSessions} sessions a week`,
      alternativeProvision ? 'alternative provision' : null,
    ]
      .filter((part) => part !== null)
      .join(', '),
  filled: (row, { ncYear }) => ({ ...row, ncYear: row.ncYear ?? ncYear }),
};
const isOfOnePlace = (one: EnrolmentRow, other: EnrolmentRow): boolean =>
  one.schoolId === other.schoolId && (one.schoolId !== null || one.kind === other.kind);
/** Whether one has begun by the last day of the other. */
const begins = (one: EnrolmentRow, other: EnrolmentRow): boolean =>
  other.endDate === null || one.startDate <= other.endDate;

const ofTest = ({ academicYear, keyStage, subject, component, qualification, entry, status, receivedOn }: ResultRow) =>
  [academicYear, keyStage, subject, component, qualification ?? '', entry, status, receivedOn].join(' ');

/**
 * One of a test, entry, status and day. Of two that differ it is asked which holds, but not of one that another has taken the place
 * of already: that one has its place in the record's history.
 */
export function ofOneResult(all: readonly ResultRow[]): RowsOfOneThing<ResultRow> {
  const replaced = new Set(all.map(({ supersedesId }) => supersedesId));
  const stands = ({ id }: ResultRow) => !replaced.has(id);
  return {
    same: [
      (one, other) => ofTest(one) === ofTest(other) && one.value === other.value,
      (one, other) => ofTest(one) === ofTest(other) && stands(one) && stands(other),
    ],
    key: ({ academicYear, keyStage, subject, component }) => [academicYear, keyStage, subject, component].join(' '),
    words: ({ value, status, receivedOn }) => `${value}, ${status}, received ${receivedOn}`,
    filled: (row, { supersedesId }) => ({ ...row, supersedesId: row.supersedesId ?? supersedesId }),
    content: ({ value }) => value,
  };
}

const ofAim = ({ kind, academicYear, keyStage, subject, component, setOn }: AttainmentTargetRow): string =>
  [kind, academicYear, keyStage, subject, component, setOn].join(' ');

/** One of a subject's component and the day it was set. */
export const ofOneTarget: RowsOfOneThing<AttainmentTargetRow> = {
  same: [(one, other) => ofAim(one) === ofAim(other)],
  key: ofAim,
  words: ({ value, setOn }) => `${value}, set ${setOn}`,
  content: ({ value }) => value,
};
