import type { ReadConnection } from '#db/open.ts';

// Raw rows by plain SQL: no derived table (care_period, locality_period, cohort_member, measure_outcome, attendance_rollup,
// attendance_year, attendance_days) and no rule of the product is read here or in what is counted from these.

export type Dated = { from: string; to: string | null };
export type RawEpisode = {
  start: string;
  end: string | null;
  rne: string;
  rec: string | null;
  ls: string;
  district: string | null;
};
export type RawEnrolment = { id: string; main: boolean; start: string; end: string | null; ncYear: number | null };
export type RawSuspension = { category: string; start: string; sessions: number; status: string };
export type RawWeek = { enrolment: string; monday: string; marks: string };

export type RawChild = {
  id: string;
  episodes: RawEpisode[];
  enrolments: RawEnrolment[];
  weeks: RawWeek[];
  births: (Dated & { date: string })[];
  own: Dated[];
  uasc: Dated[];
  sen: (Dated & { status: string })[];
  suspensions: RawSuspension[];
};

export type RawFacts = {
  children: Map<string, RawChild>;
  /** Localities with a district, by dates. */
  localityOfDistrict: (Dated & { district: string; locality: string })[];
  /** Localities that lead a cohort, in the order in which they take precedence. */
  cohortLeads: (Dated & { cohort: string; locality: string })[];
  /** Districts that lie in another authority. */
  outside: Set<string>;
  localities: string[];
  halfTerms: { year: string; term: string; half: number; start: string; end: string }[];
  bankHolidays: Set<string>;
};

const dated = 'valid_from AS "from", valid_to AS "to"';

export function rawFacts(reader: ReadConnection): RawFacts {
  const all = <Row>(sql: string) => reader.prepare(sql).all() as Row[];
  const { own } = all<{ own: string }>('SELECT la_code AS own FROM authority_profile')[0] as { own: string };
  const children = new Map<string, RawChild>(
    all<{ id: string }>('SELECT id FROM child').map(({ id }) => [
      id,
      { id, episodes: [], enrolments: [], weeks: [], births: [], own: [], uasc: [], sen: [], suspensions: [] },
    ]),
  );
  const fill = <Row>(sql: string, into: (child: RawChild, row: Row) => void) => {
    for (const row of all<Row & { childId: string }>(sql)) into(children.get(row.childId) as RawChild, row);
  };
  const of = 'child_id AS childId';
  fill<RawEpisode>(
    `SELECT ${of}, start_date AS start, end_date AS end, reason_started AS rne, reason_ceased AS rec, legal_status AS ls,
       placement_district_id AS district FROM episode ORDER BY start_date`,
    (child, row) => child.episodes.push(row),
  );
  fill<Omit<RawEnrolment, 'main'> & { kind: string }>(
    `SELECT ${of}, id, kind, start_date AS start, end_date AS end, nc_year AS ncYear FROM enrolment`,
    (child, { kind, ...row }) => child.enrolments.push({ ...row, main: kind === 'main' }),
  );
  fill<RawWeek>(
    `SELECT ${of}, enrolment_id AS enrolment, week_start AS monday, marks FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id`,
    (child, row) => child.weeks.push(row),
  );
  fill<Dated & { date: string }>(
    `SELECT ${of}, date_of_birth AS date, ${dated} FROM child_date_of_birth ORDER BY valid_from`,
    (child, row) => child.births.push(row),
  );
  fill<Dated>(`SELECT ${of}, ${dated} FROM child_responsible_authority WHERE la_code = '${own}'`, (child, row) =>
    child.own.push(row),
  );
  fill<Dated>(`SELECT ${of}, ${dated} FROM child_uasc`, (child, row) => child.uasc.push(row));
  fill<Dated & { status: string }>(`SELECT ${of}, status, ${dated} FROM sen_status ORDER BY valid_from`, (child, row) =>
    child.sen.push(row),
  );
  fill<RawSuspension>(`SELECT ${of}, category, start_date AS start, sessions, status FROM suspension`, (child, row) =>
    child.suspensions.push(row),
  );
  return {
    children,
    localityOfDistrict: all(`SELECT district_id AS district, locality_id AS locality, ${dated} FROM locality_district`),
    cohortLeads: all(`SELECT cohort, locality_id AS locality, ${dated} FROM locality_cohort ORDER BY precedence`),
    outside: new Set(all<{ id: string }>(`SELECT id FROM district WHERE la_code <> '${own}'`).map(({ id }) => id)),
    localities: all<{ id: string }>('SELECT id FROM locality').map(({ id }) => id),
    halfTerms: all('SELECT academic_year AS year, term, half, start_date AS start, end_date AS "end" FROM term'),
    bankHolidays: new Set(all<{ date: string }>('SELECT date FROM bank_holiday').map(({ date }) => date)),
  };
}
