import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow, Facts, SuspensionRow } from '#domain/facts/factRows.ts';
import { type Difference, type Ruling, refusedFor, type Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOf, saidOr } from '#domain/facts/said.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { firstDayPutRight } from './firstDayPutRight.ts';

/** A suspension, permanent exclusion or lunchtime exclusion as somebody says it; `reasons` empty says nothing of them. */
export interface SuspensionSaid {
  readonly schoolId: Said<string>;
  readonly category: string;
  readonly startDate: PlainDate;
  readonly sessions: Said<number>;
  readonly reasons: readonly string[];
  readonly status: Said<string>;
  readonly examAffected: Said<boolean>;
  /** Whether the same file tells of another of this day and category, at another school. */
  readonly isOneOfSeveral: boolean;
  /** Whether the same file tells of one of this child and category that begins on a day. */
  readonly isBeside: (startDate: PlainDate) => boolean;
}

/**
 * A suspension or exclusion, found by its first day and category, and by its school where two schools of a child gave one each. A
 * single one that is said of another school is put right, or a second one where the child is on the registers of both; a person
 * can have it the other way. What comes again with
 * another length, reason or status (cancelled, reinstated, quashed) changes the one that is here; what is not said of it stays. An
 * older file does not turn back what a newer one said, and says what the newer one left empty. Where no such one is here, one of
 * nearly these days that the file has not beside it is put right (`firstDayPutRight`).
 *
 * Source: domain.md section 7; issue 8 section 1.
 * @example one of 10 January at Alpha, and a file with one at Alpha and one at Beta that day // two
 * @example quashed on 1 December, then the file of 14 November with an empty status // quashed
 */
export function suspensionSaid(held: Facts, proposal: SuspensionSaid, saying: Saying): Ruling {
  const { category, startDate, reasons, schoolId, sessions, status, examAffected } = proposal;
  const ofDay = held.suspensions.filter((row) => row.startDate === startDate && row.category === category);
  if (ofDay.length > 1 && saidOr(schoolId, null) === null)
    return refusedFor(held, {
      field: 'school_urn',
      value: '',
      reason: `${ofDay.length} schools gave one of this kind on this day: say which is meant`,
    });
  const found = meant({ ofDay, enrolments: held.enrolments }, proposal, saying);
  const { what } = found;
  const moved = found.known || ofDay.length > 0 ? null : putRight(held, proposal, saying);
  const known = found.known ?? moved?.row;
  const later = [nameOf(proposal), what, ...(moved ? [nameOf({ category, startDate: moved.row.startDate })] : [])];
  const isOlder = later.some((name) => saying.saidLater(name) !== null);
  // An older file puts no first day right.
  const differences =
    moved && (moved.isSecond || !isOlder) ? [...found.differences, moved.difference] : found.differences;
  const [reason1 = null, reason2 = null, reason3 = null] = reasons;
  const given = reasons.length === 0 ? {} : { reason1, reason2, reason3 };
  const fields: Readonly<Record<string, Partial<SuspensionRow>>> = {
    ...(schoolId.said ? { school: saidOf<SuspensionRow>({ schoolId }) } : {}),
    ...(sessions.said ? { sessions: saidOf<SuspensionRow>({ sessions }) } : {}),
    ...(status.said ? { status: saidOf<SuspensionRow>({ status }) } : {}),
    ...(examAffected.said ? { examAffected: saidOf<SuspensionRow>({ examAffected }) } : {}),
    ...(reasons.length === 0 ? {} : { reasons: given }),
  };
  const ruling = (suspensions: readonly SuspensionRow[]): Ruling => ({
    facts: suspensions === held.suspensions ? held : { ...held, suspensions },
    problems: [],
    remarks: [],
    said: [what, ...Object.keys(fields).map((field) => `${what} ${field}`)],
    differences,
  });
  const aNewOne = (): SuspensionRow => ({
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    schoolId: saidOr(schoolId, null),
    category,
    startDate,
    sessions: saidOr(sessions, null) ?? 0,
    reason1,
    reason2,
    reason3,
    status: saidOr(status, null) ?? 'issued',
    examAffected: saidOr(examAffected, null) ?? false,
  });
  if (known) {
    if (moved?.isSecond) return ruling([...held.suspensions, aNewOne()]);
    if (moved && isOlder) return ruling(held.suspensions);
    const saidSince = (field: string) => later.some((name) => saying.saidLater(`${name} ${field}`) !== null);
    // Of what was said before fields were named one by one, nothing can be told.
    if (isOlder && !FIELDS.some(saidSince)) return ruling(held.suspensions);
    // Fewer reasons than are held take none away: an empty cell says nothing.
    const isKnown = reasons.every((reason) => [known.reason1, known.reason2, known.reason3].includes(reason));
    const over = Object.entries(fields).filter(
      ([field]) => !(isOlder && saidSince(field)) && !(field === 'reasons' && isKnown),
    );
    const first = moved ? { startDate } : {};
    return ruling(
      withChanged(held.suspensions, known.id, Object.assign({ ...first }, ...over.map(([, value]) => value))),
    );
  }
  if (category !== 'PERM' && saidOr(sessions, null) === null)
    return refusedFor(held, { field: 'sessions', value: '', reason: 'Give the length in sessions (a day is two)' });
  return ruling([...held.suspensions, aNewOne()]);
}

