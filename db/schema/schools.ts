import { index, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { district } from './authority.ts';
import { isDate, isPeriod, rowId, validity } from './columns.ts';

export const school = sqliteTable(
  'school',
  {
    id: rowId(),
    /** Null for a school that has none, such as one outside England. */
    urn: text('urn'),
    laestab: text('laestab'),
    name: text('name').notNull(),
    phase: text('phase'),
    districtId: text('district_id').references(() => district.id),
    postcode: text('postcode'),
    openedOn: text('opened_on'),
    closedOn: text('closed_on'),
  },
  (table) => [uniqueIndex('school_urn').on(table.urn), index('school_name').on(table.name)],
);

/** The designated teacher (statutory, leads the PEP) and the designated safeguarding lead: two different people, dated. */
export const schoolContact = sqliteTable(
  'school_contact',
  {
    id: rowId(),
    schoolId: text('school_id')
      .notNull()
      .references(() => school.id),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    telephone: text('telephone'),
    ...validity,
  },
  (table) => [
    isPeriod('school_contact_period', table.validFrom, table.validTo),
    index('school_contact_school').on(table.schoolId, table.kind, table.validFrom),
  ],
);

/** A school that became another (an academy conversion): from that day its enrolments and people are the successor's. */
export const schoolLink = sqliteTable(
  'school_link',
  {
    id: rowId(),
    fromSchoolId: text('from_school_id')
      .notNull()
      .references(() => school.id),
    toSchoolId: text('to_school_id')
      .notNull()
      .references(() => school.id),
    linkedOn: text('linked_on').notNull(),
    kind: text('kind').notNull(),
  },
  (table) => [
    isDate('school_link_day', table.linkedOn),
    uniqueIndex('school_link_of').on(table.fromSchoolId, table.toSchoolId),
  ],
);
