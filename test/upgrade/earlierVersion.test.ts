import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { people } from '#test/golden/goldenStore.ts';
import { aStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { bringUpToDate } from '#test/make/bringUpToDate.ts';
import { plantOldChanges } from '#test/make/plantOldChanges.ts';
import { anOldStore, hostOn } from './support.ts';

type Findings = CallOutput<'earlierVersion.list'>['rows'];

let folder: string;
let host: StoreHost;
let [ida, again, bo, closed] = ['', '', '', ''];

beforeEach(async () => {
  folder = anOldStore(mkdtempSync(join(tmpdir(), 'vsk-earlier-')));
  ({ ida, again, bo, closed } = await plantOldChanges(folder, people.administrator));
  host = hostOn(folder);
  await bringUpToDate(host, people.administrator);
});
afterEach(() => {
  host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = await host.call(name, input);
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.detail.message}`);
  return reply.value as CallOutput<Name>;
}
const ofIda = async (): Promise<Findings> =>
  (await call('earlierVersion.list', {})).rows.filter(({ childId, other }) =>
    [childId, other?.childId].some((id) => id === ida || id === again),
  );
const ids = (rows: Findings) => rows.map(({ findingId }) => findingId);
const tables = ['enrolment', 'attainment_target', 'attainment_result', 'pep', 'episode', 'child'];
/** All that the store holds of facts, to compare. */
const facts = () =>
  tables.map((table) => host.service?.context.reader.prepare(`SELECT * FROM "${table}" ORDER BY id`).all());
const row = (table: string, where: string) =>
  host.service?.context.reader.prepare(`SELECT * FROM "${table}" WHERE child_id = ? AND ${where}`).get(ida);
async function undo(batchId: string): Promise<void> {
  const { jobId } = await call('imports.undo', { batchId, reason: 'thought better of it' });
  for (;;) {
    const job = (await call('jobs.get', { jobId })) as Job;
    if (job.state === 'done') return;
    if (job.state !== 'running') throw new Error(job.error?.message);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('what version 0.2 did to facts', () => {
  it('is listed after the upgrade: what it was, what it is, and how it would be put right', async () => {
    const found = (await ofIda()).toSorted((a, b) => (a.what < b.what ? -1 : 1));
    expect(found.map(({ kind, what, was, is }) => ({ kind, what, was, is }))).toEqual(
      [
        {
          kind: 'blanked',
          what: 'Enrolment from 2024-09-01',
          was: 'part-time sessions a week 6, alternative provision yes',
          is: 'nothing said',
        },
        { kind: 'startMoved', what: 'First day of an enrolment', was: '2022-09-01', is: '2024-09-01' },
        {
          kind: 'blanked',
          what: 'PEP due 2024-12-13',
          was: 'held 2024-12-10, submitted 2024-12-12',
          is: 'nothing said',
        },
        {
          kind: 'pepLeftEmpty',
          what: 'PEP due 2024-05-13, with nothing in it',
          was: 'one PEP, due 2024-05-20, held 2024-05-20',
          is: 'a second one, due 2024-05-13, not held',
        },
        {
          kind: 'placementForgotten',
          what: 'Placement from 2024-01-10, when the legal status changed',
          was: 'postcode CT9 1AB, district Thanet, carer Mrs Stone',
          is: 'nothing said',
        },
        {
          kind: 'resultTurnedBack',
          what: 'Result: KS4 maths, grade, 2024/25',
          was: '6 of 2024-10-10',
          is: '5, which had been replaced',
        },
        { kind: 'targetOverwritten', what: 'Target set on 2024-10-01: KS4 maths, grade, 2024/25', was: '6', is: '4' },
        {
          kind: 'madeTwice',
          what: 'Two records of one name or local id',
          was: 'PL1, born 2011-02-14',
          is: 'PL9, born 2011-02-24',
        },
      ].toSorted((a, b) => (a.what < b.what ? -1 : 1)),
    );
    const start = found.find(({ kind }) => kind === 'startMoved');
    expect(start).toMatchObject({ listName: 'PLANTED, Ida', mend: 'It begins on 2022-09-01 again' });
    expect(start?.schoolName).toEqual(expect.any(String));
  });

  it('is put right in bulk as one change set, stays decided after a restart, and is undone as one', async () => {
    const before = facts();
    const rows = (await ofIda()).filter(({ kind }) => kind !== 'madeTwice');
    const sets = () => host.service?.context.reader.prepare('SELECT max(local_no) FROM change_set').pluck().get();
    const last = Number(sets());
    const { batchId, decided } = await call('earlierVersion.decide', {
      findingIds: ids(rows),
      decision: { as: 'putRight' },
    });
    expect(decided).toBe(7);
    expect(sets()).toBe(last + 1);
    expect(row('enrolment', '1')).toMatchObject({
      ...{ start_date: '2022-09-01', nc_year: 7, part_time_sessions: 6, alternative_provision: 1 },
    });
    expect(row('attainment_target', '1')).toMatchObject({ value: '6', set_on: '2024-10-01' });
    expect(row('pep', "due_on = '2024-12-13'")).toMatchObject({
      ...{ held_on: '2024-12-10', submitted_on: '2024-12-12', status: 'submitted' },
    });
    expect(row('pep', "due_on = '2024-05-13'")).toBeUndefined();
    expect(row('episode', 'end_date IS NULL')).toMatchObject({ carer: 'Mrs Stone', placement_postcode: 'CT9 1AB' });
    expect(row('attainment_result', "value = '5' AND supersedes_id IS NOT NULL")).toBeUndefined();
    expect((await ofIda()).map(({ kind }) => kind)).toEqual(['madeTwice']);
    await host.lock();
    await host.call('store.unlock', { passphrase: people.administrator });
    expect(await ofIda()).toHaveLength(1);
    await undo(batchId);
    expect(facts()).toEqual(before);
    expect(await ofIda()).toHaveLength(8);
  });

  it('is left as it is, with a reason: nothing changes but the question, and that can be undone too', async () => {
    const before = facts();
    const rows = (await ofIda()).slice(0, 3);
    const decision = { as: 'leave', reason: 'the school says so' } as const;
    const { batchId } = await call('earlierVersion.decide', { findingIds: ids(rows), decision });
    expect(facts()).toEqual(before);
    expect(await ofIda()).toHaveLength(5);
    // Twice is once: the second is told, and changes nothing.
    expect(await host.call('earlierVersion.decide', { findingIds: ids(rows), decision })).toMatchObject({
      error: { code: 'notFound' },
    });
    await undo(batchId);
    expect(await ofIda()).toHaveLength(8);
  });

  it('is all or nothing: with two records of one child among them nothing is written', async () => {
    const before = facts();
    expect(
      await host.call('earlierVersion.decide', { findingIds: ids(await ofIda()), decision: { as: 'putRight' } }),
    ).toMatchObject({ error: { code: 'conflict' } });
    expect(facts()).toEqual(before);
    expect(await ofIda()).toHaveLength(8);
  });

  it('is decided for a county at once: 4,000 children have more than 2,000 enrolments that were moved', async () => {
    const [one] = ids(await ofIda());
    const many = Array.from({ length: 3000 }, (_, at) => `${one?.slice(0, -4)}${at.toString(16).padStart(4, '0')}`);
    // Read as it stands, and answered by what is found of them.
    expect(await host.call('earlierVersion.decide', { findingIds: many, decision: { as: 'putRight' } })).toMatchObject({
      error: { code: 'notFound' },
    });
  });

  it('is gone once it was put right by another way: the two records made one, the target said again', async () => {
    const two = { staysId: ida, goesId: again, fromGoes: [] };
    const { seen } = await call('children.mergePreview', two);
    const { batchId } = await call('children.merge', {
      ...two,
      seen,
      reason: 'one child',
    });
    expect((await ofIda()).map(({ kind }) => kind)).not.toContain('madeTwice');
    await undo(batchId);
    expect((await ofIda()).map(({ kind }) => kind)).toContain('madeTwice');
    await host.service?.context.write((writer) => {
      const id = String((row('attainment_target', '1') as { id: string }).id);
      writer.update('attainment_target', id, { value: '7' });
    });
    expect((await ofIda()).map(({ kind }) => kind)).not.toContain('targetOverwritten');
  });

  it('with days, births, names, episodes and targets of PEPs is listed, put right as one, and undone as one', async () => {
    const ofBo = async () => (await call('earlierVersion.list', {})).rows.filter(({ childId }) => childId === bo);
    const held = (sql: string) => host.service?.context.reader.prepare(sql).raw().all(bo);
    const all = () => [
      held(
        'SELECT date_of_birth, disputed, valid_from, valid_to FROM child_date_of_birth WHERE child_id = ? ORDER BY 3',
      ),
      held("SELECT surname, valid_from, valid_to FROM child_name WHERE child_id = ? AND kind = 'legal' ORDER BY 2"),
      held('SELECT name, valid_from, valid_to FROM child_professional WHERE child_id = ? ORDER BY 2'),
      held('SELECT start_date, carer FROM episode WHERE child_id = ? ORDER BY 1'),
      held(
        'SELECT position, what, how_often FROM pep_target JOIN pep ON pep.id = pep_id WHERE child_id = ? ORDER BY 1',
      ),
    ];
    const before = all();
    const rows = await ofBo();
    expect(rows.map(({ kind, was, is }) => [kind, was, is]).toSorted()).toEqual([
      [
        'birthSplit',
        '2012-09-01, as corrected on 2025-04-15',
        '2012-08-01 until 2025-04-14, then 2012-09-01, disputed',
      ],
      ['blanked', 'grade amber', 'nothing said'],
      ['blanked', 'how often daily', 'nothing said'],
      [
        'careBegunTwice',
        'one episode, from 2024-02-03 by the later return',
        'two at once, from 2024-02-01 and from 2024-02-03',
      ],
      [
        'datedOnImport',
        'since 2025-03-31, the day of the list',
        'since 2025-04-15, the day on which the list was brought in',
      ],
      ['nameSplit', 'Bo Plånted, written otherwise until 2025-04-14', 'Bo Planted until 2025-04-14, then Bo Plånted'],
      ['pepTargetLost', 'Join the choir (by July, Bo)', 'nothing said'],
      ['turnedBack', 'Bea Right since 2025-04-15', 'Ann Early since 2025-04-20, by a list of 2025-03-03'],
    ]);
    expect(rows.map(({ what }) => what)).toContain('PEP due 2024-12-13: Child’s voice');
    const { batchId } = await call('earlierVersion.decide', { findingIds: ids(rows), decision: { as: 'putRight' } });
    expect(all()).toEqual([
      [['2012-09-01', 0, '2012-08-01', null]],
      [['Plånted', '2012-08-01', null]],
      [
        ['Ann Early', '2022-01-10', '2025-03-30'],
        ['Bea Right', '2025-03-31', null],
      ],
      [['2024-02-03', 'Mrs Stone']],
      [
        [1, 'Read each day', 'daily'],
        [2, 'Join the choir', 'daily'],
      ],
    ]);
    expect(held('SELECT grade FROM pep_section JOIN pep ON pep.id = pep_id WHERE child_id = ?')).toEqual([['amber']]);
    expect(await ofBo()).toEqual([]);
    await undo(batchId);
    expect(all()).toEqual(before);
    expect(await ofBo()).toHaveLength(8);
  });

  it('lists a record that stayed closed, which is opened on its own page and never here', async () => {
    const found = (await call('earlierVersion.list', {})).rows.find(({ childId }) => childId === closed);
    expect(found).toMatchObject({
      kind: 'closedStill',
      was: 'closed on 2024-03-01 by an adoption order',
      canPutRight: false,
    });
    expect(JSON.stringify(found)).not.toMatch(/Cy|PLANTED/i);
    const findingIds = [found?.findingId ?? ''];
    expect(await host.call('earlierVersion.decide', { findingIds, decision: { as: 'putRight' } })).toMatchObject({
      error: { code: 'conflict' },
    });
    await call('earlierVersion.decide', { findingIds, decision: { as: 'leave', reason: 'adopted all the same' } });
    expect((await call('earlierVersion.list', {})).rows.some(({ childId }) => childId === closed)).toBe(false);
  });

  it('stays decided where the record is made part of another', async () => {
    const ofOne = (await ofIda()).filter(({ other }) => other === null);
    const decision = { as: 'leave', reason: 'the school says so' } as const;
    await call('earlierVersion.decide', { findingIds: ids(ofOne), decision });
    const records = { staysId: again, goesId: ida, fromGoes: ['care'] };
    const { seen } = await call('children.mergePreview', records);
    const { batchId } = await call('children.merge', { ...records, seen, reason: 'made twice' });
    expect(await ofIda()).toEqual([]);
    await undo(batchId);
    expect((await ofIda()).map(({ kind }) => kind)).toEqual(['madeTwice']);
  });

  it('is audited with every child that it names', async () => {
    await ofIda();
    const entries = auditEntries(host.service?.context as ServiceContext, null, 0);
    const listed = entries.find(({ action }) => action === 'list what version 0.2 changed');
    expect(listed?.about.map(({ id }) => id)).toEqual(expect.arrayContaining([ida, again]));
  });
});

it('in a store that version 0.2 never had, nothing is asked', async () => {
  const store = await aStore();
  expect(await store.call('earlierVersion.list', {})).toEqual({ wasEarlier: false, rows: [] });
  store.close();
});
