import { describe, expect, it } from 'vitest';
import { historyThatHolds } from '#domain/identity/mergedHistory.ts';

/** 'K 2020-09-01 2024-08-31': words, first day, last day; without a last day it goes on. */
const rowsOf = (...stretches: string[]) =>
  stretches.map((each) => {
    const [words = '', validFrom = '', validTo = null] = each.split(' ');
    return { words, validFrom, validTo };
  });

describe('Whose history of one fact holds, of two records of one child', () => {
  it.each([
    ['the same', ['K 2020-09-01'], ['K 2020-09-01'], 'stays'],
    ['the same in other writing', ["O'Neill 2013-02-14"], ['ONEILL 2013-02-14'], 'stays'],
    ['the same in two parts', ['K 2020-09-01'], ['K 2020-09-01 2021-08-31', 'K 2021-09-01'], 'stays'],
    ['that of the one that stays is longer', ['E 2019-09-01 2020-08-31', 'K 2020-09-01'], ['K 2024-09-01'], 'stays'],
    ['that of the one that goes is longer', ['K 2024-09-01'], ['E 2019-09-01 2020-08-31', 'K 2020-09-01'], 'goes'],
    ['only since when differs', ['886 2024-06-01'], ['886 2000-01-01'], 'goes'],
    ['longer in other writing', ['ONEILL 2020-01-01'], ["O'Neill 2013-02-14"], null],
    ['another now', ['K 2024-09-01'], ['E 2019-09-01'], null],
    ['another before', ['K 2020-09-01'], ['E 2019-09-01 2021-08-31', 'K 2021-09-01'], null],
    ['one ended and the other goes on', ['yes 2020-01-01 2023-01-01'], ['yes 2019-01-01'], null],
    ['a gap in the shorter', ['K 2020-01-01 2020-12-31', 'K 2023-01-01'], ['K 2019-01-01'], null],
    ['a gap in both', ['K 2020-01-01 2020-12-31', 'K 2023-01-01'], ['K 2019-01-01 2020-12-31', 'K 2023-01-01'], 'goes'],
  ] as const)('%s', (_, stays, goes, holds) => {
    expect(historyThatHolds([rowsOf(...stays), rowsOf(...goes)], ({ words }) => words)).toBe(holds);
  });
});
