import { expect, it } from 'vitest';
import { type LocalityLine, protectLocalities } from '#domain/disclosure/protectLocalities.ts';
import type { ProtectedLine } from '#service/release/family.ts';
import { protectFamily } from '#service/release/protectFamily.ts';
import { aFamily, familyYear, shapes } from './families.ts';

const isSmall = (count: number) => count >= 1 && count <= 5;
/** Cells of an outcome: reached, percentage, gap. A mean has no count who reached. */
const outcomes = ({ figure }: ProtectedLine) => (figure.reached === null ? 2 : 3);
const isSmallItself = ({ figure: { n, reached } }: ProtectedLine) =>
  (n > 0 && n < 6) || (reached !== null && (isSmall(reached) || isSmall(n - reached)));

type Tally = { cells: number; notSmall: number; kept: number; ceiling: number; county: number; countyKept: number };

/** Ten years of a measure by locality, as the report of it leaves. */
function tenYears(shape: (typeof shapes)[string], measure: string): Tally {
  const tally: Tally = { cells: 0, notSmall: 0, kept: 0, ceiling: 0, county: 0, countyKept: 0 };
  for (let year = 1; year <= 10; year += 1) {
    const family = familyYear(shape, aFamily(shape, 100 + year));
    const own = protectFamily(family).get(measure as never);
    if (!own) throw new Error(`no ${measure}`);
    const localities = [...own.localities.values()].filter(({ figure }) => figure.n > 0);
    // Each list alone, beside a public county: no rule can hide less.
    const alone = protectLocalities(
      localities.map(
        ({ figure: { n, reached } }): LocalityLine => ({ n, parts: reached === null ? [] : [reached, n - reached] }),
      ),
      (index) => index / 100,
    ).states;
    for (const [index, line] of [...localities, own.county['LAC12 with']].entries()) {
      const isCounty = index === localities.length;
      const least = isCounty ? line.state : alone[index];
      const weighed = [
        { cells: outcomes(line), small: isSmallItself(line), kept: line.state === 'shown', could: least === 'shown' },
        { cells: 1, small: isSmall(line.figure.n), kept: line.state !== 'all', could: least !== 'all' },
        {
          cells: 1,
          small: isSmall(line.figure.inCohort) || isSmall(line.figure.inCohort - line.figure.n),
          kept: line.showsCohort,
          could: true,
        },
      ];
      for (const { cells, small, kept, could } of weighed) {
        tally.cells += cells;
        if (small) continue;
        tally.notSmall += cells;
        if (kept) tally.kept += cells;
        if (could) tally.ceiling += cells;
        if (isCounty) {
          tally.county += cells;
          if (kept) tally.countyKept += cells;
        }
      }
    }
  }
  return tally;
}

const reports = Object.values(shapes).flatMap((shape) => shape.measures.map((measure) => [measure, shape] as const));

it('of the cells that are not small themselves, at least 80 % are kept over ten reports by locality of ten years', () => {
  const percent = (part: number, of: number) => ((100 * part) / of).toFixed(1);
  let [kept, notSmall, ceiling, county, countyKept] = [0, 0, 0, 0, 0];
  for (const [measure, shape] of reports.slice(0, 10)) {
    const tally = tenYears(shape, measure);
    console.log(
      `${measure}: ${tally.cells} cells, ${tally.notSmall} not small, kept ${percent(tally.kept, tally.notSmall)} %, ceiling ${percent(tally.ceiling, tally.notSmall)} %; county kept ${percent(tally.countyKept, tally.county)} %`,
    );
    kept += tally.kept;
    notSmall += tally.notSmall;
    ceiling += tally.ceiling;
    county += tally.county;
    countyKept += tally.countyKept;
  }
  console.log(
    `all ten: kept ${percent(kept, notSmall)} %, ceiling ${percent(ceiling, notSmall)} %; county kept ${percent(countyKept, county)} %`,
  );
  expect(kept / notSmall).toBeGreaterThanOrEqual(0.8);
});
