import type { ReadConnection } from '#db/open.ts';
import { listedChildren } from './careFacts.ts';
import type { InScope } from './scope.ts';

export type SchoolOfDate = {
  schoolId: string;
  urn: string | null;
  laestab: string | null;
  name: string;
  phase: string | null;
  district: string | null;
};

/** Every school by name. */
export const listSchools = (reader: ReadConnection): SchoolOfDate[] =>
  reader
    .prepare<[], SchoolOfDate>(
      `SELECT school.id AS schoolId, urn, laestab, school.name, phase, district.name AS district
       FROM school LEFT JOIN district ON district.id = district_id ORDER BY school.name COLLATE NOCASE, urn`,
    )
    .all();

export type ContactsOfSchool = { designatedTeacher: string | null; safeguardingLead: string | null };

/** The designated teacher and the safeguarding lead of each school on a date; two different people by law. */
export function schoolContactsOn(reader: ReadConnection, asAt: string): Map<string, ContactsOfSchool> {
  const rows = reader
    .prepare<[{ asAt: string }], { schoolId: string; kind: string; name: string }>(
      `SELECT school_id AS schoolId, kind, name FROM school_contact
       WHERE valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt) ORDER BY valid_from`,
    )
    .all({ asAt });
  const contacts = new Map<string, ContactsOfSchool>();
  for (const { schoolId, kind, name } of rows) {
    const known = contacts.get(schoolId) ?? { designatedTeacher: null, safeguardingLead: null };
    known[kind === 'designatedTeacher' ? 'designatedTeacher' : 'safeguardingLead'] = name;
    contacts.set(schoolId, known);
  }
  return contacts;
}

/** The designated teacher of one school on a date. */
export function designatedTeacherOn(reader: ReadConnection, schoolId: string, asAt: string): string | null {
  const row = reader
    .prepare<[{ schoolId: string; asAt: string }], { name: string }>(
      `SELECT name FROM school_contact WHERE school_id = @schoolId AND kind = 'designatedTeacher' AND valid_from <= @asAt
       AND (valid_to IS NULL OR valid_to >= @asAt) ORDER BY valid_from DESC LIMIT 1`,
    )
    .get({ schoolId, asAt });
  return row?.name ?? null;
}

/**
 * How many children looked after on the date are enrolled at each school on it, at a main or a dual registration.
 */
export function pupilsOfSchools(inScope: InScope, reader: ReadConnection, asAt: string): Map<string, number> {
  const rows = reader
    .prepare(
      `${listedChildren} SELECT DISTINCT childId, school_id FROM listed CROSS JOIN enrolment ON child_id = childId
       WHERE school_id IS NOT NULL AND start_date <= @asAt AND (end_date IS NULL OR end_date >= @asAt)`,
    )
    .raw()
    .all({ asAt }) as [string, string][];
  const pupils = new Map<string, number>();
  for (const [childId, schoolId] of rows)
    if (inScope.has(childId)) pupils.set(schoolId, (pupils.get(schoolId) ?? 0) + 1);
  return pupils;
}

/** Every school's name, by its id. */
export const schoolNames = (reader: Pick<ReadConnection, 'prepare'>): Map<string, string> =>
  new Map(reader.prepare('SELECT id, name FROM school').raw().all() as [string, string][]);
