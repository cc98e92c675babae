import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GapReport } from '#contract/reports.ts';
import { childrenInScope } from '#db/queries/scope.ts';
import { targetRates } from '#demonstration/publishedRates.ts';
import { codeTableOn, countWeekMarks, newTally, sessionCountsOf } from '#domain/attendance/countWeekMarks.ts';
import { academicYearsBetween } from '#domain/calendar/academicYear.ts';
import type { Episode } from '#domain/cohorts/episode.ts';
import { periodsOfCare } from '#domain/cohorts/periodsOfCare.ts';
import { reasonProblems } from '#domain/exclusions/exclusionReasons.ts';
import { isLaestab } from '#domain/identifiers/isLaestab.ts';
import { isUnknownUpnCode, isUpn } from '#domain/identifiers/isUpn.ts';
import { catalogue, measureOf } from '#domain/measures/catalogue.ts';
import { prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { disagreements } from '#test/make/askEverywhere.ts';
import { agreesWithPublished } from '#test/make/binomialInterval95.ts';
import { generator } from '#test/make/generator.ts';
import { Recount } from '#test/recount/attendanceRecount.ts';
import { type Ask, compareGapReport, compareOverview, compareSummary } from '#test/recount/compareAttendance.ts';
import { compareLearning, rawPeers } from '#test/recount/compareLearning.ts';
import { learningMeasures } from '#test/recount/outcomesRecount.ts';
import { rawFacts } from '#test/recount/rawFacts.ts';
import { rawResults } from '#test/recount/rawResults.ts';
import { finished, numberOf, readerOf, rowsOf, temporaryHost } from './builtStore.ts';

let today = '2025-03-31';
const { host, discard } = temporaryHost({ today: () => today, now: () => Date.parse(`${today}T09:00:00Z`) });
const messages: string[] = [];

beforeAll(async () => {
  const jobId = host.startDemonstration({
    passphrase: 'demonstration only',
    userName: 'Demonstration user',
    seed: 2011,
  });
  const job = await finished(host, jobId, (message) => messages.push(message));
  expect(job).toMatchObject({ state: 'done', error: null });
}, 400_000);
afterAll(discard);

/** Kent's own children looked after on a date, short breaks left out. */
const inCare = (date: string): string =>
  `SELECT cp.child_id FROM care_period cp JOIN child_responsible_authority a ON a.child_id = cp.child_id AND a.la_code = '886'
   WHERE cp.kind = 'withoutRespite' AND cp.start_date <= '${date}' AND (cp.end_date IS NULL OR cp.end_date > '${date}')`;
const placedOn = (date: string): string =>
  `FROM episode LEFT JOIN district ON district.id = placement_district_id WHERE child_id IN (${inCare(date)})
   AND start_date <= '${date}' AND (end_date IS NULL OR end_date > '${date}')`;

describe('record = list = overview = drill = pack', () => {
  // Twenty-five children at each, through five calls and a pack: longer than a minute on a machine that does much else.
  test.each(['2012-03-14', '2023-10-15', '2024-12-31', '2025-03-31'])(
    'for children at random on %s',
    { timeout: 240_000 },
    (asAt) => {
      if (!host.service) throw new Error('the store is not open');
      const ids = rowsOf<{ id: string }>(
        host,
        "SELECT DISTINCT child_id AS id FROM care_period WHERE kind = 'all' AND start_date <= ? AND (end_date IS NULL OR end_date > ?) ORDER BY 1",
        ...[asAt, asAt],
      );
      const pick = generator(Number(asAt.replaceAll('-', '')));
      const chosen = Array.from({ length: 25 }, () => ids[pick(ids.length)]?.id ?? '');
      expect(disagreements(host.service.context, chosen, asAt)).toEqual([]);
    },
  );
});

describe('30 June 2011, the profile that the seed prints (domain.md section 2)', () => {
  const date = '2011-06-30';
  const valid = `valid_from <= '${date}' AND (valid_to IS NULL OR valid_to >= '${date}')`;
  test.each([
    ['children', 1745, `SELECT count(*) FROM (${inCare(date)})`],
    ['unaccompanied', 233, `SELECT count(*) FROM child_uasc WHERE child_id IN (${inCare(date)}) AND ${valid}`],
    ['placed with parents', 66, `SELECT count(*) ${placedOn(date)} AND placement_type = 'P1'`],
    ['with relatives or friends', 93, `SELECT count(*) ${placedOn(date)} AND placement_type IN ('U1', 'U2', 'U3')`],
    [
      'with unrelated foster carers',
      1082,
      `SELECT count(*) ${placedOn(date)} AND placement_type IN ('U4', 'U5', 'U6')`,
    ],
    ["in children's homes", 87, `SELECT count(*) ${placedOn(date)} AND placement_type = 'K2'`],
    ['outside Kent', 183, `SELECT count(*) ${placedOn(date)} AND district.la_code <> '886'`],
    ['disabled', 84, `SELECT count(*) FROM child WHERE disabled = 1 AND id IN (${inCare(date)})`],
    [
      'with a statement',
      270,
      `SELECT count(*) FROM sen_status WHERE status = 'S' AND ${valid} AND child_id IN (${inCare(date)})`,
    ],
    [
      'under twelve',
      819,
      `SELECT count(*) FROM child_date_of_birth WHERE date_of_birth > '1999-06-30' AND ${valid} AND child_id IN (${inCare(date)})`,
    ],
    ['girls', 716, `SELECT count(*) FROM child WHERE sex = 'F' AND id IN (${inCare(date)})`],
    ['boys', 1029, `SELECT count(*) FROM child WHERE sex = 'M' AND id IN (${inCare(date)})`],
    [
      'from an ethnic minority',
      356,
      `SELECT count(*) FROM child WHERE ethnicity <> 'WBRI' AND id IN (${inCare(date)})`,
    ],
    ['with a reason recorded', 1034, `SELECT count(*) ${placedOn(date)} AND need_code IS NOT NULL`],
    ['abuse or neglect', 274, `SELECT count(*) ${placedOn(date)} AND need_code = 'N1'`],
    ['absent parenting', 268, `SELECT count(*) ${placedOn(date)} AND need_code = 'N8'`],
    ['family dysfunction', 285, `SELECT count(*) ${placedOn(date)} AND need_code = 'N5'`],
    ['acute stress', 117, `SELECT count(*) ${placedOn(date)} AND need_code = 'N4'`],
    ["parents' illness or disability", 33, `SELECT count(*) ${placedOn(date)} AND need_code = 'N3'`],
    ['unacceptable behaviour', 24, `SELECT count(*) ${placedOn(date)} AND need_code = 'N6'`],
    ["child's disability", 16, `SELECT count(*) ${placedOn(date)} AND need_code = 'N2'`],
  ])('%s: %i', (_, count, sql) => {
    expect(numberOf(host, sql)).toBe(count);
  });

  test('placements in the time in care: mean 3.4 within 1 %, from 1 to 56', () => {
    const counts = rowsOf<{ n: number }>(
      host,
      `SELECT count(*) AS n FROM care_period cp JOIN episode e ON e.child_id = cp.child_id AND e.start_date BETWEEN cp.start_date AND '${date}'
       WHERE cp.kind = 'withoutRespite' AND cp.child_id IN (${inCare(date)}) AND cp.start_date <= '${date}'
         AND (cp.end_date IS NULL OR cp.end_date > '${date}') AND reason_started <> 'L' GROUP BY cp.child_id`,
    ).map(({ n }) => n);
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    expect(Math.abs(mean - 3.4)).toBeLessThanOrEqual(0.034);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 56]);
  });
});

