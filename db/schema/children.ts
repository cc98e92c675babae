import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { district, locality } from './authority.ts';
import { flag, isPeriod, rowId, validity } from './columns.ts';
import { school } from './schools.ts';

export const child = sqliteTable('child', {
  id: rowId(),
  sex: text('sex'),
  ethnicity: text('ethnicity'),
  firstLanguage: text('first_language'),
  disabled: flag('disabled'),
  /** The adoption order date: no new name, UPN or school attaches or matches from then on. */
  sealedOn: text('sealed_on'),
});

const ofChild = () =>
  text('child_id')
    .notNull()
    .references(() => child.id);

/** Local ids (one per issuing authority), UPNs, ULNs: kind, value, issuer, dated. */
export const childIdentifier = sqliteTable(
  'child_identifier',
  {
    id: rowId(),
    childId: ofChild(),
    kind: text('kind').notNull(),
    value: text('value').notNull(),
    issuer: text('issuer').notNull(),
    ...validity,
  },
  (table) => [
    isPeriod('child_identifier_period', table.validFrom, table.validTo),
    index('child_identifier_child').on(table.childId, table.kind),
    uniqueIndex('child_identifier_value').on(table.kind, table.value, table.issuer, table.childId),
  ],
);

/** Legal and known-as names are separate facts, each dated. */
export const childName = sqliteTable(
  'child_name',
  {
    id: rowId(),
    childId: ofChild(),
    kind: text('kind').notNull(),
    surname: text('surname').notNull(),
    /** Null where the child has one name only: it is the surname then. */
    forename: text('forename'),
    ...validity,
  },
  (table) => [
    isPeriod('child_name_period', table.validFrom, table.validTo),
    index('child_name_child').on(table.childId, table.kind, table.validFrom),
  ],
);

/** A disputed date of birth keeps its history: the row valid now is the one in use. */
export const childDateOfBirth = sqliteTable(
  'child_date_of_birth',
  {
    id: rowId(),
    childId: ofChild(),
    dateOfBirth: text('date_of_birth').notNull(),
    disputed: flag('disputed'),
    ...validity,
  },
  (table) => [
    isPeriod('child_date_of_birth_period', table.validFrom, table.validTo),
    index('child_date_of_birth_child').on(table.childId),
  ],
);

/** Unaccompanied asylum-seeking child, from the day the status began to the day it ceased. */
export const childUasc = sqliteTable('child_uasc', { id: rowId(), childId: ofChild(), ...validity }, (table) => [
  isPeriod('child_uasc_period', table.validFrom, table.validTo),
  index('child_uasc_child').on(table.childId),
]);

/** The authority that looks after the child: a different fact from where the child lives. */
export const childResponsibleAuthority = sqliteTable(
  'child_responsible_authority',
  { id: rowId(), childId: ofChild(), laCode: text('la_code').notNull(), ...validity },
  (table) => [
    isPeriod('child_responsible_authority_period', table.validFrom, table.validTo),
    index('child_responsible_authority_child').on(table.childId),
  ],
);

/** Social worker and independent reviewing officer, dated. */
export const childProfessional = sqliteTable(
  'child_professional',
  { id: rowId(), childId: ofChild(), kind: text('kind').notNull(), name: text('name').notNull(), ...validity },
  (table) => [
    isPeriod('child_professional_period', table.validFrom, table.validTo),
    index('child_professional_child').on(table.childId, table.kind),
  ],
);

/** An episode of care in the SSDA903 sense: one legal status and one placement. */
export const episode = sqliteTable(
  'episode',
  {
    id: rowId(),
    childId: ofChild(),
    startDate: text('start_date').notNull(),
    endDate: text('end_date'),
    reasonStarted: text('reason_started').notNull(),
    legalStatus: text('legal_status').notNull(),
    needCode: text('need_code'),
    placementType: text('placement_type').notNull(),
    placementProvider: text('placement_provider'),
    reasonCeased: text('reason_ceased'),
    reasonPlacementChange: text('reason_placement_change'),
    homePostcode: text('home_postcode'),
    placementPostcode: text('placement_postcode'),
    placementDistrictId: text('placement_district_id').references(() => district.id),
    /** Ofsted's number of the placement provider; never a school's URN. */
    providerOfstedUrn: text('provider_ofsted_urn'),
    carer: text('carer'),
    /** Of versions to 0.2.0, read by the upgrade only: what is secret stands in `secret_placement`. */
    confidential: flag('confidential'),
    confidentialReason: text('confidential_reason'),
    source: text('source').notNull(),
  },
  (table) => [
    isPeriod('episode_period', table.startDate, table.endDate),
    uniqueIndex('episode_child_start').on(table.childId, table.startDate),
  ],
);

