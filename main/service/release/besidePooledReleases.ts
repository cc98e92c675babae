import { toldBesidePooled } from '#domain/disclosure/besidePooled.ts';
import type { HidingOrder } from '#domain/disclosure/hidingOrder.ts';
import { isNestedIn } from '#domain/disclosure/nestedMeasures.ts';
import { publicVariant } from '#domain/disclosure/protectVariants.ts';
import type { YearBlock } from '#domain/disclosure/yearBlocks.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { groupOf, type Released } from './besideReleased.ts';
import type { FamilyTables, ProtectedLine } from './family.ts';
import { BlockYears, stateIn } from './pooledTables.ts';

/**
 * Hides lines of single years that would tell of a few children beside pooled years that left, until nothing is told; what
 * left already cannot be hidden. Changes the lines in place. All years of the block are looked at, whichever are asked for,
 * so that years side by side are the years one by one.
 */
export function hideBesidePooled(tables: FamilyTables, released: Released, block: YearBlock): void {
  const years = new BlockYears(block, tables, released);
  const factsOf = (id: MeasureId, area: string) => released.factsOf(groupOf(id, block.label, publicVariant, area));
  const isPooled = (id: MeasureId, area: string) => stateIn(factsOf(id, area)) === 'shown';
  for (;;) {
    const [told] = toldBesidePooled(years.grids(isPooled, true));
    if (told === undefined) return;
    const line = lineToHide(years, told.measure, years.areas[told.area] as string, released.order);
    if (line === undefined) return;
    line.state = line.state === 'shown' ? 'outcome' : 'all';
    line.why ??= 'earlier';
    if (line.state === 'all') years.hideCohort(line);
    line.earlier = [
      ...new Set([...line.earlier, ...released.releasesOf(factsOf(told.measure, years.areas[told.area] as string))]),
    ];
  }
}

/** The line of the locality told of, in any year, by the order of the store; then of measures nested with it; then of others. */
function lineToHide(
  years: BlockYears,
  measure: MeasureId,
  area: string,
  order: HidingOrder,
): ProtectedLine | undefined {
  const related = years.ids.filter((id) => id !== measure && (isNestedIn(id, measure) || isNestedIn(measure, id)));
  const linesIn = (ids: readonly MeasureId[], areas: readonly string[]) =>
    ids.flatMap((id) =>
      areas.flatMap((each) =>
        years.block.years.flatMap((year) => {
          const line = years.lineOf(id, each, year);
          const isOut = stateIn(years.factsOf(id, each, year));
          return line === undefined || line.figure.n === 0 || isOut === 'shown'
            ? []
            : [{ line, isOut, rank: order(`${id} ${year}`, each) }];
        }),
      ),
    );
  const ordered = (lines: ReturnType<typeof linesIn>) => lines.sort((a, b) => a.rank - b.rank);
  const candidates = [
    ...ordered(linesIn([measure], [area])),
    ...ordered(linesIn(related, [area])),
    ...ordered(linesIn([measure, ...related], years.areas)),
  ];
  return (
    candidates.find(({ line }) => line.state === 'shown') ??
    candidates.find(({ line, isOut }) => line.state === 'outcome' && isOut === 'all')
  )?.line;
}
