import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { expect, test } from './fixtures.ts';
import type { Trial } from './utility/shell.ts';

// The product's launcher, tried even where Electron's own Node cannot load the SQLite driver: a shell of one line starts
// a data process that needs none.
const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vsk-utility-'));

test.use({ appFolder: folder, opensWindow: false });

test.beforeAll(async () => {
  await build({
    root: project,
    configFile: false,
    define: { __CHILD_LAUNCHER__: 'true' },
    logLevel: 'silent',
    build: {
      outDir: join(folder, 'out'),
      emptyOutDir: true,
      ssr: true,
      target: 'node20.18',
      rolldownOptions: {
        input: {
          shell: join(import.meta.dirname, 'utility/shell.ts'),
          echo: join(import.meta.dirname, 'utility/echo.ts'),
        },
        external: ['electron'],
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  const manifest = { name: 'utility-trial', version: '1.0.0', type: 'module', main: 'out/shell.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the utility process answers over the port it was given, and ends when told', async ({ app, profile }) => {
  await expect.poll(() => app.evaluate(() => 'trial' in globalThis)).toBe(true);
  const reply = await app.evaluate(() =>
    (globalThis as unknown as { trial: Trial }).trial.ask({
      id: 1,
      name: 'any',
      input: { bytes: new Uint8Array([1, 2, 3]) },
    }),
  );
  const { value } = (reply as { reply: { value: { arguments: string[]; environment: string[] } } }).reply;
  expect(reply).toMatchObject({ id: 1, reply: { ok: true } });
  expect(value.arguments).toEqual(['--home', profile]);
  expect(value.environment).not.toContain('VSK_NODE');
  expect(value.environment).not.toContain('NODE_OPTIONS');

  const running = () =>
    app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().some(({ name }) => name === 'VSK Tracker data'));
  expect(await running()).toBe(true);
  await app.evaluate(() => (globalThis as unknown as { trial: Trial }).trial.end());
  await expect.poll(running).toBe(false);
});

test('the utility process is told of sessions and locks, answers, and is ended though it hangs', async ({ app }) => {
  await expect.poll(() => app.evaluate(() => 'trial' in globalThis)).toBe(true);
  const replies = await app.evaluate(async () => {
    const { trial } = globalThis as unknown as { trial: Trial };
    const session = { folder: '/store', userId: 'u', key: new Uint8Array([1, 2, 3]) };
    const resumed = await trial.tell({ kind: 'resume', session });
    return { key: [...(resumed.session?.key ?? [])], locked: await trial.tell({ kind: 'lock', reason: 'sleep' }) };
  });
  expect(replies).toEqual({ key: [1, 2, 3], locked: { kind: 'session', session: null, reason: 'sleep' } });
  expect(await app.evaluate(() => (globalThis as unknown as { trial: Trial }).trial.killHanging())).not.toBe(0);
});
