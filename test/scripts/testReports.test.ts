import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest } from '#scripts/testReports.ts';

const file = (name: string, status: string, ...statuses: string[]) => ({
  name,
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

describe('counting what the suites report', () => {
  test('vitest by folder', () => {
    const testResults = [
      file('/p/test/rules/a.test.ts', 'passed', 'passed', 'passed'),
      file('/p/test/rules/deep/b.test.ts', 'failed', 'passed', 'failed'),
      file('/p/test/queries/c.test.ts', 'passed', 'pending', 'todo'),
    ];
    expect(countVitest({ testResults })).toEqual([
      { name: 'queries', passed: 0, failed: 0, skipped: 2 },
      { name: 'rules', passed: 3, failed: 1, skipped: 0 },
    ]);
  });

  test('a file that could not be loaded is a failure', () => {
    const testResults = [file('/p/test/rules/broken.test.ts', 'failed')];
    expect(countVitest({ testResults })).toEqual([{ name: 'rules', passed: 0, failed: 1, skipped: 0 }]);
  });

  test.each([
    ['all well', { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, [], [3, 0, 0]],
    ['flaky is failed', { expected: 3, unexpected: 1, flaky: 2, skipped: 1 }, [], [3, 3, 1]],
    ['a suite that did not load', { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, [{}], [0, 1, 0]],
  ])('Playwright: %s', (_what, stats, errors, [passed, failed, skipped]) => {
    expect(countPlaywright('e2e', { stats, errors })).toEqual({ name: 'e2e', passed, failed, skipped });
  });
});
