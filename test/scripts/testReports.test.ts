import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest, retriedStart, retriedStarts } from '#scripts/testReports.ts';

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

  const tests = (projectName: string, ...statuses: ('expected' | 'unexpected' | 'flaky' | 'skipped')[]) =>
    statuses.map((status) => ({
      title: `${projectName} ${status}`,
      tests: [{ projectName, status, annotations: [] }],
    }));

  test.each([
    ['all well', tests('e2e', 'expected', 'expected', 'expected'), [], [3, 0, 0]],
    ['flaky is failed', tests('e2e', 'expected', 'unexpected', 'flaky', 'flaky', 'skipped'), [], [1, 3, 1]],
    ['a suite that did not load', tests('e2e'), [{}], [0, 1, 0]],
    [
      "another project's are not counted",
      [...tests('e2e', 'expected'), ...tests('screens', 'unexpected')],
      [],
      [1, 0, 0],
    ],
  ])('Playwright: %s', (_what, specs, errors, [passed, failed, skipped]) => {
    const half = Math.ceil(specs.length / 2);
    const nested = [{ specs: specs.slice(0, half), suites: [{ specs: specs.slice(half) }] }];
    expect(countPlaywright('e2e', { suites: nested, errors })).toEqual({ name: 'e2e', passed, failed, skipped });
  });

  test('a start of Electron that was tried again is told with its test', () => {
    const annotations = [{ type: retriedStart, description: 'it hung' }, { type: 'other' }];
    const suites = [
      { specs: [{ title: 'opens', tests: [{ projectName: 'e2e', status: 'expected' as const, annotations }] }] },
    ];
    expect(retriedStarts({ suites, errors: [] })).toEqual(['Electron was started again: it hung (opens)']);
    expect(countPlaywright('e2e', { suites, errors: [] })).toMatchObject({ passed: 1, failed: 0 });
  });
});
