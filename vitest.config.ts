import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { testsOfDisks } from './scripts/diskTests.ts';
import { folderInMemory } from './scripts/folderInMemory.ts';

/** Folders under test/ that are not vitest's: Playwright's suites, the benches, and what tests share. */
const notVitest = new Set(['screens', 'e2e', 'bench', 'make', 'fake', 'fixtures', 'planted']);

/**
 * One project per folder of test/, read from the disk: a new folder cannot be forgotten here and so silently not run.
 * `npx vitest run --project rules` or `npx vitest run test/rules` runs one of them.
 */
const folders = readdirSync('test', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notVitest.has(entry.name))
  .map((entry) => entry.name);

/**
 * The files that take longest, longest first: started last, one of them would run alone at the end while a core idles. A file
 * that is not here comes after, by vitest's own order (size, or the time it took here before).
 */
const longest = [
  'survival/kills',
  'demonstration/demonstration',
  'cases/cases',
  'recovery/salvage',
  'security/secretPacks',
  'procedures/oneChildEverywhere',
  'hosts/vsk',
  'recovery/recovery',
  'upgrade/kills',
  'packs/vskpackCalls',
  'demonstration/sameSeed',
  'imports/properties',
  'golden/golden',
  'security/formerHeads',
  'procedures/oneChildAfterUpgrade',
  'survival/powerLoss',
  'survival/fullDisk',
  'release/pooled',
  'release/reruns',
  'release/families',
  'imports/kill',
  'recovery/keyFiles',
  'upgrade/earlierVersion',
  'backups/make',
  'packs/renderPacks',
  'backups/restore',
  'audit/survives',
  'recovery/roles',
  'backups/othersFolders',
  'keys/waysIn',
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/**
 * Folders whose files share a process, because loading the rules or the service for each anew took half of their time. Their
 * tests touch no state of a module.
 */
const sharing = new Map<string, 'threads' | 'forks'>([
  ['rules', 'threads'],
  ['queries', 'forks'],
  ['importers', 'forks'],
  ['procedures', 'forks'],
]);

/**
 * Folders whose tests are about what is on a disk, or look for what was left on one: their files are on one. The others' are
 * in memory, and ask for nothing else to be true of it.
 */
const onDisk = new Set(['security', 'survival']);
const inMemory = folderInMemory();

/** Which of the tests that mount a disk: `only` them, all `without` them, or no matter, as for root (scripts/test.ts). */
const disks = process.env.VSK_DISKS;
const ofDisks = testsOfDisks();

export default defineConfig({
  test: {
    projects: folders.map((name) => ({
      test: {
        name,
        // Stores of tests are opened by passphrases that cost nothing to stretch (db/keys/stretch.ts).
        env: { VSK_CHEAP_STRETCH: 'yes', ...(onDisk.has(name) ? {} : { TMPDIR: inMemory }) },
        include:
          disks === 'only'
            ? ofDisks.filter((file) => file.startsWith(`test/${name}/`))
            : [`test/${name}/**/*.test.{ts,tsx}`],
        exclude: ['**/fixtures/**', ...(disks === 'without' ? ofDisks : [])],
        ...(sharing.has(name) ? { isolate: false, pool: sharing.get(name) ?? 'forks' } : {}),
        // Argon2 and a real encrypted store are slow on a laptop that is also doing something else.
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
    sequence: { sequencer: LongestFirst },
    // One more than processors: tests that kill processes wait more than they work. By itself vitest leaves one idle.
    maxWorkers: availableParallelism() + 1,
    passWithNoTests: true,
  },
});
