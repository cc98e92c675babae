import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { ElectronRuntime } from '#scripts/electronRuntime.ts';
import { leftOutOfReleases, leftoversIn } from '#scripts/leftOut.ts';
import { type PackagedApp, packageForTests } from '#scripts/packageForTests.ts';
import { shippedPackages } from '#scripts/shipped.ts';
import { TEMPLATE_IDS, templateCsv } from '#service/imports/formats/templates.ts';
import { createStore } from './createStore.ts';
import { expect, test } from './fixtures.ts';
import { launchTestPackage, nodeOutsideArchive, type RunningApp, startPackage } from './packagedApp.ts';

// Two packages: one that Playwright can enter, and one like a release (docs/decisions/packaging.md).
let forTests: PackagedApp;
let releaseLike: PackagedApp;
let work: string;

test.beforeAll(async ({ runtime }) => {
  test.setTimeout(300_000);
  forTests = await packageForTests('test', runtime);
  releaseLike = await packageForTests('releaseLike', runtime);
  work = mkdtempSync(join(tmpdir(), 'vsk-packaged-'));
});
test.afterAll(() => rmSync(work, { recursive: true, force: true }));

const releaseVersion = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;

/** The fuses of a package, by name. */
async function fusesOf({ executable }: PackagedApp): Promise<Record<string, boolean>> {
  const { version: _, ...wire } = await getCurrentFuseWire(executable);
  return Object.fromEntries(
    Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], state === FuseState.ENABLE]),
  );
}

const archiveIn = ({ resources }: PackagedApp) => join(resources, 'app.asar');
const readIn = (app: PackagedApp) => (path: string) => extractFile(archiveIn(app), path).toString('utf8');

type Entry = { files?: Record<string, Entry>; integrity?: { hash: string }; unpacked?: boolean };

/** Every file of a package's archive, with its digest and whether it lies outside. */
function filesOf(app: PackagedApp): Map<string, { hash: string; outside: boolean }> {
  const found = new Map<string, { hash: string; outside: boolean }>();
  const walk = (entry: Entry, path: string) => {
    for (const [name, inner] of Object.entries(entry.files ?? {})) {
      const at = path === '' ? name : `${path}/${name}`;
      if (inner.files) walk(inner, at);
      else found.set(at, { hash: inner.integrity?.hash ?? '', outside: inner.unpacked === true });
    }
  };
  walk(getRawHeader(archiveIn(app)).header as Entry, '');
  return found;
}

/** A Node for VSK_NODE that leaves a mark when anything runs it. */
function markingNode(name: string): { node: string; ran: () => boolean } {
  const mark = join(work, `${name}.ran`);
  const node = join(work, name);
  writeFileSync(node, `#!/bin/sh\necho "$@" >> "${mark}"\n`);
  chmodSync(node, 0o755);
  return { node, ran: () => existsSync(mark) };
}

/** Waits until a release has started its data process, which on the stand-in Electron says why it cannot run there. */
async function dataProcessTried(app: RunningApp, { kind }: ElectronRuntime): Promise<void> {
  const words = /needs Node 22\.14 or newer \(Node-API 10\); this is Node 20/;
  if (kind === 'test') await expect.poll(app.said, { timeout: 30_000 }).toMatch(words);
  else await expect((await app.page()).getByText('Create a store').first()).toBeVisible({ timeout: 30_000 });
}

