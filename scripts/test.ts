// `npm test [-- vitest screens e2e] [files or folders]`: prepares what the tests need, runs every suite, or those asked for or
// named by a path (`npm test -- test/rules`), and counts them together. Ends with the line 'N passed, N failed'. Where a
// browser or Electron cannot be had, that suite is left out and said so loudly; with CI=true that is a failure. Fewer tests
// of a whole suite than test/minimum-count.json commits to is one too.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from './build.ts';
import { installMissingPackages } from './debianPackages.ts';
import { allowedToMount, testsOfDisks } from './diskTests.ts';
import { electronForTests } from './electronRuntime.ts';
import {
  countPlaywright,
  countVitest,
  type PlaywrightReport,
  retriedStarts,
  type SuiteCount,
  type VitestReport,
} from './testReports.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);
const inCi = process.env.CI === 'true';
const suites = ['vitest', 'screens', 'e2e'] as const;
type Suite = (typeof suites)[number];
const asked = process.argv.slice(2);
/** Files, folders or parts of their names, as the runners take them. */
const paths = asked.filter((each) => !suites.includes(each as Suite));
/** The suite that a path lies in. */
const suiteOf = (path: string): Suite =>
  suites.find((suite) => resolve(path).startsWith(resolve('test', suite))) ?? 'vitest';
const wanted = suites.filter(
  (suite) => asked.length === 0 || asked.includes(suite) || paths.some((path) => suiteOf(path) === suite),
);
const reports = mkdtempSync(join(tmpdir(), 'vsk-test-'));
const counts: SuiteCount[] = [];
const problems: string[] = [];
const ran = new Map<Suite, number>();

const modules = join(project, 'node_modules');

/** Of the paths that were asked for those of one suite. */
const pathsOf = (suite: Suite): string[] => paths.filter((path) => suiteOf(path) === suite);

/** Colours only for a person at a terminal; a log of a thousand coloured dots is unreadable. */
const { FORCE_COLOR: _, ...plain } = process.env;
const surroundings = {
  ...(process.stdout.isTTY ? process.env : { ...plain, NO_COLOR: '1' }),
  // Some hundred processes of tests load the same sources; the first of them leaves them compiled for the others.
  NODE_COMPILE_CACHE: join(reports, 'compiled'),
};

/**
 * A start of Electron that hangs on a machine without a GPU (docs/decisions/electron-for-tests.md) is reported; one in ten of
 * the hundred or so starts is a fault. Four were counted in a run on a machine that did something else beside it.
 */
const retriesAllowed = 10;

/** Takes a suite's counts up, and notes what nobody may overlook. */
function count(suite: Suite, found: SuiteCount[]): void {
  for (const each of found) {
    const same = counts.find(({ name }) => name === each.name);
    if (same) for (const key of ['passed', 'failed', 'skipped'] as const) same[key] += each[key];
    else counts.push(each);
  }
  ran.set(
    suite,
    found.reduce((sum, { passed }) => sum + passed, ran.get(suite) ?? 0),
  );
  for (const { name, skipped } of found) if (skipped > 0) problems.push(`${name}: ${skipped} tests were skipped`);
}

/** Suites of which something was left out aloud. */
const leftOut = new Set<Suite>();

function skip(suite: Suite, why: string): void {
  leftOut.add(suite);
  console.log(`\n*** ${suite} NOT RUN: ${why} ***\n`);
  if (inCi) problems.push(`${suite} could not be run: ${why}`);
}

function read<Report>(of: readonly Suite[], file: string): Report | null {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Report;
  for (const suite of of) {
    problems.push(`${suite} ended without a report`);
    count(suite, [{ name: suite, passed: 0, failed: 1, skipped: 0 }]);
  }
  return null;
}