describe('31 March 2025 and the years between', () => {
  test('about as many children (1,780, and five of the special cases), about 1,200 of them for twelve months', () => {
    expect(numberOf(host, `SELECT count(*) FROM (${inCare('2025-03-31')})`)).toBe(1785);
    const lac12 = numberOf(host, `SELECT count(*) FROM (${inCare('2025-03-31')} AND cp.start_date <= '2024-04-01')`);
    expect(Math.abs(lac12 - 1200)).toBeLessThan(60);
  });

  test('each year has year 6 and year 11 cohorts of a plausible size', () => {
    for (const year of academicYearsBetween('2005/06', '2024/25')) {
      for (const ncYear of [6, 11]) {
        const n = numberOf(
          host,
          'SELECT count(*) FROM cohort_member WHERE academic_year = ? AND nc_year = ? AND lac12 = 1 AND own = 1',
          year,
          ncYear,
        );
        expect(n, `${year}, year ${ncYear}`).toBeGreaterThanOrEqual(50);
        expect(n, `${year}, year ${ncYear}`).toBeLessThanOrEqual(150);
      }
    }
  });

  test('children of other authorities: about 1,300 on each date, in no cohort of Kent', () => {
    const others = (date: string) =>
      numberOf(
        host,
        `SELECT count(*) FROM care_period WHERE kind = 'withoutRespite' AND start_date <= ? AND (end_date IS NULL OR end_date > ?)`,
        date,
        date,
      ) - numberOf(host, `SELECT count(*) FROM (${inCare(date)})`);
    for (const date of ['2011-06-30', '2025-03-31']) expect(Math.abs(others(date) - 1300)).toBeLessThan(20);
    expect(
      numberOf(
        host,
        "SELECT count(*) FROM cohort_member JOIN child_responsible_authority USING (child_id) WHERE own = 1 AND la_code <> '886'",
      ),
    ).toBe(0);
  });

  test('every chain of episodes is whole: the SSDA903 rules find nothing to mend', () => {
    const episodes = rowsOf<Episode & { childId: string }>(
      host,
      `SELECT child_id AS childId, start_date AS start, end_date AS "end", legal_status AS legalStatus, placement_type AS placementType,
         reason_started AS reasonEpisodeStarted, reason_ceased AS reasonEpisodeCeased FROM episode`,
    );
    for (const [childId, chain] of Map.groupBy(episodes, (each) => each.childId))
      expect(periodsOfCare(chain, { includeRespite: true }).problems, childId).toEqual([]);
  });
});

