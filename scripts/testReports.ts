// Reads what vitest and Playwright wrote, so that every suite is counted alike.

export type SuiteCount = { name: string; passed: number; failed: number; skipped: number };

export type VitestReport = { testResults: { name: string; status: string; assertionResults: { status: string }[] }[] };

/** One count per folder of test/; a file that could not be loaded counts as one failure. */
export function countVitest(report: VitestReport): SuiteCount[] {
  const suites = new Map<string, SuiteCount>();
  for (const file of report.testResults) {
    const name = /[\\/]test[\\/]([^\\/]+)[\\/]/.exec(file.name)?.[1] ?? 'other';
    const suite = suites.get(name) ?? { name, passed: 0, failed: 0, skipped: 0 };
    suites.set(name, suite);
    for (const { status } of file.assertionResults) {
      if (status === 'passed') suite.passed += 1;
      else if (status === 'failed') suite.failed += 1;
      else suite.skipped += 1;
    }
    const noneFailed = file.assertionResults.every(({ status }) => status !== 'failed');
    if (file.status === 'failed' && noneFailed) suite.failed += 1;
  }
  return [...suites.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The files in which a test failed, or that could not be loaded. */
export const failedFiles = (report: VitestReport): string[] =>
  report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);

type PlaywrightTest = {
  projectName: string;
  /** As the test stands after all its tries: expected is passed. */
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
  annotations: { type: string; description?: string }[];
};
type PlaywrightSuite = { specs: { title: string; tests: PlaywrightTest[] }[]; suites?: PlaywrightSuite[] };
export type PlaywrightReport = { suites: PlaywrightSuite[]; errors: unknown[] };

const specsOf = (suites: readonly PlaywrightSuite[]): PlaywrightSuite['specs'] =>
  suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites ?? [])]);

/**
 * One count for a project of Playwright's. Flaky is failed: a test that passes at the second try has told of a fault. An error
 * outside of the tests, such as a file that could not be loaded, is one failure of a project that has no other.
 */
export function countPlaywright(project: string, { suites, errors }: PlaywrightReport): SuiteCount {
  const states = specsOf(suites).flatMap(({ tests }) =>
    tests.filter(({ projectName }) => projectName === project).map(({ status }) => status),
  );
  const number = (...wanted: PlaywrightTest['status'][]) => states.filter((status) => wanted.includes(status)).length;
  const failed = number('unexpected', 'flaky');
  const broken = failed === 0 && errors.length > 0 ? 1 : 0;
  return { name: project, passed: number('expected'), failed: failed + broken, skipped: number('skipped') };
}

/** The annotation that test/e2e/launch.ts leaves with a test whose Electron had to be started again. */
export const retriedStart = 'Electron was started again';

/** Each start that had to be tried again, with its test and why. */
export function retriedStarts({ suites }: PlaywrightReport): string[] {
  return specsOf(suites).flatMap(({ title, tests }) =>
    tests.flatMap(({ annotations }) =>
      annotations
        .filter(({ type }) => type === retriedStart)
        .map(({ description = '' }) => `${retriedStart}: ${description} (${title})`),
    ),
  );
}
