import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterAll(() => store.close());

async function done<Name extends CallName & `settings.${string}`>(name: Name, input: CallInput<Name>): Promise<string> {
  const { changeId, jobId } = (await store.call(name, input)) as { changeId: string; jobId?: string };
  while (jobId !== undefined) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state === 'done') break;
    if (job.state !== 'running') throw new Error(`${job.error?.code}: ${job.error?.message}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return changeId;
}
const failure = async (name: string, input: unknown) => {
  const reply = await store.reply(name, input);
  return reply.ok ? null : { code: reply.error.code, ...reply.error.detail };
};
type Calendar = CallOutput<'settings.calendar'>;
const calendarOf = (academicYear: string | null): Promise<Calendar> =>
  store.call('settings.calendar', { academicYear });
const withHalf = (halves: Calendar['halves'], index: number, changes: Partial<Calendar['halves'][number]>) =>
  halves.map((half, at) => (at === index ? { ...half, ...changes } : half));

describe('term dates', () => {
  it('open on the year of today, with its bank holidays and school days', async () => {
    const calendar = await calendarOf(null);
    expect(calendar).toMatchObject({
      academicYear: '2024/25',
      schoolDays: 190,
      removable: false,
      addable: ['2004/05', '2027/28'],
    });
    expect(calendar.halves.map(({ term, half }) => `${term} ${half}`)).toEqual([
      'autumn 1',
      'autumn 2',
      'spring 1',
      'spring 2',
      'summer 1',
      'summer 2',
    ]);
    expect(calendar.bankHolidays.length).toBe(8);
    expect(await failure('settings.calendar', { academicYear: '2030/31' })).toMatchObject({ code: 'notFound' });
  });

  it('change, count at once, and are taken back', async () => {
    const { halves } = await calendarOf('2024/25');
    const changed = withHalf(halves, 5, { end: '2025-07-11' });
    const changeId = await done('settings.changeYear', { academicYear: '2024/25', halves: changed });
    const after = await calendarOf('2024/25');
    expect(after.halves).toEqual(changed);
    expect(after.schoolDays).toBeLessThan(190);
    const log = store.context.reader
      .prepare(
        "SELECT field, old ->> '$' AS old, new ->> '$' AS new, reason FROM change JOIN change_set USING (local_no) WHERE batch_id = ?",
      )
      .all(changeId);
    expect(log).toEqual([
      {
        field: 'end_date',
        old: halves[5]?.end,
        new: '2025-07-11',
        reason: expect.stringMatching(/^Term dates of 2024\/25: term 6 from \d+ \w+ 2025 to 11 July 2025$/),
      },
    ]);
    expect(await failure('settings.changeYear', { academicYear: '2024/25', halves: changed })).toMatchObject({
      code: 'conflict',
      message: '2024/25 has these dates already. Nothing was changed.',
    });
    await done('settings.undo', { changeId });
    expect((await calendarOf('2024/25')).halves).toEqual(halves);
  });

  it.each([
    [
      'overlap',
      1,
      { start: '2024-10-21' },
      'halves.2.start',
      'Autumn, second half must begin after autumn, first half ends',
    ],
    ['lie outside the year', 5, { end: '2025-09-02' }, 'halves.6.end', '2024/25 runs from 1 September to 31 August'],
    ['end before they begin', 2, { end: '2025-01-02' }, 'halves.3.end', 'Spring, first half ends before it begins'],
  ])('are refused when halves %s', async (_what, index, changes, field, message) => {
    const { halves } = await calendarOf('2024/25');
    const refused = await failure('settings.changeYear', {
      academicYear: '2024/25',
      halves: withHalf(halves, index, changes),
    });
    expect(refused).toMatchObject({ code: 'invalidInput', field });
    expect(refused?.message).toContain(message);
    expect((await calendarOf('2024/25')).halves).toEqual(halves);
  });

  it('of a new year are proposed in the pattern of the last, added, and removed with a reason; children in care follow', async () => {
    const childId = await store.write((writer) => aChild(writer, { districtId: store.district('Thanet') }));
    const cohortYears = () =>
      store.context.reader
        .prepare('SELECT academic_year FROM cohort_member WHERE child_id = ? ORDER BY academic_year')
        .pluck()
        .all(childId) as string[];
    expect(cohortYears().at(-1)).toBe('2026/27');
    const proposed = await store.call('settings.proposedYear', { academicYear: '2027/28' });
    expect(proposed).toMatchObject({ academicYear: '2027/28', after: '2026/27' });
    expect(proposed.halves.length).toBe(6);
    // Those of autumn 2027 ship already; those of 2028 do not.
    expect(proposed.bankHolidays.map(({ date }) => date.slice(0, 4))).toEqual([
      '2028',
      '2028',
      '2028',
      '2028',
      '2028',
      '2028',
    ]);
    const { academicYear, halves, bankHolidays } = proposed;
    await done('settings.addYear', { academicYear, halves, bankHolidays });
    expect(cohortYears().at(-1)).toBe('2027/28');
    expect((await calendarOf('2027/28')).bankHolidays.length).toBe(8);
    expect(await failure('settings.removeYear', { academicYear: '2020/21', reason: 'x' })).toMatchObject({
      code: 'conflict',
      message:
        'Only the first year (2005/06) or the last (2027/28) can be removed: a year between would have no dates.',
    });
    expect(await failure('settings.removeYear', { academicYear, reason: ' ' })).toMatchObject({
      code: 'invalidInput',
      field: 'reason',
    });
    const removed = await done('settings.removeYear', { academicYear, reason: 'not agreed yet' });
    expect(cohortYears().at(-1)).toBe('2026/27');
    await done('settings.undo', { changeId: removed });
    expect(cohortYears().at(-1)).toBe('2027/28');
    const stored = cohortYears();
    await store.write((writer) => rebuildDerived(writer.connection, [childId]));
    expect(cohortYears()).toEqual(stored);
    expect(await failure('settings.proposedYear', { academicYear: '2030/31' })).toMatchObject({
      code: 'conflict',
      message: 'Years are added one after another: 2004/05 or 2028/29 comes next.',
    });
    expect(await failure('settings.addYear', { academicYear, halves, bankHolidays: [] })).toMatchObject({
      code: 'conflict',
      message: '2027/28 has term dates already.',
    });
  });
});

describe('bank holidays', () => {
  it('move what is counted in working days: the first PEP of a child who has just come into care', async () => {
    const childId = await store.write((writer) =>
      aChild(writer, {
        episodes: [{ start: '2025-03-24', districtId: store.district('Thanet') }],
        dateOfBirth: '2013-01-10',
        enrolments: [],
      }),
    );
    const nextPep = async () =>
      (await store.call('children.list', { asAt: '2025-03-31', filters: {} })).rows.find(
        (row) => row.childId === childId,
      )?.nextPepDue;
    expect(await nextPep()).toBe('2025-04-23');
    const added = await done('settings.addBankHoliday', { date: '2025-04-02', name: 'A day of mourning' });
    expect(await nextPep()).toBe('2025-04-24');
    expect((await calendarOf('2024/25')).schoolDays).toBe(189);
    await done('settings.undo', { changeId: added });
    expect(await nextPep()).toBe('2025-04-23');
  });

  it('are changed, removed with a reason, and put back', async () => {
    const may = (await calendarOf('2024/25')).bankHolidays.find(({ name }) => name === 'Early May bank holiday');
    const bankHolidayId = may?.bankHolidayId ?? '';
    await done('settings.changeBankHoliday', { bankHolidayId, date: '2025-05-06', name: 'May Day, moved' });
    expect((await calendarOf('2024/25')).bankHolidays).toContainEqual({
      bankHolidayId,
      date: '2025-05-06',
      name: 'May Day, moved',
    });
    const removed = await done('settings.removeBankHoliday', { bankHolidayId, reason: 'entered twice' });
    expect((await calendarOf('2024/25')).bankHolidays.length).toBe(7);
    await done('settings.undo', { changeId: removed });
    expect((await calendarOf('2024/25')).bankHolidays.length).toBe(8);
    expect(
      (await store.call('settings.history', { subject: 'calendar' })).rows.slice(0, 2).map((row) => row.what),
    ).toEqual([
      'Taken back: Bank holiday May Day, moved on 6 May 2025 removed: entered twice',
      'Bank holiday May Day, moved on 6 May 2025 removed: entered twice',
    ]);
  });

  it.each([
    ['2025-05-05', 'conflict', '5 May 2025 is a bank holiday already: Somewhere else.'],
    ['2025-05-10', 'invalidInput', '10 May 2025 is a Saturday. Enter the weekday given in its place.'],
    ['2025-05-11', 'invalidInput', '11 May 2025 is a Sunday. Enter the weekday given in its place.'],
  ])('%s is refused', async (date, code, message) => {
    if (code === 'conflict') await done('settings.addBankHoliday', { date, name: 'Somewhere else' });
    expect(await failure('settings.addBankHoliday', { date, name: 'Again' })).toEqual({
      code,
      message,
      field: 'date',
      value: date,
    });
  });
});
