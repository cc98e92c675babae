import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeStoreLock } from '#service/store/storeLock.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, testPassphrase } from '#test/make/aStore.ts';

const passphrase = 'correct horse battery staple';
const project = process.cwd();
let folder: string;
let store: string;

type Ended = { status: number | null; out: string; error: string };

/** Runs a host as a person would: the passphrase, where given, on descriptor 3. */
function run(args: string[], options: { passphrase?: string; node?: string[]; script?: string } = {}): Promise<Ended> {
  const file = join(folder, `passphrase-${Math.random()}`);
  if (options.passphrase !== undefined) writeFileSync(file, `${options.passphrase}\n`);
  const descriptor = options.passphrase === undefined ? 'ignore' : openSync(file, 'r');
  const { VSK_TODAY: _, ...environment } = process.env;
  const child = spawn(
    process.execPath,
    [...(options.node ?? []), join(project, options.script ?? 'main/hosts/vsk.mjs'), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe', descriptor],
      env: { ...environment, XDG_CONFIG_HOME: join(folder, 'config'), VSK_TODAY: '2025-03-31' },
    },
  );
  return new Promise((resolve) => {
    const [out, error]: [string[], string[]] = [[], []];
    child.stdout?.on('data', (chunk) => out.push(String(chunk)));
    child.stderr?.on('data', (chunk) => error.push(String(chunk)));
    child.on('close', (status) => {
      if (typeof descriptor === 'number') closeSync(descriptor);
      rmSync(file, { force: true });
      resolve({ status, out: out.join(''), error: error.join('') });
    });
  });
}
const withPassphrase = (args: string[], given = passphrase) =>
  run([...args, '--passphrase-fd', '3'], { passphrase: given });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-cli-'));
  store = join(folder, 'store');
  const made = await withPassphrase(['create', '--store', store, '--name', 'Test Person']);
  if (made.status !== 0) throw new Error(made.error);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('vsk', () => {
  it('takes the passphrase from standard input through npx, which hands on nothing else', async () => {
    const file = join(folder, 'standard-input');
    writeFileSync(file, `${passphrase}\n`);
    const throughNpx = (descriptor: string) =>
      new Promise<Ended>((resolve) => {
        const given = openSync(file, 'r');
        const args = ['vsk', 'report', 'gap', '--measure', 'ks2-rwm-expected', '--store', store];
        const child = spawn('npx', [...args, '--passphrase-fd', descriptor], {
          cwd: project,
          stdio: [given, 'pipe', 'pipe'],
        });
        const [out, error]: [string[], string[]] = [[], []];
        child.stdout?.on('data', (chunk) => out.push(String(chunk)));
        child.stderr?.on('data', (chunk) => error.push(String(chunk)));
        child.on('close', (status) => {
          closeSync(given);
          resolve({ status, out: out.join(''), error: error.join('') });
        });
      });
    const opened = await throughNpx('0');
    expect(opened.error).not.toContain('cannot be read');
    expect(opened).toMatchObject({ status: 0, out: expect.stringContaining('Academic year') });
    const refused = await throughNpx('9');
    expect(refused).toMatchObject({ status: 1, error: expect.stringContaining('--passphrase-fd 0 < passphrase.txt') });
  });

  it('tells what it can do, and how it ends', async () => {
    for (const args of [['help'], ['--help'], ['-h']]) {
      const { status, out } = await run(args);
      expect(status).toBe(0);
      for (const word of ['create', 'import', 'report gap', 'pack', 'demo', 'doctor', 'Exit status', '--passphrase-fd'])
        expect(out).toContain(word);
    }
  });

  it.each([
    ['nothing', []],
    ['a command there is not', ['fly']],
    ["an object's own words", ['constructor']],
    ['an option there is not', ['create', '--colour', 'red']],
    ['no name', ['create', '--store', 'nowhere']],
    ['no measure', ['report', 'gap']],
    ['a report there is not', ['report', 'weather']],
  ])('ends with 2 on wrong usage: %s', async (_what, args) => {
    const { status, error, out } = await run(args);
    expect({ status, said: error.length + out.length > 20 }).toEqual({ status: 2, said: true });
    expect(existsSync('nowhere')).toBe(false);
  });

  it('never takes a passphrase as an argument', async () => {
    for (const args of [['--passphrase', passphrase], [`--passphrase=${passphrase}`], ['-p', passphrase]]) {
      const { status, error } = await run([
        'report',
        'gap',
        '--measure',
        'ks2-rwm-expected',
        '--store',
        store,
        ...args,
      ]);
      expect(status).toBe(2);
      expect(error).toMatch(/Unknown option/);
    }
    const { status, error } = await run(['import', 'list.csv', '--store', store, '--passphrase-fd', passphrase]);
    expect(status).not.toBe(0);
    expect(error).toContain('file descriptor');
    const help = (await run(['help'])).out;
    expect(help).not.toMatch(/--passphrase[ =]/);
  });

  it('does not wait for a passphrase where there is no terminal', async () => {
    const { status, error } = await run(['report', 'gap', '--measure', 'ks2-rwm-expected', '--store', store]);
    expect(status).toBe(1);
    expect(error).toContain('--passphrase-fd');
  });

  it('ends with 4 on a wrong passphrase, and changes nothing but the count of them', async () => {
    const before = readdirSync(store);
    const { status, out, error } = await withPassphrase(
      ['report', 'gap', '--measure', 'ks2-rwm-expected', '--store', store],
      'a wrong passphrase',
    );
    expect({ status, out }).toEqual({ status: 4, out: '' });
    expect(error).toContain('not the passphrase');
    expect(error).not.toContain('a wrong passphrase');
    expect(readdirSync(store)).toEqual([...before, 'unlock-attempts.json']);
  });

  it('opens with the right one: a report on standard output, nothing else there', async () => {
    const { status, out } = await withPassphrase([
      'report',
      'gap',
      '--measure',
      'ks2-rwm-expected',
      '--year',
      '2023/24',
      '--format',
      'json',
      '--store',
      store,
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ measure: { id: 'ks2-rwm-expected' } });
  });

  it('ends with 1 where there is a store already, or none', async () => {
    const again = await withPassphrase(['create', '--store', store, '--name', 'Test Person']);
    expect(again).toMatchObject({ status: 1, error: expect.stringContaining('already') });
    const none = await withPassphrase(['pack', '--school', '1', '--out', folder, '--store', join(folder, 'empty')]);
    expect(none).toMatchObject({ status: 1, error: expect.stringContaining('no store') });
  });

  it('ends with 2 on a short passphrase, and makes nothing', async () => {
    const short = await withPassphrase(
      ['create', '--store', join(folder, 'short'), '--name', 'Test Person'],
      'too short',
    );
    expect(short).toMatchObject({ status: 2, error: expect.stringContaining('12 characters') });
    expect(existsSync(join(folder, 'short'))).toBe(false);
  });
});

