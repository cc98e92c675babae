import type { Row } from '#db/history/change.ts';
import type { Writer } from '#db/write.ts';
import { aPep, type PepSpec } from './aPep.ts';

type Dated = { from?: string; to?: string | null };

export type EpisodeSpec = {
  start: string;
  end?: string | null;
  legalStatus?: string;
  placementType?: string;
  reasonStarted?: string;
  reasonCeased?: string | null;
  districtId?: string | null;
  confidential?: boolean;
};

export type EnrolmentSpec = {
  schoolId: string;
  start: string;
  end?: string | null;
  ncYear?: number | null;
  kind?: 'main' | 'dual';
  partTimeSessions?: number | null;
  alternativeProvision?: boolean;
  /** Monday to packed marks; see `weekOf`. */
  weeks?: Readonly<Record<string, string>>;
};

export type ResultSpec = {
  id?: string;
  academicYear: string;
  keyStage: string;
  subject: string;
  component: string;
  value: string;
  status?: 'provisional' | 'revised' | 'final';
  entry?: 'first' | 'resit';
  receivedOn?: string;
  /** The file's own date; null, as unless given, where it had none. */
  issuedOn?: string | null;
  supersedes?: string | null;
};

export type SuspensionSpec = {
  start: string;
  sessions: number;
  category?: 'SUSP' | 'PERM' | 'LNCH';
  status?: 'issued' | 'cancelled' | 'reinstated' | 'quashed';
  reasons?: string[];
  schoolId?: string | null;
  examAffected?: boolean;
};

export type ChildSpec = {
  localId?: string;
  upn?: string | null;
  /** null: no name is known, as from an SSDA903 return. */
  name?: { forename: string | null; surname: string } | null;
  /** Names beyond the one above, e.g. an earlier legal name. */
  names?: ({ kind: 'legal' | 'knownAs'; forename: string | null; surname: string } & Dated)[];
  knownAs?: { forename: string; surname: string };
  dateOfBirth?: string | null;
  datesOfBirth?: ({ dateOfBirth: string; disputed?: boolean } & Dated)[];
  sex?: 'M' | 'F' | 'U' | null;
  ethnicity?: string | null;
  firstLanguage?: string | null;
  disabled?: boolean;
  sealedOn?: string | null;
  /** The authority's number; Kent is '886'. null: not recorded. */
  responsibleAuthority?: string | null;
  uascFrom?: string | null;
  socialWorker?: string | null;
  reviewingOfficer?: string | null;
  /** In care since 2020-01-01 in a foster placement, unless given. */
  episodes?: EpisodeSpec[];
  /** Where the single default episode is placed. */
  districtId?: string | null;
  enrolments?: EnrolmentSpec[];
  sen?: ({ status: 'N' | 'K' | 'E' | 'S' } & Dated)[];
  results?: ResultSpec[];
  targets?: {
    kind: 'target' | 'prediction';
    academicYear: string;
    keyStage: string;
    subject: string;
    component: string;
    value: string;
    setOn?: string;
  }[];
  suspensions?: SuspensionSpec[];
  peps?: PepSpec[];
};

const SINCE = '2000-01-01';
const dates = ({ from, to }: Dated): Row => ({ valid_from: from ?? SINCE, valid_to: to ?? null });
let next = 0;

/**
 * Writes a child with all its facts and answers its id. What is not given is made up and plainly so: 'Test Child 7', local
 * id 'T0007', born 2012-05-05, in Kent's care since 2020-01-01, no school.
 *
 * @example const id = await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Sample' } }));
 */
export function aChild(writer: Writer, spec: ChildSpec = {}): string {
  next += 1;
  const id = writer.insert('child', {
    sex: spec.sex ?? null,
    ethnicity: spec.ethnicity ?? null,
    first_language: spec.firstLanguage ?? null,
    disabled: spec.disabled ? 1 : 0,
    sealed_on: spec.sealedOn ?? null,
  });
  writer.touchedChildren.add(id);
  const add = (table: string, row: Row) => writer.insert(table, { child_id: id, ...row });
  writeIdentity(add, spec);
  for (const episode of spec.episodes ?? [{ start: '2020-01-01', districtId: spec.districtId ?? null }])
    writeEpisode(add, episode);
  for (const enrolment of spec.enrolments ?? []) writeEnrolment(writer, add, enrolment);
  for (const sen of spec.sen ?? []) add('sen_status', { status: sen.status, ...dates(sen) });
  for (const result of spec.results ?? [])
    add('attainment_result', {
      ...(result.id ? { id: result.id } : {}),
      academic_year: result.academicYear,
      key_stage: result.keyStage,
      subject: result.subject,
      component: result.component,
      value: result.value,
      status: result.status ?? 'final',
      entry: result.entry ?? 'first',
      received_on: result.receivedOn ?? `${Number(result.academicYear.slice(0, 4)) + 1}-08-20`,
      issued_on: result.issuedOn ?? null,
      source: 'test',
      supersedes_id: result.supersedes ?? null,
    });
  for (const { academicYear, keyStage, setOn, ...target } of spec.targets ?? [])
    add('attainment_target', { ...target, academic_year: academicYear, key_stage: keyStage, set_on: setOn ?? SINCE });
  for (const suspension of spec.suspensions ?? []) writeSuspension(add, suspension);
  for (const pep of spec.peps ?? []) aPep(writer, id, pep);
  return id;
}

