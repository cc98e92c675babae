import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPersistentAbsentee } from '#domain/attendance/isPersistentAbsentee.ts';
import { isSeverelyAbsent } from '#domain/attendance/isSeverelyAbsent.ts';
import { missed25DaysOrMore } from '#domain/attendance/missed25DaysOrMore.ts';
import { type PersistentAbsenceRule, persistentAbsenceRule } from '#domain/attendance/persistentAbsenceRule.ts';
import { rateOfAbsence, rateOfAttendance } from '#domain/attendance/rateOfAbsence.ts';
import {
  absentSessions,
  addSessions,
  possibleSessions,
  type SessionCounts,
  sumSessions,
  zeroSessions,
} from '#domain/attendance/sessionCounts.ts';

const n = fc.nat({ max: 400 });
const counts = fc.record({ attended: n, authorised: n, unauthorised: n, notPossible: n });
const missing = (missed: number, possible: number): SessionCounts => ({
  attended: possible - missed,
  authorised: missed,
  unauthorised: 0,
  notPossible: 0,
});
const ruleOf = (year: string): PersistentAbsenceRule => {
  const rule = persistentAbsenceRule(year);
  if (rule === null) throw new Error(`no rule in ${year}`);
  return rule;
};

describe('sessions and absence', () => {
  it('gives the rates of the worked example', () => {
    const example = { attended: 340, authorised: 30, unauthorised: 10, notPossible: 20 };
    expect(rateOfAbsence(example)).toEqual({ numerator: 40, denominator: 380, percentage: 4000 / 380 });
    expect(rateOfAttendance(example).numerator).toBe(340);
  });

  it('has no rate without possible sessions', () => {
    expect(rateOfAbsence({ ...zeroSessions, notPossible: 10 })).toEqual({
      numerator: 0,
      denominator: 0,
      percentage: null,
    });
  });

  it('possible = attended + absent, and the parts add up', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(possibleSessions(a)).toBe(a.attended + absentSessions(a));
        expect(possibleSessions(addSessions(a, b))).toBe(possibleSessions(a) + possibleSessions(b));
        expect(sumSessions([a, b])).toEqual(addSessions(a, b));
        const all = rateOfAbsence(a);
        if (all.percentage !== null) {
          expect(all.percentage + (rateOfAttendance(a).percentage ?? Number.NaN)).toBeCloseTo(100, 9);
        }
      }),
    );
  });
});

describe('persistent absence', () => {
  it.each([
    ['2004/05', null, null],
    ['2005/06', 'fixedSessions', 5],
    ['2009/10', 'fixedSessions', 5],
    ['2010/11', 'fixedSessions', 5],
    ['2012/13', 'fixedSessions', 5],
    ['2013/14', 'fixedSessions', 6],
    ['2014/15', 'fixedSessions', 6],
    ['2015/16', 'ownPossibleSessions', 6],
    ['2024/25', 'ownPossibleSessions', 6],
  ])('%s: %s over %s half-terms', (year, method, halfTerms) => {
    expect(persistentAbsenceRule(year)?.method ?? null).toBe(method);
    expect(persistentAbsenceRule(year)?.halfTerms ?? null).toBe(halfTerms);
  });

  it.each([
    ['2008/09', 64, 310, undefined, true],
    ['2008/09', 63, 310, undefined, false],
    ['2008/09', 51, 250, 4, false],
    ['2008/09', 52, 250, 4, true],
    ['2011/12', 46, 310, undefined, true],
    ['2011/12', 45, 310, undefined, false],
    ['2011/12', 45, 90, undefined, false],
    ['2014/15', 56, 380, undefined, true],
    ['2014/15', 55, 380, undefined, false],
    ['2014/15', 22, 140, 2, true],
    ['2014/15', 21, 140, 2, false],
    ['2024/25', 38, 380, undefined, true],
    ['2024/25', 37, 380, undefined, false],
    ['2024/25', 1, 10, undefined, true],
    ['2024/25', 1, 11, undefined, false],
    ['2024/25', 0, 0, undefined, null],
    ['2011/12', 0, 0, undefined, null],
  ])('%s: %i of %i missed (half-terms %s) is persistent: %s', (year, missed, possible, halfTerms, expected) => {
    expect(isPersistentAbsentee(missing(missed, possible), ruleOf(year), halfTerms)).toBe(expected);
  });

  it('never ends by missing more of the same possible sessions', () => {
    const rules = ['2008/09', '2011/12', '2014/15', '2024/25'].map(ruleOf);
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.integer({ min: 1, max: 380 }), fc.nat(), (rule, possible, some) => {
        const missed = some % possible;
        const before = isPersistentAbsentee(missing(missed, possible), rule);
        const after = isPersistentAbsentee(missing(missed + 1, possible), rule);
        expect(before && !after).toBe(false);
      }),
    );
  });
});

describe('severe absence and 25 days', () => {
  it.each([
    [190, 380, true],
    [189, 380, false],
    [1, 2, true],
    [0, 0, null],
  ])('%i of %i missed is severe: %s', (missed, possible, expected) => {
    expect(isSeverelyAbsent(missing(missed, possible))).toBe(expected);
  });

  it.each([
    [50, 380, true],
    [49, 380, false],
    [0, 0, null],
  ])('%i of %i missed is 25 days or more: %s', (missed, possible, expected) => {
    expect(missed25DaysOrMore(missing(missed, possible))).toBe(expected);
  });

  it('counts authorised and unauthorised alike', () => {
    const mixed = { attended: 330, authorised: 25, unauthorised: 25, notPossible: 0 };
    expect(missed25DaysOrMore(mixed)).toBe(true);
    expect(isPersistentAbsentee(mixed, ruleOf('2024/25'))).toBe(true);
  });
});
