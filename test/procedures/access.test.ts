import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '#contract/call.ts';
import { type CallName, calls } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { Reply } from '#contract/wire.ts';
import { type AuditEntry, auditEntries } from '#test/make/auditEntries.ts';
import { settingsAnswers } from './accessSettings.ts';
import {
  aWorld,
  become,
  type Caller,
  callers,
  cases,
  leaked,
  names as namesOf,
  today,
  type World,
} from './accessWorld.ts';

type Access = Call['access'];
const ofChildren: readonly Access[] = ['children', 'child', 'attendanceOfChildren', 'attendanceOfChild'];
/** What each may call, written down here once more: by hand, from issue 8 section 4. */
const mayDo: Record<Exclude<Caller, 'administrator' | 'locked'>, readonly Access[]> = {
  head: ['published', 'team', ...ofChildren],
  headOfA: ['published', 'team', ...ofChildren],
  headOfB: ['published', 'team', ...ofChildren],
  coversB: ['published', 'team', ...ofChildren],
  coveredB: ['published', 'team', ...ofChildren],
  welfareOfficer: ['published', 'attendanceOfChildren', 'attendanceOfChild'],
  dataOfficer: ['published', 'team', ...ofChildren, 'imports'],
  reader: ['published'],
  formerHead: [],
};

/** What the contract's access says of a caller who asks about children of locality A. */
function expected(access: Access, caller: Caller): 'allowed' | 'forbidden' | 'locked' {
  if (access === 'beforeUnlock') return 'allowed';
  if (caller === 'locked') return 'locked';
  if (caller === 'administrator') return 'allowed';
  if (!mayDo[caller].includes(access)) return 'forbidden';
  return (access === 'child' || access === 'attendanceOfChild') && caller === 'headOfB' ? 'forbidden' : 'allowed';
}

/** Allowed calls that the state of this store answers with a failure of another kind than access. */
const answers: Partial<Record<CallName, (caller: Caller) => string>> = {
  'store.create': (caller) => (caller === 'locked' ? 'storeExists' : 'conflict'),
  'store.createDemonstration': (caller) => (caller === 'locked' ? 'storeExists' : 'conflict'),
  'store.unlock': (caller) => (caller === 'locked' ? 'wrongPassphrase' : 'conflict'),
  'store.unlockRemembered': (caller) => (caller === 'locked' ? 'wrongPassphrase' : 'conflict'),
  'store.recover': () => 'wrongPassphrase',
  // Locked it starts a job, which fails for the passphrase.
  'store.upgrade': (caller) => (caller === 'locked' ? 'ok' : 'conflict'),
  'store.chooseFolder': (caller) => (caller === 'locked' ? 'invalidInput' : 'conflict'),
  'users.change': () => 'notFound',
  'users.setPassphrase': () => 'notFound',
  'users.remove': () => 'notFound',
  'keys.changePassphrase': () => 'wrongPassphrase',
  'keys.confirmRecoveryKey': () => 'wrongPassphrase',
  'keys.forgetDevice': () => 'notFound',
  'backups.keep': () => 'notFound',
  'backups.preview': () => 'notFound',
  'backups.restore': () => 'notFound',
  'recovery.inspect': (caller) => (caller === 'locked' ? 'wrongPassphrase' : 'conflict'),
  // Locked they start a job, which fails for the passphrase.
  'recovery.restore': (caller) => (caller === 'locked' ? 'ok' : 'conflict'),
  'recovery.salvage': (caller) => (caller === 'locked' ? 'ok' : 'conflict'),
  'jobs.get': () => 'notFound',
  'imports.commit': () => 'notFound',
  'releases.settle': () => 'notFound',
  'releases.neverSent': () => 'notFound',
  'imports.answer': () => 'notFound',
  'children.merge': () => 'conflict',
  'children.openClosed': () => 'conflict',
  'leavers.decide': () => 'notFound',
  'earlierVersion.decide': () => 'notFound',
  'imports.undo': () => 'notFound',
  'imports.refusedRows': () => 'notFound',
  'packs.open': () => 'invalidInput',
  'packs.saveOpened': () => 'notFound',
  ...settingsAnswers,
};
/** Ways of asking that name children out of the caller's scope and may be answered with a plain refusal. */
const mayRefuse = ['of a child of B', 'before the move'];

type Audited = AuditEntry;
let world: World;
/** All answers, by caller; made once, looked at by many tests. */
const replies = new Map<
  string,
  { caller: Caller; name: CallName; what: string; reply: Reply<unknown>; audited: Audited[] }
