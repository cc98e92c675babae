import { describe, expect, it } from 'vitest';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';

const born = (date: string, from: string, to: string | null = null) => ({ date, from, to });

describe('birthNowKnown', () => {
  it.each([
    ['none', [], undefined],
    ['one', [born('2012-01-01', '2000-01-01')], '2012-01-01'],
    ['a correction', [born('2012-01-01', '2000-01-01', '2024-10-31'), born('2011-01-01', '2024-11-01')], '2011-01-01'],
    [
      'in another order',
      [born('2011-01-01', '2024-11-01'), born('2012-01-01', '2000-01-01', '2024-10-31')],
      '2011-01-01',
    ],
    ['two still held', [born('2011-01-01', '2024-11-01'), born('2012-01-01', '2000-01-01')], '2011-01-01'],
    [
      'all ended',
      [born('2012-01-01', '2001-01-01', '2002-01-01'), born('2011-01-01', '2000-01-01', '2001-01-01')],
      '2012-01-01',
    ],
  ])('of %s', (_what, facts, expected) => {
    expect(birthNowKnown(facts)?.date).toBe(expected);
  });
});
