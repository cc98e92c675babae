import { expect, test } from 'vitest';
import { ownResult, placesOfEntries } from '#domain/attainment/ownResult.ts';
import { aResult } from './aResult.ts';

const entry = (value: string, entryKind: 'first' | 'resit', changes = {}) =>
  aResult({
    keyStage: 'KS4',
    subject: 'maths',
    component: 'grade',
    value,
    entry: entryKind,
    academicYear: '2023/24',
    ...changes,
  });

test.each([
  ['a resit that is better', [entry('3', 'first'), entry('4', 'resit')], '4'],
  ['a resit that is worse takes nothing away', [entry('4', 'first'), entry('3', 'resit')], '4'],
  ['of other years', [entry('3', 'first', { academicYear: '2022/23' }), entry('5', 'resit')], '5'],
  ['a resit without a result yet', [entry('3', 'first'), entry('X', 'resit')], '3'],
  ['a double award by the mean of its grades', [entry('5-4', 'first'), entry('5-5', 'resit')], '5-5'],
  [
    'a letter of 2015/16 beside one of the same year',
    [entry('D', 'first', { academicYear: '2015/16' }), entry('C', 'resit', { academicYear: '2015/16' })],
    'C',
  ],
  [
    'a C of 2015/16 is a 4: a 5 of 2016/17 is better',
    [entry('C', 'first', { academicYear: '2015/16' }), entry('5', 'resit', { academicYear: '2016/17' })],
    '5',
  ],
  [
    'and a B of 2015/16 better than a 5',
    [entry('B', 'first', { academicYear: '2015/16' }), entry('5', 'resit', { academicYear: '2016/17' })],
    'B',
  ],
  ['another qualification is none', [entry('Pass', 'first', { qualification: 'Functional Skills Level 2' })], null],
  ['a vocational grade is none', [entry('D*', 'first', { subject: 'btec-sport' })], null],
  ['no entry', [], null],
] as const)('the best of a subject: %s', (_what, entries, best) => {
  expect(ownResult(entries)?.value ?? null).toBe(best);
});

const places = (...entries: readonly ReturnType<typeof entry>[]) => placesIn(null, ...entries);
const placesIn = (year11: string | null, ...entries: readonly ReturnType<typeof entry>[]) => {
  const found = placesOfEntries(entries, year11);
  return entries.map(({ id }) => found.get(id) ?? null);
};

test('the first entry counts in measures and the best is the child’s own: two results, kept apart', () => {
  expect(places(entry('3', 'first'), entry('4', 'resit'))).toEqual(['counts', 'best']);
  expect(places(entry('4', 'first'), entry('3', 'resit'))).toEqual(['both', null]);
  expect(places(entry('4', 'first'))).toEqual([null]);
});

test.each([
  ['2011/12', 'maths', [null, 'both']],
  ['2013/14', 'maths', ['counts', 'best']],
  ['2013/14', 'art', [null, 'both']],
  ['2014/15', 'art', ['counts', 'best']],
])('which entry counts in %s, %s', (academicYear, subject, expected) => {
  expect(
    places(entry('D', 'first', { academicYear, subject }), entry('C', 'resit', { academicYear, subject })),
  ).toEqual(expected);
});

test('of several years the earliest entry counts, whatever it is called, and nothing sat after year 11 does', () => {
  const early = entry('3', 'first', { academicYear: '2022/23' });
  expect(placesIn('2023/24', early, entry('4', 'resit'))).toEqual(['counts', 'best']);
  expect(placesIn('2023/24', early, entry('4', 'first'))).toEqual(['counts', 'best']);
  expect(placesIn('2022/23', early, entry('4', 'resit'))).toEqual(['counts', 'best']);
  // Both sat in the sixth form: neither is in any measure of key stage 4.
  expect(placesIn('2021/22', early, entry('4', 'resit'))).toEqual([null, 'best']);
});

test('a grade of teachers of 2021 counts in that year alone', () => {
  const entries = [
    entry('5', 'first', { academicYear: '2020/21' }),
    entry('4', 'resit', { academicYear: '2021/22' }),
  ] as const;
  expect(placesIn('2020/21', ...entries)).toEqual(['both', null]);
  expect(placesIn('2021/22', ...entries)).toEqual(['best', 'counts']);
});

test('another qualification of the subject has no place beside the GCSE', () => {
  expect(places(entry('4', 'first'), entry('Pass', 'first', { qualification: 'Functional Skills Level 1' }))).toEqual([
    null,
    null,
  ]);
});
