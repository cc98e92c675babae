import type { MeasureId } from '../measures/measure.ts';
import { isNestedIn } from './nestedMeasures.ts';
import { othersCanDiffer } from './othersCanDiffer.ts';
import { isSmallCount, SMALLEST_SHOWN_DENOMINATOR } from './primarySuppression.ts';
import type { LineState } from './protectLocalities.ts';

/** A locality's figure in one year of a block, and what of it a reader sees; `reached` is null for a mean. */
export type YearLine = {
  readonly n: number;
  readonly reached: number | null;
  readonly state: LineState;
  /** Children of the cohort without a result, and whether the cohort is shown. */
  readonly missing: number;
  readonly showsCohort: boolean;
};

/** One measure over a block: a line for each locality and year, and the localities whose pooled line is shown. */
export type PooledGrid = {
  readonly measure: MeasureId;
  readonly lines: readonly (readonly YearLine[])[];
  readonly pooled: readonly boolean[];
};

/** A locality of a measure, by index. */
export type Told = { readonly measure: MeasureId; readonly area: number };

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const groupsOf = ({ n, reached }: Pick<YearLine, 'n' | 'reached'>): number[] =>
  reached === null ? [] : [reached, n - reached];
const standsOnFew = (line: Pick<YearLine, 'n' | 'reached'>): boolean =>
  (line.n > 0 && line.n < SMALLEST_SHOWN_DENOMINATOR) || groupsOf(line).some(isSmallCount);
const pooledOf = (lines: readonly YearLine[]): Pick<YearLine, 'n' | 'reached'> => ({
  n: sumOf(lines.map(({ n }) => n)),
  reached: lines.some(({ reached }) => reached === null) ? null : sumOf(lines.map(({ reached }) => reached ?? 0)),
});

/**
 * What pooled years tell of 1 to 5 children, or of the mean of fewer than six, beside the single years of the same block;
 * the county's single years are known, and so its pooled ones. Empty when nothing is told.
 *
 * - A pooled figure less the single years shown is the figure of the years that are not: of 1 to 5 children it is told.
 * - A hidden figure is told when no other table fits: each year adds up to the county over the localities, each locality
 *   shown pooled adds up over its years, nothing is below nought or beyond the measures it is nested in.
 *
 * Source: domain section 12 ("so that no total reveals them"); the second is the classical audit of a table of two
 * dimensions (Hundepool and others, "Statistical Disclosure Control", 2012, ch. 4).
 * Example: 40 of three years shown, 18 and 19 of two of them shown: the third year's 3 is told.
 */
export function toldBesidePooled(grids: readonly PooledGrid[]): Told[] {
  const told = grids.flatMap((grid) => [...restsOf(grid), ...grids.flatMap((inner) => betweenRests(grid, inner))]);
  const alone = grids.map((grid) => ({ ...grid, pooled: grid.pooled.map(() => false) }));
  // What single years tell by themselves is not the doing of pooled ones.
  const before = new Set(fixedIn(alone).map(keyOf));
  return [...told, ...fixedIn(grids).filter((each) => !before.has(keyOf(each)))];
}

type Fixed = Told & { readonly cell: string };
const keyOf = ({ measure, area, cell }: Fixed): string => `${measure} ${area} ${cell}`;

/** Localities whose pooled figure less the years shown leaves a few children. */
function restsOf({ measure, lines, pooled }: PooledGrid): Told[] {
  return lines.flatMap((years, area) => {
    const rest = years.filter(({ state }) => state !== 'shown');
    const children = years.filter(({ state }) => state === 'all');
    if (!pooled[area] || rest.length === 0) return [];
    return standsOnFew(pooledOf(rest)) || isSmallCount(pooledOf(children).n) ? [{ measure, area }] : [];
  });
}

/** The same for the children in one of two nested measures and not in the other, where both are told over the block. */
function betweenRests(outer: PooledGrid, inner: PooledGrid): Told[] {
  if (!isNestedIn(inner.measure, outer.measure)) return [];
  const isOut = ({ lines, pooled }: PooledGrid, area: number) =>
    pooled[area] || lines[area]?.every(({ n, state }) => n === 0 || state === 'shown');
  return outer.lines.flatMap((years, area) => {
    if (!isOut(outer, area) || !isOut(inner, area) || !(outer.pooled[area] || inner.pooled[area])) return [];
    const apart = sumOf(
      years.map((line, year) => {
        const own = inner.lines[area]?.[year];
        const both = own === undefined || (line.state === 'shown' && own.state === 'shown');
        return both ? 0 : (line.reached ?? 0) - (own.reached ?? 0);
      }),
    );
    return isSmallCount(Math.abs(apart)) ? [{ measure: inner.pooled[area] ? inner.measure : outer.measure, area }] : [];
  });
}