describe('figures from child rows, by the app’s own report, beside the published ones', () => {
  // When the results of the last year have been issued.
  beforeAll(() => {
    today = '2026-02-28';
  });
  afterAll(() => {
    today = '2025-03-31';
  });
  const published = () => targetRates(readerOf(host));
  const report = async (measure: string, by: 'county' | 'locality' = 'county'): Promise<GapReport> => {
    const reply = (await host.call('reports.gap', { measure, fromYear: '2005/06', toYear: '2024/25', by })) as {
      ok: boolean;
      value: GapReport;
    };
    expect(reply.ok, measure).toBe(true);
    return reply.value;
  };
  /** Session marks begin in 2020/21: earlier absence has no rows to come from. */
  const firstYear = (subject: string): string => (subject === 'attendance' ? '2020/21' : '2005/06');

  const computable = catalogue.filter((measure) => measure.computable && measure.subject !== 'peps');
  test.each(computable.map((measure) => measure.id))(
    '%s lies within the 95 %% interval wherever Kent or England is published',
    async (id) => {
      const measure = measureOf(id);
      const rates = published();
      for (const row of (await report(id)).county) {
        const rate = rates(id, row.academicYear);
        if (rate === null || rate.from === 'assumed' || row.academicYear < firstYear(measure.subject)) continue;
        const where = `${id} ${row.academicYear}: ${row.lookedAfter} beside ${rate.value} of ${rate.from}`;
        expect(row.lookedAfter, where).not.toBeNull();
        if (measure.unit === 'percent' && row.reached !== null)
          expect(
            agreesWithPublished({ numerator: row.reached, denominator: row.withResult }, rate.value, 1),
            where,
          ).toBe(true);
        else if (row.interval) {
          expect(rate.value, where).toBeGreaterThanOrEqual(row.interval.low);
          expect(rate.value, where).toBeLessThanOrEqual(row.interval.high);
        } else expect(Math.abs((row.lookedAfter ?? 0) - rate.value), where).toBeLessThanOrEqual(0.05);
      }
    },
  );

  test('localities and unallocated add up to the county', async () => {
    for (const measure of ['ks2-rwm-expected', 'ks4-attainment8']) {
      const { county, localities } = await report(measure, 'locality');
      const last = county.find((row) => row.academicYear === '2024/25');
      const rows = localities.filter((row) => !row.isCounty && row.academicYear === '2024/25');
      const children = rows.reduce((sum, row) => sum + row.inCohort, 0);
      expect(children, measure).toBe(last?.inCohort);
    }
    // A child who moved counts in each locality with the sessions of its own days, so sessions add up and children do not.
    const reply = (await host.call('reports.attendanceSummary', {
      asAt: '2025-03-31',
      fromYear: '2023/24',
      toYear: '2023/24',
    })) as {
      value: { rows: { isCounty: boolean; absence: { numerator: number | null; denominator: number | null } }[] };
    };
    for (const part of ['numerator', 'denominator'] as const) {
      const [county] = reply.value.rows.filter((row) => row.isCounty);
      const parts = reply.value.rows.filter((row) => !row.isCounty);
      expect(
        parts.reduce((sum, row) => sum + (row.absence[part] ?? 0), 0),
        part,
      ).toBe(county?.absence[part]);
    }
  });

  test('about nine PEPs in ten are on time', () => {
    const [row] = rowsOf<{ due: number; onTime: number }>(
      host,
      `SELECT count(*) AS due, sum(held_on IS NOT NULL AND held_on <= due_on) AS onTime FROM pep
       WHERE version = 1 AND due_on <= '2025-03-31' AND EXISTS (SELECT 1 FROM care_period cp INDEXED BY care_period_child WHERE cp.child_id = pep.child_id AND cp.kind = 'all'
         AND cp.start_date <= due_on AND (cp.end_date IS NULL OR cp.end_date >= due_on))`,
    );
    const rate = (row?.onTime ?? 0) / (row?.due ?? 1);
    expect(rate).toBeGreaterThan(0.86);
    expect(rate).toBeLessThan(0.94);
  });
});

