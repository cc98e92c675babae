// Reads what vitest and Playwright wrote, so that every suite is counted alike.

export type SuiteCount = { name: string; passed: number; failed: number; skipped: number };

type VitestReport = { testResults: { name: string; status: string; assertionResults: { status: string }[] }[] };

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

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

/** Flaky is failed: a test that passes at the second try has told of a fault. */
export function countPlaywright(name: string, { stats, errors }: PlaywrightReport): SuiteCount {
  const failed = stats.unexpected + stats.flaky;
  const broken = failed === 0 && errors.length > 0 ? 1 : 0;
  return { name, passed: stats.expected, failed: failed + broken, skipped: stats.skipped };
}
