import { describe, expect, it } from 'vitest';
import { type PooledGrid, toldBesidePooled, type YearLine } from '#domain/disclosure/besidePooled.ts';
import { othersCanDiffer } from '#domain/disclosure/othersCanDiffer.ts';
import { blockNamed, yearBlocks } from '#domain/disclosure/yearBlocks.ts';

describe('blocks of years', () => {
  it('are three by three counted back from the last, without years that do not fill one, or all', () => {
    const labels = (from: string, to: string, pool: 'three' | 'all') =>
      yearBlocks(from, to, pool).map(({ label }) => label);
    expect(labels('2017/18', '2023/24', 'three')).toEqual(['2018/19 to 2020/21', '2021/22 to 2023/24']);
    expect(labels('2022/23', '2023/24', 'three')).toEqual([]);
    expect(labels('2022/23', '2023/24', 'all')).toEqual(['2022/23 to 2023/24']);
    expect(labels('2023/24', '2023/24', 'all')).toEqual([]);
  });

  it('are read back from their names; a single year is none', () => {
    expect(blockNamed('1998/99 to 2000/01')?.years).toEqual(['1998/99', '1999/00', '2000/01']);
    expect(blockNamed('2023/24')).toBeNull();
    expect(blockNamed('term from 2025-01-01')).toBeNull();
  });
});

/** Whether each of the figures of localities (rows) by year could be another, where 1 may move. */
const free = (cells: number[][], pooled: boolean[]) => {
  const may = cells.map((row) => row.map((cell) => cell === 1));
  return cells.map((row, area) =>
    row.map((cell, year) => cell === 1 && othersCanDiffer({ up: may, down: may, pooled }, area, year)),
  );
};
const all = (cells: number[][], value: boolean) => cells.map((row) => row.map((cell) => cell === 1 && value));

describe('a figure of a locality and year', () => {
  it('can be another where a round of four hidden ones leads through it', () => {
    const round = [
      [1, 1],
      [1, 1],
    ];
    expect(free(round, [true, true])).toEqual(all(round, true));
  });

  it('is told where no round does, also when it takes three localities and years to see', () => {
    for (const cells of [
      [
        [1, 1],
        [1, 0],
      ],
      [
        [1, 1, 0],
        [0, 1, 1],
        [0, 0, 1],
      ],
    ])
      expect(
        free(
          cells,
          cells.map(() => true),
        ),
      ).toEqual(all(cells, false));
    const ring = [
      [1, 1, 0],
      [0, 1, 1],
      [1, 0, 1],
    ];
    expect(free(ring, [true, true, true])).toEqual(all(ring, true));
  });

  it('can be another beside a locality that is not shown together, and a total beside another such one', () => {
    const cells = [[1], [1]];
    expect(free(cells, [false, false])).toEqual(all(cells, true));
    expect(free(cells, [true, false])).toEqual(all(cells, false));
    const may = [[true], [true]];
    expect(othersCanDiffer({ up: may, down: may, pooled: [false, false] }, 0, null)).toBe(true);
    expect(othersCanDiffer({ up: may, down: may, pooled: [false, true] }, 0, null)).toBe(false);
  });

  it('cannot be less than none', () => {
    const up = [[true], [true]];
    // The other has nobody to give, and this one may not take.
    expect(othersCanDiffer({ up, down: [[true], [false]], pooled: [false, false] }, 1, null)).toBe(true);
    expect(othersCanDiffer({ up, down: [[false], [false]], pooled: [false, false] }, 0, null)).toBe(false);
  });
});

const line = (n: number, reached: number | null, state: YearLine['state'] = 'shown'): YearLine => ({
  n,
  reached,
  state,
  missing: 3,
  showsCohort: false,
});
const grid = (lines: YearLine[][], pooled: boolean[]): PooledGrid => ({
  measure: 'ks2-reading-expected',
  lines,
  pooled,
});

describe('years together beside single years', () => {
  it('tell the one year that is hidden, and not where the locality is hidden together too', () => {
    const lines = [
      [line(20, 10), line(16, 3, 'outcome')],
      [line(20, 9), line(18, 7, 'outcome')],
    ];
    expect(toldBesidePooled([grid(lines, [true, false])])).toContainEqual({ measure: 'ks2-reading-expected', area: 0 });
    expect(toldBesidePooled([grid(lines, [false, false])])).toEqual([]);
  });

  it('tell a mean of fewer than six', () => {
    const lines = [
      [line(20, null), line(4, null, 'all')],
      [line(20, null), line(9, null, 'all')],
    ];
    expect(toldBesidePooled([grid(lines, [true, false])]).length).toBeGreaterThan(0);
  });

  it('tell those in one of two nested measures only', () => {
    const reading = [
      [line(20, 12), line(20, 12)],
      [line(20, 12), line(20, 12)],
    ];
    const three = [
      [line(20, 6), line(20, 9, 'outcome')],
      [line(20, 6), line(20, 6, 'outcome')],
    ];
    const both = (pooled: boolean[]) => [
      grid(reading, [false, false]),
      { ...grid(three, pooled), measure: 'ks2-rwm-expected' as const },
    ];
    expect(toldBesidePooled(both([true, false]))).toContainEqual({ measure: 'ks2-rwm-expected', area: 0 });
    expect(toldBesidePooled(both([false, false]))).toEqual([]);
  });
});
