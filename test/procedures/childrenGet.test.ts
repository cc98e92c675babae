import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ChildRecord } from '#contract/children.ts';
import { newId } from '#db/newId.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

const asAt = '2025-03-12';
const green = 'green' as const;
const mathsFinal = newId();
let store: TestStore;
let childId: string;
let bare: string;
let sealed: string;
let earlier: string;

const get = (id: string, date = asAt): Promise<ChildRecord> => store.call('children.get', { childId: id, asAt: date });

beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    const first = aSchool(writer, { name: 'First Primary', urn: '118010' });
    const school = aSchool(writer, {
      name: 'Second Academy',
      urn: '118011',
      designatedTeacher: [
        { name: 'Old Teacher', from: '2020-01-01', to: '2025-01-05' },
        { name: 'New Teacher', from: '2025-01-06' },
      ],
    });
    const unit = aSchool(writer, { name: 'The Unit' });
    const thanet = store.district('Thanet');
    childId = aChild(writer, {
      localId: 'K1',
      upn: 'A123456789012',
      name: { surname: 'Sample', forename: 'Alexandra' },
      knownAs: { surname: 'Sample', forename: 'Alex' },
      datesOfBirth: [
        { dateOfBirth: '2012-01-01', disputed: true, to: '2024-10-31' },
        { dateOfBirth: '2011-01-01', from: '2024-11-01' },
      ],
      sex: 'F',
      ethnicity: 'WBRI',
      socialWorker: 'Sam Worker',
      reviewingOfficer: 'Ira Reviewer',
      episodes: [
        { start: '2022-05-01', end: '2023-05-01', reasonCeased: 'X1', districtId: store.district('Ashford') },
        {
          start: '2023-05-01',
          end: '2024-05-01',
          reasonStarted: 'L',
          reasonCeased: 'X1',
          districtId: store.district('Ashford'),
        },
        { start: '2024-05-01', reasonStarted: 'P', placementType: 'K2', districtId: thanet, confidential: true },
      ],
      enrolments: [
        {
          schoolId: first,
          start: '2021-09-01',
          end: '2023-07-21',
          ncYear: 5,
          weeks: { '2022-04-25': weekOf('I I I I I I I I I I'), '2022-05-02': weekOf('/ \\ I I / \\ / \\ / \\') },
        },
        {
          schoolId: school,
          start: '2023-09-01',
          ncYear: 7,
          weeks: {
            '2025-03-03': weekOf('/ \\ / \\ I I / \\ / \\'),
            '2025-03-10': weekOf('/ \\ / \\ O O I I I I'),
          },
        },
        { schoolId: unit, start: '2025-01-06', kind: 'dual', weeks: { '2025-03-03': weekOf('B - D D D D D D D D') } },
      ],
      results: [
        {
          academicYear: '2021/22',
          keyStage: 'KS2',
          subject: 'maths',
          component: 'scaledScore',
          value: '101',
          status: 'provisional',
        },
        {
          id: mathsFinal,
          academicYear: '2021/22',
          keyStage: 'KS2',
          subject: 'maths',
          component: 'scaledScore',
          value: '103',
          receivedOn: '2022-12-01',
        },
        {
          academicYear: '2024/25',
          keyStage: 'termly',
          subject: 'maths',
          component: 'grade',
          value: '3',
          receivedOn: '2024-10-10',
        },
        {
          academicYear: '2024/25',
          keyStage: 'termly',
          subject: 'maths',
          component: 'grade',
          value: '4',
          receivedOn: '2024-12-20',
        },
        {
          academicYear: '2024/25',
          keyStage: 'termly',
          subject: 'maths',
          component: 'grade',
          value: '6',
          receivedOn: '2025-07-10',
        },
      ],
      targets: [
        {
          kind: 'target',
          academicYear: '2026/27',
          keyStage: 'KS4',
          subject: 'maths',
          component: 'grade',
          value: '6',
          setOn: '2024-09-20',
        },
        {
          kind: 'prediction',
          academicYear: '2026/27',
          keyStage: 'KS4',
          subject: 'maths',
          component: 'grade',
          value: '5',
          setOn: '2024-12-20',
        },
        {
          kind: 'prediction',
          academicYear: '2026/27',
          keyStage: 'KS4',
          subject: 'maths',
          component: 'grade',
          value: '7',
          setOn: '2025-06-20',
        },
      ],
      suspensions: [
        { start: '2025-01-13', sessions: 11, examAffected: true, reasons: ['PA', 'VA'] },
        { start: '2025-02-03', sessions: 4, status: 'cancelled' },
        { start: '2025-06-02', sessions: 4 },
      ],
      peps: [
        {
          due: '2024-12-31',
          held: '2025-01-08',
          submitted: '2025-01-10',
          signedOff: '2025-01-20',
          gradedBy: 'Jo Assistant',
          gradedOn: '2025-01-15',
          grades: [green, green, green, green, green, green, 'amber', 'amber'],
          targets: [{ what: 'Read daily', evaluation: 'underWay', cost: 400 }],
        },
        { due: '2025-04-30', held: '2025-04-02', grades: [green] },
        { due: '2025-07-31' },
        { due: '2022-06-01', reason: 'initial', held: '2022-05-30' },
        { due: '2022-04-01', reason: 'review' },
      ],
    });
    bare = aChild(writer, {
      localId: 'SSDA1',
      name: null,
      dateOfBirth: null,
      responsibleAuthority: null,
      episodes: [{ start: '2024-01-01', end: '2024-06-01' }],
      peps: [{ due: '2024-07-31' }],
    });
    sealed = aChild(writer, {
      localId: 'AD1',
      name: { surname: 'Hidden', forename: 'Dot' },
      upn: 'B123456789012',
      sealedOn: '2025-03-20',
      episodes: [{ start: '2020-01-01', end: '2025-03-20' }],
    });
    earlier = aChild(writer, {
      dateOfBirth: '1998-02-02',
      episodes: [{ start: '2008-01-01' }],
      enrolments: [
        {
          schoolId: school,
          start: '2009-09-01',
          ncYear: 7,
          weeks: Object.fromEntries([
            // 46 sessions missed by the end of May count for 2010/11; June's are left out of the year's measure.
            ...['2010-09-06', '2010-09-13', '2010-09-20', '2010-09-27'].map((week) => [week, weekOf('I')]),
            ['2010-10-04', weekOf('I I I I I / \\ / \\ /')],
            ['2011-06-06', weekOf('I I I I I I I I I I')],
          ]),
        },
      ],
    });
  });
});
afterAll(() => store.close());