describe('what is written can be read by the rules', () => {
  test('pupil numbers have the right check letter, schools the right shape, and two different people', () => {
    for (const { value } of rowsOf<{ value: string }>(host, "SELECT value FROM child_identifier WHERE kind = 'upn'"))
      expect(isUpn(value) || isUnknownUpnCode(value), value).toBe(true);
    const known = rowsOf<{ value: string }>(
      host,
      "SELECT value FROM child_identifier WHERE kind = 'upn' AND value NOT LIKE 'UN_'",
    );
    expect(new Set(known.map(({ value }) => value)).size).toBe(known.length);
    expect(numberOf(host, 'SELECT count(*) FROM school')).toBe(600);
    for (const school of rowsOf<{ urn: string; laestab: string; name: string }>(
      host,
      'SELECT urn, laestab, name FROM school',
    )) {
      expect(school.urn).toMatch(/^9\d{5}$/);
      expect(isLaestab(school.laestab), school.laestab).toBe(true);
      expect(school.name).toMatch(/^Demonstration /);
    }
    expect(
      numberOf(
        host,
        `SELECT count(*) FROM school_contact dt JOIN school_contact dsl ON dsl.school_id = dt.school_id AND dsl.name = dt.name
         WHERE dt.kind = 'designatedTeacher' AND dsl.kind = 'designatedSafeguardingLead'`,
      ),
    ).toBe(0);
  });

  test('every mark is a code of its date’s set, and both sets are in use', () => {
    const tally = newTally();
    for (const { weekStart, marks } of rowsOf<{ weekStart: string; marks: string }>(
      host,
      'SELECT week_start AS weekStart, marks FROM attendance_week',
    ))
      countWeekMarks(marks, codeTableOn(weekStart), tally);
    expect(tally[6]).toBe(0);
    expect(sessionCountsOf(tally).attended).toBeGreaterThan(1_000_000);
    expect(
      numberOf(
        host,
        "SELECT count(*) FROM attendance_week WHERE week_start > '2025-03-28' OR week_start < '2020-08-31'",
      ),
    ).toBe(0);
  });

  test('reasons of suspensions are valid on their day, nobody is suspended for more than 45 days, some are taken back', () => {
    for (const row of rowsOf<{
      start_date: string;
      reason_1: string | null;
      reason_2: string | null;
      reason_3: string | null;
    }>(host, 'SELECT * FROM suspension')) {
      const reasons = [row.reason_1, row.reason_2, row.reason_3].filter((each) => each !== null);
      expect(reasonProblems(reasons, row.start_date)).toEqual([]);
    }
    expect(
      new Set(rowsOf<{ status: string }>(host, 'SELECT DISTINCT status FROM suspension').map(({ status }) => status)),
    ).toEqual(new Set(['issued', 'cancelled', 'quashed', 'reinstated']));
  });

  test('the store says which day it stands for, and told its progress in words', () => {
    expect(numberOf(host, "SELECT value = '2025-03-31' FROM store_info WHERE key = 'snapshotAsAt'")).toBe(1);
    expect(messages.join(' | ')).toMatch(/Making children.*Marking registers.*Writing PEPs/);
  });

  test('the special cases are there: disputed dates, sealed records, confidential placements, no school, dual registration', () => {
    for (const sql of [
      'SELECT count(*) FROM child_date_of_birth WHERE disputed = 1 AND valid_to IS NOT NULL',
      'SELECT count(*) FROM child WHERE sealed_on IS NOT NULL',
      "SELECT count(*) FROM secret_placement WHERE kind = 'said' AND to_date IS NULL",
      // A sister at a secret address, a child placed for adoption with a known-as name, one whose secret placement is over.
      "SELECT count(*) FROM secret_placement WHERE kind = 'sibling' AND to_date IS NULL AND local_id = 'K900002'",
      "SELECT count(*) FROM secret_placement WHERE kind = 'adoption' AND to_date IS NULL AND local_id = 'K900003'",
      "SELECT count(*) FROM child_name JOIN child_identifier USING (child_id) WHERE child_name.kind = 'knownAs' AND value = 'K900003'",
      // Marks from after care ended, and from between two times in care.
      `SELECT count(*) FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id JOIN child_identifier USING (child_id)
       WHERE value = 'K900005' AND week_start > '2025-01-31'`,
      `SELECT count(*) FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id JOIN child_identifier USING (child_id)
       WHERE value = 'K900006' AND week_start < '2024-10-28'`,
      'SELECT count(*) FROM pep WHERE no_school_reason IS NOT NULL',
      "SELECT count(*) FROM enrolment WHERE kind = 'dual' AND alternative_provision = 1",
      'SELECT count(*) FROM enrolment WHERE part_time_sessions IS NOT NULL',
      "SELECT count(*) FROM child_name WHERE kind = 'knownAs'",
      "SELECT count(*) FROM pep WHERE status = 'returned'",
      'SELECT count(*) FROM pep WHERE version = 2 AND amends_id IS NOT NULL',
      'SELECT count(*) FROM attainment_result WHERE supersedes_id IS NOT NULL',
      "SELECT count(*) FROM attainment_target WHERE kind = 'prediction'",
    ])
      expect(numberOf(host, sql), sql).toBeGreaterThan(0);
  });
});

