import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallFailure } from '#service/context/callFailure.ts';
import {
  framesOf,
  LARGEST_FILE,
  LAST_ENTRIES,
  log,
  type logPlaces,
  recordDuration,
  recordFailure,
  slowCalls,
} from '#service/context/log.ts';

const surname = 'Quillfeather';
let folder: string;
const file = () => join(folder, 'vsk.log');
const written = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-log-'));
  log.forget();
  log.keepIn(folder);
});
afterEach(() => {
  log.forget();
  rmSync(folder, { recursive: true, force: true });
});

/** Thrown as code of ours throws, so that it has real frames. */
function thrownBy(make: () => Error): Error {
  try {
    throw make();
  } catch (error) {
    return error as Error;
  }
}

describe('the log says where and what kind, never whom', () => {
  const withName: [string, () => unknown][] = [
    ['an error that quotes a row', () => new Error(`UNIQUE failed for ${surname}`)],
    ['a message that looks like a frame', () => new Error(`bad\n    at ${surname} (/x/${surname}.ts:1:1)`)],
    [
      'a message of several such lines',
      () => new Error(`a\n    at ${surname}.read (${surname}.js:3:4)\n    at x (y.ts:1:2)`),
    ],
    [
      'a message changed after it was thrown',
      () =>
        Object.assign(
          thrownBy(() => new Error(`first ${surname}`)),
          { message: 'second' },
        ),
    ],
    ['a code that is a value', () => Object.assign(new Error('no'), { code: surname })],
    ['a class named after a value', () => new (class extends Error {})(surname)],
    [
      'a refusal with the field and value',
      () => new CallFailure('failed', `'${surname}' is no date`, { value: surname, field: surname }),
    ],
    ['a thrown string', () => surname],
    ['a thrown object', () => ({ code: surname, message: surname, stack: surname })],
    [
      'a stack made up',
      () => Object.assign(new Error(surname), { stack: `${surname}\n    at ${surname} (${surname})` }),
    ],
    [
      'a file in a folder of that name',
      () => Object.assign(new Error('m'), { stack: `Error: m\n    at run (/home/${surname}/app/jobs.ts:3:4)` }),
    ],
    [
      'a file address of that name',
      () => Object.assign(new Error('m'), { stack: `Error: m\n    at file:///C:/Users/${surname}/jobs.js:3:4` }),
    ],
    ['nothing at all', () => null],
  ];
  it.each(withName)('%s', (_what, make) => {
    recordFailure('children.get', make());
    recordFailure(surname, make());
    recordFailure(`children.get ${surname}`, make());
    log.error(surname, { call: surname, error: make() });
    log.error('failed', { where: surname as (typeof logPlaces)[number], error: make() });
    recordDuration(surname, 400);
    expect(log.entries()).toHaveLength(5);
    expect(written()).not.toContain(surname);
    expect(JSON.stringify([log.entries(), slowCalls(), log.read(folder)])).not.toContain(surname);
  });

  it('names the call, the code, the class and our own places', () => {
    recordFailure(
      'children.get',
      Object.assign(
        thrownBy(() => new TypeError(`no ${surname}`)),
        { code: 'SQLITE_CORRUPT' },
      ),
    );
    const [entry] = log.entries();
    expect(entry).toMatchObject({ code: 'SQLITE_CORRUPT', call: 'children.get', error: 'TypeError' });
    expect(entry?.frames?.some((frame) => /^thrownBy:logs\.test\.ts:\d+$/.test(frame))).toBe(true);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(entry);
  });

  it('reads frames of every kind the engine writes', () => {
    const stack = [
      'Error: m',
      '    at applyRow (/opt/app/main/service/applySchools.ts:41:7)',
      '    at async StoreHost.call (file:///opt/app/storeHost.ts:90:3)',
      '    at new Writer (C:\\app\\write.ts:5:1)',
      '    at Object.<anonymous> (/opt/dataProcess.js:1:9)',
      '    at /opt/app/jobs.ts:66:2',
      '    at node:internal/process/task_queues:95:5',
    ].join('\n');
    expect(framesOf(Object.assign(new Error('m'), { stack }))).toEqual([
      'applyRow:applySchools.ts:41',
      'StoreHost.call:storeHost.ts:90',
      'Writer:write.ts:5',
      'Object.<anonymous>:dataProcess.js:1',
      'anonymous:jobs.ts:66',
    ]);
  });

  it('leaves out what is in the ordinary run of things', () => {
    for (const code of ['cancelled', 'locked', 'invalidInput', 'notFound', 'conflict'] as const)
      recordFailure('children.get', new CallFailure(code, 'words'));
    expect(log.entries()).toEqual([]);
    recordFailure('store.unlock', new CallFailure('wrongPassphrase', 'words'));
    expect(log.entries()).toMatchObject([{ code: 'wrongPassphrase', call: 'store.unlock' }]);
  });
});

