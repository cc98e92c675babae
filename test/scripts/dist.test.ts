import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { productElectron } from '#scripts/electronRuntime.ts';
import { leftOutOfReleases, leftoversIn } from '#scripts/leftOut.ts';

const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that looks like an unpacked Electron of a version, on every system. */
function electronOf(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-electron-'));
  folders.push(folder);
  for (const name of ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  writeFileSync(join(folder, 'version'), version);
  return folder;
}

describe('the Electron of a release', () => {
  const wanted = productElectron({ download: false });
  const version = /\d+\.\d+\.\d+/.exec('missing' in wanted ? wanted.missing : wanted.runtime.version)?.[0] ?? '';

  it('is never the stand-in of the tests, nor any other than the pinned one', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', electronOf('33.2.1'));
    expect(productElectron({ download: true })).toEqual({
      missing: expect.stringMatching(new RegExp(`^Electron ${version} is wanted; .* holds 33\\.2\\.1$`)),
    });
  });

  it('is the pinned one, from the folder that is given', () => {
    const folder = electronOf(version);
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    expect(productElectron({ download: true })).toMatchObject({ runtime: { kind: 'product', version } });
  });
});

describe('what a release must not hold', () => {
  const shell = (files: Record<string, string>) => (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error(`There is no ${path}.`);
    return text;
  };

  const dataProcess = { 'out/main/dataProcess.js': '' };

  it('is found in the shell itself', () => {
    const index =
      'import { fork } from "node:child_process"; fork(s, { execPath: process.env.VSK_NODE, env: { VSK_TODAY } })';
    expect(leftoversIn(shell({ 'out/main/index.js': index, ...dataProcess }))).toEqual([...leftOutOfReleases]);
  });

  it.each([
    ['imported', 'import { a } from "./chunks/a.js";'],
    ['imported for its effect', 'import "./chunks/a.js";'],
    ['imported later', 'await import("./chunks/a.js");'],
    ['handed on', 'export * from "./chunks/a.js";'],
  ])('is found in a chunk that is %s, and in one that leads on from there', (_how, index) => {
    const files = {
      'out/main/index.js': index,
      'out/main/chunks/a.js': "import '../b.js';",
      'out/main/b.js': 'process.env.VSK_NODE',
      ...dataProcess,
    };
    expect(leftoversIn(shell(files))).toEqual(['VSK_NODE']);
  });

  it('is found in the data process where it is the fixed day', () => {
    const files = { 'out/main/index.js': '', 'out/main/dataProcess.js': 'process.env.VSK_TODAY' };
    expect(leftoversIn(shell(files))).toEqual(['VSK_TODAY']);
  });

  it('is otherwise not looked for in the data process, which the shell starts and does not import', () => {
    const files = { 'out/main/index.js': 'fork(join(here, "dataProcess.js"))', 'out/main/dataProcess.js': 'execPath' };
    expect(leftoversIn(shell(files))).toEqual([]);
  });
});
