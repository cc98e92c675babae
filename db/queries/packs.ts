import type { ReadConnection } from '#db/open.ts';
import type { TermHalf } from '#domain/calendar/terms.ts';
import { foldText } from '#domain/words/foldText.ts';
import type { InScope } from './scope.ts';

export type PackSchool = {
  schoolId: string;
  name: string;
  urn: string | null;
  laestab: string | null;
  phase: string | null;
};

/** The school a pack is for; null where there is none of that id. */
export const packSchool = (reader: ReadConnection, schoolId: string): PackSchool | null =>
  reader
    .prepare<[string], PackSchool>('SELECT id AS schoolId, name, urn, laestab, phase FROM school WHERE id = ?')
    .get(schoolId) ?? null;

/** The id of the school that a pack names: by its URN, else the one without a URN of that name; null where the store has none. */
export function schoolNamedByPack(
  reader: ReadConnection,
  { urn, name }: Pick<PackSchool, 'urn' | 'name'>,
): string | null {
  if (urn !== null)
    return reader.prepare<[string], { id: string }>('SELECT id FROM school WHERE urn = ?').get(urn)?.id ?? null;
  const named = reader
    .prepare<[], { id: string; name: string }>('SELECT id, name FROM school WHERE urn IS NULL')
    .all()
    .filter((school) => foldText(school.name) === foldText(name));
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

export type SchoolContact = { name: string; email: string | null; telephone: string | null };
export type ContactKind = 'designatedTeacher' | 'designatedSafeguardingLead';

/** The designated teacher and safeguarding lead in office on a date; of several the one who began last. */
export function packContacts(
  reader: ReadConnection,
  schoolId: string,
  asAt: string,
): Record<ContactKind, SchoolContact | null> {
  const rows = reader
    .prepare<[{ schoolId: string; asAt: string }], { kind: ContactKind } & SchoolContact>(
      `SELECT kind, name, email, telephone FROM school_contact
       WHERE school_id = @schoolId AND valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt) ORDER BY valid_from, id`,
    )
    .all({ schoolId, asAt });
  const contacts: Record<ContactKind, SchoolContact | null> = {
    designatedTeacher: null,
    designatedSafeguardingLead: null,
  };
  for (const { kind, ...contact } of rows) contacts[kind] = contact;
  return contacts;
}

/** '+' keeps the date out of the choice of index: the child's own few rows are looked at, not everybody's since ever. */
export const pupilsSql = `SELECT DISTINCT enrolment.child_id FROM enrolment
  CROSS JOIN child ON child.id = enrolment.child_id
  WHERE school_id = @schoolId AND enrolment.start_date <= @asAt AND (enrolment.end_date IS NULL OR enrolment.end_date >= @asAt)
    AND sealed_on IS NULL
    AND EXISTS (SELECT 1 FROM care_period WHERE care_period.child_id = enrolment.child_id AND care_period.kind = 'all'
      AND +care_period.start_date <= @asAt AND (care_period.end_date IS NULL OR care_period.end_date > @asAt))`;

/**
 * The pupils of a school on a date who were looked after on it, at a main or a dual registration, each
 * once. A record that is sealed by an adoption is not among them, on whatever date one looks back at.
 */
export const pupilsOn = (inScope: InScope, reader: ReadConnection, schoolId: string, asAt: string): string[] =>
  (reader.prepare(pupilsSql).pluck().all({ schoolId, asAt }) as string[]).filter(inScope.has);

/** The virtual school's own name and its authority's. */
export const packTeam = (reader: ReadConnection): { laCode: string; authorityName: string; teamName: string } =>
  reader
    .prepare(
      'SELECT la_code AS laCode, name AS authorityName, virtual_school_name AS teamName FROM authority_profile LIMIT 1',
    )
    .get() as { laCode: string; authorityName: string; teamName: string };

/** The assistant head of each locality on a day: where there are several, who began last (cover), or was added last. */
export const assistantHeads = (reader: ReadConnection, day: string): Map<string, string> =>
  new Map(
    reader
      .prepare(
        `SELECT user_role.locality_id, name FROM user_role JOIN user ON user.id = user_id
         WHERE user_role.role = 'assistantHead' AND active = 1 AND user_role.locality_id IS NOT NULL
           AND coalesce(valid_from <= @day, 1) AND coalesce(valid_to >= @day, 1)
         ORDER BY coalesce(valid_from, ''), created_at, user.id`,
      )
      .raw()
      .all({ day }) as [string, string][],
  );

/**
 * The names of everybody who leads a locality or ever did, under every name they had here: roles that were taken back stay as rows, and
 * the history has roles and localities of before roles had days, and names. Each tells the part of the county as surely as its name does. CROSS JOIN has the few people looked up in it,
 * for it is long.
 */
export const everAssistantHeads = (reader: ReadConnection): string[] =>
  reader
    .prepare(
      `WITH ever AS (
         SELECT user_id AS id FROM user_role WHERE role = 'assistantHead' OR locality_id IS NOT NULL
         UNION SELECT user.id FROM user CROSS JOIN change ON table_name = 'user' AND row_id = user.id
           AND (field = 'role' AND old ->> '$' = 'assistantHead' OR field = 'locality_id' AND old ->> '$' IS NOT NULL))
       SELECT name FROM user JOIN ever USING (id)
       UNION SELECT old ->> '$' FROM ever CROSS JOIN change ON table_name = 'user' AND row_id = ever.id AND field = 'name'`,
    )
    .pluck()
    .all() as string[];

/** The value of a dated rule of the authority as JSON gives it; null where none of the kind is in force. */
export function ruleValueOn(reader: ReadConnection, kind: string, asAt: string): unknown {
  const row = reader
    .prepare<[{ kind: string; asAt: string }], { value: string }>(
      `SELECT value FROM rule_set WHERE kind = @kind AND valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt)
       ORDER BY valid_from DESC LIMIT 1`,
    )
    .get({ kind, asAt });
  return row === undefined ? null : JSON.parse(row.value);
}

export type PackExportRow = {
  at: string;
  by: string;
  schoolName: string;
  children: number;
  /** The folder of the pack, or its one file. */
  folder: string;
  protected: number;
  /** What the audit says of the export: '12 files; synchronised'. Null where it has no entry of it. */
  detail: string | null;
};

/** Packs exported, newest first. @param audit the audit file, which says where each went @param userId only that user's; null for everybody's. */
export const packExports = (
  reader: ReadConnection,
  audit: Pick<ReadConnection, 'prepare'>,
  userId: string | null,
  limit: number,
): PackExportRow[] => {
  const rows = reader
    .prepare<[{ userId: string | null; limit: number }], Omit<PackExportRow, 'detail'> & { id: string }>(
      `SELECT pack_export.id, at, coalesce(user.name, 'a former user') AS by, school.name AS schoolName, children, folder, protected
       FROM pack_export JOIN school ON school.id = pack_export.school_id LEFT JOIN user ON user.id = user_id
       WHERE @userId IS NULL OR user_id = @userId ORDER BY at DESC, pack_export.id DESC LIMIT @limit`,
    )
    .all({ userId, limit });
  const detail = audit
    .prepare(
      `SELECT entry.detail FROM subject JOIN subject_set ON subject_set.id = set_id JOIN entry ON entry.digest = subject_set.digest
       WHERE subject_id = ? AND kind = 'packExport' ORDER BY number DESC LIMIT 1`,
    )
    .pluck();
  return rows.map(({ id, ...row }) => ({ ...row, detail: (detail.get(id) as string | undefined) ?? null }));
};

/** The authority's half-terms of all years, in date order. */
export const packTerms = (reader: ReadConnection): TermHalf[] =>
  reader
    .prepare(
      'SELECT academic_year AS academicYear, term, half, start_date AS start, end_date AS end FROM term ORDER BY start_date',
    )
    .all() as TermHalf[];