/** What a row can say of a suspension, each put on record by itself. */
const FIELDS = ['school', 'sessions', 'status', 'examAffected', 'reasons'];

/** The one whose first day the row may put right, and whether a person says that it is a second one. */
function putRight(held: Facts, { category, startDate, sessions, schoolId, isBeside }: SuspensionSaid, saying: Saying) {
  const lines = saying.schools ?? noLines;
  const at = saidOr(schoolId, null);
  const isAt = (row: SuspensionRow) => row.schoolId === null || at === null || lines.isSame(row.schoolId, at);
  const row = firstDayPutRight(held.suspensions, {
    ...{ category, startDate, isAt, isBeside },
    sessions: saidOr(sessions, null),
  });
  if (!row) return null;
  const what = `suspensionMoved ${category} ${startDate}`;
  const isSecond = saying.decided?.(what) === 'change';
  const difference: Difference = {
    ...{ what, was: row.startDate, now: startDate, as: isSecond ? 'change' : 'correction', from: null, canFlip: true },
    answers: { correction: 'The same one, its first day put right', change: 'A second one' },
  };
  return { row, isSecond, difference };
}

const nameOf = ({ category, startDate }: Pick<SuspensionSaid, 'category' | 'startDate'>): string =>
  `suspension ${category} ${startDate}`;

/** Which of those of the day and category is meant, undefined for a new one, and what it is called in what was said. */
function meant(
  { ofDay, enrolments }: { ofDay: readonly SuspensionRow[]; enrolments: readonly EnrolmentRow[] },
  proposal: SuspensionSaid,
  saying: Saying,
) {
  const lines = saying.schools ?? noLines;
  const at = saidOr(proposal.schoolId, null);
  const [only] = ofDay.length === 1 ? ofDay : [];
  const isAt = ({ schoolId }: SuspensionRow) => schoolId !== null && at !== null && lines.isSame(schoolId, at);
  const same = ofDay.find(isAt) ?? (at === null || only?.schoolId === null ? only : undefined);
  const name = nameOf(proposal);
  const isOneOfMany = proposal.isOneOfSeveral || ofDay.length > 1;
  if (same || !only || at === null || proposal.isOneOfSeveral)
    return { known: same, what: isOneOfMany && at !== null ? `${name} ${at}` : name, differences: [] };
  // A child on the registers of both may have been suspended by both.
  const isOn = (schoolId: string | null) =>
    enrolments.some(
      (row) =>
        row.schoolId !== null &&
        schoolId !== null &&
        lines.isSame(row.schoolId, schoolId) &&
        row.startDate <= proposal.startDate &&
        (row.endDate === null || row.endDate >= proposal.startDate),
    );
  const usual = isOn(only.schoolId) && isOn(at) ? 'change' : 'correction';
  const isSecond = (saying.decided?.(`${name} elsewhere`) ?? usual) === 'change';
  const difference: Difference = {
    what: `${name} elsewhere`,
    was: only.schoolId ?? '',
    now: at,
    as: isSecond ? 'change' : 'correction',
    from: null,
    canFlip: true,
    answers: { correction: 'The same one, put right', change: 'A second one' },
  };
  return { known: isSecond ? undefined : only, what: isSecond ? `${name} ${at}` : name, differences: [difference] };
}