describe('header', () => {
  it('holds the facts of the date', async () => {
    expect((await get(childId)).header).toEqual({
      listName: 'SAMPLE, Alexandra',
      textName: 'Alexandra Sample',
      knownAs: 'Alex Sample',
      localId: 'K1',
      upn: 'A123456789012',
      dateOfBirth: '2011-01-01',
      dateOfBirthDisputed: false,
      age: 14,
      sex: 'F',
      ethnicity: 'WBRI',
      firstLanguage: null,
      uasc: false,
      ownChild: true,
      responsibleAuthority: 'Kent',
      ncYear: 8,
      school: { id: expect.any(String), name: 'Second Academy', urn: '118011' },
      designatedTeacher: 'New Teacher',
      localityName: 'East Kent 3',
      localityId: store.locality('EK3'),
      lac12: true,
      lookedAfter: true,
      inCareSince: '2022-05-01',
      placementType: 'K2',
      placementDistrict: 'Thanet',
      // A change of legal status alone is no placement; the unit is a dual registration.
      placements: 2,
      schools: 2,
      confidentialPlacement: true,
      senStatus: null,
      socialWorker: 'Sam Worker',
      reviewingOfficer: 'Ira Reviewer',
      sealed: false,
    });
  });

  it('is another on another date', async () => {
    const { header } = await get(childId, '2024-04-30');
    expect(header).toMatchObject({
      // As now known: a correction says what was true all along. The year the school recorded does not move.
      dateOfBirth: '2011-01-01',
      dateOfBirthDisputed: false,
      ncYear: 7,
      designatedTeacher: 'Old Teacher',
      localityName: 'East Kent 2',
      placementType: 'U6',
      // Not yet then; but it is judged by what is known today.
      confidentialPlacement: true,
      placements: 1,
      lac12: true,
    });
    expect((await get(childId, '2023-04-29')).header.lac12).toBe(false);
    expect((await get(childId, '2023-04-30')).header.lac12).toBe(true);
  });

  it('invents no name, school or authority', async () => {
    const { header, care, attendance, attainment } = await get(bare);
    expect(header).toMatchObject({
      listName: 'SSDA1',
      textName: 'SSDA1',
      age: null,
      ncYear: null,
      school: null,
      ownChild: false,
      responsibleAuthority: null,
      lookedAfter: false,
      inCareSince: null,
      localityName: 'No locality',
      localityId: null,
    });
    expect(care.names).toEqual([]);
    expect(attendance.thisYear).toMatchObject({ possible: 0, percentAttended: null, persistent: null, severe: null });
    expect(attainment).toEqual({ results: [], outlook: [], note: '' });
  });

  it('says nothing of the time before an adoption', async () => {
    const record = await get(sealed);
    expect(record.header).toMatchObject({ sealed: true, listName: 'AD1', textName: 'AD1', upn: null, knownAs: null });
    expect(JSON.stringify(record)).not.toMatch(/Hidden|Dot|B123456789012/i);
  });

  it('fails in plain words where there is no such child', async () => {
    expect(await store.reply('children.get', { childId: newId(), asAt })).toMatchObject({
      ok: false,
      error: { code: 'notFound', detail: { message: expect.stringContaining('no such child') } },
    });
  });
});

