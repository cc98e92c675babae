import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { UserConfig } from 'electron-vite';
import { build, type InlineConfig } from 'vite';
import { afterAll, expect, test, vi } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vsk-release-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The shell as the build of a mode makes it, read whole. */
async function shellOf(mode: string): Promise<string> {
  const file = pathToFileURL(join(project, 'electron.vite.config.ts')).href;
  const { default: configure } = (await import(file)) as { default: (given: { mode: string }) => UserConfig };
  const { main } = configure({ mode });
  const outDir = join(folder, mode);
  const config: InlineConfig = {
    root: project,
    configFile: false,
    logLevel: 'silent',
    define: main?.define ?? {},
    build: {
      outDir,
      ssr: true,
      minify: false,
      rolldownOptions: { input: join(project, 'main/shell/index.ts'), external: ['electron'] },
    },
  };
  await build(config);
  return readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(outDir, name), 'utf8'))
    .join('\n');
}

test('a release has no launcher that hands the store to another Node, and no variable that asks for one', async () => {
  const release = await shellOf('release');
  expect(release).toContain('utilityProcess.fork');
  for (const word of ['VSK_NODE', 'child_process', 'execPath']) expect(release).not.toContain(word);
});

test('the build for tests has it, so the test above looks in the right place', async () => {
  const production = await shellOf('production');
  for (const word of ['VSK_NODE', 'child_process', 'execPath']) expect(production).toContain(word);
});

test('About tells the day of the sources, and the same sources give the same shell', async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
  const first = await shellOf('release');
  expect(first).toContain('built 2023-11-14');
  expect(await shellOf('release')).toBe(first);
  vi.unstubAllEnvs();
  // In a repository, the day of the last commit of what is built; elsewhere it says that it is unknown.
  expect(await shellOf('release')).toMatch(/built (20\d\d-\d\d-\d\d|at an unknown date)/);
});
