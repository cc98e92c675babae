import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, everything, type Files, importAll, rows, undo } from './support.ts';

const [OAK, ACADEMY, ASH] = ['118264', '140001', '990603'];
let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2025-09-20' });
  await importAll(store, {
    'schools.csv': csv(`urn,name\n${OAK},Oak School\n${ACADEMY},Oak Academy\n${ASH},Ash School`),
    'list 2024-09-02.csv': csv(
      'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start\nK1,Sample,Ana,05/05/2012,886,03/02/2022',
    ),
  });
});
afterAll(() => store.close());

const ukDay = (day: string) => day.split('-').reverse().join('/');
const day = fc.constantFrom('2024-11-05', '2025-03-14', '2025-04-22', '2025-07-18', '2025-09-05');
const urn = fc.constantFrom(OAK, OAK, ACADEMY, ACADEMY, ASH);
const first = fc.constantFrom('2023-09-01', '2024-09-01', '2025-04-01', '2025-04-22');
const end = fc.option(fc.constantFrom('2025-03-14', '2025-03-31', '2025-07-18'), { nil: null });
const enrolments = fc
  .record({ asOf: day, urn, first, end, second: fc.option(fc.constant(ASH), { nil: null }) })
  .filter((each) => each.first <= each.asOf && (each.end === null || (each.first <= each.end && each.end <= each.asOf)))
  .map(({ asOf, second, ...each }): Files => {
    const also = second && second !== each.urn ? `\nK1,${second},${ukDay(asOf)},,` : '';
    return {
      [`enrolments ${asOf}.csv`]: csv(
        `local_id,school_urn,start,end,nc_year\nK1,${each.urn},${ukDay(each.first)},${each.end ? ukDay(each.end) : ''},${also}`,
      ),
    };
  });
const list = fc.record({ asOf: day, urn }).map(
  (each): Files => ({
    [`list ${each.asOf}.csv`]: csv(
      `local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn\nK1,Sample,Ana,05/05/2012,886,03/02/2022,${each.urn}`,
    ),
  }),
);
const links = fc.constantFrom('01-04-2025', '01-05-2025').map(
  (on): Files => ({
    'links_edubasealldata20250919.csv': csv(
      `URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n${OAK},${ACADEMY},Oak Academy,Successor,${on}`,
    ),
  }),
);
const marks = fc
  .uniqueArray(fc.record({ urn, day: fc.constantFrom('2025-03-10', '2025-04-01', '2025-04-28', '2025-06-03') }), {
    selector: ({ urn: at, day: on }) => `${at} ${on}`,
    minLength: 1,
    maxLength: 3,
  })
  .map(
    (all): Files => ({
      'marks 2025-07-20.csv': csv(
        ['local_id,school_urn,date,session,code', ...all.map((each) => `K1,${each.urn},${ukDay(each.day)},AM,/`)].join(
          '\n',
        ),
      ),
    }),
  );

/** The sessions that have a mark, wherever it hangs. */
const marked = () =>
  rows<{ week: string; marks: string }>(store, 'SELECT week_start AS week, marks FROM attendance_week').flatMap((row) =>
    [...row.marks].flatMap((mark, at) => (mark === ' ' || mark === '-' ? [] : [`${row.week} ${at}`])),
  );

it('whatever comes in whatever order: no mark is lost, the same again changes nothing, and undo gives back every row', async () => {
  const before = everything(store);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(enrolments, list, links, marks), { minLength: 2, maxLength: 6 }),
      async (all) => {
        const batches: string[] = [];
        const states: Record<string, string[]>[] = [];
        for (const files of all) {
          const had = marked();
          states.push(everything(store));
          batches.push((await importAll(store, files)).batchId);
          expect(marked()).toEqual(expect.arrayContaining(had));
          const so = everything(store);
          const again = await importAll(store, files);
          expect(counts(again.files).join()).toMatch(/^0 0 /);
          expect(everything(store)).toEqual(so);
          expect(await undo(store, again.batchId)).toMatchObject({ state: 'done' });
        }
        for (const batchId of batches.reverse()) {
          expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
          expect(everything(store)).toEqual(states.pop());
        }
        expect(everything(store)).toEqual(before);
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
});
