import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { asToday, canonical, differing, everybody, everyFile, everyFormat, fileOf } from './everyFormat.ts';
import { everything, type Files, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-10-31' });
  await importAll(store, everybody);
});
afterEach(() => store.close());

const changesHeld = () => rows<{ n: number }>(store, 'SELECT count(*) AS n FROM change')[0]?.n;
const everyOf = (which: 0 | 1): Files => Object.assign({}, ...everyFormat.map((format) => fileOf(format, which)));

/** Of every statement that counts: what was said of whom. */
const statements = () =>
  rows(
    store,
    "SELECT as_of, content FROM statement WHERE batch_id NOT IN (SELECT id FROM import_batch WHERE state = 'undone') ORDER BY id",
  );

describe('of every format', () => {
  it('every row of its files is taken, and the later says something else than the earlier', async () => {
    const first = await importAll(store, everyOf(0));
    expect(first.files.flatMap(({ name, refusals }) => refusals.map((each) => ({ name, ...each })))).toEqual([]);
    const later = await preview(store, everyOf(1));
    expect(later.files.flatMap(({ name, refusals }) => refusals.map((each) => ({ name, ...each })))).toEqual([]);
    expect(later.whoIs).toEqual([]);
    for (const file of later.files)
      expect({ name: file.name, does: file.added + file.changed }).not.toMatchObject({ does: 0 });
  });

  it('the same file again changes nothing and answers the same', async () => {
    await importAll(store, everyOf(0));
    await importAll(store, everyOf(1));
    const [before, changes] = [everything(store), changesHeld()];
    for (const format of everyFormat) {
      const { files, possibleLeavers } = await importAll(store, fileOf(format, 1));
      expect({ format, ...files[0] }).toMatchObject({
        added: 0,
        changed: 0,
        refused: 0,
        unchanged: files[0]?.dataRows,
      });
      expect(possibleLeavers).toBe(0);
      expect(everything(store)).toEqual(before);
    }
    expect(changesHeld()).toBe(changes);
  });

  it.each(everyFormat)('undo of %s gives back every row, and what was said', async (format) => {
    await importAll(store, everyOf(0));
    const [before, said] = [everything(store), statements()];
    const { batchId } = await importAll(store, fileOf(format, 1));
    expect(everything(store)).not.toEqual(before);
    expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
    expect(everything(store)).toEqual(before);
    expect(statements()).toEqual(said);
    expect(rows(store, 'PRAGMA foreign_key_check')).toEqual([]);
  });

  it.each(everyFormat)('undo of %s before what came later is refused, or right', async (format) => {
    const before = canonical(store);
    const { batchId: first } = await importAll(store, { ...everyOf(0) });
    const between = everything(store);
    const { batchId: second } = await importAll(store, fileOf(format, 1));
    const both = everything(store);
    const early = await undo(store, first);
    expect(early.state).toBe('failed');
    expect(everything(store)).toEqual(both);
    expect(await undo(store, second)).toMatchObject({ state: 'done' });
    expect(everything(store)).toEqual(between);
    expect(await undo(store, first)).toMatchObject({ state: 'done' });
    // What a file made secret stays so when it is taken back (docs/decisions/secret-placements.md).
    const secret = differing(before, canonical(store));
    expect(secret.filter((row) => !row.startsWith('+ secret_placement: '))).toEqual([]);
    expect(secret).toHaveLength(2);
  });
});

/** What a new store holds after these batches, one after the other. */
async function heldAfter(batches: readonly Files[]) {
  const other = await aStore({ today: '2025-10-31' });
  try {
    await importAll(other, everybody);
    for (const files of batches) await importAll(other, files);
    return canonical(other);
  } finally {
    other.close();
  }
}

const orders = fc.shuffledSubarray([...everyFile], { minLength: everyFile.length });

describe('list, then return', () => {
  const known = (facts: Record<string, string[]>) =>
    Object.values(facts)
      .flat()
      .flatMap((row) => row.match(/(carer|name|kind said|placement_postcode|confidential) [^,]*/g) ?? [])
      .sort();

  it('keeps what only the list knows, the same day or later', async () => {
    await importAll(store, fileOf('looked-after-list', 0));
    const before = known(canonical(store));
    expect(before).toContain('carer Bo Carer');
    await importAll(store, { ...fileOf('ssda903-header', 0), ...fileOf('ssda903-episodes', 0) });
    expect(known(canonical(store))).toEqual(before);
    await importAll(store, fileOf('ssda903-episodes', 1));
    expect(known(canonical(store))).toEqual(expect.arrayContaining([...new Set(before)]));
  });
});

describe('any order ends in the same facts', () => {
  it('of the files of one batch', async () => {
    const expected = await heldAfter([Object.assign({}, ...everyFile)]);
    await fc.assert(
      fc.asyncProperty(orders, async (files) => {
        expect(differing(expected, await heldAfter([Object.assign({}, ...files)]))).toEqual([]);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('of batches, older after newer', async () => {
    const expected = asToday(await heldAfter(everyFile));
    await fc.assert(
      fc.asyncProperty(orders, async (files) => {
        expect(differing(expected, asToday(await heldAfter(files)))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('of two files of one format, older after newer', async () => {
    const inOrder = asToday(await heldAfter([everyOf(0), everyOf(1)]));
    const wrong: string[] = [];
    for (const format of everyFormat) {
      const rest = everyFormat.filter((each) => each !== format);
      const others = (which: 0 | 1) => Object.assign({}, ...rest.map((each) => fileOf(each, which))) as Files;
      const turned = await heldAfter([others(0), { ...others(1), ...fileOf(format, 1) }, fileOf(format, 0)]);
      wrong.push(...differing(inOrder, asToday(turned)).map((each) => `${format} ${each}`));
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});
