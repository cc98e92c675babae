import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { testsOfDisks } from './scripts/diskTests.ts';

/** Folders under test/ that are not vitest's: Playwright's suites, the benches, and what tests share. */
const notVitest = new Set(['screens', 'e2e', 'bench', 'make', 'fake', 'fixtures', 'planted']);

/**
 * One project per folder of test/, read from the disk: a new folder cannot be forgotten here and so silently not run.
 * `npx vitest run --project rules` or `npx vitest run test/rules` runs one of them.
 */
const folders = readdirSync('test', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notVitest.has(entry.name))
  .map((entry) => entry.name);

/** Which of the tests that mount a disk: `only` them, all `without` them, or no matter, as for root (scripts/test.ts). */
const disks = process.env.VSK_DISKS;
const ofDisks = testsOfDisks();

export default defineConfig({
  test: {
    projects: folders.map((name) => ({
      test: {
        name,
        include:
          disks === 'only'
            ? ofDisks.filter((file) => file.startsWith(`test/${name}/`))
            : [`test/${name}/**/*.test.{ts,tsx}`],
        exclude: ['**/fixtures/**', ...(disks === 'without' ? ofDisks : [])],
        // Argon2 and a real encrypted store are slow on a laptop that is also doing something else.
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
    passWithNoTests: true,
  },
});