describe('attendance', () => {
  it('counts the marks up to the date, two schools once', async () => {
    const { academicYear, thisYear, weeks } = (await get(childId)).attendance;
    expect(academicYear).toBe('2024/25');
    expect(thisYear).toEqual({
      attended: 12,
      authorised: 2,
      unauthorised: 2,
      notPossible: 0,
      possible: 16,
      percentAttended: 75,
      percentAbsent: 25,
      persistent: true,
      severe: false,
      missed25Days: false,
      conflicts: 1,
    });
    expect(weeks.map(({ weekStart, schoolName }) => [weekStart, schoolName])).toEqual([
      ['2025-03-03', 'Second Academy'],
      ['2025-03-03', 'The Unit'],
      ['2025-03-10', 'Second Academy'],
    ]);
    // What lies after the date is not known yet.
    expect(weeks[2]?.marks).toBe(`${'/ \\ '.repeat(2)}O O ${' '.repeat(8)}`);
  });

  it('keeps the whole year and the time in care apart', async () => {
    const { years } = (await get(childId)).attendance;
    expect(years.map((year) => year.academicYear)).toEqual(['2024/25', '2021/22']);
    expect(years[1]).toEqual({
      academicYear: '2021/22',
      possible: 20,
      attended: 8,
      authorised: 12,
      unauthorised: 0,
      percentAbsent: 60,
      persistent: true,
      persistentRule: '10 % or more of own sessions missed',
      inCareOnly: { possible: 10, absent: 2 },
    });
  });

  it('uses the rule of the year: fixed thresholds over five half-terms in 2010/11', async () => {
    const past = (await get(earlier, '2012-01-10')).attendance.years;
    // 45 sessions missed by May: one short of 46, whatever June brings.
    expect(past).toMatchObject([{ academicYear: '2010/11', possible: 60, attended: 5, persistent: false }]);
    expect((await get(earlier, '2011-05-31')).attendance.thisYear.persistent).toBe(false);
    // 22 by the end of the autumn term, 30 by February: 45 sessions missed are over the threshold so far.
    expect((await get(earlier, '2011-02-28')).attendance.thisYear.persistent).toBe(true);
    expect((await get(earlier, '2010-09-10')).attendance.thisYear.persistent).toBe(null);
  });
});

describe('attainment', () => {
  it('shows every version with the one that stands, and the outlook', async () => {
    const { results, outlook, note } = (await get(childId)).attainment;
    expect(results.map(({ value, standing }) => [value, standing])).toEqual([
      // Two terms' assessments are two results; neither replaces the other.
      ['3', true],
      ['4', true],
      ['101', false],
      ['103', true],
    ]);
    expect(outlook).toEqual([
      { subject: 'maths', keyStage: 'KS4', latest: '4', target: '6', prediction: '5', onTrack: 'oneBelow' },
    ]);
    expect(note).toContain('stands');
    expect((await get(childId, '2025-08-01')).attainment.outlook[0]).toMatchObject({ latest: '6', prediction: '7' });
  });
});