describe('assistant heads', () => {
  const heads = () =>
    rowsOf<{ name: string; locality: string; id: string; active: number }>(
      host,
      `SELECT user.name, short_name AS locality, locality.id AS id, active FROM user JOIN user_role ON user_id = user.id
     JOIN locality ON locality.id = user_role.locality_id WHERE user_role.role = 'assistantHead' ORDER BY short_name, active DESC`,
    );

  test('one leads each locality and has a caseload; one who led East Kent 3 before is known', () => {
    expect(heads().map(({ locality, active }) => `${locality} ${active}`)).toEqual([
      'EK1 1',
      'EK2 1',
      'EK3 1',
      'EK3 0',
      'EK4 1',
      'NWK 1',
      'SWK 1',
    ]);
    const everybody = rowsOf<{ id: string }>(host, 'SELECT id FROM child');
    for (const { id } of heads()) {
      const inScope = childrenInScope({ kind: 'localities', ids: [id] }, readerOf(host), today);
      expect(everybody.filter((child) => inScope.has(child.id)).length).toBeGreaterThan(100);
    }
  });

  test('a pack names the head for a child whose placement is open, the team for one whose is secret, the former one for nobody', () => {
    if (!host.service) throw new Error('the store is not open');
    const schoolId = rowsOf<{ id: string }>(
      host,
      "SELECT school_id AS id FROM enrolment JOIN child_identifier USING (child_id) WHERE value = 'K900001'",
    )[0]?.id;
    const pack = prepareSchoolPack(host.service.context, { schoolId: schoolId ?? '', asAt: today, childIds: [] });
    const head = (localId: string) => pack.children.find((each) => each.localId === localId)?.pack.header.assistantHead;
    const [now, former] = heads().filter(({ locality }) => locality === 'EK3');
    expect(head('K900006')?.name).toBe(now?.name);
    for (const secret of ['K900001', 'K900002', 'K900003', 'K900004']) expect(head(secret), secret).toBeNull();
    expect(JSON.stringify(pack)).not.toContain(former?.name);
    expect(pack.children.find(({ localId }) => localId === 'K900001')?.passages.map(({ state }) => state)).toContain(
      'never',
    );
  });

  test('who leads a locality still does when the store is opened the next time, in the key file too', async () => {
    const before = heads();
    await host.call('store.lock', {});
    expect(await host.call('store.unlock', { passphrase: 'demonstration only' })).toMatchObject({
      ok: true,
    });
    expect(heads()).toEqual(before);
  });
});

