import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, everything, importAll, rows, undo } from './support.ts';

/** Columns of the list that say who a child is, each with what it may say; those that must be given stand apart. */
const must = ['local_id', 'legal_surname', 'legal_forename', 'date_of_birth', 'responsible_authority', 'care_start'];
const optional = {
  known_as_forename: ['Alex', 'Lex'],
  sex: ['F', 'M'],
  ethnicity: ['WBRI', 'MWBC'],
  first_language: ['ENG', 'PAN'],
  uasc: ['yes', 'no'],
  upn: ['H801200001001', 'X801200001002'],
  social_worker: ['Sam Worker', 'Kim Other'],
  reviewing_officer: ['Ira Reviewer', 'Una Reviewer'],
} as const;
const columns = Object.keys(optional) as (keyof typeof optional)[];
type Said = Partial<Record<keyof typeof optional, string>>;

const list = (day: string, surname: string, said: Said) => ({
  [`list ${day}.csv`]: csv(
    `${[...must, ...columns].join(',')}\nK1,${surname},Alexandra,14/02/2013,886,03/06/2022,${columns.map((column) => said[column] ?? '').join(',')}`,
  ),
});
const said = fc.record(
  Object.fromEntries(columns.map((column) => [column, fc.constantFrom(...optional[column])])),
) as fc.Arbitrary<Required<Said>>;
const surname = fc.constantFrom('Sample', 'Example', 'Specimen');
const days = ['2025-01-31', '2025-02-28', '2025-03-31'] as const;
const RUNS = { numRuns: 6 };

async function withStore(work: (store: TestStore) => Promise<void>): Promise<void> {
  const store = await aStore({ today: '2025-03-31' });
  try {
    await work(store);
  } finally {
    store.close();
  }
}

/** Who the child is today, in the words of the record. */
const identity = async (store: TestStore) => {
  const [child] = rows<{ id: string }>(store, 'SELECT id FROM child');
  const { header } = await store.call('children.get', { childId: child?.id ?? '', asAt: '2025-03-31' });
  const { listName, knownAs, dateOfBirth, sex, ethnicity, firstLanguage, uasc, socialWorker, reviewingOfficer } =
    header;
  return { listName, knownAs, dateOfBirth, sex, ethnicity, firstLanguage, uasc, socialWorker, reviewingOfficer };
};

describe('who a child is, whatever the list says', () => {
  it('said nothing changes nothing, and the same again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(said, fc.subarray(columns), async (first, blank) => {
        await withStore(async (store) => {
          await importAll(store, list('2025-02-28', 'Sample', first));
          const before = everything(store);
          const blanked = Object.fromEntries(
            columns.filter((column) => !blank.includes(column)).map((c) => [c, first[c]]),
          );
          const { files } = await importAll(store, list('2025-03-31', 'SAMPLE', blanked));
          expect(counts(files)).toEqual(['0 0 1 0']);
          expect(everything(store)).toEqual(before);
        });
      }),
      RUNS,
    );
  }, 60_000);

  it('an older list that comes late leaves it as the newest said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(said, said), fc.tuple(surname, surname), async ([older, newer], [before, after]) => {
        await withStore(async (store) => {
          await importAll(store, list(days[2], after, newer));
          const newest = await identity(store);
          await importAll(store, list(days[0], before, older));
          expect(await identity(store)).toEqual(newest);
        });
      }),
      RUNS,
    );
  }, 60_000);

  it('any order of the files of a batch ends in the same facts', async () => {
    const lists = fc.tuple(fc.tuple(said, said, said), fc.tuple(surname, surname, surname));
    await fc.assert(
      fc.asyncProperty(lists, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), async ([all, names], order) => {
        const ended = async (places: readonly number[]) => {
          const facts: unknown[] = [];
          await withStore(async (store) => {
            const files = places.map((at) => list(days[at] ?? '', names[at] ?? '', all[at] ?? {}));
            await importAll(store, Object.assign({}, ...files));
            facts.push(await identity(store));
            for (const [table, value] of [
              ['child_name', "kind || ' ' || surname || ' ' || forename"],
              ['child_professional', "kind || ' ' || name"],
              ['child_identifier', "kind || ' ' || value"],
              ['child_uasc', "''"],
            ])
              facts.push(rows(store, `SELECT ${value} AS value, valid_from, valid_to FROM ${table} ORDER BY 1, 2`));
          });
          return facts;
        };
        expect(await ended(order)).toEqual(await ended([0, 1, 2]));
      }),
      RUNS,
    );
  }, 60_000);

  it('an undo gives back every row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(said, said), fc.tuple(surname, surname), async ([first, second], [before, after]) => {
        await withStore(async (store) => {
          await importAll(store, list(days[0], before, first));
          const held = everything(store);
          const { batchId } = await importAll(store, list(days[1], after, second));
          expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
          expect(everything(store)).toEqual(held);
        });
      }),
      RUNS,
    );
  }, 60_000);
});
