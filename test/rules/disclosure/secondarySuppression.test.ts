import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Disclosed, disclosedText, isSmallCount } from '#domain/disclosure/primarySuppression.ts';
import { recoverableCounts } from '#domain/disclosure/recoverableCounts.ts';
import { countsToHide, suppressList, suppressTable } from '#domain/disclosure/secondarySuppression.ts';

const text = (figure: Disclosed<number>) => disclosedText(figure);
const listText = (counts: number[]) => {
  const { cells, total } = suppressList(counts);
  return `${cells.map(text).join(' ')} | ${text(total)}`;
};

/**
 * The reader's attack, written apart from the rule: repeat "the one missing part is the total less the shown parts" and
 * "the missing total is the sum of its parts" until nothing new comes of it.
 */
const subtract = (counts: readonly (number | null)[], sums: readonly { total: number; parts: readonly number[] }[]) => {
  const known = [...counts];
  for (let changed = true; changed; ) {
    changed = false;
    for (const { total, parts } of sums) {
      const all = [total, ...parts];
      const missing = all.filter((index) => known[index] === null);
      const [at] = missing;
      if (missing.length !== 1 || at === undefined) continue;
      const shown = parts.reduce((sum, part) => sum + (known[part] ?? 0), 0);
      known[at] = at === total ? shown : (known[total] ?? 0) - shown;
      changed = true;
    }
  }
  return known;
};

describe('secondary suppression of a list with its total', () => {
  it.each([
    [[3, 8, 20], 'c c 20 | 31'],
    [[10, 20, 30], '10 20 30 | 60'],
    [[0, 0, 12], '0 0 12 | 12'],
    [[3, 4, 20], 'c c 20 | 27'],
    // 1 + 1 = 2 would tell two counts of 1, and a sum that is itself small: the next smallest goes too.
    [[1, 1, 10, 20], 'c c c 20 | 32'],
    [[3, 0, 0], 'c 0 0 | c'],
    [[7, 0, 0], '7 0 0 | 7'],
    [[5], 'c | c'],
    [[], ' | 0'],
  ])('%j reads %s', (counts, expected) => {
    expect(listText(counts)).toBe(expected);
  });

  it('never lets a small count be worked out by subtraction', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 15 }), { minLength: 1, maxLength: 10 }), (counts) => {
        const { cells, total } = suppressList(counts);
        const all = [...cells, total].map((each) => (each.suppressed ? null : each.value));
        const found = subtract(all, [{ total: counts.length, parts: counts.map((_, i) => i) }]);
        const truth = [...counts, counts.reduce((sum, n) => sum + n, 0)];
        for (const [index, count] of truth.entries()) {
          if (isSmallCount(count)) expect(all[index]).toBeNull();
          if (all[index] === null) expect(found[index]).toBeNull();
        }
      }),
    );
  });
});

describe('secondary suppression of a table', () => {
  it('hides a second count in the row and in the column, and keeps the totals', () => {
    const table = suppressTable([
      [3, 20, 30],
      [15, 25, 35],
      [40, 45, 50],
    ]);
    expect(table.cells.map((row) => row.map(text))).toEqual([
      ['c', 'c', '30'],
      ['c', 'c', '35'],
      ['40', '45', '50'],
    ]);
    expect(table.rowTotals.map(text)).toEqual(['53', '75', '135']);
    expect(table.columnTotals.map(text)).toEqual(['58', '90', '115']);
    expect(text(table.total)).toBe('263');
  });

  it('hides nothing where nothing is small, and refuses a ragged table', () => {
    const table = suppressTable([
      [6, 0],
      [12, 7],
    ]);
    expect([...table.cells.flat(), ...table.rowTotals, ...table.columnTotals].some((each) => each.suppressed)).toBe(
      false,
    );
    expect(() => suppressTable([[1, 2], [3]])).toThrow(RangeError);
    expect(text(suppressTable([]).total)).toBe('0');
  });

  it('never lets a hidden count be worked out, by subtraction or by the whole linear system', () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));
    const anyTable = shape.chain(([height, width]) =>
      fc.array(fc.array(fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 60 })), { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    );
    fc.assert(
      fc.property(anyTable, (cells) => {
        const [height, width] = [cells.length, cells[0]?.length ?? 0];
        const table = suppressTable(cells);
        const flat = [...table.cells.flat(), ...table.rowTotals, ...table.columnTotals, table.total];
        const shown = flat.map((each) => (each.suppressed ? null : each.value));
        const rows = Array.from({ length: height }, (_, i) => ({
          total: height * width + i,
          parts: Array.from({ length: width }, (_, j) => i * width + j),
        }));
        const columns = Array.from({ length: width }, (_, j) => ({
          total: height * width + height + j,
          parts: Array.from({ length: height }, (_, i) => i * width + j),
        }));
        const grand = height * width + height + width;
        const sums = [
          ...rows,
          ...columns,
          { total: grand, parts: rows.map((each) => each.total) },
          { total: grand, parts: columns.map((each) => each.total) },
        ];
        const found = subtract(shown, sums);
        for (const [index, value] of shown.entries()) if (value === null) expect(found[index]).toBeNull();
        expect(
          recoverableCounts(
            shown.map((value) => value === null),
            sums,
          ),
        ).toEqual([]);
        for (const count of cells.flat().filter(isSmallCount)) expect(shown).not.toContain(count);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a reader could work out', () => {
  const sum = [{ total: 2, parts: [0, 1] }];

  it.each([
    [[true, false, false], [0]],
    [[true, true, false], []],
    [[false, false, true], [2]],
    [[true, true, true], []],
    [[false, false, false], []],
  ])('suppressed %j: %j', (suppressed, expected) => {
    expect(recoverableCounts(suppressed, sum)).toEqual(expected);
  });

  it('sees through two sums that only together give a count away', () => {
    // a + b = 10 and a + b + c = 30, with a, b and c hidden: c is 20.
    const sums = [
      { total: 3, parts: [0, 1] },
      { total: 4, parts: [0, 1, 2] },
    ];
    expect(recoverableCounts([true, true, true, false, false], sums)).toEqual([2]);
    const hidden = countsToHide([4, 6, 20, 10, 30], sums);
    expect(recoverableCounts(hidden, sums)).toEqual([]);
  });

  it('does not use a sum one of whose counts is unknown', () => {
    expect(countsToHide([3, null, 20], [{ total: 2, parts: [0, 1] }])).toEqual([true, false, false]);
  });
});
