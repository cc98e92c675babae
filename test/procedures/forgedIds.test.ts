import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toJSONSchema } from 'zod';
import { type CallName, calls } from '#contract/calls.ts';
import { packExportResult, packOpened } from '#contract/packs.ts';
import { csv, ended, importAll, preview } from '#test/imports/support.ts';
import { aWorld, become, type Caller, cases, leaked, today, type World } from './accessWorld.ts';

// Ids are not passwords: whoever comes by one of somebody else's (a preview, a job, a question, a child of another locality) and
// puts it into a call is answered as if it were the id of nothing, in the same words, and nothing of it is told.

const nothing = '01900000-0000-7000-8000-00000000beef';
/** These are in everybody's answers: an id of a place, a school or a choice of the authority's tells nothing. */
const ofPlaces = /^(school|locality|district|target|bankHoliday|change)Id$/;
/** Whom no child of locality B belongs to, and none of the administrator's previews, work, drafts, releases and ways in. */
const forgers = ['headOfA', 'coveredB', 'reader', 'formerHead', 'welfareOfficer', 'dataOfficer'] as const;
/** What an import left is every data officer's; every child of the county is theirs, and the welfare officer's for attendance. */
const theirs: Partial<Record<Caller, RegExp>> = {
  dataOfficer: /^(childIds?|secretId|staysId|goesId|answer|batchId|questionId|leaverIds|findingIds|of)$/,
  welfareOfficer: /^childId$/,
};

type Schema = {
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** Every place of an input where the id of a child or of a thing may stand, by the contract alone. */
function placesIn(schema: Schema, path: readonly string[] = []): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  const isId = (name: string, part: Schema): boolean =>
    /(^id|Ids?|^of|^key|^answer|^confirmedBy)$/.test(name) && !ofPlaces.test(name) && !part.enum;
  return [
    ...[...anyOf, ...oneOf, ...allOf, ...(items ? [items] : [])].flatMap((part) => placesIn(part, path)),
    ...Object.entries(properties).flatMap(([name, part]) => [
      ...(isId(name, part) ? [[...path, name].join('.')] : []),
      ...placesIn(part, [...path, name]),
    ]),
  ];
}
const inputSchema = (name: CallName) =>
  toJSONSchema(calls[name].input, { io: 'input', unrepresentable: 'any' }) as Schema;
const forgeable = (Object.keys(calls) as CallName[]).flatMap((name) =>
  [...new Set(placesIn(inputSchema(name)))].map((place) => [name, place] as const),
);
const lastOf = (place: string): string => place.split('.').at(-1) ?? '';

/** The input with the id at one place put in, the rest as it was. */
function withId(input: unknown, [name = '', ...rest]: readonly string[], id: string): unknown {
  if (Array.isArray(input)) return input.map((each) => withId(each, [name, ...rest], id));
  const before = (input ?? {}) as Record<string, unknown>;
  if (rest.length > 0) return { ...before, [name]: withId(before[name], rest, id) };
  return { ...before, [name]: name.endsWith('Ids') ? [id] : id };
}

/** Inputs for places that the cases of the access test leave out. */
const others: Partial<Record<string, unknown>> = {
  'store.upgrade slotId': { by: 'device', slotId: nothing, secret: 'not the secret' },
  'imports.preview again.previewId': { again: { previewId: nothing, days: [] } },
  'imports.commit decisions.id': { previewId: nothing, decisions: [{ id: nothing, answer: 'new' }] },
  'imports.commit decisions.answer': { previewId: nothing, decisions: [{ id: nothing, answer: nothing }] },
};

const listOf = (...localIds: string[]) =>
  csv(
    [
      'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start',
      ...localIds.map((localId) => `${localId},Listed${localId},Ana,10/01/2013,886,01/01/2020`),
    ].join('\n'),
  );
/** Results of a child that only a person can name, for the local id is another authority's; and one that is refused. */
const askedAbout = (localId: string, value: number) =>
  csv(`local_id,academic_year,key_stage,subject,component,value,status,date_received,kind
  ${localId},2023/24,KS2,maths,scaled score,${value},final,,result
  ${localId},2023/24,KS9,maths,scaled score,${value},final,,result`);

let world: World;
/** By the last name of a place: what is the administrator's, or about a child of B. */
let foreign: Record<string, string[]>;
const draftKey = 'children:filters';
const draftWords = 'typed by the administrator';