>();
const audits = (after = 0): Audited[] =>
  world.store.host.service ? auditEntries(world.store.host.service.context, null, after) : [];

async function ended(jobId: string): Promise<Job> {
  for (;;) {
    const reply = await world.store.reply('jobs.get', { jobId });
    if (!reply.ok || (reply.value as Job).state !== 'running')
      return reply.ok ? (reply.value as Job) : (reply as never);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

beforeAll(async () => {
  world = await aWorld();
  for (const caller of callers) {
    for (const name of Object.keys(calls) as CallName[]) {
      for (const { input, what = '' } of cases[name]?.(world) ?? []) {
        if (name === 'store.lock') continue;
        if ((caller === 'locked') === (world.store.host.service !== null)) await become(world.store.host, caller);
        const before = world.store.host.service?.context.auditFile.head.number ?? 0;
        const reply = await world.store.reply(name, input);
        if (reply.ok && reply.value && typeof reply.value === 'object' && 'jobId' in reply.value)
          Object.assign(reply.value, { job: await ended(String(reply.value.jobId)) });
        const audited = caller === 'locked' ? [] : audits(before);
        replies.set(`${caller} ${name} ${what}`, { caller, name, what, reply, audited });
      }
    }
    await become(world.store.host, 'locked');
  }
});
afterAll(() => world.store.close());

const each = () => [...replies.values()];
/** The value answered under a key; the test fails where there was none. */
function answered<Value>(key: string): Value {
  const reply = replies.get(key)?.reply;
  if (!reply?.ok) throw new Error(`${key} was not answered`);
  return reply.value as Value;
}

describe('every call, as everybody', () => {
  const names = Object.keys(calls) as CallName[];

  it('has a case for every call of the contract, and none beside', () => {
    expect(Object.keys(cases).sort()).toEqual([...names].sort());
    for (const name of names) expect(cases[name](world).length).toBeGreaterThan(0);
  });

  it.each(
    names.filter((name) => name !== 'store.lock').flatMap((name) => callers.map((caller) => [name, caller] as const)),
  )('%s as %s', (name, caller) => {
    const own = each().filter((one) => one.caller === caller && one.name === name);
    expect(own.length).toBeGreaterThan(0);
    const wanted = expected(calls[name].access, caller);
    for (const { reply, what } of own) {
      const got = reply.ok ? 'ok' : reply.error.code;
      if (wanted !== 'allowed') expect(got).toBe(wanted);
      else if (mayRefuse.includes(what) && !reply.ok) expect(['forbidden', 'notFound', 'conflict']).toContain(got);
      else expect(`${what}: ${got}`).toBe(`${what}: ${answers[name]?.(caller) ?? 'ok'}`);
    }
  });

  it('answers calls there are not, and calls that are not understood', async () => {
    await become(world.store.host, 'administrator');
    expect(await world.store.reply('children.everything', {})).toMatchObject({
      ok: false,
      error: { code: 'unknownCall' },
    });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(await world.store.reply(name, {})).toMatchObject({ ok: false });
    for (const name of names.filter((each) => !['store.status', 'store.lock'].includes(each)))
      for (const input of [undefined, null, 'text', { childId: 7, asAt: 'yesterday' }]) {
        const reply = await world.store.reply(name, input);
        if (calls[name].input.safeParse(input).success) continue;
        expect(reply).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
      }
  });
});

describe('children of another locality', () => {
  it('are really there to be leaked: the administrator sees them all', () => {
    const seen = JSON.stringify(
      each()
        .filter(({ caller }) => caller === 'administrator')
        .map(({ reply }) => reply),
    );
    for (const { words } of Object.values(world.traces).flat())
      for (const word of words.filter((each) => !/^Only/.test(each))) expect(seen).toContain(word);
  });

  it('and their own are what an assistant head sees', () => {
    const seen = JSON.stringify(
      each()
        .filter(({ caller }) => caller === 'headOfA')
        .map(({ reply }) => reply),
    );
    for (const { childId } of world.traces.A) expect(seen).toContain(childId);
  });

  it.each(callers)('leave no trace in any answer to %s', (caller) => {
    const found = each()
      .filter((one) => one.caller === caller)
      .map(({ name, what, reply }) => ({ call: `${name} ${what}`, words: leaked(world, caller, reply) }))
      .filter(({ words }) => words.length > 0);
    expect(found).toEqual([]);
  });

  it('are counted behind a figure and not named', () => {
    const own = answered<{ children: unknown[]; outsideScope: number; denominator: number }>(
      'headOfA figures.children children',
    );
    expect(own.children).toHaveLength(4);
    expect(own.outsideScope).toBe(6);
    expect(own.denominator).toBe(10);
  });

  it('do not count among the pupils of a school', () => {
    const pupils = (caller: Caller) =>
      answered<{ rows: { pupils: number }[] }>(`${caller} schools.list `).rows.map((row) => row.pupils);
    expect(pupils('administrator')).toEqual([11]);
    expect(pupils('headOfA')).toEqual([5]);
    expect(pupils('headOfB')).toEqual([5]);
  });

  it('have no pack written by somebody of another locality', () => {
    const filesOf = (caller: Caller) => {
      return answered<{ job: Job }>(`${caller} packs.export `).job;
    };
    for (const [caller, children] of [
      ['headOfA', world.traces.A],
      ['headOfB', [...world.traces.B, ...world.traces.movedToB]],
    ] as const) {
      const job = filesOf(caller);
      expect(job.state).toBe('done');
      const { files, folder } = job.result as { folder: string; files: { childId: string | null }[] };
      const written = files.flatMap(({ childId }) => childId ?? []);
      for (const childId of written) expect(children.map((child) => child.childId)).toContain(childId);
      expect(written.length).toBeGreaterThan(3);
      expect(readdirSync(folder).length).toBe(files.length);
    }
  });

  it('cannot be opened by id, whatever the date', async () => {
    await become(world.store.host, 'headOfA');
    for (const { childId } of [...world.traces.B, ...world.traces.movedToB, ...world.traces.unallocated])
      for (const asAt of ['2024-12-01', today])
        expect(await world.store.reply('children.get', { childId, asAt })).toMatchObject({
          ok: false,
          error: { code: 'forbidden' },
        });
  });
});

describe('the access audit', () => {
  const subjectsOf = (entry: Audited | undefined) => (entry?.about ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));

  it('has an entry for every call that says so, with the children it touched', async () => {
    await become(world.store.host, 'administrator');
    for (const { caller, name, what, reply, audited } of each()) {
      const call = calls[name] as Call;
      if (caller === 'locked' || call.access === 'beforeUnlock' || !reply.ok || call.audit === 'none') continue;
      const [input] = cases[name](world).filter((one) => (one.what ?? '') === what);
      const parsed = call.input.parse(input?.input);
      const own = audited.find((entry) => entry.action === (call.audit as { action: string }).action);
      expect(own, `${caller} ${name} ${what}`).toMatchObject({ outcome: 'done', detail: name });
      const subjects = call.audit
        .subjects(parsed, reply.value)
        .map((each) => ({ ...each }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(subjectsOf(own)).toEqual(subjects);
    }
  });

  it('names each child whose record was read, found or exported', async () => {
    await become(world.store.host, 'administrator');
    const children = (key: string) =>
      (replies.get(key)?.audited ?? []).flatMap((entry) =>
        subjectsOf(entry)
          .filter(({ kind }) => kind === 'child')
          .map(({ id }) => id),
      );
    expect(children('headOfA children.get ')).toEqual([world.childOfA]);
    expect(children('headOfA search.all any name').sort()).toEqual(world.traces.A.map(({ childId }) => childId).sort());
    expect(new Set(children('headOfA packs.preview '))).toEqual(
      new Set(
        answered<{ children: { childId: string }[] }>('headOfA packs.preview ').children.map(({ childId }) => childId),
      ),
    );
    const exported = answered<{ job: Job }>('headOfA packs.export ').job.result as {
      files: { childId: string | null }[];
    };
    expect(new Set(children('headOfA packs.export '))).toEqual(
      new Set(exported.files.flatMap(({ childId }) => childId ?? [])),
    );
    expect(children('headOfA figures.children lac12').length).toBe(4);
  });

  it('has an entry for every refusal, with the name of who was refused', () => {
    const refused = each().filter(
      ({ reply, caller }) => caller !== 'locked' && !reply.ok && reply.error.code === 'forbidden',
    );
    expect(refused.length).toBeGreaterThan(30);
    for (const { caller, name, audited } of refused)
      expect(audited, `${caller} ${name}`).toMatchObject([
        {
          outcome: 'refused',
          detail: name,
          userName: namesOf[caller as 'reader'],
        },
      ]);
  });

  it('holds ids and codes only, never a name of a child', () => {
    const text = JSON.stringify(audits());
    for (const { words } of Object.values(world.traces).flat())
      for (const word of words.filter((each) => !each.startsWith('0'))) expect(text).not.toContain(word);
  });
});