export const enrolment = sqliteTable(
  'enrolment',
  {
    id: rowId(),
    childId: ofChild(),
    /** Null for what is at no school: home education, tuition, or the wait for a place. */
    schoolId: text('school_id').references(() => school.id),
    ncYear: integer('nc_year'),
    kind: text('kind').notNull(),
    /** Agreed sessions a week on a part-time timetable; null for full time. */
    partTimeSessions: integer('part_time_sessions'),
    alternativeProvision: flag('alternative_provision'),
    startDate: text('start_date').notNull(),
    endDate: text('end_date'),
  },
  (table) => [
    isPeriod('enrolment_period', table.startDate, table.endDate),
    uniqueIndex('enrolment_child_school').on(table.childId, table.schoolId, table.startDate),
    index('enrolment_school').on(table.schoolId, table.startDate),
  ],
);

/** N no special educational need, K SEN support, E education, health and care plan, S statement (to 2018). */
export const senStatus = sqliteTable(
  'sen_status',
  { id: rowId(), childId: ofChild(), status: text('status').notNull(), ...validity },
  (table) => [
    isPeriod('sen_status_period', table.validFrom, table.validTo),
    index('sen_status_child').on(table.childId, table.validFrom),
  ],
);

/** A child missing from a full looked-after list waits here; nothing closes by itself. */
export const possibleLeaver = sqliteTable(
  'possible_leaver',
  {
    id: rowId(),
    childId: ofChild(),
    noticedOn: text('noticed_on').notNull(),
    batchId: text('batch_id').notNull(),
    resolvedOn: text('resolved_on'),
    resolution: text('resolution'),
    /** The day care ended, where it was decided that the child has left; the reason for the decision; who decided. */
    leftOn: text('left_on'),
    reason: text('reason'),
    decidedBy: text('decided_by'),
  },
  (table) => [index('possible_leaver_child').on(table.childId)],
);

/** Derived from episodes: unbroken time in care, with and without respite. Rebuilt in the write that changes an episode. */
export const carePeriod = sqliteTable(
  'care_period',
  {
    id: rowId(),
    childId: ofChild(),
    kind: text('kind').notNull(),
    startDate: text('start_date').notNull(),
    endDate: text('end_date'),
  },
  (table) => [
    index('care_period_child').on(table.childId, table.kind),
    index('care_period_dates').on(table.kind, table.startDate, table.endDate),
  ],
);

/** Derived by the attribution rule: the locality of each child over time, or why it is unallocated. */
export const localityPeriod = sqliteTable(
  'locality_period',
  {
    id: rowId(),
    childId: ofChild(),
    localityId: text('locality_id').references(() => locality.id),
    reason: text('reason').notNull(),
    startDate: text('start_date').notNull(),
    endDate: text('end_date'),
  },
  (table) => [
    index('locality_period_child').on(table.childId, table.startDate),
    index('locality_period_dates').on(table.localityId, table.startDate),
  ],
);

/**
 * Derived: who was looked after on the outcomes date of an academic year (31 March; 30 September until 2009/10), with what
 * the reports group by on that date. Rebuilt with the facts it follows from.
 */
export const cohortMember = sqliteTable(
  'cohort_member',
  {
    academicYear: text('academic_year').notNull(),
    childId: ofChild(),
    /** Looked after continuously for at least twelve months on the date, respite left out. */
    lac12: integer('lac12').notNull(),
    /** Kent's own child on the date; children of other authorities enter no measure of Kent's. */
    own: integer('own').notNull(),
    ncYear: integer('nc_year'),
    /** The locality's id, or 'unallocated'. */
    locality: text('locality').notNull(),
    uasc: integer('uasc').notNull(),
    senStatus: text('sen_status'),
  },
  (table) => [
    primaryKey({ columns: [table.academicYear, table.childId] }),
    index('cohort_member_child').on(table.childId),
    // Covers the question every report asks, so that no row of the table itself is read.
    index('cohort_member_report').on(
      table.own,
      table.ncYear,
      table.academicYear,
      table.lac12,
      table.uasc,
      table.locality,
      table.senStatus,
    ),
  ],
);