describe('vsk doctor', () => {
  /** Every file of a folder with its content. */
  const snapshot = (path: string) =>
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .filter((name) => statSync(join(path, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex'),
      ]);

  it('says without a passphrase what state the files are in, and changes nothing', async () => {
    const before = snapshot(store);
    const { status, out, error } = await run(['doctor', '--store', store]);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    for (const words of [
      'Key file: whole, version 3',
      'In use: by nobody',
      '? Last backup: none yet',
      'Nothing bad was found',
    ])
      expect(out).toContain(words);
    expect(out).toContain('Check: not checked');
    expect(out).not.toContain('Test Person');
    expect(snapshot(store)).toEqual(before);
  });

  it('reads every page with one', async () => {
    const left = join(folder, 'left');
    cpSync(store, left, { recursive: true });
    const before = snapshot(left);
    const checked = await withPassphrase(['doctor', '--store', left]);
    expect(checked).toMatchObject({ status: 0, error: '' });
    for (const words of ['integrity_check: ok', 'foreign_key_check: ok', 'Schema is: of this version', 'user: 1'])
      expect(checked.out).toContain(words);
    expect(snapshot(left)).toEqual(before);
    const wrong = await withPassphrase(['doctor', '--store', left], 'a wrong passphrase');
    expect(wrong).toMatchObject({ status: 4, error: expect.stringContaining('not the passphrase') });
    expect(snapshot(left)).toEqual(before);
  });

  it('reads a store as the power left it, with its write-ahead log, and leaves both as they are', async () => {
    const running = await aStore();
    const left = join(folder, 'left-by-the-power');
    await running.write((writer) => aChild(writer));
    cpSync(running.host.folder, left, { recursive: true });
    running.close();
    const before = snapshot(left);
    expect(before.map(([name]) => name)).toContain('children.vsk-wal');
    const { status, out } = await withPassphrase(['doctor', '--store', left], testPassphrase);
    expect(status).toBe(0);
    for (const words of ['? Write-ahead log:', 'integrity_check: ok', 'child: 1']) expect(out).toContain(words);
    // The index of a log, the store's and the audit's, is the reader's own to write; it holds no row.
    const rest = (files: (string | undefined)[][]) => files.filter(([name]) => !name?.endsWith('-shm'));
    expect(rest(snapshot(left))).toEqual(rest(before));
  });

  it('ends with 1 where something is bad: no store, a damaged key file, a store file that is missing or damaged', async () => {
    const none = await run(['doctor', '--store', join(folder, 'empty')]);
    expect(none).toMatchObject({ status: 1, out: expect.stringContaining('! Result: there is no store') });
    const broken = join(folder, 'broken');
    cpSync(store, broken, { recursive: true });
    const file = openSync(join(broken, 'children.vsk'), 'r+');
    for (let page = 3; page < 60; page += 1) writeSync(file, Buffer.alloc(32, 0xaa), 0, 32, page * 4096 + 100);
    closeSync(file);
    const damaged = await withPassphrase(['doctor', '--store', broken]);
    expect(damaged).toMatchObject({ status: 1, out: expect.stringMatching(/^! (Check|integrity_check)/m) });
    rmSync(join(broken, 'children.vsk'));
    expect(await run(['doctor', '--store', broken])).toMatchObject({
      status: 1,
      out: expect.stringContaining('! Store file: missing'),
    });
    writeFileSync(join(broken, 'children.vskkey'), 'not a key file');
    const key = await run(['doctor', '--store', broken]);
    expect(key).toMatchObject({ status: 1, out: expect.stringContaining('! Key file: damaged') });
    expect(key.out).toContain('Do not delete anything');
  });

  it('may be run beside the app, and says that the store is open', async () => {
    const release = takeStoreLock(join(store, 'children.vsklock'));
    try {
      const { status, out } = await withPassphrase(['doctor', '--store', store]);
      expect({ status, out }).toMatchObject({ status: 0, out: expect.stringContaining('In use: open in the app') });
    } finally {
      release();
    }
  });
});

describe('on an older Node', () => {
  const older = [
    '--import',
    "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,napi:'9',node:'20.11.0'}})",
  ];
  it.each([
    ['the data process', 'main/service/dataProcess.ts', ['--home', 'nowhere']],
    ['the preview host', 'main/hosts/preview.ts', ['--home', 'nowhere']],
  ])('%s ends with 3 and says which Node it needs, before the driver is loaded', async (_what, script, args) => {
    const { status, error } = await run(args, { script, node: older });
    expect(status).toBe(3);
    expect(error).toContain('needs Node 22.14 or newer (Node-API 10); this is Node 20.11.0 (Node-API 9)');
    expect(error).toContain('npm');
    expect(existsSync('nowhere')).toBe(false);
  });

  it('vsk runs itself again on the Node that npm ci installed', async () => {
    const { status, out } = await run(['help'], { node: older });
    expect(status).toBe(0);
    expect(out).toContain('VSK Tracker, command line');
  });
});
