import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDayNumber, dayNumber } from '#domain/calendar/plainDate.ts';
import { countedOnce } from '#domain/cohorts/countedOnce.ts';
import type { Episode } from '#domain/cohorts/episode.ts';
import { lookedAfterOn } from '#domain/cohorts/lookedAfterOn.ts';
import { outcomesCohortDate } from '#domain/cohorts/outcomesCohortDate.ts';
import { isOfCompulsorySchoolAge, isSchoolAged } from '#domain/cohorts/schoolAged.ts';
import { twelveMonthCohort, twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';

const from = (
  start: string,
  end: string | null,
  legalStatus = 'C2',
  rec: string | null = end ? 'E4A' : null,
): Episode => ({
  start,
  end,
  legalStatus,
  placementType: 'U4',
  reasonEpisodeStarted: 'S',
  reasonEpisodeCeased: rec,
});
const DATE = '2025-03-31';

describe('twelve-month cohort', () => {
  it.each<[string, Episode[], boolean, string]>([
    ['in care since 1 April', [from('2024-04-01', null)], true, 'inCohort'],
    ['came on 2 April', [from('2024-04-02', null)], false, 'lessThanTwelveMonths'],
    ['left on 30 March', [from('2020-01-01', '2025-03-30')], false, 'notLookedAfterOnDate'],
    ['left on 31 March', [from('2020-01-01', '2025-03-31')], false, 'notLookedAfterOnDate'],
    ['left on 2 April', [from('2020-01-01', '2025-04-02')], true, 'inCohort'],
    [
      'came back in the year',
      [from('2020-01-01', '2024-06-01'), from('2024-06-08', null)],
      false,
      'lessThanTwelveMonths',
    ],
    ['series of short breaks', [from('2020-01-01', null, 'V4')], false, 'respiteOnly'],
    [
      'respite before care',
      [from('2023-01-01', '2024-10-01', 'V3'), from('2024-10-01', null)],
      false,
      'lessThanTwelveMonths',
    ],
    ['never in care', [], false, 'notLookedAfterOnDate'],
    [
      'changed placement on the way',
      [from('2023-12-01', '2024-09-01', 'V2', 'X1'), { ...from('2024-09-01', null), reasonEpisodeStarted: 'B' }],
      true,
      'inCohort',
    ],
  ])('%s', (_, episodes, inCohort, reason) => {
    expect(twelveMonthCohort(episodes, DATE)).toMatchObject({ inCohort, reason });
  });

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

  it('is a part of all children looked after on the date', () => {
    const day = fc.integer({ min: dayNumber('2022-01-01'), max: dayNumber('2025-12-31') }).map(dateOfDayNumber);
    fc.assert(
      fc.property(fc.array(fc.tuple(day, fc.option(day)), { maxLength: 5 }), (rows) => {
        const episodes = rows.map(([start, end]) => from(start, end));
        if (twelveMonthCohort(episodes, DATE).inCohort) expect(lookedAfterOn(episodes, DATE)).toBe(true);
      }),
    );
  });
});

describe('school age', () => {
  it.each([
    ['2020-08-31', '2024-08-31', false],
    ['2020-08-31', '2024-09-01', true],
    ['2020-09-01', '2024-09-01', false],
    ['2009-01-01', '2025-08-31', true],
    ['2009-01-01', '2025-09-01', false],
  ])('born %s, on %s school-aged: %s', (born, date, expected) => {
    expect(isSchoolAged(born, date)).toBe(expected);
  });

  it.each([
    ['2008-09-15', '2025-06-27', true],
    ['2008-09-15', '2025-06-28', false],
    ['2008-08-01', '2024-06-28', true],
    ['2008-08-01', '2024-06-29', false],
    ['2019-09-01', '2024-12-30', false],
    ['2019-09-01', '2024-12-31', true],
    ['2019-01-01', '2024-03-31', true],
    ['2019-01-01', '2024-03-30', false],
    ['2019-12-31', '2024-12-31', true],
    ['2019-08-31', '2024-08-31', true],
  ])('born %s, on %s of compulsory school age: %s', (born, date, expected) => {
    expect(isOfCompulsorySchoolAge(born, date)).toBe(expected);
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
