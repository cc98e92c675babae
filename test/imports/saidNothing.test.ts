import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templates } from '#service/imports/formats/templates.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, everything, importAll, preview, rows, undo } from './support.ts';

/** Columns in which an empty cell says that there is none: 'empty while it goes on'. */
const saysNone = new Set(['enrolments end']);

/** Every example of every template, which together fill each column that has one. */
const rowOf = (id: string): Record<string, string> =>
  Object.fromEntries(
    (templates.find((each) => each.id === id)?.columns ?? []).map(({ name, example }) => [name, example]),
  );
const fileOf = (id: string, row: Record<string, string>) => ({
  [`${id}.csv`]: csv(
    `${Object.keys(row).join(',')}\n${Object.values(row)
      .map((cell) => `"${cell}"`)
      .join(',')}`,
  ),
});

/** Values for columns that no template has an example of. */
const more: Record<string, Record<string, string>> = {
  'looked-after-list': { known_as_surname: 'Specimen', confidential_placement: 'yes' },
  enrolments: { part_time_sessions: '6', alternative_provision: 'yes' },
  suspensions: { reason2: 'VP', reason3: 'DA', exam_affected: 'yes' },
  results: {},
};
const ids = templates.map(({ id }) => id);
const filled = Object.fromEntries(ids.map((id) => [id, { ...rowOf(id), ...more[id] }]));
const optional = templates.flatMap(({ id, columns }) =>
  columns.filter(({ required }) => !required).map(({ name }) => [id, name] as const),
);

let store: TestStore;
let whole: Record<string, string[]>;
beforeAll(async () => {
  store = await aStore({ today: '2025-10-31' });
  await importAll(store, Object.assign({}, ...ids.map((id) => fileOf(id, filled[id] ?? {}))));
  whole = everything(store);
});
afterAll(() => store.close());

/** What a file would do: rows added and changed. */
const would = async (file: Record<string, string>) => {
  const { files, differences } = await preview(store, file);
  return { added: files[0]?.added, changed: files[0]?.changed, differences };
};
const nothing = { added: 0, changed: 0, differences: [] };

describe('said nothing changes nothing', () => {
  it.each(optional.filter(([id, name]) => filled[id]?.[name] !== '' && !saysNone.has(`${id} ${name}`)))(
    '%s: an empty %s, or no such column',
    async (id, name) => {
      expect(await would(fileOf(id, { ...filled[id], [name]: '' })), 'an empty cell').toEqual(nothing);
      const { [name]: _left, ...without } = filled[id] ?? {};
      expect(await would(fileOf(id, without)), 'no column').toEqual(nothing);
    },
  );

  it('is said of every optional column that has a value', () => {
    expect(optional.length).toBeGreaterThan(60);
    expect(
      Object.values(filled)
        .flatMap(Object.values)
        .filter((cell) => cell !== '').length,
    ).toBeGreaterThan(80);
  });
});

describe('undo', () => {
  it.each(ids)('of another %s gives back every row', async (id) => {
    const other = Object.fromEntries(
      Object.entries(filled[id] ?? {}).map(([name, cell]) => [
        name,
        /worker|officer|carer|_by$|_what$|designated.*name|dsl_name/.test(name) && cell !== '' ? `${cell} Other` : cell,
      ]),
    );
    const { batchId } = await importAll(store, fileOf(id, other));
    expect((await undo(store, batchId)).state).toBe('done');
    expect(everything(store)).toEqual(whole);
    expect(rows(store, 'PRAGMA foreign_key_check')).toEqual([]);
  });
});
