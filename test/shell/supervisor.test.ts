import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DataProcessLauncher } from '#shell/launcher.ts';
import { type Connection, restartDelays, superviseDataProcess } from '#shell/supervisor.ts';

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
  const heard: string[] = [];
  let stopped = 0;
  const launcher: DataProcessLauncher = {
    start: () => ({
      connect: () => heard.push('connected'),
      onEnd: (listener) => ends.push(listener),
      stop: () => {
        stopped += 1;
      },
    }),
  };
  const window: Connection = {
    channel: () => ({ forDataProcess: {} as MessagePortMain, give: () => heard.push('port') }),
    tell: (state) => heard.push(state),
  };
  const supervisor = superviseDataProcess(launcher, () => Date.now());
  return { supervisor, window, heard, started: () => ends.length, stopped: () => stopped, end: () => ends.at(-1)?.(9) };
}

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
