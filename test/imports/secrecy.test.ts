import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { amend } from '#test/make/aPackStore.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { csv, importAll, rows, undo } from './support.ts';

const TODAY = '2025-03-31';
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: TODAY });
});
afterEach(() => store.close());

const HEADER =
  'local_id,legal_surname,legal_forename,date_of_birth,sex,ethnicity,responsible_authority,care_start,legal_status,placement_type,placement_postcode';
const PERSON = 'M440,Sample,Ida,14/02/2013,F,WBRI,886,01/01/2020';
const first = { 'list.csv': csv(`${HEADER},confidential_placement,carer\n${PERSON},C1,U6,CT9 1AB,yes,Pat Hill`) };
const silent = { 'list.csv': csv(`${HEADER}\n${PERSON},C2,U6,`) };
const says = (word: string, place = 'U6,CT9 1AB') => ({
  'list.csv': csv(`${HEADER},confidential_placement\n${PERSON},C1,${place},${word}`),
});
const returned = {
  'header.csv': csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nM440,2,14/02/2013,WBRI,UN3,,'),
  'episodes.csv': csv(`CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
    M440,01/01/2020,S,C1,N1,U6,PR1,01/06/2021,X1,,,CT9 1AB,
    M440,01/06/2021,L,C2,N1,U6,PR1,,,,,,`),
};
const secrets = () =>
  rows(store, 'SELECT from_date AS "from", to_date AS "to", kind FROM secret_placement ORDER BY from_date');
const listed = async (asAt = TODAY) => (await store.call('children.list', { asAt, filters: {} })).rows;
const isSecret = async () => (await listed()).find(({ localId }) => localId === 'M440')?.confidentialPlacement;
const childId = () =>
  rows<{ id: string }>(store, "SELECT child_id AS id FROM child_identifier WHERE value = 'M440'")[0]?.id ?? '';

describe('once secret', () => {
  const later = {
    'the return, split at a legal status': returned,
    'a list that says no': says('no'),
    'an empty cell': says(''),
    'no column, another legal status': silent,
  };
  it.each(Object.entries(later))('%s opens nothing, before or after', async (_what, files) => {
    await importAll(store, first);
    await importAll(store, files);
    await importAll(store, files);
    expect(await isSecret()).toBe(true);
    expect(secrets()).toEqual([{ from: '2020-01-01', to: null, kind: 'said' }]);
    store.close();
    store = await aStore({ today: TODAY });
    await importAll(store, files);
    await importAll(store, first);
    expect(await isSecret()).toBe(true);
  });

  it.each([
    ['earlier than the list', '24/02/2024', 'U6,CT9 1AB', '2024-02-03'],
    ['later than the list', '01/02/2024', 'U6,CT9 1AB', '2024-02-03'],
    ['of another placement than the list, which gives no first day', '', 'K2,ME7 1AA', '2024-02-03'],
  ])(
    'begins on the same day by list and return in either order, where the return says it began %s',
    async (_what, day, place) => {
      const list = {
        'list 2025-03-20.csv': csv(
          `${HEADER},placement_start,confidential_placement\n${PERSON},C1,${place},${day},yes`,
        ),
      };
      const moved = {
        'header.csv': returned['header.csv'],
        'episodes.csv':
          csv(`CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
        M440,01/01/2020,S,C1,N1,U5,PR1,10/02/2024,X1,PLAN,,DA1 1AA,
        M440,10/02/2024,P,C1,N1,U6,PR1,20/05/2024,X1,,,CT9 1AB,
        M440,20/05/2024,L,C2,N1,U6,PR1,,,,,CT9 1AB,`),
      };
      const found: unknown[] = [];
      for (const order of [
        [list, moved],
        [moved, list],
      ]) {
        for (const files of order) await importAll(store, files);
        await importAll(store, order[0] ?? {});
        found.push(secrets());
        store.close();
        store = await aStore({ today: TODAY });
      }
      expect(found[0]).toEqual(found[1]);
      expect(found[0]).toHaveLength(1);
    },
  );

  it('as in the case: the same carer and place, only the legal status changed', async () => {
    const folder = join(import.meta.dirname, 'fixtures/cases/confidential-placement-and-the-return');
    const read = (name: string) => ({ [name]: readFileSync(join(folder, name), 'utf8') });
    await importAll(store, read('1-list.csv'));
    await importAll(store, { ...read('2-header.csv'), ...read('3-episodes.csv') });
    expect(await isSecret()).toBe(true);
    expect((await store.call('children.get', { childId: childId(), asAt: TODAY })).header.confidentialPlacement).toBe(
      true,
    );
    expect(rows(store, 'SELECT DISTINCT carer FROM episode')).toEqual([{ carer: 'Pat' }]);
  });

  it('a list that says no is told that it stays', async () => {
    await importAll(store, first);
    const { files } = await importAll(store, says('no'));
    expect(files[0]?.warnings.join()).toContain('stays so until a person answers');
  });

  it('an undo opens nothing: not of the import that said so, and not where the child goes and comes back by a return', async () => {
    const { batchId } = await importAll(store, first);
    expect((await undo(store, batchId)).state).toBe('done');
    expect(await listed()).toEqual([]);
    await importAll(store, returned);
    expect(await isSecret()).toBe(true);
  });

  it('an answer since does not keep the import from being undone, and the answer stands', async () => {
    const { batchId } = await importAll(store, first);
    await store.call('secrets.answer', {
      childId: childId(),
      secretId: secretId(),
      answer: 'stillSecret',
      reason: 'asked the worker',
    });
    expect((await undo(store, batchId)).state).toBe('done');
    expect(rows(store, 'SELECT checked_reason FROM secret_placement')).toEqual([
      { checked_reason: 'asked the worker' },
    ]);
  });
});

