import { describe, expect, test } from 'vitest';
import { expectedFaultsIn } from '#scripts/expectedFaults.ts';

// Put together here, or the check would list them as faults of this very file.
const fails = ['it', 'fails'].join('.');

describe('tests that are expected to fail', () => {
  test.each([
    [`${fails}('D4: the target of another peer', () => {});`, 'D4: the target of another peer', false],
    [`  ${fails}('3.6: an abandoned role comes back', async () => {});`, '3.6: an abandoned role comes back', false],
    [
      `${fails}('case one-odd-optional-cell: the row is lost', () => {});`,
      'case one-odd-optional-cell: the row is lost',
      false,
    ],
    [`${fails}('something is wrong', () => {});`, 'something is wrong', true],
    [`${fails}(title, () => {});`, '', true],
  ])('%s', (line, fault, unnamed) => {
    expect(expectedFaultsIn('a.test.ts', `const a = 1;\n${line}\n`)).toEqual([
      { file: 'a.test.ts', line: 2, fault, unnamed },
    ]);
  });

  test('a plain test is none', () => {
    expect(expectedFaultsIn('a.test.ts', "it('D4: is mended', () => {});\n")).toEqual([]);
  });
});
