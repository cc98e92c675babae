import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFrom, endAfter, type StoredStretch } from '#domain/calendar/changeFrom.ts';
import { addDays } from '#domain/calendar/plainDate.ts';

const stretch = (id: string | null, from: string, to: string | null, value: string): StoredStretch<string> => ({
  id,
  from,
  to,
  value,
});
const thanet = [stretch('a', '2011-04-01', null, 'EK3')];
const twice = [stretch('a', '2011-04-01', '2018-08-31', 'EK3'), stretch('b', '2018-09-01', null, 'EK2')];
const withGap = [stretch('a', '2011-04-01', '2014-08-31', 'EK3'), stretch('b', '2016-09-01', null, 'EK2')];

describe('changeFrom', () => {
  it.each([
    [
      'closes what was in force the day before',
      thanet,
      '2025-09-01',
      'EK2',
      [stretch('a', '2011-04-01', '2025-08-31', 'EK3'), stretch(null, '2025-09-01', null, 'EK2')],
    ],
    [
      'reaches to the next change that is recorded',
      twice,
      '2015-09-01',
      'EK4',
      [
        stretch('a', '2011-04-01', '2015-08-31', 'EK3'),
        stretch(null, '2015-09-01', '2018-08-31', 'EK4'),
        stretch('b', '2018-09-01', null, 'EK2'),
      ],
    ],
    ['corrects the row that began on the day', thanet, '2011-04-01', 'EK4', [stretch('a', '2011-04-01', null, 'EK4')]],
    ['joins what is the same before it', twice, '2018-09-01', 'EK3', [stretch('a', '2011-04-01', null, 'EK3')]],
    [
      'joins what is the same after it',
      twice,
      '2017-09-01',
      'EK2',
      [stretch('a', '2011-04-01', '2017-08-31', 'EK3'), stretch('b', '2017-09-01', null, 'EK2')],
    ],
    [
      'fills a gap as far as the next row',
      withGap,
      '2015-01-01',
      'EK4',
      [
        stretch('a', '2011-04-01', '2014-08-31', 'EK3'),
        stretch(null, '2015-01-01', '2016-08-31', 'EK4'),
        stretch('b', '2016-09-01', null, 'EK2'),
      ],
    ],
    [
      'begins before everything and ends where something is',
      thanet,
      '2005-01-01',
      'EK1',
      [stretch(null, '2005-01-01', '2011-03-31', 'EK1'), stretch('a', '2011-04-01', null, 'EK3')],
    ],
    ['leaves the days without a value', thanet, '2025-09-01', null, [stretch('a', '2011-04-01', '2025-08-31', 'EK3')]],
    ['takes a whole row out', thanet, '2011-04-01', null, []],
    ['starts a timeline', [], '2025-09-01', 'EK1', [stretch(null, '2025-09-01', null, 'EK1')]],
  ] as const)('%s', (_what, before, from, value, after) => {
    expect(changeFrom(before, from, value)).toEqual(after);
  });

  it('answers null when the value holds on the day already', () => {
    expect(changeFrom(thanet, '2020-01-01', 'EK3')).toBeNull();
    expect(changeFrom(withGap, '2015-01-01', null)).toBeNull();
    expect(changeFrom([], '2015-01-01', null)).toBeNull();
  });

  it('of any changes: each day has one value at most, and no other day than those said changes', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2020-01-01', days));
    const steps = fc.array(fc.tuple(day, fc.constantFrom('A', 'B', 'C', null)), { maxLength: 12 });
    const horizon = Array.from({ length: 70 }, (_unused, index) => addDays('2020-01-01', index));
    const on = (line: readonly StoredStretch<string>[], date: string) =>
      line.filter((each) => each.from <= date && (each.to === null || each.to >= date));
    fc.assert(
      fc.property(steps, (changes) => {
        let line: StoredStretch<string>[] = [];
        let ids = 0;
        for (const [from, value] of changes) {
          const before = line;
          const held = horizon.map((date) => on(before, date)[0]?.value ?? null);
          const at = horizon.indexOf(from);
          const after = changeFrom(line, from, value);
          if (after === null) {
            expect(held[at]).toBe(value);
            continue;
          }
          line = after.map((each) => ({ ...each, id: each.id ?? `row ${ids++}` }));
          expect(new Set(line.map((each) => each.id)).size).toBe(line.length);
          const inForce = on(before, from)[0];
          const next = before
            .map((each) => each.from)
            .filter((start) => start > from)
            .sort()[0];
          const until = inForce ? inForce.to : next === undefined ? null : addDays(next, -1);
          for (const [index, date] of horizon.entries()) {
            const found = on(line, date);
            expect(found.length).toBeLessThan(2);
            const inside = date >= from && (until === null || date <= until);
            expect(found[0]?.value ?? null).toBe(inside ? value : held[index]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('endAfter', () => {
  it('ends what was in force, takes out what would begin later, and leaves what ended before', () => {
    expect(endAfter(twice, '2016-03-31')).toEqual([stretch('a', '2011-04-01', '2016-03-31', 'EK3')]);
    expect(endAfter(twice, '2020-03-31')).toEqual([twice[0], stretch('b', '2018-09-01', '2020-03-31', 'EK2')]);
    expect(endAfter(twice, '2010-03-31')).toEqual([]);
  });
});
