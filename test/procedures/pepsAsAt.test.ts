import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#db/newId.ts';
import { prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { aChild, type ChildSpec } from '#test/make/aChild.ts';
import { aPep } from '#test/make/aPep.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const eight = (grade: 'green' | 'amber' | 'red') => Array.from({ length: 8 }, () => grade);
let store: TestStore;
let schoolId: string;
const children: Record<string, string> = {};

beforeAll(async () => {
  store = await aStore({ today: '2025-06-30' });
  await store.write((writer) => {
    schoolId = aSchool(writer);
    for (const kind of ['designatedTeacher', 'designatedSafeguardingLead'])
      writer.insert('school_contact', { school_id: schoolId, kind, name: 'Sam Teacher', valid_from: '2000-01-01' });
    const districtId = store.district('Thanet');
    const add = (name: string, spec: ChildSpec) => {
      children[name] = aChild(writer, {
        districtId,
        enrolments: [{ schoolId, start: '2020-09-01', ncYear: 3 }],
        ...spec,
      });
    };
    // Out of care on 20 January, back since 1 March.
    add('cameBack', {
      episodes: [
        { start: '2020-01-01', end: '2025-01-10', reasonCeased: 'E4A', districtId },
        { start: '2025-03-01', districtId },
      ],
      peps: [{ due: '2025-01-20', held: null }],
    });
    add('leftOnTheDay', {
      episodes: [{ start: '2020-01-01', end: '2025-02-10', reasonCeased: 'E4A', districtId }],
      peps: [{ due: '2025-02-10', held: null }],
    });
    // Signed off in December; an amendment held in April and graded in May.
    add('amended', {
      peps: [
        {
          due: '2024-12-31',
          held: '2024-12-10',
          submitted: '2024-12-12',
          signedOff: '2025-01-15',
          gradedOn: '2025-01-10',
          grades: eight('red'),
        },
      ],
    });
    const [{ id: first }] = writer.connection
      .prepare('SELECT id FROM pep WHERE child_id = ?')
      .all(children.amended) as [{ id: string }];
    aPep(writer, children.amended as string, {
      due: '2024-12-31',
      held: '2025-04-10',
      submitted: '2025-04-12',
      signedOff: '2025-05-15',
      gradedOn: '2025-05-10',
      grades: eight('green'),
      version: 2,
      amends: first,
    });
    // Two held on one day.
    add('twice', {
      peps: [
        {
          due: '2025-04-30',
          held: '2025-03-01',
          submitted: '2025-03-01',
          gradedOn: '2025-03-02',
          grades: eight('amber'),
        },
        {
          due: '2025-03-31',
          held: '2025-03-01',
          submitted: '2025-03-01',
          gradedOn: '2025-03-02',
          grades: eight('green'),
        },
      ],
    });
    add('notGraded', {
      peps: [
        {
          due: '2024-12-31',
          held: '2024-12-10',
          gradedOn: '2024-12-20',
          submitted: '2024-12-11',
          grades: eight('green'),
        },
        {
          due: '2025-04-30',
          held: '2025-03-01',
          submitted: '2025-03-03',
          gradedOn: '2025-05-01',
          grades: eight('amber'),
        },
      ],
    });
    // Of another authority: no rule of Kent's makes a PEP due.
    add('ofAnother', { responsibleAuthority: '210', peps: [{ due: '2024-12-31', held: '2024-12-10' }] });
  });
});
afterAll(() => store.close());

const idOf = (name: string): string => children[name] ?? newId();

/** What every reader says of a child's PEPs on a date. */
async function everywhere(name: string, asAt: string) {
  const childId = idOf(name);
  const { peps } = await store.call('children.get', { childId, asAt });
  const last = peps.rows.find((row) => row.id === peps.lastHeldId);
  const { rows } = await store.call('children.list', { asAt, filters: { responsibility: 'all' }, limit: 500 });
  const listed = rows.find((row) => row.childId === childId);
  const pack = prepareSchoolPack(store.context, { schoolId, asAt, childIds: listed ? [childId] : [] }).children.find(
    (child) => child.childId === childId,
  )?.pack.lastPep;
  const printed = pack?.available ? pack.value : null;
  return { peps, last, listed, printed };
}

const drillOf = async (figure: string, asAt: string, name: string) =>
  (
    await store.call('figures.children', {
      drill: { figure, asAt, academicYear: null, localityId: null, measure: null },
    })
  ).children.filter((child) => child.childId === idOf(name));

describe('a PEP due while the child was out of care', () => {
  it('is out of the denominator in the record, the overview and the pack, also when the child is back', async () => {
    const { peps, printed, listed } = await everywhere('cameBack', '2025-03-31');
    expect(peps.rows.map((pep) => pep.timeliness)).toEqual(['outOfDenominator']);
    expect(await drillOf('pepsOnTime', '2025-03-31', 'cameBack')).toEqual([]);
    expect(printed).toMatchObject({ due: '2025-01-20', timeliness: null });
    // Nor is it what the child needs next: that is what the rule asks since care began again.
    expect(peps.nextDue).not.toBe('2025-01-20');
    expect(listed?.nextPepDue).toBe(peps.nextDue);
  });

  it('is out when care ended on the day itself', async () => {
    const { peps } = await everywhere('leftOnTheDay', '2025-03-31');
    expect(peps.rows.map((pep) => pep.timeliness)).toEqual(['outOfDenominator']);
    expect(await drillOf('pepsOnTime', '2025-03-31', 'leftOnTheDay')).toEqual([]);
    // Before care ended the end had not come yet.
    expect((await everywhere('leftOnTheDay', '2025-02-09')).peps.rows[0]?.timeliness).toBe('notYetDue');
  });
});

describe('an amendment', () => {
  it.each([
    ['2025-01-09', '2024-12-10', null],
    ['2025-01-10', '2024-12-10', 'red'],
    // Held in April and graded in May: until then version 1 stands, with the grade it had.
    ['2025-04-11', '2024-12-10', 'red'],
    ['2025-05-14', '2024-12-10', 'red'],
    ['2025-05-15', '2025-04-10', 'green'],
  ] as const)('as at %s: held %s, %s, in list, record, pack and overview', async (asAt, held, overall) => {
    const { last, listed, printed } = await everywhere('amended', asAt);
    expect([last?.held, last?.overall]).toEqual([held, overall]);
    expect([listed?.lastPepHeld, listed?.lastPepOverall]).toEqual([held, overall]);
    expect([printed?.dateHeld, printed?.overall?.rag ?? null]).toEqual([held, overall]);
    const [behind] = await drillOf('pepQuality', asAt, 'amended');
    expect(behind?.counts).toBe(overall ?? 'not graded');
  });

  it('does not hide that the first version was on time', async () => {
    const [behind] = await drillOf('pepsOnTime', '2024-12-31', 'amended');
    expect(behind).toMatchObject({ inNumerator: true });
  });
});

it('of two PEPs held on one day, every reader takes the one due later', async () => {
  const { last, listed, printed } = await everywhere('twice', '2025-03-31');
  expect([last?.due, last?.overall]).toEqual(['2025-04-30', 'amber']);
  expect(listed?.lastPepOverall).toBe('amber');
  expect([printed?.due, printed?.overall?.rag]).toEqual(['2025-04-30', 'amber']);
  expect((await drillOf('pepQuality', '2025-03-31', 'twice'))[0]?.counts).toBe('amber');
});

it('quality is that of the PEP held last, not of the last one graded', async () => {
  const { last, listed, printed } = await everywhere('notGraded', '2025-03-31');
  expect([last?.overall, listed?.lastPepOverall, printed?.overall]).toEqual([null, null, null]);
  expect((await drillOf('pepQuality', '2025-03-31', 'notGraded'))[0]?.counts).toBe('not graded');
  const county = (await store.call('overview.get', { asAt: '2025-03-31', localityId: null })).localities.find(
    (row) => row.isCounty,
  );
  // amended: red; twice: amber; notGraded; cameBack has held none. Another authority's child is not Kent's own.
  expect(county?.pepQuality).toMatchObject({ green: 0, amber: 1, red: 1, notGraded: 1, notHeld: 1 });
});

describe('what waits, as at the date', () => {
  const need = async (key: string, asAt: string) =>
    (await store.call('overview.get', { asAt, localityId: null })).needs.find((each) => each.key === key)?.count;

  it('is to grade from the day it was handed in until the day it was graded', async () => {
    expect((await drillOf('need:pepsToGrade', '2025-03-02', 'notGraded')).length).toBe(0);
    expect((await drillOf('need:pepsToGrade', '2025-03-03', 'notGraded')).length).toBe(1);
    expect((await drillOf('need:pepsToGrade', '2025-04-30', 'notGraded')).length).toBe(1);
    expect((await drillOf('need:pepsToGrade', '2025-05-01', 'notGraded')).length).toBe(0);
    expect(await need('pepsToGrade', '2024-12-12')).toBe(2);
  });

  it('is due on the due day itself', async () => {
    expect((await drillOf('need:pepsDueSoon', '2025-01-20', 'leftOnTheDay')).length).toBe(0);
    expect((await drillOf('need:pepsDueSoon', '2025-02-09', 'leftOnTheDay')).length).toBe(1);
    await store.write((writer) => aPep(writer, idOf('notGraded'), { due: '2025-06-20' }));
    expect((await drillOf('need:pepsDueSoon', '2025-06-20', 'notGraded')).length).toBe(1);
    expect((await drillOf('need:pepsDueSoon', '2025-06-21', 'notGraded')).length).toBe(0);
  });
});

it('the pack asks for no PEP of another authority’s child, as the list and the record', async () => {
  const { peps, listed, printed } = await everywhere('ofAnother', '2025-05-15');
  expect([peps.nextDue, listed?.nextPepDue, printed?.nextDue]).toEqual([null, null, null]);
  expect(printed?.nextOverdue).toBe(false);
});
