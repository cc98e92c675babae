// `node scripts/planted.ts [subject or part of a file's name]`: plants each fault of test/planted/faults.ts in a copy of the
// project and runs the tests that reach the file, the nearest first, until one fails that passes without the fault; says
// which test that was, and which fault none notices. Some seconds a fault; minutes for one that only a far test notices.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { type PlantedFault, plantedFaults } from '#test/planted/faults.ts';
import { trackedFiles } from './sourceRules.ts';
import { failedFiles, type VitestReport } from './testReports.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);
const wanted = process.argv.slice(2);
const chosen = plantedFaults.filter(
  ({ subject, file }) => wanted.length === 0 || wanted.some((word) => subject === word || file.includes(word)),
);

const copy = mkdtempSync(join(tmpdir(), 'vsk-planted-'));
const tracked = trackedFiles().filter((file) => existsSync(file));
for (const file of tracked) cpSync(file, join(copy, file));
symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
const texts = new Map(
  tracked
    .filter((file) => /^test\/.*\.test\.tsx?$/.test(file) && !/^test\/(screens|e2e|bench)\//.test(file))
    .map((file) => [file, readFileSync(file, 'utf8')]),
);

/** Runs the copy's vitest on one worker until a test fails. @returns the files with failures, none where all passed */
function failing(given: readonly string[]): string[] {
  const report = join(copy, 'planted-report.json');
  rmSync(report, { force: true });
  const options = ['--run', '--bail=1', '--maxWorkers=1', '--reporter=json', `--outputFile=${report}`];
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, ...given, ...options], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 900_000,
  });
  if (run.status === 0) return [];
  if (!existsSync(report)) throw new Error(`vitest ${given.join(' ')} ended with ${run.status} and without a report`);
  const failed = failedFiles(JSON.parse(readFileSync(report, 'utf8')) as VitestReport);
  return failed.map((file) => relative(copy, file));
}

/** The folders of tests beside the rules: the quick ones first, those with a store of thousands last. */
const folders = [
  'queries',
  'recount',
  'release',
  'procedures',
  'imports',
  'packs',
  'audit',
  'keys',
  'security',
  'golden',
];

/** Folders whose tests take minutes. */
const slow = new Set(['demonstration', 'golden', 'survival', 'recovery', 'backups', 'hosts']);

/** The quick tests that import the file or bear its name, and its rules; every fault is tried with these before any other. */
function near(file: string): string[][] {
  const name = basename(file, '.ts');
  const importing = [...texts]
    .filter(([test]) => !slow.has(test.split('/')[1] ?? ''))
    .filter(([test, text]) => text.includes(`/${name}.ts'`) || basename(test) === `${name}.test.ts`)
    .map(([test]) => test);
  const rules = ['related', file, '--project=rules'];
  return importing.length > 0 ? [['run', ...importing], rules] : [rules];
}

/** Every other test that reaches the file. */
const far = (file: string): string[][] => folders.map((name) => ['related', file, `--project=${name}`]);

/** The test file that fails with a fault and passes without it, null where there is none. */
function noticing({ file, text, fault }: PlantedFault, rounds: readonly string[][]): string | null {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(text).length !== 2) throw new Error(`${file} does not hold '${text}' once.`);
  try {
    for (const round of rounds) {
      writeFileSync(
        path,
        sound.replace(text, () => fault),
      );
      const failed = failing(round);
      writeFileSync(path, sound);
      const [first] = failed.filter((name) => failing(['run', name]).length === 0);
      if (first !== undefined) return first;
      if (failed.length > 0) console.log(`fails without a fault too: ${failed.join(', ')}`);
    }
    return null;
  } finally {
    writeFileSync(path, sound);
  }
}

const byFolder = new Map<string, number>();
/** Tries the faults with some tests. @returns those that none of them notices */
function tryWith(faults: readonly PlantedFault[], rounds: (file: string) => string[][], last: boolean): PlantedFault[] {
  return faults.filter((each) => {
    const test = noticing(each, rounds(each.file));
    const said = test === null ? (last ? 'UNNOTICED' : 'not near') : `noticed by ${test}`;
    console.log(`${said}: ${each.subject} ${each.file} ${each.fault}`);
    if (test === null) return true;
    const folder = test.split('/')[1] ?? '';
    byFolder.set(folder, (byFolder.get(folder) ?? 0) + 1);
    return false;
  });
}
const unnoticed = tryWith(tryWith(chosen, near, false), far, true);
rmSync(copy, { recursive: true, force: true });
for (const [folder, count] of byFolder) console.log(`${count} by test/${folder}`);
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} planted faults are noticed`);
process.exitCode = unnoticed.length > 0 ? 1 : 0;