const secretId = () => rows<{ id: string }>(store, 'SELECT id FROM secret_placement ORDER BY id DESC')[0]?.id ?? '';

describe('a change of legal status', () => {
  it('keeps carer, postcode and district, so the child stays in its locality: by the list and by the return', async () => {
    await importAll(store, first);
    await importAll(store, silent);
    expect(await listed()).toMatchObject([{ localityName: 'East Kent 3' }]);
    await importAll(store, returned);
    expect(await listed()).toMatchObject([{ localityName: 'East Kent 3' }]);
    expect(
      rows(store, 'SELECT legal_status AS ls, carer, placement_postcode AS at FROM episode ORDER BY start_date'),
    ).toEqual([
      { ls: 'C1', carer: 'Pat Hill', at: 'CT9 1AB' },
      { ls: 'C2', carer: 'Pat Hill', at: 'CT9 1AB' },
    ]);
  });

  it('a child who moved does not inherit the place it left', async () => {
    await importAll(store, first);
    await importAll(store, says('', 'K2,'));
    expect(rows(store, 'SELECT placement_postcode AS at FROM episode ORDER BY start_date')).toEqual([
      { at: 'CT9 1AB' },
      { at: null },
    ]);
  });
});

describe('still secret?', () => {
  const asked = async () => (await store.call('secrets.asked', {})).rows;
  const answer = (word: 'stillSecret' | 'open') =>
    store.call('secrets.answer', {
      childId: childId(),
      secretId: secretId(),
      answer: word,
      reason: 'the worker says so',
    });

  beforeEach(async () => {
    await importAll(store, first);
    expect(await asked()).toEqual([]);
    await importAll(store, says('', 'K2,ME14 1AA'));
  });

  it('is asked once the child has moved; until then, and after ‘yes’, it stays secret', async () => {
    expect(await asked()).toMatchObject([{ listName: 'SAMPLE, Ida', askedSince: TODAY, careEnded: false }]);
    expect(await isSecret()).toBe(true);
    expect(await answer('stillSecret')).toMatchObject({ secret: true });
    expect(await isSecret()).toBe(true);
  });

  it('‘no’ opens the new placement, the past one stays hidden, and it can be taken back', async () => {
    expect(await answer('open')).toEqual({ secret: false, words: expect.stringContaining('past one stays hidden') });
    expect(await isSecret()).toBe(false);
    expect((await listed('2025-03-30'))[0]?.confidentialPlacement).toBe(true);
    expect(await asked()).toEqual([]);
    expect(await store.call('secrets.takeBack', { childId: childId(), secretId: secretId() })).toMatchObject({
      secret: true,
    });
    expect(await asked()).toHaveLength(1);
    for (const action of ['answer still secret', 'take back answer still secret'])
      expect(auditEntries(store.context, action).map(({ about }) => about)).toEqual([
        [{ kind: 'child', id: childId() }],
      ]);
  });

  it('no import opens it again or asks twice; a list that still says yes closes it, and says that a person had ended it', async () => {
    await answer('open');
    await importAll(store, returned);
    await importAll(store, says('no', 'K2,ME14 1AA'));
    const { files } = await importAll(store, says('yes', 'K2,ME14 1AA'));
    expect(files[0]?.warnings).toEqual([]);
    expect(await isSecret()).toBe(true);
    await answer('open');
    const again = await importAll(store, says('yes', 'K2,ME14 1AA'));
    expect(again.files[0]?.warnings.join()).toContain('A person had ended');
  });

  it('a reason is asked for, and what was ended is not ended again', async () => {
    const input = { childId: childId(), secretId: secretId(), answer: 'open', reason: ' ' };
    expect(await store.reply('secrets.answer', input)).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
    await answer('open');
    expect(await store.reply('secrets.answer', { ...input, reason: 'a good reason' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
  });
});

describe('others', () => {
  const brother = (postcode: string, carer: string | null, start = '2021-01-01') =>
    store.write((writer) => {
      const id = aChild(writer, { localId: 'B1', name: { forename: 'Bo', surname: 'Sample' }, episodes: [{ start }] });
      amend(writer, 'episode', 'child_id', id, { placement_postcode: postcode, carer });
      return id;
    });
  const bo = async () => (await listed()).find(({ localId }) => localId === 'B1')?.confidentialPlacement;

  it('a brother at the address is secret, whoever came first, until ended by hand; then he stays open', async () => {
    const id = await brother('CT9 1AB', 'Mr Hill');
    expect(await bo()).toBe(false);
    await importAll(store, first);
    expect(await bo()).toBe(true);
    expect(secrets()).toEqual([
      { from: '2020-01-01', to: null, kind: 'said' },
      { from: '2021-01-01', to: null, kind: 'sibling' },
    ]);
    const [his] = rows<{ id: string }>(store, "SELECT id FROM secret_placement WHERE kind = 'sibling'");
    const input = { childId: id, secretId: his?.id ?? '', answer: 'open' as const, reason: 'the risk is hers alone' };
    expect(await store.call('secrets.answer', input)).toMatchObject({ secret: false });
    await importAll(store, silent);
    await importAll(store, returned);
    expect(await bo()).toBe(false);
  });

  it.each([
    ['a sister there whose carer is written in another way', 'Sample', 'CT9 1AB', 'Mrs P. HILL', true],
    ['a sister there with another carer’s name', 'Sample', 'CT9 1AB', 'Jo Brown', true],
    ['a sister there who has been given another name since', 'Sample>Other', 'CT9 1AB', 'Jo Brown', true],
    ['a sister whose postcode is not recorded, with the same carer', 'Sample', null, 'Mrs Pat Hill', true],
    ['a sister with the same carer at a postcode that differs', 'Sample', 'CT9 1AC', 'Mrs Pat Hill', true],
    ['another child of the same carer', 'Other', 'CT9 1AB', 'Pat Hill', true],
    ['a neighbour: the postcode alone may be a street', 'Other', 'CT9 1AB', 'Jo Brown', false],
    ['a namesake elsewhere', 'Sample', 'ME14 1AA', 'Jo Brown', false],
  ])('%s: %s, %s, %s is secret: %s', async (_what, names, postcode, carer, secret) => {
    const [before = '', since] = names.split('>');
    const add = () =>
      store.write((writer) => {
        const id = aChild(writer, {
          localId: 'B1',
          name: { forename: 'Bo', surname: since ?? before },
          ...(since === undefined
            ? {}
            : { names: [{ kind: 'legal', forename: 'Bo', surname: before, to: '2022-01-01' }] }),
          episodes: [{ start: '2021-01-01' }],
        });
        amend(writer, 'episode', 'child_id', id, { placement_postcode: postcode, carer });
      });
    await importAll(store, first);
    await add();
    expect(await bo()).toBe(secret);
    store.close();
    store = await aStore({ today: TODAY });
    await add();
    await importAll(store, first);
    expect(await bo()).toBe(secret);
  });

  it('who came after, and one at another address, at another time', async () => {
    await importAll(store, first);
    await brother('CT9 1AB', null);
    expect(await bo()).toBe(true);
    await store.write((writer) => {
      const elsewhere = aChild(writer, { localId: 'E1', episodes: [{ start: '2021-01-01' }] });
      amend(writer, 'episode', 'child_id', elsewhere, { placement_postcode: 'CT9 1AC', carer: 'Pat Hill' });
      const before = aChild(writer, {
        localId: 'E2',
        episodes: [{ start: '2015-01-01', end: '2019-01-01' }, { start: '2019-01-01' }],
      });
      const [left] = writer.connection
        .prepare('SELECT id FROM episode WHERE child_id = ? ORDER BY start_date')
        .pluck()
        .all(before);
      amend(writer, 'episode', 'child_id', before, { placement_postcode: 'ME14 1AA', carer: 'Jo Brown' });
      writer.update('episode', String(left), { placement_postcode: 'CT9 1AB', carer: 'Pat Hill' });
    });
    const others = (await listed()).filter(({ localId }) => localId.startsWith('E'));
    expect(others.map(({ confidentialPlacement }) => confidentialPlacement)).toEqual([false, false]);
  });

  /** A child of whom each stay is told as its first day, last day, postcode and carer. */
  const living = (localId: string, surname: string, stays: [string, string | null, string, string][]) =>
    store.write((writer) => {
      const episodes = stays.map(([start, end]) => ({ start, ...(end === null ? {} : { end }) }));
      const id = aChild(writer, { localId, name: { forename: 'Bo', surname }, episodes });
      const found = writer.connection
        .prepare('SELECT id FROM episode WHERE child_id = ? ORDER BY start_date')
        .pluck()
        .all(id);
      for (const [at, [, , postcode, carer]] of stays.entries())
        writer.update('episode', String(found[at]), { placement_postcode: postcode, carer });
      return id;
    });
  const secretOnes = async () =>
    (await listed()).filter(({ confidentialPlacement }) => confidentialPlacement).map(({ localId }) => localId);
  const spansOf = (id: string) =>
    rows(store, `SELECT from_date, to_date FROM secret_placement WHERE child_id = '${id}' ORDER BY from_date`);
  const there: [string, string, string, string] = ['2021-01-01', '2022-01-01', 'CT9 1AB', 'Pat Hill'];

  it('a child of another family is secret for its stay there, and neither at its next place nor are those who live there', async () => {
    const id = await living('B1', 'Other', [there, ['2022-01-01', null, 'ME14 1AA', 'Jo Brown']]);
    await living('C1', 'Third', [['2021-06-01', null, 'ME14 1AA', 'Jo Brown']]);
    await living('D1', 'Fourth', [['2021-06-01', '2023-01-01', 'CT9 1AB', 'Pat Hill']]);
    await importAll(store, first);
    expect(await secretOnes()).toEqual(['M440']);
    expect(spansOf(id)).toEqual([{ from_date: '2021-01-01', to_date: '2022-01-01' }]);
    const [past] = rows<{ id: string }>(store, `SELECT id FROM secret_placement WHERE child_id = '${id}'`);
    expect(await store.reply('secrets.takeBack', { childId: id, secretId: past?.id ?? '' })).toMatchObject({
      error: { code: 'conflict' },
    });
    // Looked at again, nothing more is found.
    await importAll(store, silent);
    expect(await secretOnes()).toEqual(['M440']);
    expect(spansOf(id)).toHaveLength(1);
  });

  it('a brother who moved on stays secret until a person ends it', async () => {
    const id = await living('B1', 'Sample', [there, ['2022-01-01', null, 'ME14 1AA', 'Jo Brown']]);
    await importAll(store, first);
    expect(spansOf(id)).toEqual([{ from_date: '2021-01-01', to_date: null }]);
    expect(await secretOnes()).toContain('B1');
  });

  it('a stay that goes on after all is secret for as long as it does', async () => {
    const id = await living('B1', 'Other', [there]);
    await importAll(store, first);
    expect(spansOf(id)).toEqual([{ from_date: '2021-01-01', to_date: '2022-01-01' }]);
    await store.write((writer) => amend(writer, 'episode', 'child_id', id, { end_date: null, reason_ceased: null }));
    expect(await secretOnes()).toContain('B1');
    expect(spansOf(id).at(-1)).toEqual({ from_date: '2021-01-01', to_date: null });
  });

  it('a placement for adoption is secret by itself, and stays so when its type is changed', async () => {
    await importAll(store, says('', 'A4,CT9 1AB'));
    expect(await isSecret()).toBe(true);
    await importAll(store, returned);
    expect(await isSecret()).toBe(true);
    expect(secrets()).toEqual([{ from: '2020-01-01', to: null, kind: 'adoption' }]);
  });
});

it('a person makes a placement secret with a reason', async () => {
  await importAll(store, says(''));
  expect(await store.call('secrets.mark', { childId: childId(), reason: 'a risk at home' })).toEqual({
    secret: true,
    words: 'The placement is secret: a risk at home.',
  });
  expect((await store.call('children.get', { childId: childId(), asAt: TODAY })).secrecy).toMatchObject([
    { from: '2020-01-01', to: null, saidBy: 'Test Administrator', askedSince: null },
  ]);
});
