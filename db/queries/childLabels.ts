import type { ReadConnection } from '#db/open.ts';

export type ChildLabel = {
  listName: string;
  dateOfBirth: string | null;
  enrolment: { start: string; ncYear: number | null } | null;
  schoolName: string | null;
  localityName: string | null;
};

/** What a list needs to name children on a date: 'SURNAME, Forename' (or the local id), school, locality. */
export function childLabels(
  reader: ReadConnection,
  childIds: readonly string[],
  asAt: string,
  today: string,
): Map<string, ChildLabel> {
  const name = reader.prepare(
    "SELECT surname, forename FROM child_name WHERE child_id = ? AND kind = 'legal' ORDER BY valid_from <= ? DESC, valid_from DESC LIMIT 1",
  );
  const localId = reader.prepare(
    "SELECT value FROM child_identifier WHERE child_id = ? AND kind = 'localId' ORDER BY valid_from DESC LIMIT 1",
  );
  const sealed = reader.prepare('SELECT sealed_on AS sealedOn FROM child WHERE id = ?');
  const birth = reader.prepare(
    'SELECT date_of_birth AS date FROM child_date_of_birth WHERE child_id = ? ORDER BY valid_to IS NOT NULL, valid_from DESC LIMIT 1',
  );
  const school = reader.prepare(
    `SELECT name, start_date AS start, nc_year AS ncYear FROM enrolment JOIN school ON school.id = school_id
     WHERE child_id = ? AND start_date <= ? AND (end_date IS NULL OR end_date >= ?) ORDER BY kind = 'dual', start_date DESC LIMIT 1`,
  );
  const locality = reader.prepare(
    `SELECT locality.name FROM locality_period LEFT JOIN locality ON locality.id = locality_id
     WHERE child_id = ? AND start_date <= ? ORDER BY start_date DESC LIMIT 1`,
  );
  const labels = new Map<string, ChildLabel>();
  for (const childId of childIds) {
    const { sealedOn } = (sealed.get(childId) as { sealedOn: string | null } | undefined) ?? { sealedOn: null };
    const named =
      sealedOn !== null && (sealedOn <= asAt || sealedOn <= today)
        ? undefined
        : (name.get(childId, asAt) as { surname: string; forename: string } | undefined);
    const enrolled = school.get(childId, asAt, asAt) as
      | { name: string; start: string; ncYear: number | null }
      | undefined;
    labels.set(childId, {
      listName: named
        ? `${named.surname.toLocaleUpperCase('en-GB')}, ${named.forename}`
        : ((localId.get(childId) as { value: string } | undefined)?.value ?? childId),
      dateOfBirth: (birth.get(childId) as { date: string } | undefined)?.date ?? null,
      enrolment: enrolled ? { start: enrolled.start, ncYear: enrolled.ncYear } : null,
      schoolName: enrolled?.name ?? null,
      localityName: (locality.get(childId, asAt) as { name: string | null } | undefined)?.name ?? null,
    });
  }
  return labels;
}