test.describe('the two packages', () => {
  test('differ in the inspect fuse, the child launcher and the fixed day, and in nothing else', async () => {
    const [ofTest, ofRelease] = [await fusesOf(forTests), await fusesOf(releaseLike)];
    expect(Object.keys(ofTest).filter((fuse) => ofTest[fuse] !== ofRelease[fuse])).toEqual([
      'EnableNodeCliInspectArguments',
    ]);
    const [testFiles, releaseFiles] = [filesOf(forTests), filesOf(releaseLike)];
    expect([...testFiles.keys()].sort()).toEqual([...releaseFiles.keys()].sort());
    const differing = [...testFiles.keys()].filter(
      (path) => testFiles.get(path)?.hash !== releaseFiles.get(path)?.hash,
    );
    expect(differing.sort()).toEqual(['out/main/dataProcess.js', 'out/main/index.js']);
    expect(leftoversIn(readIn(forTests))).toEqual([...leftOutOfReleases]);
    expect(leftoversIn(readIn(releaseLike))).toEqual([]);
    const beside = (app: PackagedApp) => readdirSync(app.output, { recursive: true, encoding: 'utf8' }).sort();
    expect(beside(forTests)).toEqual(beside(releaseLike));
  });

  test('the release has every fuse as electron-builder.yml states it', async () => {
    // Of this Electron; one of later Electrons, WasmTrapHandlers, is on wherever it exists.
    const { WasmTrapHandlers = true, ...fuses } = await fusesOf(releaseLike);
    expect({ ...fuses, WasmTrapHandlers }).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  test('hold the packages of the bill of materials, and no other', async () => {
    // By name and version: electron-builder lays copies of one package together where npm had two.
    const packaged = [...filesOf(releaseLike).keys()]
      .filter((path) => /node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*)\/package\.json$/.test(path))
      .map((path) => JSON.parse(readIn(releaseLike)(path)) as { name: string; version: string });
    const installed = (await shippedPackages()).filter(({ how }) => how === 'installed');
    const named = (packages: { name: string; version: string }[]) =>
      [...new Set(packages.map(({ name, version }) => `${name}@${version}`))].sort();
    expect(named(packaged)).toEqual(named(installed));
  });

  test("hold this platform's driver outside the archive, and nothing else there; no source map, no start page", () => {
    const files = filesOf(releaseLike);
    const outside = [...files].filter(([, file]) => file.outside).map(([path]) => path);
    expect(outside).toEqual([`node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`]);
    expect([...files.values()].every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect([...files.keys()].filter((path) => path.endsWith('.node'))).toEqual(outside);
    expect([...files.keys()].filter((path) => /\.(map|ts|sql\.bak)$|\.stamp$/.test(path))).toEqual([]);
    expect(readdirSync(releaseLike.resources).filter((name) => name.endsWith('.asar'))).toEqual(['app.asar']);
    expect(listPackage(archiveIn(releaseLike), { isPack: false }).length).toBeGreaterThan(500);
    expect(readFileSync(join(releaseLike.resources, 'licences.txt'), 'utf8')).toContain('react-dom');
    // What About says.
    expect(JSON.parse(readIn(releaseLike)('package.json'))).toMatchObject({ version: releaseVersion });
    expect(readIn(releaseLike)('out/main/index.js')).toMatch(/, built (\d{4}-\d{2}-\d{2}|at an unknown date)/);
  });
});

test.describe('a release', () => {
  test('starts, says in words that its data process cannot run on this Electron, and ends well when asked', async ({
    profile,
    runtime,
  }) => {
    const app = startPackage(releaseLike, profile);
    await dataProcessTried(app, runtime);
    const page = await app.page();
    await expect(page).toHaveTitle(/VSK Tracker/);
    expect(page.url()).toMatch(/^app:\/\/vsk\//);
    const outcome =
      runtime.kind === 'test' ? /The part of the app that keeps the store stopped several times/ : /Create a store/;
    await expect(page.getByText(outcome).first()).toBeVisible({ timeout: 30_000 });
    expect(await app.end()).toBe(0);
  });

  const ways: { what: string; arguments?: string[]; environment?: Record<string, string> }[] = [
    { what: 'the variable alone' },
    { what: 'arguments named like it', arguments: ['--vsk-node', '--child-launcher', '--mode=production'] },
    { what: 'Electron as Node', environment: { ELECTRON_RUN_AS_NODE: '1' } },
    { what: 'options for Node', environment: { NODE_OPTIONS: '--inspect=0 --expose-internals' } },
    { what: 'a debugger', arguments: ['--inspect=0', '--inspect-brk=0'] },
    { what: 'another app', arguments: ['--app=/tmp', '/tmp'] },
  ];
  for (const way of ways)
    test(`hands its data process to no other Node: ${way.what}`, async ({ profile, runtime }) => {
      const marking = markingNode(`release-${ways.indexOf(way)}`);
      const { arguments: given, environment } = way;
      const app = startPackage(releaseLike, profile, {
        ...(given ? { arguments: given } : {}),
        environment: { ...environment, VSK_NODE: marking.node },
      });
      await dataProcessTried(app, runtime);
      expect(marking.ran()).toBe(false);
      expect(app.said()).not.toContain('Debugger listening');
      expect(await app.end()).toBe(0);
      expect(marking.ran()).toBe(false);
    });

  test('the same variable is heeded by the test package, so the tests above look for the right thing', async ({
    profile,
  }) => {
    const marking = markingNode('test-package');
    const app = startPackage(forTests, profile, { environment: { VSK_NODE: marking.node } });
    await expect.poll(marking.ran).toBe(true);
    await app.end();
  });
});

test('the packaged app starts, makes a store, takes files in and exports a pack', async ({ profile, runtime }) => {
  const node = runtime.dataProcessNode;
  const environment: Record<string, string> =
    node === null ? {} : { VSK_NODE: nodeOutsideArchive(forTests, work, node) };
  const exports = mkdtempSync(join(work, 'packs-'));
  const app = await launchTestPackage(forTests, profile, environment);
  const window = await app.firstWindow();
  const goTo = (name: string) =>
    window.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: false }).click();

  await test.step('it is the packaged app, with its version and the day it was built', async () => {
    expect(await app.evaluate(({ app: electronApp }) => electronApp.isPackaged)).toBe(true);
    expect(await app.evaluate(({ app: electronApp }) => electronApp.getAppPath())).toBe(archiveIn(forTests));
  });
  await test.step('make a store', () => createStore(window));
  await test.step('take the templates in, which hold one child', async () => {
    await goTo('Data');
    const files = TEMPLATE_IDS.map((id) => ({
      name: `${id}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(templateCsv(id)),
    }));
    await window.getByLabel('Files to import').setInputFiles(files);
    const preview = window.getByRole('region', { name: 'What would change' });
    await preview.getByRole('button', { name: /^Import \d+ rows?$/ }).click({ timeout: 60_000 });
    await expect(window.getByText(/^Imported: \d+ rows? added or changed/)).toBeVisible({ timeout: 60_000 });
  });
  await test.step('export a pack', async () => {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = (async () => ({
        canceled: false,
        filePaths: [chosen],
      })) as unknown as typeof dialog.showOpenDialog;
    }, exports);
    await goTo('Packs');
    await window.getByText('Example Primary School').first().click();
    await window.getByRole('button', { name: 'Choose folder' }).click();
    await window.getByRole('button', { name: /^Export 1 pack$/ }).click();
    await expect(window.getByText('Exported', { exact: true })).toBeVisible({ timeout: 60_000 });
    const written = readdirSync(exports, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf'));
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const name of written) expect(readFileSync(join(exports, name)).subarray(0, 5).toString()).toBe('%PDF-');
  });
  await app.close();
});
