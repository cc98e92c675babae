// What a second data manager's attack found in November 2026, by small files of an ordinary year: each was wrong when it was found.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import {
  ALPHA,
  BETA,
  enrolments,
  inTurn,
  lines,
  list,
  peps,
  schools,
  sen,
  suspensions,
  theReturn,
} from './attackedSupport.ts';
import { ended, importAll, preview, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-20' });
  await importAll(store, schools);
});
afterEach(() => store.close());

const care = () => lines(store, 'SELECT start_date, end_date, legal_status, placement_type FROM episode ORDER BY 1');
const ofSchool = () =>
  lines(
    store,
    'SELECT urn, start_date, end_date FROM enrolment JOIN school ON school.id = school_id ORDER BY start_date, urn',
  );
const ofPeps = () => lines(store, 'SELECT due_on, held_on, status, version FROM pep ORDER BY due_on, version');
const stretches = () => lines(store, 'SELECT status, valid_from, valid_to FROM sen_status ORDER BY 2');

describe('an older list turns a newer enrolments file back', () => {
  const at = (day: string) => list(day, { school_urn: ALPHA, nc_year: '7' });
  const moved = enrolments('2025-03-10', `K1,${BETA},7,main,03/02/2025,`, `K1,${ALPHA},6,main,01/09/2023,31/01/2025`);
  const left = enrolments('2025-03-10', `K1,${ALPHA},6,main,01/09/2023,28/02/2025`);

  it('in the order of their days it holds', async () => {
    await inTurn(store, at('2025-01-06'), at('2025-03-03'), moved);
    expect(ofSchool()).toEqual([`${ALPHA} 2023-09-01 2025-01-31`, `${BETA} 2025-02-03 -`]);
  });
  it('the child is taken out of the school that the newer file gives', async () => {
    await inTurn(store, at('2025-01-06'), moved, at('2025-03-03'));
    expect(ofSchool()).toEqual([`${ALPHA} 2023-09-01 2025-01-31`, `${BETA} 2025-02-03 -`]);
  });
  it('a child who has left is enrolled again, and the preview says nothing of it', async () => {
    await inTurn(store, at('2025-01-06'), left, at('2025-03-03'));
    expect(ofSchool()).toEqual([`${ALPHA} 2023-09-01 2025-02-28`]);
  });
});

describe('a PEP put off and held comes back as one that is overdue', () => {
  const before = peps('2024-12-02', 'K1,,18/12/2024,review,,,,,,,,,');
  const after = peps('2025-01-20', 'K1,,14/01/2025,review,15/01/2025,,,,,,,,');
  it.each([
    ['the older file once more', [before, after, before]],
    ['the older file after the newer', [after, before]],
  ])('%s', async (_what, files) => {
    await inTurn(store, list('2024-11-04'), ...files);
    expect(ofPeps()).toEqual(['2025-01-14 2025-01-15 draft 1']);
  });
  it('in one term', async () => {
    const due = peps('2025-01-20', 'K1,,14/01/2025,review,,,,,,,,,');
    const held = peps('2025-03-20', 'K1,,18/03/2025,review,19/03/2025,,,,,,,,');
    await inTurn(store, list('2024-11-04'), due, held, due);
    expect(ofPeps()).toEqual(['2025-03-18 2025-03-19 draft 1']);
  });
});

it('an older file takes the sign-off from a PEP', async () => {
  const older = peps('2025-01-17', 'K1,,14/01/2025,review,15/01/2025,16/01/2025,,yes,green,ok,yes,amber,soso');
  const newer = peps('2025-01-27', 'K1,,14/01/2025,review,15/01/2025,16/01/2025,20/01/2025,yes,green,ok,,,');
  await inTurn(store, list('2024-11-04'), newer, older);
  expect(ofPeps().at(-1)).toMatch(/signedOff/);
});

describe('the postcode of a placement for adoption stands in notes that are kept', () => {
  const kept = () => lines(store, 'SELECT files FROM import_batch').filter((text) => text.includes('ZZ9 9ZZ'));
  it('of a list, and in the difference that the preview shows', async () => {
    await importAll(store, list('2025-03-03'));
    const files = list('2025-03-17', {
      placement_type: 'A4',
      placement_start: '10/03/2025',
      placement_postcode: 'ZZ9 9ZZ',
    });
    const seen = await preview(store, files);
    await importAll(store, files);
    expect(kept()).toEqual([]);
    expect(JSON.stringify(seen.differences)).not.toContain('ZZ9');
  });
  it('of a return', async () => {
    await importAll(
      store,
      theReturn(
        '2025-04-10',
        'K1,03/02/2024,S,C1,N1,U6,PR1,10/11/2024,X1,PLACE,CT9 1AA,CT9 1AB,',
        'K1,10/11/2024,B,E1,N1,A4,PR1,,,,CT9 1AA,ZZ9 9ZZ,',
      ),
    );
    expect(kept()).toEqual([]);
  });
});

