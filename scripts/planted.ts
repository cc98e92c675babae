// `node scripts/planted.ts [subject or part of a file's name]`: plants each fault of test/planted/faults.ts in a copy of
// the project and runs the tests that reach the file, rules first; says which fault no test notices. Slow: about a minute a fault.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { plantedFaults } from '#test/planted/faults.ts';
import { trackedFiles } from './sourceRules.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);
const wanted = process.argv.slice(2);
const chosen = plantedFaults.filter(
  ({ subject, file }) => wanted.length === 0 || wanted.some((word) => subject === word || file.includes(word)),
);

const copy = mkdtempSync(join(tmpdir(), 'vsk-planted-'));
for (const file of trackedFiles()) cpSync(file, join(copy, file));
symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));

/** Whether the tests of some folders that reach the file notice the fault. */
function noticed(file: string, projects: readonly string[]): boolean {
  const there = projects.filter((name) => existsSync(join('test', name)));
  const given = ['related', file, '--run', '--bail=1', '--reporter=dot', ...there.map((name) => `--project=${name}`)];
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, ...given], { cwd: copy, stdio: 'ignore', timeout: 900_000 });
  return run.status !== 0;
}

/** Quick suites first: most faults fall there. */
const rounds = [
  ['rules'],
  [
    'queries',
    'measures',
    'figures',
    'procedures',
    'release',
    'imports',
    'packs',
    'security',
    'demonstration',
    'golden',
  ],
];
const unnoticed: string[] = [];
for (const { file, text, fault, subject } of chosen) {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(text).length !== 2) throw new Error(`${file} does not hold '${text}' once.`);
  writeFileSync(
    path,
    sound.replace(text, () => fault),
  );
  const round = rounds.findIndex((projects) => noticed(file, projects));
  writeFileSync(path, sound);
  console.log(
    `${round === -1 ? 'UNNOTICED' : `noticed (${round === 0 ? 'rules' : 'others'})`} ${subject} ${file}: ${fault}`,
  );
  if (round === -1) unnoticed.push(`${file}: ${fault}`);
}
rmSync(copy, { recursive: true, force: true });
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} planted faults are noticed`);
process.exitCode = unnoticed.length > 0 ? 1 : 0;
