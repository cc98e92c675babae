// Import direction by dependency-cruiser, which must not pass on nothing: every committed source has to be cruised.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '..');
const folders = ['domain', 'db', 'main', 'renderer'];

export type ImportViolation = { rule: string; from: string; to: string };
export type ImportDirection = { cruised: string[]; violations: ImportViolation[] };

type CruiseReport = {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
};

/**
 * Follows every import under `root`'s domain, db, main and renderer by the rules of .dependency-cruiser.cjs.
 * @throws when dependency-cruiser gives no report
 */
export function followImports(root: string = project): ImportDirection {
  const cli = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(project, '.dependency-cruiser.cjs');
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const run = spawnSync(process.execPath, [cli, '--config', config, '-T', 'json', ...present], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report: ${run.stderr || run.stdout}`);
  const report = JSON.parse(run.stdout) as CruiseReport;
  return {
    cruised: report.modules
      .map(({ source }) => source)
      .filter((source) => folders.includes(source.split('/')[0] ?? '')),
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** The sources git knows of (committed or new, not ignored) that the cruise has to have read. */
export function sourcesToCruise(): string[] {
  const patterns = folders.flatMap((folder) => [
    `${folder}/**/*.ts`,
    `${folder}/**/*.tsx`,
    `${folder}/*.ts`,
    `${folder}/*.tsx`,
  ]);
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const { stdout } = spawnSync('git', list, { cwd: project, encoding: 'utf8' });
  const existing = stdout.split('\n').filter((file) => file !== '' && existsSync(join(project, file)));
  return [...new Set(existing)].filter((file) => !file.endsWith('.d.ts'));
}
