import type { Writer } from '#db/write.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { upnCheckLetter } from '#domain/identifiers/isUpn.ts';
import type { DemoChild, DemoSchool } from './demoChild.ts';
import { postcodeIn } from './episodes.ts';
import { knownAs, personName, staffName } from './names.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';
import { writeSecrets } from './secrecy.ts';
import type { DemoSuspension } from './suspensions.ts';

const SOURCE = 'demonstration';
/** Before any figure the demonstration shows. */
const ALWAYS = '2005-09-01';

/**
 * A unique pupil number with the right check letter: authority, school and year of entry as in real ones, then a serial.
 * @example makeUpn('886', '2001', 2011, 7) // 'N886200111007' or whatever letter its sum gives
 */
export function makeUpn(laCode: string, school: string, year: number, serial: number): string {
  const twelve = `${laCode}${school}${String(year % 100).padStart(2, '0')}${String(serial).padStart(3, '0')}`;
  return `${upnCheckLetter(twelve)}${twelve}`;
}

/** Schools with a designated teacher and a different safeguarding lead; some changed their designated teacher lately. */
export function writeSchool(
  writer: Writer,
  random: Random,
  school: DemoSchool,
  districtId: (code: string) => string | null,
): void {
  writer.insert('school', {
    id: school.id,
    urn: school.urn,
    laestab: school.laestab,
    name: school.name,
    phase: school.phase,
    district_id: districtId(school.district),
    postcode: school.postcode,
    opened_on: '2000-09-01',
    closed_on: null,
  });
  const contact = (kind: string, name: string, box: string, from: PlainDate, to: PlainDate | null) =>
    writer.insert('school_contact', {
      school_id: school.id,
      kind,
      name,
      email: `${box}@demo-${school.urn}.example`,
      telephone: `01632 960${school.urn.slice(3)}`,
      valid_from: from,
      valid_to: to,
    });
  const changed = random.chance(0.3) ? `${random.int(2012, 2024)}-09-01` : null;
  const first = staffName(random);
  const second = staffName(random);
  if (changed) contact('designatedTeacher', first, 'dt', ALWAYS, addDays(changed, -1));
  // A handful of schools have a post to fill: the screens have something to chase.
  if (!random.chance(0.02)) contact('designatedTeacher', changed ? second : first, 'dt', changed ?? ALWAYS, null);
  let lead = staffName(random);
  while (lead === first || lead === second) lead = staffName(random);
  contact('designatedSafeguardingLead', lead, 'dsl', ALWAYS, null);
}

/** People who work with the children, named once so that each has a caseload. */
export type Professionals = { socialWorkers: readonly string[]; reviewingOfficers: readonly string[] };

export const professionals = (random: Random): Professionals => ({
  socialWorkers: Array.from({ length: 160 }, () => staffName(random)),
  reviewingOfficers: Array.from({ length: 28 }, () => staffName(random)),
});