describe('a suspension at a second school is lost without a word', () => {
  const alpha = suspensions('2025-01-20', `K1,${ALPHA},SUSP,10/01/2025,4,DB,`);
  const beta = suspensions('2025-01-15', `K1,${BETA},SUSP,10/01/2025,2,PA,`);
  it('where the older file comes after the newer: no difference to decide', async () => {
    await inTurn(store, list('2024-11-04'), alpha);
    const { differences } = await preview(store, beta);
    expect(differences).toMatchObject([{ canFlip: true }]);
  });
});

describe('two files of one day that contradict each other are not asked about', () => {
  const asked = async (
    name: (day: string, ...rows: string[]) => Record<string, string>,
    one: string,
    other: string,
  ) => {
    await importAll(store, list('2024-11-04'));
    const of = (letter: string, row: string) =>
      Object.fromEntries(Object.entries(name('2025-01-20', row)).map(([file, text]) => [`${letter} ${file}`, text]));
    return (await preview(store, { ...of('a', one), ...of('b', other) })).questions;
  };
  const rest = ',,,,,,,,';
  it.each([
    ['day a PEP was held', peps, `K1,,14/01/2025,review,15/01/2025${rest}`, `K1,,14/01/2025,review,16/01/2025${rest}`],
    ['sessions', suspensions, `K1,${ALPHA},SUSP,10/01/2025,2,PA,`, `K1,${ALPHA},SUSP,10/01/2025,6,PA,`],
    ['enrolment', enrolments, `K1,${ALPHA},7,main,01/09/2024,`, `K1,${ALPHA},8,dual,01/09/2024,20/12/2024`],
    ['SEN status', sen, 'K1,K,01/09/2023,', 'K1,E,01/09/2023,'],
  ])('%s', async (_what, name, one, other) => {
    expect(await asked(name, one, other)).toHaveLength(1);
  });
});

describe('what a late list tells of the time before is not taken, without a word', () => {
  const now = { placement_type: 'K2', placement_postcode: 'ME7 1AA' };
  it('the real end of a time in care: the child is counted as in care when it was at home', async () => {
    await inTurn(store, list('2024-11-04'), list('2025-01-13', { ...now, care_start: '10/01/2025' }));
    await importAll(store, list('2024-12-02', { care_end: '30/11/2024' }));
    expect(care()).toEqual(['2024-02-03 2024-11-30 C1 U6', '2025-01-10 - C1 K2']);
    expect((await store.call('children.list', { asAt: '2024-12-15', filters: {} })).rows).toEqual([]);
  });
  it('a placement between is asked about, said not to be taken until then, and undone', async () => {
    await inTurn(store, list('2024-11-04'), list('2025-03-03', { ...now, placement_start: '24/02/2025' }));
    const between = { placement_type: 'U5', placement_start: '06/01/2025', placement_postcode: 'CT17 9AA' };
    const { files } = await importAll(store, list('2025-01-13', between));
    expect(files[0]?.warnings.join()).toContain('A later list has the placement of 2025-02-24');
    expect(care()).toEqual(['2024-02-03 2025-02-24 C1 U6', '2025-02-24 - C1 K2']);
    const { previewId, differences } = await preview(store, list('2025-01-13', between));
    expect(differences).toMatchObject([{ what: 'placement', answers: { change: 'It lies between' } }]);
    const decisions = differences.map(({ id }) => ({ id, answer: 'change' }));
    const { jobId } = await store.call('imports.commit', { previewId, decisions });
    const job = await ended(store, jobId);
    expect(care()).toEqual(['2024-02-03 2025-01-06 C1 U6', '2025-01-06 2025-02-24 C1 U5', '2025-02-24 - C1 K2']);
    expect((await undo(store, (job.result as { batchId: string }).batchId)).state).toBe('done');
    expect(care()).toEqual(['2024-02-03 2025-02-24 C1 U6', '2025-02-24 - C1 K2']);
  });
});

describe('the end of a SEN status that only the app worked out refuses rows', () => {
  it('a plan that began a week earlier than was said', async () => {
    await inTurn(store, list('2024-11-04'), sen('2025-01-20', 'K1,K,01/09/2023,', 'K1,E,10/01/2025,'));
    const { files } = await importAll(store, sen('2025-02-03', 'K1,K,01/09/2023,', 'K1,E,03/01/2025,'));
    expect(files).toMatchObject([{ refused: 0 }]);
    expect(stretches()).toEqual(['K 2023-09-01 2025-01-02', 'E 2025-01-03 -']);
  });
  it('a status between two that are held', async () => {
    await inTurn(
      store,
      list('2024-11-04'),
      sen('2025-01-20', 'K1,K,01/09/2023,'),
      sen('2025-01-27', 'K1,N,06/01/2025,'),
    );
    await importAll(store, sen('2025-02-03', 'K1,E,03/06/2024,'));
    expect(stretches()).toEqual(['K 2023-09-01 2024-06-02', 'E 2024-06-03 2025-01-05', 'N 2025-01-06 -']);
  });
});
