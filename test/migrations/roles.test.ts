import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPeople } from '#db/queries/users.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { fillStoreOf0000 } from './storeOf0000.ts';
import { aBareStore, migrationsUpTo, shipped } from './support.ts';

let store: ReturnType<typeof aBareStore>;
beforeEach(() => {
  store = aBareStore();
  store.migrate(migrationsUpTo(0, store.folder));
  fillStoreOf0000(store.connection);
  for (let idx = 1; idx <= 13; idx += 1) store.applySqlOf(idx);
});
afterEach(() => store.close());

it('everybody goes on having the role they had, from always and until it is ended', () => {
  const add = store.connection.prepare(
    "INSERT INTO user (id, name, role, locality_id, active, created_at) VALUES (?, ?, ?, ?, ?, '2024-09-01T08:00:00.000Z')",
  );
  const locality = String(store.connection.prepare('SELECT id FROM locality').pluck().get());
  add.run('hal', 'Hal', 'assistantHead', locality, 1);
  add.run('lost', 'Lost', 'assistantHead', null, 1);
  add.run('rae', 'Rae', 'reader', null, 0);
  store.migrate(shipped);
  expect(readPeople(store.connection).people).toMatchObject([
    { userId: 'hal', name: 'Hal', roles: [heldRole('assistantHead', locality)], active: true },
    { userId: 'lost', roles: [heldRole('assistantHead')], active: true },
    { userId: 'rae', roles: [heldRole('reader')], active: false },
    { userId: 'user', roles: [heldRole('administrator')], active: true },
  ]);
});
