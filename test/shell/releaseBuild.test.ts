import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { UserConfig } from 'electron-vite';
import { build, type InlineConfig } from 'vite';
import { afterAll, expect, test, vi } from 'vitest';
import { leftOutOfReleases } from '#scripts/leftOut.ts';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vsk-release-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The shell, or the data process, as the build of a mode makes it, read whole. */
async function builtIn(mode: string, entry = 'main/shell/index.ts'): Promise<string> {
  const file = pathToFileURL(join(project, 'electron.vite.config.ts')).href;
  const { default: configure } = (await import(file)) as { default: (given: { mode: string }) => UserConfig };
  const { main } = configure({ mode });
  const outDir = join(folder, mode, entry);
  const config: InlineConfig = {
    root: project,
    configFile: false,
    logLevel: 'silent',
    define: main?.define ?? {},
    build: {
      outDir,
      ssr: true,
      minify: false,
      rolldownOptions: { input: join(project, entry), external: ['electron'] },
    },
  };
  await build(config);
  return readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(outDir, name), 'utf8'))
    .join('\n');
}

test('a release has no launcher that hands the store to another Node, and no variable that asks for one', async () => {
  const release = await builtIn('release');
  expect(release).toContain('utilityProcess.fork');
  for (const word of leftOutOfReleases) expect(release).not.toContain(word);
});

test('the build for tests has it, so the test above looks in the right place', async () => {
  const production = await builtIn('production');
  for (const word of leftOutOfReleases) expect(production).toContain(word);
});

test('a release takes no day but the system’s, neither in the shell nor in the data process', async () => {
  const entry = 'main/service/dataProcess.ts';
  expect(await builtIn('release', entry)).not.toContain('VSK_TODAY');
  expect(await builtIn('production', entry)).toContain('VSK_TODAY');
});

test('About tells the day of the sources, and the same sources give the same shell', async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
  const first = await builtIn('release');
  expect(first).toContain('built 2023-11-14');
  expect(await builtIn('release')).toBe(first);
  vi.unstubAllEnvs();
  // In a repository, the day of the last commit of what is built; elsewhere it says that it is unknown.
  expect(await builtIn('release')).toMatch(/built (20\d\d-\d\d-\d\d|at an unknown date)/);
});