describe('the file of the log', () => {
  it('is for its owner alone', () => {
    log.error('failed');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is set aside when it is large, once', () => {
    writeFileSync(`${file()}.1`, 'the one before\n');
    writeFileSync(file(), `${'x'.repeat(LARGEST_FILE)}\n`);
    log.error('failed');
    expect(readdirSync(folder).toSorted()).toEqual(['vsk.log', 'vsk.log.1']);
    expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(2);
    expect(readFileSync(`${file()}.1`, 'utf8')).toMatch(/^x+\n$/);
  });

  it('is gone on from after a restart, without what others wrote into it', () => {
    log.error('SQLITE_FULL', { where: 'backup' });
    const line = readFileSync(file(), 'utf8').trim();
    const others = [
      surname,
      JSON.stringify({ at: surname, code: 'failed' }),
      JSON.stringify({
        at: '2025-03-31T09:00:00.000Z',
        code: surname,
        call: surname,
        error: `${surname} x`,
        frames: [surname],
      }),
    ];
    writeFileSync(file(), [line, ...others, ''].join('\n'));
    log.forget();
    log.keepIn(folder);
    expect(log.entries()).toMatchObject([
      { code: 'SQLITE_FULL', where: 'backup' },
      { code: 'failed', call: 'unknown' },
    ]);
    expect(JSON.stringify(log.entries())).not.toContain(surname);
  });

  it('keeps the last entries only in memory, and goes on where it cannot be written', () => {
    for (let count = 0; count < LAST_ENTRIES + 5; count += 1) log.error('failed');
    expect(log.entries()).toHaveLength(LAST_ENTRIES);
    rmSync(folder, { recursive: true });
    expect(() => log.error('ENOSPC')).not.toThrow();
    expect(log.entries().at(-1)?.code).toBe('ENOSPC');
    expect(existsSync(folder)).toBe(false);
    const inTheWay = join(tmpdir(), `vsk-log-file-${process.pid}`);
    writeFileSync(inTheWay, '');
    expect(() => log.keepIn(join(inTheWay, 'logs'))).not.toThrow();
    rmSync(inTheWay);
  });
});

describe('how long calls take', () => {
  it('tells the median and the worst of those over 50 ms, slowest first', () => {
    for (const ms of [10, 20, 300]) recordDuration('children.list', ms);
    for (const ms of [60, 60, 900]) recordDuration('overview.get', ms);
    recordDuration('children.get', 49);
    expect(slowCalls()).toEqual([
      { name: 'overview.get', count: 3, p50: 60, worst: 900 },
      { name: 'children.list', count: 3, p50: 20, worst: 300 },
    ]);
  });
});

describe('the service writes nowhere else', () => {
  it('has no console of its own, except where no newer Node is', () => {
    const files = readdirSync('main/service', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(100);
    const speaking = files.filter((name) =>
      /\bconsole\.|process\.std(out|err)/.test(readFileSync(join('main/service', name), 'utf8')),
    );
    expect(speaking).toEqual(['requireCurrentNode.ts']);
  });
});
