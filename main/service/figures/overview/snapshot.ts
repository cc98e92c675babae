import type { ReadConnection } from '#db/open.ts';
import { fifthHalfTermEnds, schoolCalendar } from '#db/queries/attendanceCalendar.ts';
import type { SessionsRow } from '#db/queries/cohorts.ts';
import { suspensionsReach } from '#db/queries/dataReaches.ts';
import { pepsDueBetween } from '#db/queries/pepsDue.ts';
import { type PepGrade, type PepsToDate, pepsToDate } from '#db/queries/pepsToDate.ts';
import { suspensionsSince } from '#db/queries/suspensionsSince.ts';
import { halfTermsCounted } from '#domain/attendance/halfTermsCounted.ts';
import { halfTermToDate } from '#domain/attendance/halfTermToDate.ts';
import { persistentAbsenceRule, persistentAbsenceWords } from '#domain/attendance/persistentAbsenceRule.ts';
import { type AcademicYear, academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { halfTermNumber } from '#domain/calendar/terms.ts';
import type { ReachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';
import { type PepTimeliness, pepTimeliness } from '#domain/peps/pepTimeliness.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { type AttendanceMeasureId, attendanceMembers, persistentMembers } from '../measures/attendanceMembers.ts';
import { exclusionMembers } from '../measures/exclusionMembers.ts';
import { counted, type Member, missing } from '../measures/member.ts';
import { sessionsToDate } from '../measures/sessionTotals.ts';
import { type ChildAsAt, isOfSchoolYear, ownChildrenAsAt } from './asAtCohort.ts';

/** The PEP terms: September to December, January to April, May to August (domain.md section 8). */
export function pepTermOf(date: PlainDate): { name: string; start: PlainDate } {
  const year = date.slice(0, 4);
  const month = Number(date.slice(5, 7));
  if (month >= 9) return { name: 'autumn', start: `${year}-09-01` };
  return month <= 4 ? { name: 'spring', start: `${year}-01-01` } : { name: 'summer', start: `${year}-05-01` };
}

const timelinessWords: Record<PepTimeliness, string> = {
  onTime: 'on time',
  late: 'held late',
  overdue: 'overdue',
  notYetDue: 'not yet due',
  outOfDenominator: 'not looked after on the due date',
};

/**
 * The members behind every figure of the overview as at a date, worked out when first asked for. One snapshot serves one
 * call, so all its figures are of the same committed state.
 */
export class Snapshot {
  readonly asAt: PlainDate;
  readonly academicYear: AcademicYear;
  readonly children: readonly ChildAsAt[];
  readonly #reader: ReadConnection;
  readonly #made = new Map<string, Member[]>();

  constructor(reader: ReadConnection, asAt: PlainDate) {
    this.#reader = reader;
    this.asAt = asAt;
    this.academicYear = academicYearOf(asAt);
    this.children = ownChildrenAsAt(reader, asAt);
  }

  /** Kent's own school-age children in care for twelve months on the date. */
  get outcomesCohort(): ChildAsAt[] {
    return this.children.filter((child) => child.lac12 === 1 && isOfSchoolYear(child));
  }

  #once(key: string, make: () => Member[]): Member[] {
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    return made;
  }

  get lookedAfter(): Member[] {
    return this.#once('children', () =>
      this.children.map((child) =>
        counted(child.childId, child.locality, 1, 1, () => `in care since ${dateInWords(child.inCareSince)}`),
      ),
    );
  }

  get lac12(): Member[] {
    return this.#once('lac12', () =>
      this.children
        .filter((child) => child.lac12 === 1)
        .map((child) =>
          counted(child.childId, child.locality, 1, 1, () => `in care since ${dateInWords(child.inCareSince)}`),
        ),
    );
  }

  /** Sessions of the academic year to the date, of the cohort of the date; nobody where the measure did not exist yet. */
  attendance(measure: AttendanceMeasureId): Member[] {
    return this.#once(measure, () =>
      measureInYear(measureOf(measure), this.academicYear).applies
        ? attendanceMembers(measure, this.academicYear, this.outcomesCohort, this.#sessions(measure))
        : [],
    );
  }

  readonly #sessionsMade = new Map<PlainDate, ReadonlyMap<string, readonly SessionsRow[]>>();
  #sessions(measure: AttendanceMeasureId) {
    const fifth =
      halfTermsCounted(measure, this.academicYear) === 5
        ? fifthHalfTermEnds(this.#reader).get(this.academicYear)
        : undefined;
    return this.#sessionsUntil(earlierOf(fifth ?? this.asAt, this.asAt));
  }
  #sessionsUntil(until: PlainDate) {
    const made =
      this.#sessionsMade.get(until) ??
      Map.groupBy(sessionsToDate(this.#reader, this.academicYear, until), (row) => row.childId);
    this.#sessionsMade.set(until, made);
    return made;
  }

  /**
   * Persistent absentees by the rule in force on the date, as the record has them: since 2015/16 of one's own sessions to the
   * date, before at the threshold of the last half-term that had ended. `title` and `words` name the rule; none may be known.
   */
  get persistent(): { title: string; members: Member[]; words: string | null } {
    const rule = persistentAbsenceRule(this.academicYear);
    if (rule === null) return { title: 'Persistent absence', members: [], words: null };
    if (rule.method === 'ownPossibleSessions')
      return {
        title: 'Persistent absence',
        members: this.attendance('absence-persistent-10'),
        words: persistentAbsenceWords(this.academicYear),
      };
    const { terms } = schoolCalendar(this.#reader, this.academicYear);
    const half = halfTermToDate(rule, this.academicYear, terms, this.asAt);
    const number = half && halfTermNumber(half);
    const members = this.#once('persistent', () =>
      half && number
        ? persistentMembers(this.outcomesCohort, this.#sessionsUntil(half.end), rule, number)
        : this.outcomesCohort.map(({ childId, locality }) =>
            missing(childId, locality, () => 'no half-term of the year had ended'),
          ),
    );
    const threshold = number ? rule.sessionsByHalfTerm[number - 1] : null;
    const toDate = half && threshold ? `; to ${dateInWords(half.end)}, ${threshold} or more` : '';
    return {
      title: `Persistent absence (${rule.percentage} %)`,
      members,
      words: `${persistentAbsenceWords(this.academicYear)}${toDate}`,
    };
  }

  /** How far suspensions of this academic year have reached the store; null where none has. */
  get suspensionsReach(): ReachOfSuspensions | null {
    return suspensionsReach(this.#reader, this.academicYear, this.asAt);
  }

  get suspended(): Member[] {
    return this.#once('suspended', () =>
      exclusionMembers(
        'suspension-at-least-one',
        this.outcomesCohort,
        this.suspensionsReach
          ? suspensionsSince(this.#reader, startOfAcademicYear(this.academicYear), this.asAt)
          : null,
      ),
    );
  }

  /** PEPs due this term up to the date, one member a PEP, in the locality on its due date. */
  get pepsOnTime(): Member[] {
    return this.#once('pepsOnTime', () =>
      pepsDueBetween(this.#reader, pepTermOf(this.asAt).start, this.asAt, this.asAt).flatMap((pep) => {
        const timeliness = pepTimeliness({ dates: pep, counted: 'held', inCare: pep.inCare, asAt: this.asAt });
        if (timeliness === 'outOfDenominator' || timeliness === 'notYetDue') return [];
        return [
          counted(
            pep.childId,
            pep.locality,
            timeliness === 'onTime' ? 1 : 0,
            1,
            () => `${timelinessWords[timeliness]}, due ${dateInWords(pep.due)}`,
          ),
        ];
      }),
    );
  }

  #pepsMade: ReadonlyMap<string, PepsToDate> | null = null;
  /** The PEPs of everybody in care as at the date, by the rule of the list and the record. */
  get peps(): ReadonlyMap<string, PepsToDate> {
    this.#pepsMade ??= pepsToDate(this.#reader, this.asAt);
    return this.#pepsMade;
  }

  /** The overall quality of each looked-after child's last PEP held; a child without one has no quality to count. */
  get pepQuality(): { member: Member; quality: PepGrade | 'notGraded' | 'notHeld' }[] {
    return this.children.map(({ childId, locality }) => {
      const { lastHeld, lastOverall } = this.peps.get(childId) ?? { lastHeld: null, lastOverall: null };
      if (lastHeld === null) return { quality: 'notHeld', member: missing(childId, locality, () => 'no PEP held yet') };
      const words = () => lastOverall ?? 'not graded';
      return {
        quality: lastOverall ?? 'notGraded',
        member: counted(childId, locality, lastOverall === 'green' ? 1 : 0, 1, words),
      };
    });
  }
}
