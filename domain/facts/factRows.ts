import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** First and last day, both included, on which a fact holds; `validTo` null while it still does. */
export interface Dated {
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}

/** Every row has an id: its own in the store, or one made by `Saying.fresh` until it is written. */
interface Row {
  readonly id: string;
}

/** Every row but the child's own says whose it is. */
interface OfChild extends Row {
  readonly childId: string;
}

export interface ChildRow extends Row {
  readonly sex: string | null;
  readonly ethnicity: string | null;
  readonly firstLanguage: string | null;
  readonly disabled: boolean;
  readonly sealedOn: PlainDate | null;
}

export interface IdentifierRow extends OfChild, Dated {
  readonly kind: string;
  readonly value: string;
  readonly issuer: string;
}

export interface NameRow extends OfChild, Dated {
  readonly kind: string;
  readonly surname: string;
  readonly forename: string | null;
}

export interface BirthDateRow extends OfChild, Dated {
  readonly dateOfBirth: PlainDate;
  readonly disputed: boolean;
}

export interface UascRow extends OfChild, Dated {}

export interface AuthorityRow extends OfChild, Dated {
  readonly laCode: string;
}

export interface ProfessionalRow extends OfChild, Dated {
  readonly kind: string;
  readonly name: string;
}

/** `endDate` is DEC: the day on which the episode ceased, which is the first day of the next one. */
export interface EpisodeRow extends OfChild {
  readonly startDate: PlainDate;
  readonly endDate: PlainDate | null;
  readonly reasonStarted: string;
  readonly legalStatus: string;
  readonly needCode: string | null;
  readonly placementType: string;
  readonly placementProvider: string | null;
  readonly reasonCeased: string | null;
  readonly reasonPlacementChange: string | null;
  readonly homePostcode: string | null;
  readonly placementPostcode: string | null;
  readonly placementDistrictId: string | null;
  readonly providerOfstedUrn: string | null;
  readonly carer: string | null;
  readonly confidential: boolean;
  readonly confidentialReason: string | null;
  readonly source: string;
}

/** `toDate` is the first day on which the placement is open again. */
export interface SecretPlacementRow extends OfChild {
  readonly localId: string | null;
  readonly issuer: string | null;
  readonly fromDate: PlainDate;
  readonly toDate: PlainDate | null;
  readonly kind: string;
  readonly reason: string;
  readonly saidBy: string;
  readonly withChildId: string | null;
  readonly checkedOn: string | null;
  readonly checkedReason: string | null;
  readonly endedReason: string | null;
  readonly answeredBy: string | null;
}

/** `endDate` is the last day at the school. */
export interface EnrolmentRow extends OfChild {
  readonly schoolId: string | null;
  readonly ncYear: number | null;
  readonly kind: string;
  readonly partTimeSessions: number | null;
  readonly alternativeProvision: boolean;
  readonly startDate: PlainDate;
  readonly endDate: PlainDate | null;
}

export interface SenStatusRow extends OfChild, Dated {
  readonly status: string;
}

export interface ResultRow extends OfChild {
  readonly academicYear: string;
  readonly keyStage: string;
  readonly subject: string;
  readonly component: string;
  readonly value: string;
  readonly status: string;
  readonly entry: string;
  readonly receivedOn: PlainDate;
  readonly source: string;
  readonly supersedesId: string | null;
  readonly issuedOn: string | null;
  /** What was taken, where it is no GCSE ('BTEC level 1/2 award'); null for the key stage's own tests and GCSEs. */
  readonly qualification: string | null;
}

export interface AttainmentTargetRow extends OfChild {
  readonly kind: string;
  readonly academicYear: string;
  readonly keyStage: string;
  readonly subject: string;
  readonly component: string;
  readonly value: string;
  readonly setOn: PlainDate;
  readonly issuedOn: string | null;
  readonly receivedOn: string | null;
}

export interface SuspensionRow extends OfChild {
  readonly schoolId: string | null;
  readonly category: string;
  readonly startDate: PlainDate;
  readonly sessions: number;
  readonly reason1: string | null;
  readonly reason2: string | null;
  readonly reason3: string | null;
  readonly status: string;
  readonly examAffected: boolean;
}

export interface PepRow extends OfChild {
  readonly schoolId: string | null;
  readonly version: number;
  readonly amendsId: string | null;
  readonly reason: string;
  readonly status: string;
  readonly dueOn: PlainDate;
  readonly heldOn: PlainDate | null;
  readonly submittedOn: PlainDate | null;
  readonly signedOffOn: PlainDate | null;
  readonly gradedBy: string | null;
  readonly gradedOn: PlainDate | null;
  readonly noSchoolReason: string | null;
  /** The PEP's own reference where the file gives one. */
  readonly reference: string | null;
}

export interface PepSectionRow extends Row {
  readonly pepId: string;
  readonly section: string;
  readonly filled: boolean;
  readonly content: string | null;
  readonly grade: string | null;
  readonly reason: string | null;
}

export interface PepTargetRow extends Row {
  readonly pepId: string;
  readonly position: number;
  readonly what: string;
  readonly whenBy: string;
  readonly wherePlace: string | null;
  readonly who: string;
  readonly howOften: string | null;
  readonly costPounds: number | null;
  readonly evaluation: string;
  readonly evidence: string | null;
}

export interface PossibleLeaverRow extends OfChild {
  readonly noticedOn: PlainDate;
  readonly batchId: string;
  readonly resolvedOn: PlainDate | null;
  readonly resolution: string | null;
  /** The day care ended, where the decision was that the child has left; why; and who decided. */
  readonly leftOn: PlainDate | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
}

/** The kinds of fact about a child, and what a row of each says. Marks stand apart: they belong to an enrolment and week. */
export interface FactRows {
  child: ChildRow;
  identifiers: IdentifierRow;
  names: NameRow;
  birthDates: BirthDateRow;
  uasc: UascRow;
  authorities: AuthorityRow;
  professionals: ProfessionalRow;
  episodes: EpisodeRow;
  secretPlacements: SecretPlacementRow;
  enrolments: EnrolmentRow;
  senStatuses: SenStatusRow;
  results: ResultRow;
  attainmentTargets: AttainmentTargetRow;
  suspensions: SuspensionRow;
  peps: PepRow;
  pepSections: PepSectionRow;
  pepTargets: PepTargetRow;
  possibleLeavers: PossibleLeaverRow;
}

export type FactKind = keyof FactRows;

/** All that is held of one child, by kind of fact; `child` has one row, or none before it is made. */
export type Facts = { readonly [Kind in FactKind]: readonly FactRows[Kind][] };

export const factKinds: readonly FactKind[] = [
  'child',
  'identifiers',
  'names',
  'birthDates',
  'uasc',
  'authorities',
  'professionals',
  'episodes',
  'secretPlacements',
  'enrolments',
  'senStatuses',
  'results',
  'attainmentTargets',
  'suspensions',
  'peps',
  'pepSections',
  'pepTargets',
  'possibleLeavers',
];

/** A child of whom nothing is held. */
export const noFacts: Facts = {
  child: [],
  identifiers: [],
  names: [],
  birthDates: [],
  uasc: [],
  authorities: [],
  professionals: [],
  episodes: [],
  secretPlacements: [],
  enrolments: [],
  senStatuses: [],
  results: [],
  attainmentTargets: [],
  suspensions: [],
  peps: [],
  pepSections: [],
  pepTargets: [],
  possibleLeavers: [],
};
