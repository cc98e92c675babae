import { afterEach, beforeEach, expect, it } from 'vitest';
import { everything, rows, undo } from '#test/imports/support.ts';
import { aPep } from '#test/make/aPep.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { twoRecords } from './support.ts';

let store: TestStore;
let [hill, dale] = ['', ''];
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    hill = aSchool(writer, { urn: '118264', name: 'Hill School' });
    dale = aSchool(writer, { urn: '118265', name: 'Dale School' });
  });
});
afterEach(() => store.close());

/** Merges, answers what `then` finds, and undoes: every row is as it was. */
async function mergedAndUndone<Found>(
  { merge }: Awaited<ReturnType<typeof twoRecords>>,
  fromGoes: string[],
  then: () => Found,
): Promise<Found> {
  const before = everything(store);
  const { batchId } = await merge(fromGoes);
  const found = then();
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(everything(store)).toEqual(before);
  return found;
}

const held = { due: '2025-01-20', held: '2025-01-15' };
const written = { grades: ['green' as const, 'amber' as const], targets: [{ what: 'Reads a book a week' }] };
const ofPeps = () => ({
  peps: rows(store, 'SELECT due_on AS due, reason FROM pep ORDER BY due_on, reason'),
  grades: rows(store, 'SELECT grade FROM pep_section ORDER BY section').map(({ grade }) => grade),
  targets: rows(store, 'SELECT what FROM pep_target ORDER BY what').map(({ what }) => what),
});

it.each(['stays', 'goes'] as const)(
  'what is written in one of two PEPs alike is kept: that of the one that %s',
  async (who) => {
    const two = await twoRecords(store);
    await store.write((writer) => {
      aPep(writer, two.staysId, { ...held, ...(who === 'stays' ? written : {}) });
      aPep(writer, two.goesId, { ...held, ...(who === 'goes' ? written : {}) });
    });
    expect((await two.look()).collisions).toEqual([]);
    expect(await mergedAndUndone(two, [], ofPeps)).toEqual({
      peps: [{ due: '2025-01-20', reason: 'review' }],
      grades: ['green', 'amber'],
      targets: ['Reads a book a week'],
    });
  },
);

it('where two PEPs say different things in what is written, it is asked which holds, and the other is kept as an alias', async () => {
  const two = await twoRecords(store);
  await store.write((writer) => {
    aPep(writer, two.staysId, { ...held, grades: ['red'], targets: [{ what: 'Writes a page' }] });
    aPep(writer, two.goesId, { ...held, ...written });
  });
  const { collisions } = await two.look();
  expect(collisions).toMatchObject([
    {
      title: 'PEP due 2025-01-20 review',
      stays: expect.stringMatching(/Child’s voice: red, Why red.*Writes a page/),
      goes: expect.stringMatching(/Child’s voice: green, Why green.*Reads a book a week/),
    },
  ]);
  const [{ id } = { id: '' }] = collisions;
  expect(await mergedAndUndone(two, [], ofPeps)).toMatchObject({
    grades: ['red', 'amber'],
    targets: ['Writes a page'],
  });
  const ofGoes = await mergedAndUndone(two, [id], () => ({
    ...ofPeps(),
    kept: rows(store, "SELECT content FROM row_alias WHERE table_name IN ('pep_section', 'pep_target')").length,
  }));
  expect(ofGoes).toMatchObject({ grades: ['green', 'amber'], targets: ['Reads a book a week'], kept: 2 });
});

it('two PEPs of one due day and of different kinds are two', async () => {
  const two = await twoRecords(
    store,
    { peps: [{ due: '2025-01-20', reason: 'initial', held: '2025-01-10', submitted: '2025-01-11' }] },
    { peps: [{ due: '2025-01-20', reason: 'review' }] },
  );
  expect((await two.look()).collisions).toEqual([]);
  expect((await mergedAndUndone(two, [], ofPeps)).peps).toEqual([
    { due: '2025-01-20', reason: 'initial' },
    { due: '2025-01-20', reason: 'review' },
  ]);
});

const suspendedAt = () =>
  rows(store, 'SELECT school_id AS id FROM suspension')
    .map(({ id }) => id)
    .toSorted();

it('two suspensions of a day at two schools stay two', async () => {
  const at = (schoolId: string | null) => ({ start: '2025-01-10', sessions: 4, schoolId });
  const two = await twoRecords(
    store,
    { suspensions: [at(hill)] },
    { suspensions: [at(dale), { ...at(hill), sessions: 2 }] },
  );
  expect((await two.look()).collisions).toMatchObject([
    {
      title: 'Suspension 2025-01-10 Hill School',
      stays: '4 sessions, issued, Persistent or general disruptive behaviour',
      goes: '2 sessions, issued, Persistent or general disruptive behaviour',
    },
  ]);
  expect(await mergedAndUndone(two, [], suspendedAt)).toEqual([hill, dale].toSorted());
});

