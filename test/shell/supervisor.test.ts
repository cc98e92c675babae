import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DataToShell, LockReason, SessionKey } from '#contract/session.ts';
import type { DataProcessLauncher } from '#shell/launcher.ts';
import { type Connection, lockPatience, restartDelays, superviseDataProcess } from '#shell/supervisor.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A launcher whose processes end when told, and a window that notes what it hears. */
function arrange() {
  const ends: ((code: number) => void)[] = [];
  const says: ((message: DataToShell) => void)[] = [];
  const heard: string[] = [];
  /** What each process was told and when it was connected, in order; keys as they were at that moment. */
  const told: string[] = [];
  let locks = 0;
  const launcher: DataProcessLauncher = {
    start: () => ({
      connect: () => {
        heard.push('connected');
        told.push('connect');
      },
      tell: (message) =>
        told.push(message.kind === 'lock' ? `lock ${message.reason}` : `resume ${message.session.key}`),
      onMessage: (listener) => says.push(listener),
      onEnd: (listener) => ends.push(listener),
      stop: () => told.push('stop'),
      kill: () => {
        told.push('kill');
        ends.at(-1)?.(9);
      },
    }),
  };
  const window: Connection = {
    channel: () => ({ forDataProcess: {} as MessagePortMain, give: () => heard.push('port') }),
    tell: (event) => {
      if (event.kind === 'dataProcess') heard.push(event.state);
      if (event.kind === 'locking') heard.push('locking');
      if (event.kind === 'locked') heard.push(`locked ${event.reason}`);
    },
  };
  const onLocked = () => {
    locks += 1;
  };
  const supervisor = superviseDataProcess(launcher, { onLocked, now: () => Date.now() });
  const say = (session: SessionKey | null, reason: LockReason | null = null) =>
    says.at(-1)?.({ kind: 'session', session, reason });
  return {
    supervisor,
    window,
    heard,
    told,
    say,
    sayOf: (at: number) => says[at],
    locks: () => locks,
    started: () => ends.length,
    stopped: () => told.filter((what) => what === 'stop').length,
    end: () => ends.at(-1)?.(9),
  };
}

const aSession = (): SessionKey => ({ folder: '/store', userId: 'u', key: new Uint8Array([7, 8, 9]) });

describe('the data process is kept running', () => {
  test('a window that loads is connected; loading again connects anew', () => {
    const { supervisor, window, heard } = arrange();
    supervisor.connect(window);
    supervisor.connect(window);
    expect(heard).toEqual(['connected', 'port', 'connected', 'port']);
  });

  test('three ends are three restarts after growing pauses, the fourth is said to have failed', () => {
    const { supervisor, window, heard, started, end } = arrange();
    supervisor.connect(window);
    heard.length = 0;
    for (const [at, delay] of restartDelays.entries()) {
      end();
      vi.advanceTimersByTime(delay - 1);
      expect(started()).toBe(at + 1);
      vi.advanceTimersByTime(1);
      expect(started()).toBe(at + 2);
    }
    end();
    vi.advanceTimersByTime(60_000);
    expect(started()).toBe(4);
    const round = ['restarting', 'connected', 'port', 'ready'];
    expect(heard).toEqual([...round, ...round, ...round, 'failed']);
    expect([...restartDelays]).toEqual([...restartDelays].sort((a, b) => a - b));
  });

  test('a window loaded anew after the failure has it started once more, with its restarts', () => {
    const { supervisor, window, heard, started, end } = arrange();
    supervisor.connect(window);
    for (const delay of [...restartDelays, 0]) {
      end();
      vi.advanceTimersByTime(delay);
    }
    expect(heard.at(-1)).toBe('failed');
    heard.length = 0;
    supervisor.connect(window);
    expect(started()).toBe(5);
    expect(heard).toEqual(['connected', 'port']);
    end();
    vi.advanceTimersByTime(restartDelays[0]);
    expect(heard.slice(2)).toEqual(['restarting', 'connected', 'port', 'ready']);
  });

  test('a minute of service earns the restarts back', () => {
    const { started, end } = arrange();
    for (let ends = 0; ends < 8; ends += 1) {
      vi.advanceTimersByTime(60_000);
      end();
      vi.advanceTimersByTime(restartDelays[0]);
    }
    expect(started()).toBe(9);
  });

  test('a window that loads while it is down hears so', () => {
    const { supervisor, window, heard, end } = arrange();
    end();
    supervisor.connect(window);
    expect(heard).toEqual(['restarting']);
    vi.advanceTimersByTime(restartDelays[0]);
    expect(heard).toEqual(['restarting', 'connected', 'port', 'ready']);
  });

  test('stopped on purpose, it is not started again', () => {
    const { supervisor, started, stopped, end } = arrange();
    supervisor.stop();
    end();
    vi.advanceTimersByTime(60_000);
    expect([started(), stopped()]).toEqual([1, 1]);
  });
});

