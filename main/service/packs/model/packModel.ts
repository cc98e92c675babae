import type { PersonName } from '#domain/identity/personName.ts';
import type { AttainmentScale, AttendancePoint, Rag } from '#service/documents/pdf/chartData.ts';
/**
 * The view model of a review pack: everything the document says, and nothing else.
 *
 * The types are the privacy boundary (domain.md section 1, 'Confidential placement'): there is no field for an address,
 * a postcode, a carer or a distance, so no renderer can print one. `placement` is absent both for a confidential placement
 * and where nothing is recorded, so its absence tells a reader nothing.
 *
 * Dates are plain Europe/London strings `YYYY-MM-DD`. Rates keep numerator and denominator; the renderer divides.
 */

/** A fact that may be missing; the reason is printed, so 'not available' always says why. */
export type Section<T> = { available: true; value: T } | { available: false; reason: string };

/** A judgement as it is printed: the colour never stands alone, the words are always there. */
export interface RagWords {
  rag: Rag;
  words: string;
}

export interface Person {
  name: string;
  /** Telephone or e-mail, as the school or the team gave it. */
  contact: string | null;
}

export interface SchoolPack {
  school: { name: string; urn: string | null; laestab: string | null; phase: string | null };
  /** The one reader. `null` prints 'not recorded'. */
  designatedTeacher: { name: string } | null;
  dsl: Person | null;
  authorityName: string;
  /** The team that prepared the pack, for example 'Virtual School Kent'. */
  teamName: string;
  preparedOn: string;
  asAt: string;
  preparedBy: string;
  /** Where the answers go; `by` is the last useful day, or `null` when none is set. */
  returnTo: { name: string; contact: string; by: string | null } | null;
  /** True for a demonstration store: every page then says so. */
  demonstration: boolean;
  /** One school's children only (domain.md section 12). */
  children: ChildPack[];
}

export interface ChildPack {
  /** Local identifier; used in the file's name, so it must not contain a name. */
  localId: string;
  header: ChildHeader;
  attendance: Section<AttendancePack>;
  attainment: Section<AttainmentPack>;
  suspensions: Section<SuspensionsPack>;
  lastPep: Section<LastPep>;
  smartTargets: Section<SmartTarget[]>;
  questions: PackQuestion[];
}

export interface ChildHeader {
  legalName: PersonName;
  knownAs: string | null;
  dateOfBirth: string | null;
  /** National curriculum year as recorded: 'R', '1' to '14', or `null`. */
  ncYear: string | null;
  upn: string | null;
  senStatus: string | null;
  /** Named only where another authority than the pack's own looks after the child. */
  otherAuthority?: string;
  /**
   * The locality's assistant head as a person to ring. The locality itself is not here: it follows the placement's district,
   * so it would say where a child in a confidential placement lives.
   */
  assistantHead: Person | null;
  /** Never filled for a confidential placement; build it with `disclosedPlacement`. */
  placement?: { type?: string; district?: string };
}

/** Session counts (a session is half a day). possible = attended + authorised + unauthorised. */
export interface AttendanceFigures {
  academicYear: string;
  possible: number;
  attended: number;
  authorised: number;
  unauthorised: number;
  /** What the figures rest on, for example 'marks for 24 of 25 weeks'. */
  coverageWords: string;
}

export interface AttendancePack {
  thisYear: AttendanceFigures;
  seriesUnit: 'half-term' | 'week';
  series: AttendancePoint[];
  /** Percentage that the authority asks for, or `null` when its profile sets none. */
  targetPercent: number | null;
  earlierYears: AttendanceFigures[];
}

/** A subject that nobody would expect a result of at a point, which is not a result that is missing. */
export const NOT_ASSESSED = 'not assessed';

export interface AttainmentRow {
  subject: string;
  /** One entry for each of `AttainmentPack.points`; `null` is 'no result', `NOT_ASSESSED` that none was to come. */
  results: (string | null)[];
  target: string | null;
  prediction: string | null;
  onTrack: RagWords | null;
}

export interface AttainmentPack {
  /** Column titles in time order, for example 'KS1', 'Autumn 2024', 'Spring 2025'. */
  points: string[];
  rows: AttainmentRow[];
  scale: AttainmentScale | null;
  sourceNote: string;
}

export interface SuspensionRow {
  date: string;
  /** 'Suspension', 'Permanent exclusion', 'Lunchtime'. */
  category: string;
  /** One day = 2 sessions; `null` for a permanent exclusion. */
  sessions: number | null;
  reasons: string[];
  status: 'issued' | 'cancelled' | 'reinstated' | 'quashed';
}

export interface SuspensionsPack {
  academicYear: string;
  /** First day the list reaches back to; without it the list is the whole record. */
  listedFrom?: string;
  rows: SuspensionRow[];
  /** The day files reach to, where that is before the pack's date: later suspensions are not known. */
  receivedTo?: string;
  /** Sessions of standing (issued) suspensions in the academic year. */
  standingSessions: number | null;
}

export interface PepSection {
  name: string;
  grade: Rag | null;
  reason: string | null;
}

/** The three qualities stay apart (domain.md section 8): completeness, timeliness, quality. */
export interface LastPep {
  /** 'Spring 2025 PEP'. */
  title: string;
  dateHeld: string | null;
  due: string | null;
  timeliness: RagWords | null;
  completeness: { filled: number; of: number } | null;
  overall: RagWords | null;
  sections: PepSection[];
  gradedBy: string | null;
  gradedOn: string | null;
  nextDue: string | null;
  /** True when the next PEP's date has passed and it has not been held. */
  nextOverdue?: boolean;
}

export interface SmartTarget {
  what: string;
  who: string | null;
  when: string | null;
  where: string | null;
  howOften: string | null;
  /** `null` means nobody has evaluated it yet. */
  evaluation: { outcome: RagWords; evidence: string | null; on: string | null } | null;
}

type QuestionSubject = 'attendance' | 'attainment' | 'suspensions' | 'pep' | 'targets' | 'general';

export interface PackQuestion {
  /** Stable within the child's pack; names the answer field. */
  id: string;
  about: QuestionSubject;
  text: string;
  /** The fact that made the rule ask. */
  because: string;
}

/** What a child's document needs to know of its pack: everything but the other children. */
export type PackContext = Omit<SchoolPack, 'children'>;