describe('a subject entered twice', () => {
  it('keeps the first entry, which measures count, and the best apart: a worse resit takes nothing away', async () => {
    const again = await aStore({ today: '2025-03-31' });
    onTestFinished(() => again.close());
    const maths = { subject: 'maths', component: 'grade', keyStage: 'KS4' };
    const childOf = await again.write((writer) =>
      aChild(writer, {
        datesOfBirth: [{ dateOfBirth: '2007-10-01' }],
        results: [
          { ...maths, academicYear: '2023/24', value: '4', receivedOn: '2024-08-22', issuedOn: '2024-08-22' },
          {
            ...maths,
            academicYear: '2024/25',
            value: '3',
            entry: 'resit',
            receivedOn: '2025-01-16',
            issuedOn: '2025-01-16',
          },
        ],
      }),
    );
    const { results, outlook } = (await again.call('children.get', { childId: childOf, asAt: '2025-03-31' }))
      .attainment;
    expect(results.map(({ value, place }) => [value, place])).toEqual([
      ['3', null],
      ['4', 'both'],
    ]);
    expect(outlook).toMatchObject([{ subject: 'maths', latest: '4' }]);
  });
});

describe('suspensions', () => {
  it('counts standing days and says which limit is reached', async () => {
    const { days, limitWords, rows } = (await get(childId)).suspensions;
    expect(days).toBe(5.5);
    expect(limitWords).toBe(
      '5.5 days in the spring term, above 5: governors must meet if the parents ask; a public examination is affected',
    );
    expect(rows.map(({ from, days: length, standing, reasons }) => [from, length, standing, reasons])).toEqual([
      ['2025-02-03', 2, false, ['DB']],
      ['2025-01-13', 5.5, true, ['PA', 'VA']],
    ]);
    expect((await get(childId, '2025-01-14')).suspensions.days).toBe(2);
    expect((await get(childId, '2024-12-31')).suspensions).toEqual({
      days: 0,
      receivedTo: null,
      limitWords: null,
      rows: [],
    });
  });
});

describe('PEPs', () => {
  it('says timeliness, completeness and quality apart', async () => {
    const { nextDue, rows } = (await get(childId)).peps;
    expect(nextDue).toBe('2025-04-30');
    expect(
      rows.map(({ due, held, timeliness, completeness, overall }) => [
        due,
        held,
        timeliness,
        completeness.filled,
        overall,
      ]),
    ).toEqual([
      // Held on 2 April: on 12 March not known yet.
      ['2025-04-30', null, 'notYetDue', 0, null],
      ['2024-12-31', '2025-01-08', 'late', 8, 'amber'],
      ['2022-06-01', '2022-05-30', 'onTime', 0, null],
      // In care since 1 May 2022: not looked after on the day.
      ['2022-04-01', null, 'outOfDenominator', 0, null],
    ]);
    const last = rows[1];
    expect(last).toMatchObject({ status: 'signedOff', gradedBy: 'Jo Assistant', completeness: { filled: 8, of: 8 } });
    expect(last?.sections[0]).toEqual({
      section: 'childsVoice',
      title: 'Child’s voice',
      filled: true,
      grade: 'green',
      reason: 'Why green',
    });
    expect(last?.targets).toMatchObject([{ what: 'Read daily', evaluation: 'underWay', cost: 400, where: null }]);
  });

  it('goes back in time: what was not yet held, submitted or graded is not known', async () => {
    const rows = (await get(childId, '2025-01-09')).peps.rows;
    expect(rows.find((pep) => pep.due === '2024-12-31')).toMatchObject({
      status: 'draft',
      submitted: null,
      signedOff: null,
      overall: null,
      gradedBy: null,
      timeliness: 'late',
    });
  });

  it('takes a child who left before the due date out of the denominator, and asks for no next PEP', async () => {
    const { peps } = await get(bare);
    expect(peps.rows).toMatchObject([{ due: '2024-07-31', timeliness: 'outOfDenominator' }]);
    expect(peps.nextDue).toBe(null);
  });
});

it('lists care and schools with their own dates', async () => {
  const { care } = await get(childId);
  expect(care.episodes.map(({ from, to, localityName }) => [from, to, localityName])).toEqual([
    ['2022-05-01', '2023-05-01', 'East Kent 2'],
    ['2023-05-01', '2024-05-01', 'East Kent 2'],
    ['2024-05-01', null, 'East Kent 3'],
  ]);
  expect(care.enrolments.map(({ schoolName, kind }) => [schoolName, kind])).toEqual([
    ['First Primary', 'main'],
    ['Second Academy', 'main'],
    ['The Unit', 'dual'],
  ]);
  expect(care.names.map(({ kind, forename }) => [kind, forename])).toEqual([
    ['legal', 'Alexandra'],
    ['knownAs', 'Alex'],
  ]);
  expect(care.datesOfBirth.map(({ dateOfBirth, disputed }) => [dateOfBirth, disputed])).toEqual([
    ['2012-01-01', true],
    ['2011-01-01', false],
  ]);
});