describe('counted again from raw rows (see test/recount)', () => {
  const ask: Ask = async (name, input) => {
    const reply = await host.call(name, input);
    if (!reply.ok) throw new Error(reply.error.detail.message);
    return reply.value as never;
  };
  const known: { recount?: Recount } = {};
  const recount = () => {
    known.recount ??= new Recount(rawFacts(readerOf(host)));
    return known.recount;
  };

  test.each(['2023-10-15', '2025-03-31'])('attendance and suspensions are the same on %s', async (asAt) => {
    const overview = await compareOverview(ask, recount(), asAt);
    const summary = await compareSummary(ask, recount(), asAt, 2021);
    expect([...overview.differences, ...summary.differences]).toEqual([]);
    expect(summary.cells).toBeGreaterThan(100);
  });

  test('and in every row of the gap report of absence and exclusion', async () => {
    const { cells, differences } = await compareGapReport(ask, recount(), [2019, 2024], { lac12: true, uasc: true });
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(300);
  });

  test.each(Object.keys(learningMeasures))('and in every row of the gap report of %s', async (measure) => {
    const reader = readerOf(host);
    const learning = { facts: recount().facts, results: rawResults(reader), peers: rawPeers(reader), today };
    const differences: string[] = [];
    let withResult = 0;
    for (const asAt of ['2025-03-31', '2024-08-25', '2013-12-11'])
      for (const group of [
        { lac12: true, uasc: true },
        { lac12: false, uasc: false },
      ]) {
        const compared = await compareLearning(ask, learning, { measure, years: [2005, 2024], asAt, group });
        differences.push(...compared.differences);
        withResult += compared.withResult;
      }
    expect(differences).toEqual([]);
    expect(withResult).toBeGreaterThan(500);
  });

  test('the secret placement that is over is asked about, and no chance neighbour is kept secret', async () => {
    const reply = (await host.call('secrets.asked', {})) as { ok: boolean; value: { rows: { askedSince: string }[] } };
    expect(reply.value.rows.map(({ askedSince }) => askedSince)).toContain('2025-02-10');
    expect(
      numberOf(
        host,
        "SELECT count(*) FROM secret_placement WHERE kind = 'sibling' AND to_date IS NULL AND local_id <> 'K900002'",
      ),
    ).toBe(0);
  });
});