beforeAll(async () => {
  world = await aWorld();
  const { store, childOfB, schoolId, folder } = world;
  const finished = async (started: { jobId: string }) => (await ended(store, started.jobId)).result;
  const secretOfB = await store.write((writer) =>
    writer.insert('secret_placement', {
      child_id: childOfB,
      ...{ from_date: '2020-01-01', kind: 'said', reason: 'OnlyB is in danger', said_by: 'the test' },
    }),
  );
  const ofMedway = world.traces.A.at(-1)?.words.find((word) => word.startsWith('LOCAL-')) ?? '';
  await store.write((writer) => {
    // As if version 0.2 had had this store, and turned back a re-mark of a child of B.
    writer.connection.exec('UPDATE change_set SET schema = 9 WHERE local_no = 1');
    const result = {
      ...{ child_id: childOfB, academic_year: '2023/24', key_stage: 'KS2', subject: 'maths', component: 'scaledScore' },
      ...{ status: 'final', entry: 'first', source: 'import' },
    };
    const first = writer.insert('attainment_result', { ...result, value: '101', received_on: '2024-07-09' });
    const mark = { ...result, value: '104', received_on: '2025-02-01', supersedes_id: first };
    const again = { ...result, value: '101', received_on: '2024-07-09', issued_on: '2024-07-09' };
    writer.insert('attainment_result', { ...again, supersedes_id: writer.insert('attainment_result', mark) });
  });
  await importAll(store, { 'list.csv': listOf('901', '902') });
  await importAll(store, { 'list.csv': listOf('901') });
  const { batchId } = await importAll(store, { 'list.csv': askedAbout(ofMedway, 101) });
  const waiting = await store.call('imports.questions', {});
  const leavers = await store.call('leavers.list', {});
  const found = await store.call('earlierVersion.list', {});
  const { slotId } = await store.call('keys.rememberDevice', { label: 'A laptop' });
  const { backupId } = (await finished(await store.call('backups.make', {}))) as { backupId: string };
  const { releaseId } = await store.call('reports.exportOverview', { asAt: today });
  await store.call('drafts.save', { key: draftKey, content: draftWords });
  const password = 'lantern copper meadow';
  const exported = packExportResult.parse(
    await finished(await store.call('packs.export', { schoolId, asAt: today, folder, as: 'file', password })),
  );
  const file = new Uint8Array(readFileSync(exported.packFile?.path ?? ''));
  const { openedId } = packOpened.parse(await finished(await store.call('packs.open', { file, password })));
  const { jobId } = await store.call('imports.preview', {
    files: [{ name: 'list.csv', bytes: new TextEncoder().encode(listOf('903')) }],
  });
  await ended(store, jobId);
  const asked = await preview(store, { 'list.csv': askedAbout(ofMedway, 99) });
  // The id of a record that was made part of that of the child of B.
  const goneOfB = '01900000-0000-7000-8000-0000000a11a5';
  await store.write((writer) =>
    writer.insert('row_alias', {
      ...{ table_name: 'child', row_id: goneOfB, into_id: childOfB, why: 'made twice', content: '{}' },
    }),
  );
  const ofB = [childOfB, goneOfB];
  const userId = (await store.call('users.list', {})).rows.find(({ name }) => name === 'Head Of B')?.userId ?? '';
  foreign = {
    ...{ jobId: [jobId], slotId: [slotId], backupId: [backupId], releaseId: [releaseId], openedId: [openedId] },
    ...{
      previewId: [asked.previewId],
      batchId: [batchId],
      of: [batchId, asked.previewId],
      userId: [userId],
      key: [draftKey],
    },
    confirmedBy: [userId],
    questionId: waiting.rows.map(({ id }) => id),
    leaverIds: leavers.rows.map(({ leaverId }) => leaverId),
    findingIds: found.rows.map(({ findingId }) => findingId),
    id: asked.whoIs.map(({ id }) => id),
    ...{ childId: ofB, childIds: ofB, staysId: ofB, goesId: ofB, answer: ofB },
    secretId: [secretOfB],
  };
}, 120_000);
afterAll(() => world.store.close());

/** What a call answers, and its work where it began any, without what is new each time. */
async function told(name: CallName, input: unknown): Promise<string> {
  const reply = await world.store.reply(name, input);
  const jobId = reply.ok && (reply.value as { jobId?: string } | null)?.jobId;
  const work = jobId ? await world.store.reply('jobs.get', { jobId: (await ended(world.store, jobId)).id }) : null;
  return JSON.stringify([reply, work]).replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '*');
}

describe('an id of somebody else’s', () => {
  it('is there for every place of the contract that takes one, and each is of something', () => {
    expect(forgeable.length).toBeGreaterThan(35);
    for (const [name, place] of forgeable) {
      const ids = foreign[lastOf(place)];
      expect(ids?.length ?? 0, `${name} ${place}`).toBeGreaterThan(0);
      for (const id of ids ?? []) expect(id, `${name} ${place}`).not.toBe('');
    }
  });

  describe.each(forgers)('%s', (caller) => {
    beforeAll(() => become(world.store.host, caller));

    it.each(forgeable.filter(([, place]) => !theirs[caller]?.test(lastOf(place))))(
      'is the id of nothing in %s %s',
      async (name, place) => {
        const input = others[`${name} ${place}`] ?? cases[name](world)[0]?.input;
        const unknown = await told(name, withId(input, place.split('.'), nothing));
        for (const id of foreign[lastOf(place)] ?? []) {
          const answer = await told(name, withId(input, place.split('.'), id));
          expect(answer).toBe(unknown);
          expect(leaked(world, caller, answer)).toEqual([]);
          expect(answer).not.toContain(draftWords);
        }
      },
    );
  });

  it('had something to find: the administrator is told otherwise of each, and their draft is as they left it', async () => {
    await become(world.store.host, 'administrator');
    const otherwise = async (name: CallName, place: string) => {
      const input = cases[name](world)[0]?.input;
      const [id = ''] = foreign[lastOf(place)] ?? [];
      return (await told(name, withId(input, [place], id))) !== (await told(name, withId(input, [place], nothing)));
    };
    for (const [name, place] of [
      ['children.get', 'childId'],
      ['exports.children', 'childIds'],
      ['drafts.read', 'key'],
      ['backups.preview', 'backupId'],
      ['imports.refusedRows', 'of'],
      ['releases.settle', 'releaseId'],
      ['leavers.decide', 'leaverIds'],
      ['imports.undo', 'batchId'],
    ] as const)
      expect(await otherwise(name, place), `${name} ${place}`).toBe(true);
    expect(await world.store.call('drafts.read', { key: draftKey })).toMatchObject({ content: draftWords });
  });
});
