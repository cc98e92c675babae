import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttainmentResult, ResultStatus } from '#domain/attainment/result.ts';
import { standingResult, standingResults } from '#domain/attainment/standingResult.ts';
import { aResult } from './aResult.ts';

const version = (
  id: string,
  status: ResultStatus,
  dateReceived: string | null = null,
  supersedes: string | null = null,
): AttainmentResult => aResult({ id, status, dateReceived, supersedes });

test.each<[string, AttainmentResult[], string | null]>([
  ['nothing stands where there is nothing', [], null],
  ['a single provisional result stands', [version('p', 'provisional')], 'p'],
  ['final before provisional', [version('p', 'provisional'), version('f', 'final')], 'f'],
  [
    'provisional that came later does not overwrite final',
    [version('f', 'final', '2012-01-20'), version('p', 'provisional', '2012-03-01')],
    'f',
  ],
  [
    'provisional that claims to supersede final does not',
    [version('f', 'final'), version('p', 'provisional', null, 'f')],
    'f',
  ],
  ['a re-mark supersedes the final', [version('f', 'final', '2012-01-20'), version('r', 'final', null, 'f')], 'r'],
  ['revised supersedes provisional', [version('p', 'provisional'), version('r', 'revised', null, 'p')], 'r'],
  [
    'a re-mark of a re-mark',
    [version('a', 'final'), version('c', 'final', null, 'b'), version('b', 'final', null, 'a')],
    'c',
  ],
  [
    'of two revisions the later received',
    [version('b', 'revised', '2012-02-01'), version('a', 'revised', '2012-01-01')],
    'b',
  ],
  ['a date before no date', [version('b', 'revised', '2012-02-01'), version('a', 'revised')], 'b'],
  ['without dates the later in the list', [version('a', 'revised'), version('b', 'revised')], 'b'],
  ['superseding something unknown does no harm', [version('a', 'revised', null, 'gone')], 'a'],
  ['superseding itself does no harm', [version('a', 'revised', null, 'a')], 'a'],
])('%s', (_words, versions, id) => {
  expect(standingResult(versions)?.id ?? null).toBe(id);
});

test('one standing result for each subject, component, year and entry', () => {
  const results = [
    aResult({ value: '101', status: 'provisional' }),
    aResult({ value: '103' }),
    aResult({ subject: 'maths', value: '99' }),
    aResult({ value: '98', academicYear: '2022/23' }),
    aResult({ value: '104', entry: 'resit' }),
  ];
  expect(standingResults(results).map((r) => r.value)).toEqual(['103', '99', '98', '104']);
});

test('the standing result has the highest status there is, in whatever order versions arrive', () => {
  const rank = { provisional: 0, revised: 1, final: 2 };
  const aStatus = fc.constantFrom<ResultStatus>('provisional', 'revised', 'final');
  fc.assert(
    fc.property(fc.array(fc.tuple(aStatus, fc.nat(8)), { minLength: 1, maxLength: 8 }), (drawn) => {
      const versions = drawn.map(([status, earlier], i) =>
        version(`v${i}`, status, null, earlier < i ? `v${earlier}` : null),
      );
      const standing = standingResult(versions);
      expect(rank[standing?.status ?? 'provisional']).toBe(Math.max(...drawn.map(([status]) => rank[status])));
    }),
  );
});