describe('an open store', () => {
  test('is resumed by the restarted process before the window is joined', () => {
    const { supervisor, window, told, say, end } = arrange();
    supervisor.connect(window);
    say(aSession());
    end();
    vi.advanceTimersByTime(restartDelays[0]);
    expect(told).toEqual(['connect', 'resume 7,8,9', 'connect']);
  });

  test('that was never open, or was locked, is not resumed', () => {
    const { told, say, end } = arrange();
    end();
    vi.advanceTimersByTime(restartDelays[0]);
    say(aSession());
    say(null, 'person');
    end();
    vi.advanceTimersByTime(restartDelays[1]);
    expect(told).toEqual([]);
  });

  test.each<[string, LockReason | null, string[]]>([
    ['by the person', 'person', ['locked person']],
    ['after idle time', 'idle', ['locked idle']],
    ['because a resume did not work', null, []],
  ])('locked %s: the key is overwritten, the lock is cleared up after, the window told', (_how, reason, events) => {
    const { supervisor, window, heard, say, locks } = arrange();
    supervisor.connect(window);
    heard.length = 0;
    const session = aSession();
    say(session);
    say(null, reason);
    expect([...session.key]).toEqual([0, 0, 0]);
    expect(locks()).toBe(1);
    expect(heard).toEqual(events);
  });

  test('opened anew, the key before is overwritten and the new one kept', () => {
    const { say, end, told } = arrange();
    const first = aSession();
    say(first);
    say({ ...aSession(), key: new Uint8Array([1, 2, 3]) });
    expect([...first.key]).toEqual([0, 0, 0]);
    end();
    vi.advanceTimersByTime(restartDelays[0]);
    expect(told).toEqual(['resume 1,2,3']);
  });

  test('the order to lock is passed on, and a process that locks in time lives on', () => {
    const { supervisor, told, say, started } = arrange();
    say(aSession());
    supervisor.lock('sleep');
    say(null, 'sleep');
    vi.advanceTimersByTime(lockPatience * 2);
    expect([told, started()]).toEqual([['lock sleep'], 1]);
  });

  test('a process that hangs instead of locking is ended, and comes back locked', () => {
    const { supervisor, window, heard, told, say, locks, started } = arrange();
    supervisor.connect(window);
    const session = aSession();
    say(session);
    heard.length = 0;
    told.length = 0;
    supervisor.lock('screenLock');
    vi.advanceTimersByTime(lockPatience - 1);
    expect(told).toEqual(['lock screenLock']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['lock screenLock', 'kill']);
    expect([...session.key]).toEqual([0, 0, 0]);
    expect([heard.slice(0, 2), locks()]).toEqual([['locking', 'locked screenLock'], 1]);
    vi.advanceTimersByTime(restartDelays[0]);
    expect(started()).toBe(2);
    expect(told).toEqual(['lock screenLock', 'kill', 'connect']);
  });

  test('unlocked again within the patience, it is not ended', () => {
    const { supervisor, told, say } = arrange();
    say(aSession());
    supervisor.lock('sleep');
    say(null, 'sleep');
    say(aSession());
    vi.advanceTimersByTime(lockPatience * 2);
    expect(told).toEqual(['lock sleep']);
  });

  test('a lock between two processes is not undone by the restart', () => {
    const { supervisor, window, heard, told, say, locks, end } = arrange();
    supervisor.connect(window);
    const session = aSession();
    say(session);
    end();
    supervisor.lock('sleep');
    expect([...session.key]).toEqual([0, 0, 0]);
    expect(locks()).toBe(1);
    expect(heard).toContain('locked sleep');
    vi.advanceTimersByTime(restartDelays[0]);
    expect(told).toEqual(['connect', 'connect']);
  });

  test('locked by the person: the window hears at once, and the lock has an end', async () => {
    const { supervisor, window, heard, say } = arrange();
    supervisor.connect(window);
    heard.length = 0;
    const session = aSession();
    say(session);
    let locked = false;
    const lock = supervisor.lock('person').then(() => {
      locked = true;
    });
    expect([heard, [...session.key]]).toEqual([['locking'], [0, 0, 0]]);
    await vi.advanceTimersByTimeAsync(100);
    expect(locked).toBe(false);
    say(null, 'person');
    await lock;
    expect(heard).toEqual(['locking', 'locked person']);
  });

  test('locked by the person while its process hangs, it is ended in ten seconds and never resumed', async () => {
    const { supervisor, told, say, started } = arrange();
    say(aSession());
    const lock = supervisor.lock('person');
    await vi.advanceTimersByTimeAsync(lockPatience);
    await lock;
    vi.advanceTimersByTime(60_000);
    expect([told, started()]).toEqual([['lock person', 'kill'], 2]);
  });

  test('whose process ends by itself on the way to a lock is locked, not resumed', async () => {
    const { supervisor, window, heard, told, say, end, locks } = arrange();
    say(aSession());
    supervisor.connect(window);
    const lock = supervisor.lock('person');
    end();
    await lock;
    vi.advanceTimersByTime(60_000);
    expect(told.filter((each) => each.startsWith('resume'))).toEqual([]);
    expect([heard.includes('locked person'), locks()]).toEqual([true, 1]);
  });

  test('that is given a new key on the way to a lock keeps none', async () => {
    const { supervisor, say, end, told } = arrange();
    say(aSession());
    const lock = supervisor.lock('person');
    const rekeyed = aSession();
    say(rekeyed);
    expect([...rekeyed.key]).toEqual([0, 0, 0]);
    say(null, 'person');
    await lock;
    end();
    vi.advanceTimersByTime(restartDelays[0]);
    expect(told).toEqual(['lock person']);
  });

  test('asked to lock by the menu: a window that hangs is not waited for, and a store opened since is left alone', () => {
    const { supervisor, told, say } = arrange();
    say(aSession());
    supervisor.lockWithin(2_500, 'person');
    vi.advanceTimersByTime(2_499);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['lock person']);
    say(null, 'person');
    say(aSession());
    supervisor.lockWithin(2_500, 'person');
    say(null, 'person');
    say(aSession());
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(['lock person']);
  });

  test('a process that has ended is not listened to any more', () => {
    const { told, say, sayOf, end } = arrange();
    say(aSession());
    end();
    sayOf(0)?.({ kind: 'session', session: null, reason: 'idle' });
    vi.advanceTimersByTime(restartDelays[0]);
    expect(told).toEqual(['resume 7,8,9']);
  });

  test('the key is overwritten when the app ends, and when there is no restart left', () => {
    const ended = arrange();
    const session = aSession();
    ended.say(session);
    ended.supervisor.stop();
    expect([...session.key]).toEqual([0, 0, 0]);

    const failed = arrange();
    const other = aSession();
    failed.say(other);
    for (const delay of [...restartDelays, 0]) {
      failed.end();
      vi.advanceTimersByTime(delay);
    }
    expect([...other.key]).toEqual([0, 0, 0]);
  });
});
