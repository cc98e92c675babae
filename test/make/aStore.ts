import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { Reply } from '#contract/wire.ts';
import { type Clock, fixedClock } from '#db/clock.ts';
import { waysWithout } from '#db/keys/keyRing.ts';
import type { StretchCost } from '#db/keys/stretch.ts';
import { newId } from '#db/newId.ts';
import { insertUser, putRoles } from '#db/queries/users.ts';
import type { Writer } from '#db/write.ts';
import type { Role } from '#domain/access/roles.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import * as copies from './copies.ts';
import { onceARun } from './onceARun.ts';

/** Argon2id as cheap as it goes: tests are about what the store holds, not about guessing its passphrase. */
export const cheapStretch: StretchCost = { memoryKiB: 64, passes: 1, parallelism: 1 };
export const testPassphrase = 'a passphrase for tests';

/** A real encrypted store in a folder of its own, open as its administrator. */
export interface TestStore {
  readonly folder: string;
  readonly host: StoreHost;
  /** Of the user signed in now. */
  readonly context: ServiceContext;
  /** The value of a call through the dispatcher; throws with the error's code and message when it is refused. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** The reply as it stands, for tests of refusals. */
  reply(name: string, input: unknown): Promise<Reply<unknown>>;
  /** One transaction; derived rows follow before it commits. */
  write<Result>(work: (writer: Writer) => Result): Promise<Result>;
  /** Adds a user, locks, and opens the store again as them. */
  signInAs(user: { role: Role; localityId?: string | null; name?: string }): Promise<void>;
  /** Locks and opens the store again as the administrator who made it. */
  signInAsAdministrator(): Promise<void>;
  /** The id of Kent's locality by its name ('East Kent 3') or short name ('EK3'). */
  locality(name: string): string;
  /** The id of a district by its name ('Thanet', 'Medway'). */
  district(name: string): string;
  close(): void;
}

type StoreOptions = {
  today?: string;
  folder?: string;
  clock?: Clock;
  /** Never a copy: the store has not been locked since it was made. */
  anew?: true;
};

/**
 * Makes a store through the host, as a user would; or copies one that was so made for this run, where no other copy can be
 * mistaken for it (`copies.ts`). Close it when the test is over.
 *
 * @example const store = await aStore({ today: '2025-03-31' });
 */
export async function aStore(options: StoreOptions = {}): Promise<TestStore> {
  const { today = '2025-03-31' } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'vsk-test-'));
  const host = hostIn(folder, options.clock ?? fixedClock(today));
  const mayBeCopy = !options.anew && options.folder === undefined && options.clock === undefined;
  const copy = mayBeCopy ? await copies.take() : null;
  if (copy === null) {
    await create(host);
    return openTestStore(host, folder);
  }
  const made = await onceARun(`store-of-${today}`, async (place) => {
    const maker = hostIn(place, fixedClock(today));
    await create(maker);
    maker.close();
  });
  cpSync(join(made, 'store'), join(folder, 'store'), { recursive: true });
  await host.unlock(testPassphrase);
  return openTestStore(host, folder, copy.giveBack);
}

const hostIn = (folder: string, clock: Clock): StoreHost =>
  new StoreHost({
    folder: join(folder, 'store'),
    resources: resourcesIn(process.cwd()),
    clock,
    appVersion: 'test',
    stretch: cheapStretch,
  });

async function create(host: StoreHost): Promise<void> {
  const reply = await host.call('store.create', { passphrase: testPassphrase, userName: 'Test Administrator' });
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.detail.message}`);
}

function openTestStore(host: StoreHost, folder: string, whenClosed: () => void = () => undefined): TestStore {
  const context = () => {
    if (!host.service) throw new Error('The test store is locked.');
    return host.service.context;
  };
  const idOf = (table: 'locality' | 'district', where: string, name: string) => {
    const row = context().reader.prepare(`SELECT id FROM ${table} WHERE ${where}`).get({ name }) as
      | { id: string }
      | undefined;
    if (!row) throw new Error(`There is no ${table} ${name}.`);
    return row.id;
  };
  let users = 0;
  return {
    folder,
    host,
    get context() {
      return context();
    },
    async call(name, input) {
      const answer = await host.call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.detail.message}`);
      return answer.value as never;
    },
    reply: (name, input) => host.call(name, input),
    write: (work) => context().write(work),
    async signInAs({ role, localityId = null, name }) {
      users += 1;
      const passphrase = `${testPassphrase} ${users}`;
      const userId = newId();
      const slot = await context().keys.makeWayIn({ kind: 'passphrase', userId, secret: passphrase });
      await context().keys.changePeople({ reason: 'user added', ways: waysWithout(() => false, [slot]) }, (writer) => {
        const createdAt = new Date(context().clock.now()).toISOString();
        insertUser(writer, { id: userId, name: name ?? `Test ${role} ${users}`, active: true, createdAt });
        putRoles(writer, userId, [{ role, localityId, from: null, to: null }]);
      });
      host.lock();
      await host.unlock(passphrase);
    },
    async signInAsAdministrator() {
      host.lock();
      await host.unlock(testPassphrase);
    },
    locality: (name) => idOf('locality', 'name = @name OR short_name = @name', name),
    district: (name) => idOf('district', 'name = @name', name),
    close() {
      host.close();
      rmSync(folder, { recursive: true, force: true });
      whenClosed();
    },
  };
}
