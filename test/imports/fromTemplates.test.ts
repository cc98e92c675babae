import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, everything, type Files, importAll, type Outcome, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-10-31' });
});
afterEach(() => store.close());

async function templateFiles(): Promise<Files> {
  const { rows: templates } = await store.call('imports.templates', {});
  return Object.fromEntries(templates.map(({ fileName, text }) => [fileName, text]));
}

describe('from an empty store, by files only', () => {
  it('takes every template with its example row and shows the child', async () => {
    const files = await templateFiles();
    expect(Object.keys(files)).toHaveLength(8);
    const imported = await importAll(store, files);
    // The list already enrolled the child at the school; the enrolments file knows the first day.
    const asExpected = ({ name, dataRows }: Outcome) => (name === 'enrolments.csv' ? '0 1 0 0' : `${dataRows} 0 0 0`);
    expect(counts(imported.files)).toEqual(imported.files.map(asExpected));
    const { rows: children } = await store.call('children.list', { asAt: '2025-10-31', filters: {} });
    expect(children).toHaveLength(1);
    const [child] = children;
    expect(child).toMatchObject({
      listName: 'SAMPLE, Alexandra',
      localId: 'K100234',
      schoolName: 'Example Primary School',
    });
    const record = await store.call('children.get', { childId: child?.childId ?? '', asAt: '2025-10-31' });
    expect(record.header).toMatchObject({
      upn: 'H801200001001',
      designatedTeacher: 'Chris Teacher',
      socialWorker: 'Sam Worker',
      reviewingOfficer: 'Ira Reviewer',
      inCareSince: '2022-06-03',
      senStatus: 'K',
      placementDistrict: 'Maidstone',
      localityName: 'South West Kent',
      lookedAfter: true,
      lac12: true,
    });
    expect(record.attendance.weeks.length + record.attendance.years.length).toBeGreaterThan(0);
    expect(record.attainment.results).toHaveLength(1);
    expect(record.suspensions.rows).toHaveLength(1);
    expect(record.peps.rows[0]?.sections.filter((section) => section.grade !== null)).toHaveLength(8);
    expect(record.peps.rows[0]?.targets).toHaveLength(1);
    const status = await store.call('store.status', {});
    expect(status.freshness).toMatchObject({ lookedAfterList: '2025-10-31', results: '2024/25' });
  });

  it('changes nothing when the same files come again', async () => {
    const files = await templateFiles();
    await importAll(store, files);
    const before = everything(store);
    const again = await importAll(store, files);
    expect(counts(again.files)).toEqual(again.files.map((file) => `0 0 ${file.dataRows} 0`));
    expect(everything(store)).toEqual(before);
  });

  it('is taken back whole by undo, and can come again', async () => {
    const files = await templateFiles();
    const before = everything(store);
    const { batchId } = await importAll(store, files);
    expect(everything(store)).not.toEqual(before);
    expect(await undo(store, batchId)).toMatchObject({ state: 'done', error: null });
    expect(everything(store)).toEqual(before);
    const { rows: batches } = await store.call('imports.batches', {});
    expect(batches).toMatchObject([{ batchId, state: 'undone', undoable: false, by: 'Test Administrator' }]);
    expect(rows(store, "SELECT DISTINCT reason FROM change_set WHERE reason LIKE 'undo%'")).toEqual([
      { reason: 'undo: the wrong file' },
    ]);
    expect(counts((await importAll(store, files)).files)).toEqual(counts(batches[0]?.files ?? []));
  });
});
