import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#domain/calendar/plainDate.ts';
import { pepDueDates } from '#domain/peps/pepDueDates.ts';
import { defaultPepRuleSets, type PepRuleSet, pepRuleSetOn } from '#domain/peps/pepRuleSets.ts';

/** The bank holidays of England that fall near the worked examples. */
const bankHolidays = new Set([
  '2010-12-27',
  '2010-12-28',
  '2011-01-03',
  '2011-04-22',
  '2011-04-25',
  '2011-04-29',
  '2011-05-02',
  '2011-05-30',
  '2011-08-29',
  '2024-08-26',
  '2024-12-25',
  '2024-12-26',
  '2025-01-01',
  '2025-04-18',
  '2025-04-21',
  '2025-05-05',
  '2025-05-26',
  '2025-08-25',
]);
const ask = (question: Partial<Parameters<typeof pepDueDates>[0]>) =>
  pepDueDates({
    careStart: '2024-11-04',
    careEnd: null,
    events: [],
    until: '2025-07-31',
    bankHolidays,
    ...question,
  }).map(({ due, reasons }) => `${due} ${reasons.join('+')}`);

describe('a PEP every term', () => {
  test('care from 4 November 2024 in an emergency', () => {
    expect(ask({})).toEqual(['2024-12-02 initial', '2025-04-30 review', '2025-07-31 review']);
  });

  test('begun within 10 working days of an emergency, by the day itself when planned', () => {
    const question = { careStart: '2024-11-04', careEnd: null, events: [], until: '2025-07-31', bankHolidays };
    expect(pepDueDates(question)[0]?.startBy).toBe('2024-11-18');
    expect(pepDueDates({ ...question, planned: true })[0]?.startBy).toBe('2024-11-04');
    expect(pepDueDates(question)[1]?.startBy).toBeNull();
  });

  test('bank holidays and weekends are not working days, August days are', () => {
    expect(ask({ careStart: '2024-12-20', until: '2025-03-31' })).toEqual(['2025-01-22 initial']);
    expect(ask({ careStart: '2025-08-01', until: '2025-09-30' })).toEqual(['2025-09-01 initial']);
  });

  test('a first PEP due in a term is that term’s PEP', () => {
    expect(ask({ careStart: '2024-12-20' })).toEqual(['2025-01-22 initial', '2025-07-31 review']);
  });

  test('a school change, a placement move and a new key stage bring a full PEP', () => {
    const events = [
      { kind: 'schoolChange', on: '2025-02-03' },
      { kind: 'placementMove', on: '2025-06-02' },
      { kind: 'newKeyStage', on: '2025-09-01', ncYear: 7 },
      { kind: 'newKeyStage', on: '2025-09-01', ncYear: 8 },
    ] as const;
    expect(ask({ events, until: '2025-10-31' })).toEqual([
      '2024-12-02 initial',
      '2025-03-03 schoolChange',
      '2025-04-30 review',
      '2025-06-30 placementMove',
      '2025-07-31 review',
      '2025-09-29 newKeyStage',
    ]);
  });

  test.each([0, 7, 11])('year %i begins a new key stage', (ncYear) => {
    expect(ask({ events: [{ kind: 'newKeyStage', on: '2024-12-03', ncYear }], until: '2025-01-31' })).toHaveLength(2);
  });

  test.each([1, 3, 6, 8, 10])('year %i does not', (ncYear) => {
    expect(ask({ events: [{ kind: 'newKeyStage', on: '2024-12-03', ncYear }], until: '2025-01-31' })).toHaveLength(1);
  });

  test('two reasons on one day are one PEP', () => {
    const events = [
      { kind: 'schoolChange', on: '2025-02-03' },
      { kind: 'placementMove', on: '2025-02-03' },
    ] as const;
    expect(ask({ events, until: '2025-03-31' })).toEqual([
      '2024-12-02 initial',
      '2025-03-03 placementMove+schoolChange',
    ]);
  });

  test('events on the first day, before care or after it bring nothing', () => {
    const on = (day: string) => ({ kind: 'schoolChange', on: day }) as const;
    const events = [on('2024-11-04'), on('2024-10-01'), on('2025-03-01')];
    expect(ask({ events, careEnd: '2025-02-28', until: '2025-12-31' })).toEqual([
      '2024-12-02 initial',
      '2025-04-30 review',
    ]);
  });

  test('a term that begins after care ended has no PEP', () => {
    expect(ask({ careEnd: '2024-12-31', until: '2025-12-31' })).toEqual(['2024-12-02 initial']);
  });
});

describe('six-monthly, as in 2011', () => {
  test('every six months from the first', () => {
    expect(ask({ careStart: '2010-11-01', until: '2011-12-31' })).toEqual([
      '2010-11-29 initial',
      '2011-05-29 review',
      '2011-11-29 review',
    ]);
  });

  test('the rule of the day decides: six-monthly to August 2014, then every term', () => {
    expect(ask({ careStart: '2013-11-04', until: '2015-04-30' })).toEqual([
      '2013-12-02 initial',
      '2014-06-02 review',
      '2014-12-31 review',
      '2015-04-30 review',
    ]);
  });
});

test('an authority with its own rules: ten days for all', () => {
  const ruleSets: PepRuleSet[] = [
    { ...(defaultPepRuleSets[1] as PepRuleSet), from: '2000-01-01', readyWorkingDays: 10, afterEventWorkingDays: 10 },
  ];
  expect(ask({ ruleSets, until: '2024-12-31' })).toEqual(['2024-11-18 initial']);
});

test('without a rule in force there are no dates; a rule that never moves on is a bug', () => {
  expect(ask({ ruleSets: [] })).toEqual([]);
  const stuck = {
    ...(defaultPepRuleSets[0] as PepRuleSet),
    to: null,
    recurring: { kind: 'months', every: 0 },
  } as const;
  expect(() => ask({ ruleSets: [stuck] })).toThrow(RangeError);
  expect(pepRuleSetOn('2014-08-31')?.name).toBe('Six-monthly');
  expect(pepRuleSetOn('2014-09-01')?.name).toBe('Every term');
  expect(pepRuleSetOn('1999-12-31')).toBeNull();
});

test('dates rise strictly, none before the first, none after `until`; a later `until` only adds', () => {
  const aDay = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2010-09-01', days));
  const anEvent = fc.record({ kind: fc.constantFrom('placementMove' as const, 'schoolChange' as const), on: aDay });
  fc.assert(
    fc.property(
      aDay,
      fc.nat(1500),
      fc.nat(400),
      fc.array(anEvent, { maxLength: 5 }),
      (careStart, days, more, events) => {
        const question = { careStart, careEnd: null, events, until: addDays(careStart, days), bankHolidays };
        const dates = pepDueDates(question).map(({ due }) => due);
        expect(dates).toEqual([...new Set(dates)].toSorted());
        for (const due of dates) expect(due > careStart && due <= question.until).toBe(true);
        const longer = pepDueDates({ ...question, until: addDays(question.until, more) }).map(({ due }) => due);
        expect(longer.slice(0, dates.length)).toEqual(dates);
      },
    ),
  );
});
