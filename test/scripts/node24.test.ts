import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
let folder: string;
let launcher: string;
const installedAt = () => join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'vsk-node24-')));
  launcher = join(folder, 'scripts/node24.mjs');
  mkdirSync(dirname(launcher));
  copyFileSync(join(project, 'scripts/node24.mjs'), launcher);
  writeFileSync(
    join(folder, 'say.ts'),
    "const given: string[] = process.argv.slice(2);\nconsole.log('ran '.concat(given.join()));\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a stand-in for the installed Node in its place: a shell script. */
function install(lines: string): void {
  mkdirSync(dirname(installedAt()), { recursive: true });
  writeFileSync(installedAt(), lines);
  chmodSync(installedAt(), 0o755);
}

/** Makes the running Node say that it is of another version. */
const asNode = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`,
];

function start(node: string[], given: string[], descriptor: 'ignore' | number = 'ignore') {
  const child = spawn(process.execPath, [...node, launcher, ...given], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', descriptor],
  });
  const said = { out: '', error: '' };
  child.stdout?.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said.error += chunk;
  });
  return { child, said };
}
const ended = (child: ChildProcess) =>
  new Promise<number | null>((done) => child.on('close', (status) => done(status)));

async function run(node: string[], given: string[], descriptor: 'ignore' | number = 'ignore') {
  const { child, said } = start(node, given, descriptor);
  return { status: await ended(child), ...said };
}

describe('the launcher', () => {
  test('an older Node hands the script, its arguments and its end on to the installed one', async () => {
    install('#!/bin/sh\necho "installed: $*; PATH $(echo "$PATH" | cut -d: -f1)"\nexit 7\n');
    const { status, out } = await run(asNode('18.20.0'), ['say.ts', '--a', 'b c']);
    expect(out).toBe(`installed: say.ts --a b c; PATH ${dirname(installedAt())}\n`);
    expect(status).toBe(7);
  });

  test('the installed one is taken before a newer Node that runs', async () => {
    install('#!/bin/sh\necho installed\n');
    expect(await run(asNode('26.1.0'), ['say.ts'])).toMatchObject({ status: 0, out: 'installed\n' });
  });

  test('where the installed one runs already, nothing more is started', async () => {
    mkdirSync(dirname(installedAt()), { recursive: true });
    symlinkSync(process.execPath, installedAt());
    writeFileSync(join(folder, 'who.ts'), 'console.log(process.ppid, process.argv[1])\n');
    const { out } = await run([], ['who.ts']);
    expect(out).toBe(`${process.pid} ${join(folder, 'who.ts')}\n`);
  });

  test.each(['24.0.0', '26.1.0'])('without an installed one, Node %s runs the script itself', async (version) => {
    expect(await run(asNode(version), ['say.ts', 'x', 'y'])).toMatchObject({ status: 0, out: 'ran x,y\n' });
  });

  test.each(['18.20.0', '20.20.2', '22.22.0'])(
    'without one, Node %s says what is missing, with status 3',
    async (node) => {
      const { status, out, error } = await run(asNode(node), ['say.ts']);
      expect({ status, out }).toEqual({ status: 3, out: '' });
      expect(error).toContain(`runs on Node 24; this is Node ${node}`);
      expect(error).toContain(`Run npm ci in ${folder}`);
    },
  );

  test('an installed one that this system cannot run is as none', async () => {
    install('#!/nowhere/loader\n');
    expect(await run(asNode('20.0.0'), ['say.ts'])).toMatchObject({
      status: 3,
      error: expect.stringContaining('Alpine'),
    });
    expect(await run(asNode('24.5.0'), ['say.ts', 'z'])).toMatchObject({ status: 0, out: 'ran z\n' });
  });

  test('a platform that npm has no Node 24 for is told where to get it', async () => {
    const onRiscV = ['--import', "data:text/javascript,Object.defineProperty(process,'arch',{value:'riscv64'})"];
    const { status, error } = await run([...asNode('20.1.0'), ...onRiscV], ['say.ts']);
    expect(status).toBe(3);
    expect(error).toContain('nodejs.org');
    expect(error).not.toContain('npm ci');
  });

  test('a signal reaches the script, and its death is answered as a shell would', async () => {
    install('#!/bin/sh\ntrap "echo told; exit 9" TERM\necho ready\nwhile :; do sleep 0.05; done\n');
    const { child, said } = start(asNode('20.0.0'), ['say.ts']);
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await ended(child)).toBe(9);
    expect(said.out).toBe('ready\ntold\n');
    install('#!/bin/sh\nkill -9 $$\n');
    expect((await run(asNode('20.0.0'), ['say.ts'])).status).toBe(137);
  });

  test('without a script it prints the folder of the Node it found', async () => {
    expect((await run([], [])).out).toBe(`${dirname(process.execPath)}\n`);
    install('#!/bin/sh\n');
    expect((await run(asNode('20.0.0'), [])).out).toBe(`${dirname(installedAt())}\n`);
  });
});

describe('vsk on an older Node', () => {
  test('hands the descriptors on that passphrases come by', async () => {
    mkdirSync(join(folder, 'main/hosts'), { recursive: true });
    copyFileSync(join(project, 'main/hosts/vsk.mjs'), join(folder, 'main/hosts/vsk.mjs'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "imports": { "#scripts/*": "./scripts/*" } }');
    writeFileSync(join(folder, 'secret'), 'a passphrase\n');
    launcher = join(folder, 'main/hosts/vsk.mjs');
    install('#!/bin/sh\nread line <&3 && echo "$line: $(basename "$1") $2"\n');
    const descriptor = openSync(join(folder, 'secret'), 'r');
    const { out, error } = await run(asNode('20.0.0'), ['doctor', '--passphrase-fd', '3'], descriptor);
    closeSync(descriptor);
    expect({ out, error }).toEqual({ out: 'a passphrase: cli.ts doctor\n', error: '' });
  });
});

describe('npm', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  test.each(Object.entries(manifest.scripts as Record<string, string>))(
    'npm run %s goes through it',
    (_name, command) => {
      expect(command).toMatch(/^node scripts\/node24\.mjs scripts\/\w+\.ts$/);
    },
  );

  test('runs no script at installation, and knows a Node for each platform the launcher names', () => {
    expect(readFileSync(join(project, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const named = [...readFileSync(join(project, 'scripts/node24.mjs'), 'utf8').matchAll(/'(node-\w+-\w+)\//g)];
    expect(named.map(([, name]) => name).sort()).toEqual(Object.keys(manifest.optionalDependencies).sort());
  });
});
