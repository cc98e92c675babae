import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import { csv, importAll, undo as undoImport } from '#test/imports/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

const today = '2025-03-31';
let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today });
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    for (let each = 0; each < 12; each += 1)
      aChild(writer, {
        districtId: store.district('Thanet'),
        dateOfBirth: '2013-01-10',
        enrolments: [
          {
            schoolId,
            start: '2021-09-01',
            ncYear: 7,
            weeks: { '2025-03-03': weekOf(each === 0 ? 'U' : '/'), '2025-03-10': weekOf('/') },
          },
        ],
      });
  });
});
afterAll(() => store.close());

const absence: CallInput<'settings.addTarget'> = {
  measure: 'absence-overall',
  academicYear: '2024/25',
  kind: 'maximumRate',
  value: 5,
  floor: 6,
  peer: null,
  source: 'Cabinet, 3 March 2025',
};
const failure = async (name: string, input: unknown) => {
  const reply = await store.reply(name, input);
  return reply.ok ? null : { code: reply.error.code, ...reply.error.detail };
};
const rated = async () =>
  (await store.call('overview.get', { asAt: today })).localities.find((row) => row.isCounty)?.absence;
const ended = async (jobId: string) => {
  for (;;) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};
const undo = async (changeId: string) => ended((await store.call('settings.undo', { changeId })).jobId);

describe('targets', () => {
  it('rate the figure from the moment they are added, change with it, and go', async () => {
    expect(await rated()).toMatchObject({ rag: null, numerator: 10, denominator: 240 });
    await store.call('settings.addTarget', absence);
    expect(await rated()).toMatchObject({ rag: 'met', target: { value: 5, floor: 6 } });
    const [row] = (await store.call('settings.targets', {})).rows;
    expect(row).toMatchObject({ ...absence, measureName: expect.any(String), unit: 'percent' });
    const targetId = row?.targetId ?? '';
    await store.call('settings.changeTarget', { ...absence, targetId, value: 4, floor: 4.5 });
    expect(await rated()).toMatchObject({ rag: 'floorMet' });
    await store.call('settings.changeTarget', { ...absence, targetId, value: 4, floor: null });
    expect(await rated()).toMatchObject({ rag: 'missed' });
    const { changeId } = await store.call('settings.removeTarget', { targetId, reason: 'superseded' });
    expect(await rated()).toMatchObject({ rag: null });
    await undo(changeId);
    expect(await rated()).toMatchObject({ rag: 'missed' });
  });

  it('stand once for a measure, year and kind, and say what is wrong with them', async () => {
    expect(await failure('settings.addTarget', absence)).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^There is such a target already: .*2024\/25: at most 4\. Change that one\.$/),
    });
    expect(await failure('settings.addTarget', { ...absence, academicYear: '2023/24', floor: 4 })).toEqual({
      code: 'invalidInput',
      message: 'The floor of a greatest rate cannot be below the target. Nothing was changed.',
      field: 'floor',
      value: '4',
    });
    expect(await failure('settings.addTarget', { ...absence, measure: 'nonsense' })).toMatchObject({
      code: 'invalidInput',
      field: 'measure',
    });
    expect(await failure('settings.addTarget', { ...absence, source: ' ' })).toMatchObject({
      code: 'invalidInput',
      field: 'source',
    });
    expect(await failure('settings.changeTarget', { ...absence, targetId: store.locality('EK1') })).toMatchObject({
      code: 'notFound',
    });
  });

  it("of Kent's strategy are in a new store with the remark about their subjects, and can be had again once removed", async () => {
    const ofStrategy = async () =>
      (await store.call('settings.targets', {})).rows.filter((row) => row.academicYear === '2011/12');
    const shipped = await ofStrategy();
    expect(shipped.map(({ measure, value, floor, peer }) => [measure, value, floor, peer])).toEqual([
      ['absence-missed-25-days', 11, null, null],
      ['ks2-english-level4', 34, null, 'England'],
      ['ks2-maths-level4', 33, null, 'England'],
      ['ks4-5ac-english-maths', 36, null, 'England'],
    ]);
    for (const { measure, source } of shipped)
      expect(source.includes('subjects look swapped')).toBe(/english-level4|maths-level4/.test(measure));
    expect((await store.call('settings.targets', {})).strategyOffered).toBe(false);
    expect(await failure('settings.addStrategyTargets', {})).toMatchObject({ code: 'conflict' });
    for (const { targetId } of shipped.slice(0, 3))
      await store.call('settings.removeTarget', { targetId, reason: 'a test' });
    expect((await store.call('settings.targets', {})).strategyOffered).toBe(true);
    await store.call('settings.addStrategyTargets', {});
    const again = await ofStrategy();
    expect(again.map(({ measure, value }) => [measure, value])).toEqual(
      shipped.map(({ measure, value }) => [measure, value]),
    );
    expect(again.find(({ measure }) => measure === 'ks2-maths-level4')?.source).toContain('NI99, labelled maths');
    expect(again.find(({ measure }) => measure === 'ks2-maths-level4')?.source).toContain('subjects look swapped');
  });
});