/** Figures of a few children that only one value fits, of single years and of pooled ones that are hidden. */
function fixedIn(grids: readonly PooledGrid[]): Fixed[] {
  const nestedOf = (grid: PooledGrid) => ({
    inner: grids.filter(({ measure }) => isNestedIn(measure, grid.measure)),
    outer: grids.filter(({ measure }) => isNestedIn(grid.measure, measure)),
    others: grids.filter((other) => other !== grid),
  });
  const all = new Map(grids.map((grid) => [grid, movesOf(grid, nestedOf(grid))]));
  const reachedOf = (grid: PooledGrid) => (all.get(grid) as ReturnType<typeof movesOf>).reached;
  return grids.flatMap((grid) => {
    const nested = nestedOf(grid);
    const moves = all.get(grid) as ReturnType<typeof movesOf>;
    const isMean = grid.lines.some((years) => years.some(({ reached }) => reached === null));
    const outcome = isMean ? moves.score : moves.reached;
    const canDiffer = (area: number, year: number | null, of: (typeof moves)['n'][number]) =>
      othersCanDiffer({ ...of, pooled: grid.pooled }, area, year);
    return grid.lines.flatMap((years, area): Fixed[] => {
      const fixed: Fixed[] = [];
      const note = (cell: string, free: boolean) => {
        if (!free) fixed.push({ measure: grid.measure, area, cell });
      };
      const few = (line: Pick<YearLine, 'n' | 'reached'>) =>
        isMean ? line.n > 0 && line.n < SMALLEST_SHOWN_DENOMINATOR : groupsOf(line).some(isSmallCount);
      for (const [year, line] of years.entries()) {
        if (line.state === 'all' && isSmallCount(line.n))
          note(
            `n ${year}`,
            moves.n.some((each) => canDiffer(area, year, each)),
          );
        // The cohort is never shown together, so its moves have no sum over the years to keep.
        if (isSmallCount(line.missing) && (line.state === 'all' || !line.showsCohort))
          note(
            `missing ${year}`,
            moves.n.some((each) => canDiffer(area, year, each)) ||
              othersCanDiffer({ ...moves.cohort, pooled: grid.pooled.map(() => false) }, area, year),
          );
        if (line.state !== 'shown' && few(line)) note(`outcome ${year}`, canDiffer(area, year, outcome));
        for (const other of nested.outer) {
          const apart = (other.lines[area]?.[year]?.reached ?? 0) - (line.reached ?? 0);
          const out = line.state === 'shown' && other.lines[area]?.[year]?.state === 'shown';
          if (out || !isSmallCount(apart)) continue;
          const free =
            canDiffer(area, year, outcome) ||
            othersCanDiffer({ ...reachedOf(other), pooled: other.pooled }, area, year);
          note(`between ${other.measure} ${year}`, free);
        }
      }
      const pooled = pooledOf(years);
      if (!grid.pooled[area]) {
        if (isSmallCount(pooled.n) && years.some(({ state }) => state === 'all'))
          note(
            'n pooled',
            moves.n.some((each) => canDiffer(area, null, each)),
          );
        if (few(pooled)) note('outcome pooled', canDiffer(area, null, outcome));
      }
      for (const other of nested.outer) {
        const apart = (pooledOf(other.lines[area] ?? []).reached ?? 0) - (pooled.reached ?? 0);
        if (!isSmallCount(apart) || (grid.pooled[area] && other.pooled[area])) continue;
        const free =
          (!grid.pooled[area] && canDiffer(area, null, outcome)) ||
          (!other.pooled[area] && othersCanDiffer({ ...reachedOf(other), pooled: other.pooled }, area, null));
        note(`between ${other.measure} pooled`, free);
      }
      return fixed;
    });
  });
}

/** Which hidden figures of a measure could be one more or one less, whatever else is told of that locality and year. */
function movesOf(
  grid: PooledGrid,
  { inner, outer, others }: Record<'inner' | 'outer' | 'others', readonly PooledGrid[]>,
) {
  const each = (may: (line: YearLine, area: number, year: number) => { up: boolean; down: boolean }) => {
    const cells = grid.lines.map((years, area) => years.map((line, year) => may(line, area, year)));
    return { up: cells.map((row) => row.map(({ up }) => up)), down: cells.map((row) => row.map(({ down }) => down)) };
  };
  const of = (others: readonly PooledGrid[], area: number, year: number): number[] =>
    others.map(({ lines }) => lines[area]?.[year]?.reached ?? 0);
  const least = (area: number, year: number) => Math.max(0, ...of(inner, area, year));
  const most = (n: number, area: number, year: number) => Math.min(n, ...of(outer, area, year));
  /** In the other measures of the same children somebody is without a result, who may be one less. */
  const spare = (area: number, year: number) => others.every(({ lines }) => (lines[area]?.[year]?.missing ?? 0) > 0);
  /** One more or less in the cohort, without a result in any measure. */
  const cohort = each(({ showsCohort, missing }, area, year) => ({
    up: !showsCohort,
    down: !showsCohort && missing > 0 && spare(area, year),
  }));
  return {
    score: each(({ n, state }) => ({ up: state !== 'shown' && n > 0, down: state !== 'shown' && n > 0 })),
    reached: each(({ n, reached, state }, area, year) => ({
      up: state !== 'shown' && (reached ?? 0) < most(n, area, year),
      down: state !== 'shown' && (reached ?? 0) > least(area, year),
    })),
    n: [
      // One more or less who did not reach, or who did: one less or more without a result, or the cohort moves along and
      // another locality's against it.
      ...[true, false].map((reaches) =>
        each(({ n, reached, state, missing, showsCohort }, area, year) => {
          const some = reaches ? (reached ?? 0) > least(area, year) : n > (reached ?? 0);
          const room = !reaches || (reached ?? 0) < Math.min(...of(outer, area, year), Number.MAX_SAFE_INTEGER);
          const fewer = grid.lines.some((_years, other) => other !== area && cohort.down[other]?.[year]);
          return {
            up: state === 'all' && room && (missing > 0 || (!showsCohort && fewer)),
            down: state === 'all' && some,
          };
        }),
      ),
    ],
    cohort,
  };
}