it('a suspension of which one record has no school is that of the other, once', async () => {
  const at = (schoolId: string | null) => ({ start: '2025-01-10', sessions: 4, schoolId });
  const two = await twoRecords(store, { suspensions: [at(null)] }, { suspensions: [at(hill), at(dale)] });
  expect((await two.look()).collisions).toEqual([]);
  expect(await mergedAndUndone(two, [], suspendedAt)).toEqual([hill, dale].toSorted());
});

it('two times at one school that overlap are one, and it is asked which', async () => {
  const weeks = { '2024-12-02': weekOf('/ \\ - - - - - - - -') };
  const two = await twoRecords(
    store,
    { enrolments: [{ schoolId: hill, start: '2024-09-04', ncYear: 7 }] },
    { enrolments: [{ schoolId: hill, start: '2024-09-01', ncYear: 7, weeks }] },
  );
  const { collisions } = await two.look();
  expect(collisions).toMatchObject([
    { stays: 'main, year 7, 2024-09-04 to now', goes: 'main, year 7, 2024-09-01 to now' },
  ]);
  for (const [fromGoes, start] of [
    [[], '2024-09-04'],
    [collisions.map(({ id }) => id), '2024-09-01'],
  ] as const)
    expect(
      await mergedAndUndone(two, [...fromGoes], () =>
        rows(
          store,
          'SELECT start_date AS start, week_start AS week FROM enrolment JOIN attendance_week ON enrolment_id = enrolment.id',
        ),
      ),
    ).toEqual([{ start, week: '2024-12-02' }]);
});

const [X, Y] = ['H801200001001', 'A801200001002'];
const numbers = () =>
  rows(store, "SELECT kind, value FROM child_identifier WHERE kind <> 'localId' ORDER BY kind, value").map(
    ({ kind, value }) => `${kind} ${value}`,
  );

it.each([
  ['stays', 'stays', [`formerUpn ${Y}`, `upn ${X}`]],
  ['stays', 'goes', [`formerUpn ${X}`, `upn ${Y}`]],
  ['goes', 'stays', [`formerUpn ${Y}`, `upn ${X}`]],
  ['goes', 'goes', [`formerUpn ${X}`, `upn ${Y}`]],
] as const)(
  'a former number of one that the other has in force: known to the one that %s, held that of %s',
  async (knows, holds, is) => {
    const two = await twoRecords(store, { upn: X }, { upn: Y });
    await store.write((writer) => {
      writer.insert('child_identifier', {
        ...{
          child_id: knows === 'stays' ? two.staysId : two.goesId,
          kind: 'formerUpn',
          value: knows === 'stays' ? Y : X,
        },
        ...{ issuer: 'DfE', valid_from: '2000-01-01', valid_to: '2020-01-01' },
      });
    });
    expect(await two.look()).toMatchObject({ problem: null, collisions: [{ id: 'upn' }] });
    expect(await mergedAndUndone(two, holds === 'goes' ? ['upn'] : [], numbers)).toEqual(is);
  },
);

const senRows = () =>
  rows(store, 'SELECT status, valid_from AS since FROM sen_status ORDER BY valid_from').map(
    ({ status, since }) => `${status} ${since}`,
  );

it('what only one record knows of earlier years is kept where nothing contradicts it, and asked about where it does', async () => {
  const two = await twoRecords(
    store,
    { sen: [{ status: 'K', from: '2024-09-01' }] },
    {
      sen: [
        { status: 'E', from: '2019-09-01', to: '2020-08-31' },
        { status: 'K', from: '2020-09-01' },
      ],
    },
  );
  expect((await two.look()).collisions).toEqual([]);
  expect(await mergedAndUndone(two, [], senRows)).toEqual(['E 2019-09-01', 'K 2020-09-01']);
  await store.write((writer) => {
    const [row] = rows<{ id: string }>(store, 'SELECT id FROM sen_status WHERE child_id = ?', two.staysId);
    writer.update('sen_status', row?.id ?? '', { valid_from: '2020-01-01' });
  });
  expect((await two.look()).collisions).toMatchObject([{ id: 'senStatus', holds: 'stays' }]);
  expect(await mergedAndUndone(two, ['senStatus'], senRows)).toEqual(['E 2019-09-01', 'K 2020-09-01']);
});

it('an authority that a list guessed from later on takes no child out of the years before', async () => {
  const two = await twoRecords(store);
  await store.write((writer) => {
    const [own] = rows<{ id: string }>(
      store,
      'SELECT id FROM child_responsible_authority WHERE child_id = ?',
      two.staysId,
    );
    writer.update('child_responsible_authority', own?.id ?? '', { valid_from: '2024-06-01' });
  });
  const own = () =>
    rows(store, "SELECT child_id FROM cohort_member WHERE own = 1 AND academic_year = '2022/23'").map(
      ({ child_id }) => child_id,
    );
  expect(own()).toEqual([two.goesId]);
  expect((await two.look()).collisions).toEqual([]);
  await two.merge();
  expect(own()).toEqual([two.staysId]);
});