type Add = (table: string, row: Row) => string;

function writeIdentity(add: Add, spec: ChildSpec): void {
  const identifier = (kind: string, value: string, issuer: string) =>
    add('child_identifier', { kind, value, issuer, ...dates({}) });
  identifier('localId', spec.localId ?? `T${String(next).padStart(4, '0')}`, spec.responsibleAuthority ?? '886');
  if (spec.upn) identifier('upn', spec.upn, 'DfE');
  const legal = spec.name === undefined ? { forename: 'Test', surname: `Child ${next}` } : spec.name;
  if (legal) add('child_name', { kind: 'legal', ...legal, ...dates({}) });
  if (spec.knownAs) add('child_name', { kind: 'knownAs', ...spec.knownAs, ...dates({}) });
  for (const { kind, forename, surname, ...when } of spec.names ?? [])
    add('child_name', { kind, forename, surname, ...dates(when) });
  const born =
    spec.datesOfBirth ?? (spec.dateOfBirth === null ? [] : [{ dateOfBirth: spec.dateOfBirth ?? '2012-05-05' }]);
  for (const { dateOfBirth, disputed, ...when } of born)
    add('child_date_of_birth', { date_of_birth: dateOfBirth, disputed: disputed ? 1 : 0, ...dates(when) });
  if (spec.responsibleAuthority !== null)
    add('child_responsible_authority', { la_code: spec.responsibleAuthority ?? '886', ...dates({}) });
  if (spec.uascFrom) add('child_uasc', dates({ from: spec.uascFrom }));
  const professional = (kind: string, name: string) => add('child_professional', { kind, name, ...dates({}) });
  if (spec.socialWorker) professional('socialWorker', spec.socialWorker);
  if (spec.reviewingOfficer) professional('reviewingOfficer', spec.reviewingOfficer);
}

function writeEpisode(add: Add, episode: EpisodeSpec): void {
  add('episode', {
    start_date: episode.start,
    end_date: episode.end ?? null,
    reason_started: episode.reasonStarted ?? 'S',
    legal_status: episode.legalStatus ?? 'C2',
    need_code: 'N1',
    placement_type: episode.placementType ?? 'U6',
    reason_ceased: episode.reasonCeased ?? (episode.end ? 'E8' : null),
    placement_district_id: episode.districtId ?? null,
    confidential: 0,
    source: 'test',
  });
  if (episode.confidential)
    add('secret_placement', {
      from_date: episode.start,
      kind: 'said',
      reason: 'As the test says',
      said_by: 'the test',
    });
}

function writeEnrolment(writer: Writer, add: Add, enrolment: EnrolmentSpec): void {
  const enrolmentId = add('enrolment', {
    school_id: enrolment.schoolId,
    nc_year: enrolment.ncYear ?? null,
    kind: enrolment.kind ?? 'main',
    part_time_sessions: enrolment.partTimeSessions ?? null,
    alternative_provision: enrolment.alternativeProvision ? 1 : 0,
    start_date: enrolment.start,
    end_date: enrolment.end ?? null,
  });
  for (const [weekStart, marks] of Object.entries(enrolment.weeks ?? {}))
    writer.insert('attendance_week', { enrolment_id: enrolmentId, week_start: weekStart, marks });
}

function writeSuspension(add: Add, suspension: SuspensionSpec): void {
  const [reason1 = null, reason2 = null, reason3 = null] = suspension.reasons ?? ['DB'];
  add('suspension', {
    school_id: suspension.schoolId ?? null,
    category: suspension.category ?? 'SUSP',
    start_date: suspension.start,
    sessions: suspension.sessions,
    reason_1: reason1,
    reason_2: reason2,
    reason_3: reason3,
    status: suspension.status ?? 'issued',
    exam_affected: suspension.examAffected ? 1 : 0,
  });
}
