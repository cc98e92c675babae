// What a return and a closed record keep (domain.md sections 1 and 10).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { enrolments, lines, peps, schools, theReturn } from './attackedSupport.ts';
import { csv, importAll, preview } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());
const results = (day: string, row: string) => ({
  [`results ${day}.csv`]: csv(
    `local_id,academic_year,key_stage,subject,component,value,status,date_received,entry,qualification\n${row}`,
  ),
});

it('the first return of a new year takes no time in care of the year before away', async () => {
  const before = 'K1,01/03/2024,S,C2,N1,U6,PR1,10/06/2024,E4A,,CT9 1AB,CT9 1AB,';
  const open = 'K1,01/10/2024,S,C2,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,';
  await importAll(store, theReturn('2025-04-20', before, open));
  // Of 2025/26: nothing has begun or ended yet, and the episode that ended in June 2024 is no part of it.
  await importAll(store, theReturn('2025-05-01', open));
  expect(lines(store, 'SELECT start_date FROM episode ORDER BY 1')).toEqual(['2024-03-01', '2024-10-01']);
});

it('what a return that may be of the next year leaves out is shown, and kept', async () => {
  const before = 'K1,01/03/2024,S,C2,N1,U6,PR1,10/06/2024,E4A,,CT9 1AB,CT9 1AB,';
  const open = 'K1,01/10/2024,S,C2,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,';
  await importAll(store, theReturn('2025-04-20', before, open));
  const { differences, files } = await preview(store, theReturn('2025-05-01', open));
  expect(differences).toMatchObject([{ as: 'change', canFlip: true, now: 'not in the return' }]);
  expect(files.flatMap(({ warnings }) => warnings).join()).toMatch(/first one of the next year/);
});

it('two changes of one day: the time in care is there, whichever row stands', async () => {
  await importAll(
    store,
    theReturn(
      '2025-04-20',
      'K1,01/03/2024,S,V2,N1,U6,PR1,01/03/2024,X1,,CT9 1AB,CT9 1AB,',
      'K1,01/03/2024,L,C2,N1,U6,PR1,10/06/2024,E4A,,CT9 1AB,CT9 1AB,',
    ),
  );
  expect(lines(store, 'SELECT DISTINCT start_date, end_date FROM care_period')).toEqual(['2024-03-01 2024-06-10']);
});

it.each([
  [0, 1],
  [1, 0],
])('and it begins care, in whichever order the rows stand (%i, %i)', async (...order) => {
  const of = [
    'K1,01/03/2024,S,V2,N1,U6,PR1,01/03/2024,X1,,CT9 1AB,CT9 1AB,',
    'K1,01/03/2024,L,C2,N1,U6,PR1,10/06/2024,E4A,,CT9 1AB,CT9 1AB,',
  ];
  const { files } = await importAll(store, theReturn('2025-04-20', ...order.map((at) => of[at] ?? '')));
  expect(files).toMatchObject([{}, { added: 1, unchanged: 1, refused: 0 }]);
  expect(lines(store, 'SELECT reason_started, legal_status FROM episode')).toEqual(['S C2']);
});

const adopted = {
  'header 2026-01-20.csv': csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,UN3,,'),
  ...theReturn('2026-01-20', 'K1,03/02/2024,S,E1,N1,A4,PR1,10/05/2025,E11,,CT9 1AB,CT9 1AB,'),
};

it.each(['', '08/07/2025'])(
  'July’s results of a child who was in care on 31 March and adopted in May go in, issued on ‘%s’',
  async (on) => {
    await importAll(store, {
      'header 2026-01-20.csv': csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,UN3,,'),
      ...theReturn('2026-01-20', 'K1,03/02/2024,S,E1,N1,A4,PR1,10/05/2025,E11,,CT9 1AB,CT9 1AB,'),
    });
    expect(lines(store, 'SELECT sealed_on FROM child')).toEqual(['2025-05-10']);
    const { files } = await importAll(
      store,
      results('2025-07-10', `K1,2024/25,KS2,maths,scaledScore,104,final,${on},,`),
    );
    expect(files).toMatchObject([{ added: 1, refused: 0 }]);
  },
);

it.each([
  ['a result of the next year', results('2026-07-10', 'K1,2025/26,KS2,maths,scaledScore,104,final,,,'), 0],
  ['a PEP that was held before the order', peps('2025-06-10', 'K1,,30/06/2025,termly,20/04/2025,,,,,,,,'), 1],
  ['a PEP of after it', peps('2025-06-10', 'K1,,30/06/2025,termly,,,,,,,,,'), 0],
  ['a time at school that ended before it', enrolments('2025-06-10', 'K1,990601,7,main,01/09/2024,04/04/2025'), 1],
  ['one that goes on', enrolments('2025-06-10', 'K1,990601,7,main,01/09/2024,'), 0],
])('after an adoption: %s', async (_, files, added) => {
  await importAll(store, { ...schools, ...adopted });
  const seen = await preview(store, files);
  expect(seen.files).toMatchObject([{ added, refused: 1 - added }]);
});