/** A child's own facts: identifiers, names, dates of birth, status, professionals. */
export function writeChild(writer: Writer, random: Random, child: DemoChild, staff: Professionals): void {
  const start = child.periods[0]?.start ?? ALWAYS;
  const end = child.periods.at(-1)?.end ?? null;
  child.id = writer.insert('child', {
    sex: child.sex,
    ethnicity: child.ethnicity,
    first_language: child.language,
    disabled: child.disabled ? 1 : 0,
    sealed_on: child.adopted ? end : null,
  });
  const child_id = child.id;
  const fact = (table: string, row: Record<string, string | number | null>) =>
    writer.insert(table, { child_id, ...row });
  const identifier = (kind: string, value: string, issuer: string, from: PlainDate) =>
    fact('child_identifier', { kind, value, issuer, valid_from: from, valid_to: null });
  identifier(
    'localId',
    child.own ? `K${100000 + child.number}` : `X${child.laCode}${10000 + child.number}`,
    child.laCode,
    start,
  );
  const birthYear = Number(child.dateOfBirth.slice(0, 4));
  if (random.chance(child.uasc ? 0.04 : 0.01)) identifier('upn', child.uasc ? 'UN3' : 'UN1', child.laCode, start);
  else if (Number(SNAPSHOT_DATE.slice(0, 4)) - birthYear >= 4)
    identifier(
      'upn',
      makeUpn(child.laCode, String(2000 + Math.floor(child.number / 900)), birthYear + 4, child.number % 900),
      'DfE',
      start,
    );
  const name = (kind: string, { forename, surname }: DemoChild['name'], from: PlainDate, to: PlainDate | null = null) =>
    fact('child_name', { kind, forename, surname, valid_from: from, valid_to: to });
  if (random.chance(0.03) && end === null) {
    const changed = addDays(start, 60);
    name('legal', { ...child.name, surname: personName(random).surname }, start, addDays(changed, -1));
    name('legal', child.name, changed);
  } else name('legal', child.name, start);
  if (random.chance(0.12)) name('knownAs', knownAs(child.name), start);
  const born = (date: PlainDate, disputed: boolean, from: PlainDate, to: PlainDate | null) =>
    fact('child_date_of_birth', { date_of_birth: date, disputed: disputed ? 1 : 0, valid_from: from, valid_to: to });
  const former = child.formerDateOfBirth;
  if (former) born(former.date, true, start, addDays(former.until, -1));
  born(child.dateOfBirth, child.disputed, former ? former.until : start, null);
  if (child.uasc) fact('child_uasc', { valid_from: start, valid_to: end });
  fact('child_responsible_authority', { la_code: child.laCode, valid_from: start, valid_to: end });
  if (child.own && !child.respite) {
    const changed =
      end === null && random.chance(0.5) && start < '2024-01-01' ? `2024-${random.pick(['02', '06', '10'])}-01` : null;
    const worker = (kind: string, who: string, from: PlainDate, to: PlainDate | null) =>
      fact('child_professional', { kind, name: who, valid_from: from, valid_to: to });
    if (changed) worker('socialWorker', random.pick(staff.socialWorkers), start, addDays(changed, -1));
    worker('socialWorker', random.pick(staff.socialWorkers), changed ?? start, end);
    worker('reviewingOfficer', random.pick(staff.reviewingOfficers), start, end);
  }
}

const CONFIDENTIAL = [
  'Risk from a parent who must not learn the address',
  'Witness in criminal proceedings',
  'Placed for adoption: identity of the carers is protected',
];

/** A child's episodes, enrolments and special educational needs. */
export function writeHistory(
  writer: Writer,
  random: Random,
  child: DemoChild,
  districtId: (code: string) => string | null,
): void {
  const homePostcode = child.uasc ? null : postcodeIn(random, 'E07000114');
  const confidentialReason = random.pick(CONFIDENTIAL);
  for (const episode of child.episodes)
    writer.insert('episode', {
      child_id: child.id,
      start_date: episode.start,
      end_date: episode.end,
      reason_started: episode.reasonStarted,
      legal_status: episode.legalStatus,
      need_code: child.needCode,
      placement_type: episode.placementType,
      placement_provider: episode.provider,
      reason_ceased: episode.reasonCeased,
      reason_placement_change: episode.changeReason,
      home_postcode: homePostcode,
      placement_postcode: episode.postcode,
      placement_district_id: episode.district === null ? null : districtId(episode.district),
      provider_ofsted_urn: episode.provider === 'PR4' ? `SC${900000 + (child.number % 400)}` : null,
      carer: episode.carer,
      confidential: 0,
      confidential_reason: null,
      source: SOURCE,
    });
  writeSecrets(writer, child, confidentialReason);
  for (const enrolment of child.enrolments)
    writer.insert('enrolment', {
      id: enrolment.id,
      child_id: child.id,
      school_id: enrolment.school.id,
      nc_year: enrolment.ncYear,
      kind: enrolment.kind,
      part_time_sessions: enrolment.partTimeSessions,
      alternative_provision: enrolment.alternativeProvision ? 1 : 0,
      start_date: enrolment.start,
      end_date: enrolment.end,
    });
  for (const span of child.sen)
    writer.insert('sen_status', { child_id: child.id, status: span.status, valid_from: span.from, valid_to: span.to });
}

export function writeSuspension(writer: Writer, suspension: DemoSuspension): void {
  const [reason_1 = null, reason_2 = null, reason_3 = null] = suspension.reasons;
  writer.insert('suspension', {
    child_id: suspension.child.id,
    school_id: suspension.school?.id ?? null,
    category: suspension.category,
    start_date: suspension.start,
    sessions: suspension.sessions,
    reason_1,
    reason_2,
    reason_3,
    status: suspension.status,
    exam_affected: suspension.examAffected ? 1 : 0,
  });
}