describe('targets in Settings and in files of published figures', () => {
  const line = (value: number) =>
    csv(`measure,geography,cohort,academic_year,value,unit,definition,source
      Target: 25+ days absence max,Kent,LAC12,2021/22,${value},%,,The plan of ${value}`);
  const missed: CallInput<'settings.addTarget'> = {
    ...{ measure: 'absence-missed-25-days', academicYear: '2021/22', kind: 'maximumRate' },
    ...{ value: 7, floor: 9, peer: null, source: 'Cabinet, 31 March 2025' },
  };
  const target = async () =>
    (await store.call('settings.targets', {})).rows.find(({ academicYear }) => academicYear === '2021/22');
  const figures = async (day: string, value: number) =>
    (await importAll(store, { [`benchmarks ${day}.csv`]: line(value) })).batchId;

  it('an older file that comes later does not turn back what was set, changed or taken out', async () => {
    const { changeId: added } = await store.call('settings.addTarget', missed);
    expect(await target()).toMatchObject({ value: 7, floor: 9 });
    const older = await figures('2025-03-01', 12);
    expect(await target()).toMatchObject({ value: 7, floor: 9, source: 'Cabinet, 31 March 2025' });
    // The file was ruled over what Settings had said: alone, that is not taken back.
    const undoable = async (changeId: string) =>
      (await store.call('settings.history', {})).rows.find((row) => row.changeId === changeId)?.undoable;
    expect(await undoable(added)).toBe(false);
    expect(await undo(added)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect((await undoImport(store, older)).state).toBe('done');
    expect(await undoable(added)).toBe(true);

    const { targetId = '' } = (await target()) ?? {};
    const { changeId: moved } = await store.call('settings.changeTarget', {
      ...missed,
      targetId,
      value: 6,
      floor: null,
    });
    await figures('2025-03-02', 12);
    expect(await target()).toMatchObject({ targetId, value: 6, floor: null });
    expect(await failure('settings.changeTarget', { ...missed, targetId, value: 6, floor: null })).toMatchObject({
      message: 'The target says that already. Nothing was changed.',
    });

    const { changeId: removed } = await store.call('settings.removeTarget', { targetId, reason: 'superseded' });
    const again = await figures('2025-03-02', 12);
    expect(await target()).toBeUndefined();
    // Taken back, newest first, nothing stands in the way of what a file says.
    for (const batch of [again]) expect((await undoImport(store, batch)).state).toBe('done');
    expect((await undo(removed)).state).toBe('done');
    expect(await target()).toMatchObject({ value: 6 });
    expect((await undo(moved)).state).toBe('failed');
  });

  it('a file of the same or a later day is followed, and one that Settings took back is not in the way', async () => {
    const year = { ...missed, academicYear: '2020/21' };
    const file = (day: string, value: number) =>
      importAll(store, { [`benchmarks ${day}.csv`]: line(value).replace('2021/22', '2020/21') });
    const value = async () =>
      (await store.call('settings.targets', {})).rows.find(({ academicYear }) => academicYear === '2020/21')?.value;
    const { changeId } = await store.call('settings.addTarget', year);
    const { changeId: undoing } = await store
      .call('settings.undo', { changeId })
      .then(async ({ jobId, changeId: of }) => {
        expect((await ended(jobId)).state).toBe('done');
        return { changeId: of };
      });
    const { batchId } = await file('2025-03-01', 12);
    expect(await value()).toBe(12);
    expect((await undoImport(store, batchId)).state).toBe('done');
    // Put back, it is said again.
    expect((await undo(undoing)).state).toBe('done');
    await file('2025-03-01', 12);
    expect(await value()).toBe(7);
    await file('2025-03-31', 11);
    expect(await value()).toBe(11);
  });

  it('one that is changed into that of another year is none of its own year any more', async () => {
    const { targetId = '' } = (await target()) ?? {};
    await store.call('settings.changeTarget', { ...missed, targetId, academicYear: '2019/20', source: 'Put right' });
    await figures('2025-03-03', 13);
    expect(await target()).toBeUndefined();
  });
});

describe('the smallest group that is rated', () => {
  it('changes from a day on, and with it what is rated', async () => {
    expect(await store.call('settings.minimumToRate', { asAt: today })).toMatchObject({ children: 10 });
    const { changeId } = await store.call('settings.setMinimumToRate', {
      children: 13,
      source: 'Agreed with analysts',
      from: '2025-01-01',
    });
    expect(await rated()).toMatchObject({ rag: 'tooFew' });
    expect(await store.call('settings.minimumToRate', { asAt: '2024-12-31' })).toMatchObject({ children: 10 });
    expect((await store.call('settings.minimumToRate', { asAt: today })).spans).toMatchObject([
      { children: 10, from: '2000-01-01', to: '2024-12-31' },
      { children: 13, from: '2025-01-01', to: null },
    ]);
    await undo(changeId);
    expect(await rated()).toMatchObject({ rag: 'missed' });
    expect(await failure('settings.setMinimumToRate', { children: 0, source: 'x', from: today })).toMatchObject({
      code: 'invalidInput',
      field: 'children',
    });
  });
});

describe('history', () => {
  it('says who did what, newest first, paged and by subject; what the store was made with is no change', async () => {
    const all = await store.call('settings.history', {});
    expect(all.total).toBe(all.rows.length);
    expect(all.rows.every((row) => row.by === 'Test Administrator' && row.at.startsWith('2025-03-31'))).toBe(true);
    expect(all.rows.at(-1)?.what).toBe('Target added: Absence, 2024/25: at most 5');
    expect((await store.call('settings.history', { subject: 'calendar' })).total).toBe(0);
    const page = await store.call('settings.history', { subject: 'targets', offset: 1, limit: 2 });
    expect(page).toEqual({ total: all.total, rows: all.rows.slice(1, 3) });
  });

  it('takes back the last change of a row, not one that was changed since, and takes a taking back itself back', async () => {
    const { changeId: first } = await store.call('settings.setStaff', {
      localityId: store.locality('EK1'),
      fullTimeEquivalent: 5,
      from: '2025-01-01',
    });
    const { changeId: second } = await store.call('settings.setStaff', {
      localityId: store.locality('EK1'),
      fullTimeEquivalent: 6,
      from: '2025-02-01',
    });
    const staff = async () =>
      (await store.call('settings.localities', { asAt: today })).rows.find((row) => row.shortName === 'EK1')?.staff;
    expect(await staff()).toBe(6);
    const undoable = async () =>
      Object.fromEntries(
        (await store.call('settings.history', { subject: 'places' })).rows.map((row) => [row.changeId, row.undoable]),
      );
    expect(await undoable()).toMatchObject({ [first]: false, [second]: true });
    expect(await failure('settings.undo', { changeId: first })).toEqual({
      code: 'conflict',
      message:
        'What this change wrote was changed again since, or something later stands on it. Undo the later change first. Nothing was changed.',
    });
    const undoing = await store.call('settings.undo', { changeId: second });
    expect(await ended(undoing.jobId)).toMatchObject({ state: 'done', result: { changeId: undoing.changeId } });
    expect(await staff()).toBe(5);
    // What was changed and taken back does not stand in the way.
    expect(await undoable()).toMatchObject({ [first]: true, [undoing.changeId]: true });
    await undo(undoing.changeId);
    expect(await staff()).toBe(6);
    expect((await store.call('settings.history', { subject: 'places' })).rows.map((row) => row.what)).toEqual([
      'Put back: East Kent 1 has 6 full-time equivalent staff from 1 February 2025',
      'Taken back: East Kent 1 has 6 full-time equivalent staff from 1 February 2025',
      'East Kent 1 has 6 full-time equivalent staff from 1 February 2025',
      'East Kent 1 has 5 full-time equivalent staff from 1 January 2025',
    ]);
  });

  it('does not take back what something later stands on', async () => {
    const { changeId } = await store.call('settings.addLocality', {
      name: 'Coast',
      shortName: 'CST',
      from: '2025-01-01',
    });
    await ended(
      (
        await store.call('settings.moveDistrict', {
          districtId: store.district('Dover'),
          localityId: store.locality('Coast'),
          from: '2025-01-01',
        })
      ).jobId,
    );
    expect(await undo(changeId)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(store.locality('Coast')).toBeTruthy();
  });

  it('knows no change of an import, and none that is not there', async () => {
    expect(await failure('settings.undo', { changeId: store.locality('EK1') })).toMatchObject({ code: 'notFound' });
  });
});
