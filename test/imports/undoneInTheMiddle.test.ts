// What a later file confirms leaves no trace in the rows; an undo of the file before must not go against it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, everything, importAll, rows, undo } from './support.ts';

const [ALPHA, BETA] = ['990601', '990602'];
const L = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn';
const ana = (urn: string) => `K1,Sample,Ana,05/05/2014,886,03/02/2022,${urn}`;
const bo = `K2,Sample,Bo,06/06/2013,886,03/02/2022,${ALPHA}`;

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-04-01' });
  await importAll(store, {
    'schools.csv': csv(`urn,name,phase\n${ALPHA},Alpha School,secondary\n${BETA},Beta School,secondary`),
  });
});
afterEach(() => store.close());

const list = async (day: string, ...lines: string[]) =>
  (await importAll(store, { [`list ${day}.csv`]: csv([L, ...lines].join('\n')) })).batchId;
const schoolNow = () =>
  rows(store, 'SELECT urn FROM enrolment JOIN school ON school.id = school_id WHERE end_date IS NULL');

describe('an import in the middle', () => {
  it('is not undone while a later list says the same; undone from the newest, it comes in again', async () => {
    await list('2025-03-03', ana(ALPHA));
    const second = await list('2025-03-10', ana(BETA));
    const third = await list('2025-03-17', ana(BETA));
    const before = everything(store);
    const early = await undo(store, second);
    expect(early).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(early.error?.message).toMatch(
      /^1 later import speaks of the same as this one, of 1 child or list: list 2025-03-17.csv\./,
    );
    expect(everything(store)).toEqual(before);
    expect((await undo(store, third)).state).toBe('done');
    expect((await undo(store, second)).state).toBe('done');
    expect(schoolNow()).toEqual([{ urn: ALPHA }]);
    await list('2025-03-10', ana(BETA));
    expect(schoolNow()).toEqual([{ urn: BETA }]);
  });

  it('is not undone where that would take out a child whom a later list confirms', async () => {
    const first = await list('2025-03-03', ana(ALPHA), bo);
    await list('2025-03-10', ana(ALPHA), bo);
    expect((await undo(store, first)).error?.message).toMatch(/of 2 children or lists/);
    expect(rows(store, 'SELECT id FROM child')).toHaveLength(2);
  });

  it('is not undone where an older file came after it, and said what it did not let count', async () => {
    const newer = await list('2025-03-10', ana(BETA));
    await list('2025-03-03', ana(ALPHA));
    expect((await undo(store, newer)).state).toBe('failed');
  });

  it('is undone where a later import says something else, or the same of other children', async () => {
    await list('2025-03-03', ana(ALPHA), bo);
    const second = await list('2025-03-10', ana(BETA), bo);
    await list('2025-03-17', bo);
    const E = 'local_id,school_urn,start,end';
    await importAll(store, { 'enrolments 2025-03-20.csv': csv(`${E}\nK1,${ALPHA},01/09/2023,31/08/2024`) });
    expect((await undo(store, second)).state).toBe('done');
    expect(schoolNow()).toEqual([{ urn: ALPHA }, { urn: ALPHA }]);
  });

  it('is undone where it changed nothing of the children whom the later one names', async () => {
    await list('2025-03-03', ana(ALPHA), bo);
    const second = await list('2025-03-10', ana(ALPHA), bo.replace(ALPHA, BETA));
    await list('2025-03-17', ana(ALPHA));
    expect((await undo(store, second)).state).toBe('done');
    expect(schoolNow()).toEqual([{ urn: ALPHA }, { urn: ALPHA }]);
  });

  it('of schools is not undone while a later file of schools says the same', async () => {
    const more = (name: string) => importAll(store, { [name]: csv('urn,name,phase\n990603,Gamma School,secondary') });
    const { batchId } = await more('schools 2025-03-03.csv');
    await more('schools 2025-03-10.csv');
    expect((await undo(store, batchId)).state).toBe('failed');
  });

  it.each([
    [
      'published figures',
      'KS2 expected standard reading,England,LAC12,2018/19,49,%,looked after 12 months,DfE outcomes',
    ],
    ['targets of the strategy', 'Target: KS4 gap max,Kent,LAC12,2018/19,19,pp,gap to all pupils,Strategy'],
  ])('of %s is not undone while a later file says the same', async (_what, line) => {
    const figures = (name: string) =>
      importAll(store, { [name]: csv(`measure,geography,cohort,academic_year,value,unit,definition,source\n${line}`) });
    const { batchId, files } = await figures('benchmarks 2025-03-03.csv');
    expect(files).toMatchObject([{ added: 1 }]);
    await figures('benchmarks 2025-03-10.csv');
    expect((await undo(store, batchId)).error?.message).toMatch(/^1 later import speaks of the same/);
  });
});
