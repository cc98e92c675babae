import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '#db/newId.ts';
import { insertUser, putRoles } from '#db/queries/users.ts';
import { prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { AS_AT, amend, aPackStore, exported, type PackStore } from '#test/make/aPackStore.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { holds, readingOf } from './pdfReading.ts';

const FORMER = 'Helga Localhead';
const HEADS_NOW = 'Nora Today';
let made: PackStore;
let folder = '';
beforeEach(async () => {
  made = await aPackStore();
  folder = mkdtempSync(join(tmpdir(), 'vsk-heads-'));
});
afterEach(() => {
  made.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const readings = async () => {
  const done = await exported(made, folder);
  return Promise.all(done.files.map(({ fileName }) => readingOf(join(done.folder, fileName))));
};
const userId = () =>
  String(made.store.context.reader.prepare('SELECT id FROM user WHERE name LIKE ?').pluck().get('Helga%'));

/** Signed in as one who led East Kent 3 until today and is something else now. */
async function asFormer(more: { name?: string } = {}): Promise<void> {
  await made.store.signInAs({ role: 'assistantHead', localityId: made.store.locality('EK3'), name: FORMER });
  await made.store.write((writer) => {
    if (more.name !== undefined) writer.update('user', userId(), more);
    putRoles(writer, userId(), [heldRole('administrator')]);
  });
  Object.assign(made.store.context.user, more);
}

it.each([
  ['is an administrator now', {}],
  ['bears another name now', { name: 'Helga Newname' }],
])('a former assistant head who %s is in no pack as who prepared it: the team is', async (_what, more) => {
  await asFormer(more);
  const prepared = prepareSchoolPack(made.store.context, { schoolId: made.schoolId, asAt: AS_AT, childIds: [] });
  expect(prepared.context?.preparedBy).toBe('Virtual School Kent');
  for (const text of await readings())
    for (const word of [FORMER, 'Helga', 'Localhead']) expect(holds(text, word), word).toBe(false);
});

it('a pack names who leads the locality today, never who led it before; for a secret child the team', async () => {
  const { store } = made;
  const add = (name: string, active: number, created_at: string) =>
    store.write((writer) =>
      putRoles(writer, insertUser(writer, { id: newId(), name, active: active === 1, createdAt: created_at }), [
        heldRole('assistantHead', store.locality('EK3')),
      ]),
    );
  await add('Nora Today', 1, '2025-01-01T00:00:00.000Z');
  await add(FORMER, 0, '2025-02-01T00:00:00.000Z');
  const { children } = prepareSchoolPack(store.context, { schoolId: made.schoolId, asAt: AS_AT, childIds: [] });
  const headOf = (childId: string) => children.find((each) => each.childId === childId)?.pack.header.assistantHead;
  expect(headOf(made.ana)?.name).toBe('Nora Today');
  expect(headOf(made.bea)).toBeNull();
});

it('no text of a secret child that names one who led a locality before can be ticked in', async () => {
  const { store } = made;
  await asFormer();
  await store.write((writer) => {
    const pep = writer.connection.prepare('SELECT id FROM pep WHERE child_id = ?').pluck().get(made.bea);
    const section = writer.connection.prepare('SELECT id FROM pep_section WHERE pep_id = ?').pluck().get(pep);
    amend(writer, 'pep_section', 'id', String(section), { reason: 'Helga Localhead came to the meeting.' });
  });
  const { children } = await store.call('packs.preview', { schoolId: made.schoolId, asAt: AS_AT });
  const passages = children.find(({ childId }) => childId === made.bea)?.passages;
  expect(passages?.find(({ text }) => text.startsWith('Helga'))?.state).toBe('never');
});

it.each([
  ['leads the locality of a past secret place', true, HEADS_NOW],
  ['led it before', true, FORMER],
  ['leads it and the place was never secret', false, HEADS_NOW],
])('who graded the PEP and %s is left out of the pack: %s', async (_what, wasSecret, grader) => {
  const { store } = made;
  await asFormer();
  await store.signInAsAdministrator();
  await store.write((writer) => {
    const createdAt = '2025-01-01T00:00:00.000Z';
    putRoles(writer, insertUser(writer, { id: newId(), name: HEADS_NOW, active: true, createdAt }), [
      heldRole('assistantHead', store.locality('EK3')),
    ]);
    // Cal lived in a secret place until 2023, in Ashford and open since.
    if (wasSecret)
      writer.insert('secret_placement', {
        child_id: made.cal,
        from_date: '2020-01-01',
        to_date: '2023-05-01',
        ended_reason: 'As the test says',
        kind: 'said',
        reason: 'As the test says',
        said_by: 'the test',
      });
    const pep = writer.connection.prepare('SELECT id FROM pep WHERE child_id = ?').pluck().get(made.cal);
    amend(writer, 'pep', 'id', String(pep), { graded_by: grader });
  });
  const { children } = prepareSchoolPack(store.context, { schoolId: made.schoolId, asAt: AS_AT, childIds: [] });
  const cal = children.find(({ childId }) => childId === made.cal);
  expect(cal?.secret).toBeNull();
  expect(cal?.pack.lastPep).toMatchObject({ available: true, value: { gradedBy: wasSecret ? null : grader } });
  const text = (await readings()).find((each) => /^pack-\S*LA-1003/.test(each)) ?? '';
  expect(text).toContain('Gammaley');
  expect(holds(text, grader)).toBe(!wasSecret);
});
