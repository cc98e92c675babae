import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import { digestOf } from '#db/audit/chain.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

let store: TestStore;
let ids: string[];
const asAt = '2025-03-31';

beforeEach(async () => {
  store = await aStore({ today: asAt });
  ids = await store.write((writer) =>
    ['Alpha', '=1+1', 'Gamma'].map((surname) => aChild(writer, { name: { forename: 'Ana', surname } })),
  );
});
afterEach(() => store.close());

const sorted = (found: readonly { id: string }[]) => found.map(({ id }) => id).sort();

it('a list says how many and which children, and what was asked for without the words that were typed', async () => {
  await store.call('children.list', { asAt, filters: { search: 'Gamma', sen: null } });
  await store.call('children.list', { asAt, filters: {} });
  const [narrow, all] = auditEntries(store.context, 'list children');
  expect(sorted(narrow?.about ?? [])).toEqual([ids[2]]);
  expect(JSON.parse(narrow?.filter ?? '')).toMatchObject({ asAt, search: 'typed', total: 1 });
  expect(narrow?.filter).not.toContain('Gamma');
  expect(sorted(all?.about ?? [])).toEqual([...ids].sort());
});

it('thousands are kept as number, filter and digest', async () => {
  const subjects = Array.from({ length: 2001 }, (_, index) => ({ kind: 'child', id: `child ${index}` }));
  store.context.audit('list of many', subjects);
  store.context.audit('list of many', subjects.toReversed());
  const rows = (await store.call('audit.list', { search: 'list of many' })).rows;
  expect(rows).toMatchObject([1, 2].map(() => ({ subjects: 2001, children: null, digest: digestOf(subjects) })));
});

it('a list that leaves is made by the service: marked, counted, with its purpose, and no cell that runs', async () => {
  const purpose = 'cover for a meeting';
  const made = await store.call('exports.children', { asAt, filters: {}, childIds: ids.slice(0, 2), purpose });
  const lines = made.text.split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFOFFICIAL-SENSITIVE: contains names of children in care/);
  expect(lines[1]).toContain('2 children');
  expect(lines[2]).toContain(`by Test Administrator for: ${purpose}`);
  expect(made.text).not.toMatch(/(^|[,;\t"])=1/m);
  expect(made.childIds.toSorted()).toEqual(ids.slice(0, 2).sort());
  const [entry] = auditEntries(store.context, 'export list of children');
  expect(sorted(entry?.about ?? [])).toEqual(ids.slice(0, 2).sort());
  expect(JSON.parse(entry?.filter ?? '')).toMatchObject({ purpose });
  expect(await store.reply('exports.children', { asAt, filters: {}, purpose: ' ' })).toMatchObject({ ok: false });
});

it('a refusal and a failure say whom they were about', async () => {
  const unknown = '01900000-0000-7000-8000-000000000000';
  await store.reply('children.get', { childId: unknown, asAt });
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
  await store.reply('children.get', { childId: ids[0], asAt });
  expect(auditEntries(store.context, 'read child').map(({ outcome, about }) => [outcome, sorted(about)])).toEqual([
    ['failed', [unknown]],
    ['refused', [ids[0]]],
  ]);
});

describe('a list of one place', () => {
  const purpose = 'cover for a meeting';
  let schoolId: string;
  beforeEach(async () => {
    await store.write((writer) => {
      schoolId = aSchool(writer, { name: 'Seaview High' });
      for (const [surname, locality] of [
        ['Openly', 'Thanet'],
        ['Hiddenly', 'Thanet'],
        ['Awayly', 'Ashford'],
      ] as const) {
        const id = aChild(writer, {
          localId: `P-${surname}`,
          name: { forename: 'Pia', surname },
          districtId: store.district(locality),
          enrolments: [{ schoolId, start: '2020-09-01', ncYear: 7 }],
        });
        if (surname === 'Hiddenly')
          writer.insert('secret_placement', {
            child_id: id,
            from_date: '2020-01-01',
            kind: 'said',
            reason: 'a risk',
            said_by: 'the test',
          });
      }
    });
  });
  const list = (more: Partial<CallInput<'exports.children'>>) =>
    store.call('exports.children', { asAt, filters: {}, purpose, ...more });

  it.each([
    ['a locality', () => ({ filters: { localityId: store.locality('EK3') } }), 1],
    ['a school', () => ({ filters: { schoolId } }), 1],
    ['a search that only the school bears', () => ({ filters: { search: 'seaview' } }), 1],
    ['a search for the name', () => ({ filters: { search: 'pia' } }), 0],
    ['the county', () => ({}), 0],
  ])('%s: a child whose placement is secret is in it only where that tells nothing', async (_what, more, leftOut) => {
    const made = await list(more());
    expect(made.text.includes('HIDDENLY')).toBe(leftOut === 0);
    expect(made.leftOut).toBe(leftOut);
    expect(made.text).toContain('OPENLY');
  });

  it.each(['schoolName', 'localityName'] as const)(
    'in the order of %s it stands last, not beside its neighbours',
    async (column) => {
      for (const descending of [false, true]) {
        const { text } = await list({ sort: { column, descending } });
        expect(text.trimEnd().split('\r\n').at(-1)).toContain('HIDDENLY');
      }
    },
  );

  it('of somebody with one locality it names nobody secret, nor who made it', async () => {
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3'), name: 'Helga Localhead' });
    const { text, leftOut } = await list({});
    expect(text).toContain('OPENLY');
    expect([text.includes('HIDDENLY'), text.includes('Localhead'), leftOut]).toEqual([false, false, 1]);
    expect(text).toContain('by Virtual School Kent for');
  });

  it('behind the figure of a locality neither; where nobody is left nothing is written, and it says why', async () => {
    const drill = { figure: 'children', asAt, academicYear: null, localityId: store.locality('EK3'), measure: null };
    const made = await store.call('exports.behindFigure', { drill, purpose });
    expect([made.text.includes('HIDDENLY'), made.text.includes('OPENLY'), made.leftOut]).toEqual([false, true, 1]);
    const whole = await store.call('exports.behindFigure', { drill: { ...drill, localityId: null }, purpose });
    expect([whole.text.includes('HIDDENLY'), whole.leftOut]).toEqual([true, 0]);
    const hidden = (await store.call('children.list', { asAt, filters: { search: 'hiddenly' } })).rows.map(
      ({ childId }) => childId,
    );
    expect(
      await store.reply('exports.children', { asAt, filters: { schoolId }, childIds: hidden, purpose }),
    ).toMatchObject({
      ok: false,
      error: { detail: { message: expect.stringContaining('it would tell where they are') } },
    });
  });
});