/** @param disks which of the tests that mount a disk: `only` them, all `without` them, or both */
function vitest(disks: 'only' | 'without' | 'both', wrap: readonly string[]): void {
  const file = join(reports, `vitest-${disks}.json`);
  const [command, ...given] = [...wrap, process.execPath, join(modules, 'vitest/vitest.mjs'), 'run'];
  given.push('--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...pathsOf('vitest'));
  const env = { ...surroundings, ...(disks === 'both' ? {} : { VSK_DISKS: disks }) };
  spawnSync(command as string, given, { stdio: 'inherit', env });
  const report = read<VitestReport>(['vitest'], file);
  if (report) count('vitest', countVitest(report));
}

/** An ordinary user runs all but the tests of disks as they are, and those in a namespace where they may mount. */
function runVitest(): void {
  const mounting = allowedToMount();
  const isRoot = mounting?.length === 0;
  const given = pathsOf('vitest');
  const ofDisks = testsOfDisks();
  const isAsked = given.length === 0 || ofDisks.some((file) => given.some((path) => file.includes(path)));
  const onlyThose = given.length > 0 && given.every((path) => ofDisks.includes(path));
  if (!onlyThose || isRoot) vitest(isRoot || !isAsked ? 'both' : 'without', []);
  if (isRoot || !isAsked) return;
  if (mounting !== null) vitest('only', mounting);
  else skip('vitest', `${ofDisks.join(', ')}: disk faults need root, or unprivileged user namespaces`);
}

/** What a suite of Playwright's needs on this machine: variables; or why it cannot run. */
type Readiness = { environment: Record<string, string> } | { missing: string };

function readyForScreens(): Readiness {
  const places = [process.env.VSK_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const chromium = places.find((path) => path !== undefined && existsSync(path));
  if (chromium !== undefined) return { environment: { VSK_CHROMIUM: chromium } };
  return { missing: 'no Chromium (Debian: apt-get install chromium; or set VSK_CHROMIUM)' };
}

async function readyForElectron(): Promise<Readiness> {
  const electron = await electronForTests();
  if ('missing' in electron) return electron;
  const { kind, version } = electron.runtime;
  console.log(`Electron ${version} (${kind === 'product' ? "the product's own" : 'stand-in for tests'})`);
  // Every worker has a display of its own where possible (test/e2e/display.ts): no window gets in the way of another's.
  const hasDisplay = existsSync('/usr/bin/Xvfb') || process.platform !== 'linux' || process.env.DISPLAY;
  return hasDisplay ? { environment: {} } : { missing: 'no display and no Xvfb (Debian: apt-get install xvfb)' };
}

/**
 * Both suites of Playwright's in one run, so that its two workers share them out evenly: a start of Electron waits more than it
 * works, and one suite after the other left a core idle.
 */
async function runPlaywright(): Promise<void> {
  const environment: Record<string, string> = {};
  const ready: ('screens' | 'e2e')[] = [];
  for (const suite of ['e2e', 'screens'] as const) {
    if (!wanted.includes(suite)) continue;
    const readiness = suite === 'screens' ? readyForScreens() : await readyForElectron();
    if ('missing' in readiness) {
      skip(suite, readiness.missing);
      continue;
    }
    ready.push(suite);
    Object.assign(environment, readiness.environment);
  }
  if (ready.length === 0) return;
  const file = join(reports, 'playwright.json');
  const given = [join(modules, '@playwright/test/cli.js'), 'test'];
  given.push(...ready.map((suite) => `--project=${suite}`), '--reporter=list,json');
  // Paths of one suite only: of the other, asked for whole, its folder.
  if (paths.length > 0)
    given.push(...ready.flatMap((suite) => (asked.includes(suite) ? [`test/${suite}/`] : pathsOf(suite))));
  const env = { ...surroundings, ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  spawnSync(process.execPath, given, { stdio: 'inherit', env });
  const report = read<PlaywrightReport>(ready, file);
  if (report === null) return;
  for (const suite of ready) count(suite, [countPlaywright(suite, report)]);
  const retried = retriedStarts(report);
  for (const start of retried) console.log(`FLAKY: ${start}`);
  if (retried.length > retriesAllowed)
    problems.push(`Electron had to be started again ${retried.length} times; ${retriesAllowed} are put up with`);
}

for (const missing of installMissingPackages()) {
  if (process.platform === 'linux') console.log(`Not on this machine: ${missing.name} (${missing.for})`);
}
if (wanted.includes('vitest')) runVitest();
if (wanted.includes('screens') || wanted.includes('e2e')) {
  if (build()) await runPlaywright();
  else problems.push('the app could not be built, so no screen and no window was tested');
}
rmSync(reports, { recursive: true, force: true });

const minimum = JSON.parse(readFileSync('test/minimum-count.json', 'utf8')) as Record<Suite, number>;
for (const [suite, passed] of ran) {
  // What was left out aloud has failed already where that matters.
  if (paths.length === 0 && !leftOut.has(suite) && passed < minimum[suite])
    problems.push(`${suite}: ${passed} passed, fewer than the ${minimum[suite]} committed to`);
}
console.log('');
for (const { name, passed, failed } of counts) console.log(`${name.padEnd(14)} ${passed} passed, ${failed} failed`);
for (const problem of problems) console.log(`PROBLEM: ${problem}`);
const sum = (key: 'passed' | 'failed') => counts.reduce((total, suite) => total + suite[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 || problems.length > 0 ? 1 : 0;
