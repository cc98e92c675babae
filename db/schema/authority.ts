import { check, index, integer, real, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { flag, isAcademicYear, isDate, isPeriod, rowId, validity } from './columns.ts';

/** The authority whose virtual school this is; another authority uses the same app with another profile. */
export const authorityProfile = sqliteTable('authority_profile', {
  id: rowId(),
  laCode: text('la_code').notNull(),
  name: text('name').notNull(),
  virtualSchoolName: text('virtual_school_name').notNull(),
});

/** A rule that differs by authority and year (PEP clock, rubric, attribution, thresholds): JSON, dated. */
export const ruleSet = sqliteTable(
  'rule_set',
  {
    id: rowId(),
    kind: text('kind').notNull(),
    value: text('value').notNull(),
    source: text('source').notNull(),
    ...validity,
  },
  (table) => [
    isPeriod('rule_set_period', table.validFrom, table.validTo),
    index('rule_set_kind').on(table.kind, table.validFrom),
  ],
);

/** Codes of versions before 0.3, dated; empty since: what a national code means on a date is a constant of `domain/`. */
export const code = sqliteTable(
  'code',
  {
    id: rowId(),
    codeSet: text('code_set').notNull(),
    code: text('code').notNull(),
    label: text('label').notNull(),
    category: text('category'),
    ...validity,
  },
  (table) => [
    isPeriod('code_period', table.validFrom, table.validTo),
    uniqueIndex('code_of_set').on(table.codeSet, table.code, table.validFrom),
  ],
);

export const locality = sqliteTable(
  'locality',
  {
    id: rowId(),
    name: text('name').notNull(),
    shortName: text('short_name').notNull(),
    position: integer('position').notNull(),
    ...validity,
  },
  (table) => [isPeriod('locality_period', table.validFrom, table.validTo)],
);

export const district = sqliteTable(
  'district',
  {
    id: rowId(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    formerName: text('former_name'),
    laCode: text('la_code').notNull(),
    ...validity,
  },
  (table) => [
    isPeriod('district_period', table.validFrom, table.validTo),
    uniqueIndex('district_code').on(table.code, table.validFrom),
  ],
);

/** Which locality a district belongs to, by date. */
export const localityDistrict = sqliteTable(
  'locality_district',
  {
    id: rowId(),
    localityId: text('locality_id')
      .notNull()
      .references(() => locality.id),
    districtId: text('district_id')
      .notNull()
      .references(() => district.id),
    ...validity,
  },
  (table) => [
    isPeriod('locality_district_period', table.validFrom, table.validTo),
    index('locality_district_district').on(table.districtId),
  ],
);

/** Cohorts that a locality leads wherever the child lives ('outOfAuthority', 'specialEducationalNeeds'), by date. */
export const localityCohort = sqliteTable(
  'locality_cohort',
  {
    id: rowId(),
    localityId: text('locality_id')
      .notNull()
      .references(() => locality.id),
    cohort: text('cohort').notNull(),
    precedence: integer('precedence').notNull(),
    ...validity,
  },
  (table) => [isPeriod('locality_cohort_period', table.validFrom, table.validTo)],
);

/** A postcode area ('CT9') or sector ('CT9 1') to the district it lies in; the longest match wins. */
export const postcodeArea = sqliteTable(
  'postcode_area',
  {
    id: rowId(),
    postcodeArea: text('postcode_area').notNull(),
    districtId: text('district_id')
      .notNull()
      .references(() => district.id),
    ...validity,
  },
  (table) => [
    isPeriod('postcode_area_period', table.validFrom, table.validTo),
    uniqueIndex('postcode_area_from').on(table.postcodeArea, table.validFrom),
  ],
);

/** Full-time equivalent staff of a locality's core team, for the staff-to-child ratio. */
export const localityStaff = sqliteTable(
  'locality_staff',
  {
    id: rowId(),
    localityId: text('locality_id')
      .notNull()
      .references(() => locality.id),
    fullTimeEquivalent: real('full_time_equivalent').notNull(),
    ...validity,
  },
  (table) => [isPeriod('locality_staff_period', table.validFrom, table.validTo)],
);

export const term = sqliteTable(
  'term',
  {
    id: rowId(),
    academicYear: text('academic_year').notNull(),
    term: text('term').notNull(),
    half: integer('half').notNull(),
    startDate: text('start_date').notNull(),
    endDate: text('end_date').notNull(),
  },
  (table) => [
    isPeriod('term_period', table.startDate, table.endDate),
    isAcademicYear('term_academic_year', table.academicYear),
    uniqueIndex('term_half').on(table.academicYear, table.term, table.half),
  ],
);

export const bankHoliday = sqliteTable(
  'bank_holiday',
  { id: rowId(), date: text('date').notNull(), name: text('name').notNull() },
  (table) => [isDate('bank_holiday_date', table.date), uniqueIndex('bank_holiday_on').on(table.date)],
);

/** `role` and `locality_id` are those of before roles had days; nothing reads them since `user_role`. */
export const user = sqliteTable('user', {
  id: rowId(),
  name: text('name').notNull(),
  role: text('role').notNull(),
  localityId: text('locality_id').references(() => locality.id),
  active: flag('active').default(true),
  createdAt: text('created_at').notNull(),
});

/**
 * What people are in the virtual school, from a first to a last day: null for always, and until it is ended. A row that is taken
 * back ends on 0001-01-01 and counts on no day: it stays, because packs keep secret who ever led a locality.
 */
export const userRole = sqliteTable(
  'user_role',
  {
    id: rowId(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    role: text('role').notNull(),
    localityId: text('locality_id').references(() => locality.id),
    validFrom: text('valid_from'),
    validTo: text('valid_to'),
  },
  (table) => [
    isDate('user_role_from', table.validFrom),
    isDate('user_role_to', table.validTo),
    check('user_role_order', sql`${table.validTo} = '0001-01-01' OR ${table.validFrom} <= ${table.validTo}`),
    index('user_role_of').on(table.userId),
  ],
);
