import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedOnce } from '#domain/cohorts/countedOnce.ts';
import { outcomesCohortDate } from '#domain/cohorts/outcomesCohortDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';

describe('twelve-month cohort', () => {
  it.each([
    ['2025-03-31', '2024-04-01'],
    ['2024-03-31', '2023-04-01'],
    ['2009-09-30', '2008-10-01'],
  ])('twelve months at %s begin by %s', (date, expected) => {
    expect(twelveMonthsBefore(date)).toBe(expected);
  });

  it.each([
    ['2008/09', '2009-09-30'],
    ['2009/10', '2010-09-30'],
    ['2010/11', '2011-03-31'],
    ['2024/25', '2025-03-31'],
  ])('the cohort of %s is taken on %s', (year, expected) => {
    expect(outcomesCohortDate(year)).toBe(expected);
  });

  it('takes the dates of a profile', () => {
    expect(outcomesCohortDate('2009/10', [{ fromYear: '2009/10', toYear: null, monthDay: '03-31' }])).toBe(
      '2010-03-31',
    );
  });
});

describe('a repeated year', () => {
  const entries = [
    { childId: 'a', academicYear: '2024/25' },
    { childId: 'b', academicYear: '2024/25' },
    { childId: 'a', academicYear: '2023/24' },
  ];

  it('counts once, in the first year by default', () => {
    const { counted, repeated } = countedOnce(entries);
    expect(counted).toEqual([entries[1], entries[2]]);
    expect(repeated).toEqual([entries[0]]);
  });

  it('counts in the last year where the profile says so', () => {
    expect(countedOnce(entries, 'last').counted).toEqual([entries[0], entries[1]]);
  });

  it('leaves every child exactly one entry', () => {
    const entry = fc.record({
      childId: fc.constantFrom('a', 'b', 'c'),
      academicYear: fc.constantFrom('2022/23', '2023/24', '2024/25'),
    });
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom('first' as const, 'last' as const), (rows, keep) => {
        const { counted, repeated } = countedOnce(rows, keep);
        expect(counted.map((each) => each.childId).sort()).toEqual([...new Set(rows.map((r) => r.childId))].sort());
        expect(counted.length + repeated.length).toBe(rows.length);
      }),
    );
  });
});
