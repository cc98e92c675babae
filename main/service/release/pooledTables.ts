import { type PooledGrid, toldBesidePooled } from '#domain/disclosure/besidePooled.ts';
import { isNestedIn } from '#domain/disclosure/nestedMeasures.ts';
import type { LineState } from '#domain/disclosure/protectLocalities.ts';
import { perVariant, publicVariant } from '#domain/disclosure/protectVariants.ts';
import { type YearBlock, yearBlocks } from '#domain/disclosure/yearBlocks.ts';
import type { MeasureId, MeasureSubject } from '#domain/measures/measure.ts';
import { groupOf, type Released } from './besideReleased.ts';
import type { FamilyTables, ProtectedLine, ProtectedMeasure } from './family.ts';
import { type GroupFigure, nobody } from './figuresOfFamily.ts';
import { type Earlier, protectFamily } from './protectFamily.ts';
import type { ReleasedFact } from './releasedFact.ts';

export type Pool = 'three' | 'all';
export type PooledTable = { block: YearBlock; table: ReadonlyMap<MeasureId, ProtectedMeasure> };

/** Figures of several years together. A mean's is that of all its children, not of its years. */
export function pooledFigure(figures: readonly GroupFigure[]): GroupFigure {
  const sum = (of: (figure: GroupFigure) => number) => figures.reduce((all, each) => all + of(each), 0);
  const n = sum((each) => each.n);
  const isMean = figures.some(({ reached, n: children }) => reached === null && children > 0);
  const reached = isMean ? null : sum((each) => each.reached ?? 0);
  const points = sum((each) => each.points ?? 0);
  const value = n === 0 ? null : isMean ? points / n : (100 * (reached ?? 0)) / n;
  return {
    inCohort: sum((each) => each.inCohort),
    n,
    reached,
    value: value === null ? null : Math.round(value * 10) / 10,
    points,
  };
}

/** Whether what left is the figure as it is now. */
export const isStill = (fact: ReleasedFact, { n, reached, value }: GroupFigure): boolean =>
  (fact.n ?? n) === n && (fact.reached ?? reached) === reached && (fact.value ?? value) === value;

/** How much of a line earlier releases show. */
export function stateIn(facts: readonly ReleasedFact[]): LineState {
  if (facts.some(({ reached, value }) => reached !== null || value !== null)) return 'shown';
  return facts.some(({ n }) => n !== null) ? 'outcome' : 'all';
}

const strongest = (a: LineState, b: LineState): LineState =>
  a === 'shown' || b === 'shown' ? 'shown' : a === 'outcome' || b === 'outcome' ? 'outcome' : 'all';

/** The tables of a block's years, with the measures and localities of any of them. */
export class BlockYears {
  readonly block: YearBlock;
  readonly ids: readonly MeasureId[];
  readonly areas: readonly string[];
  readonly #tables: FamilyTables;
  readonly #released: Released;

  constructor(block: YearBlock, tables: FamilyTables, released: Released) {
    this.block = block;
    this.#tables = tables;
    this.#released = released;
    const own = block.years.flatMap((year) => [...(tables.get(year) ?? [])]);
    this.ids = [...new Set(own.map(([id]) => id))];
    this.areas = [...new Set(own.flatMap(([, { localities }]) => [...localities.keys()]))];
  }

  measureIn(year: string, id: MeasureId): ProtectedMeasure | undefined {
    return this.#tables.get(year)?.get(id);
  }

  lineOf(id: MeasureId, area: string, year: string): ProtectedLine | undefined {
    return this.measureIn(year, id)?.localities.get(area);
  }

  figures(id: MeasureId, area: string): GroupFigure[] {
    return this.block.years.map((year) => this.lineOf(id, area, year)?.figure ?? nobody);
  }

  factsOf(id: MeasureId, area: string, year: string): ReleasedFact[] {
    return this.#released.factsOf(groupOf(id, year, publicVariant, area));
  }

  /** A key stage has one cohort for all its measures: shown beside any of them it is known. */
  #showsCohort(area: string, year: string, ours: boolean): boolean {
    return this.ids.some(
      (id) =>
        (ours && this.lineOf(id, area, year)?.showsCohort === true) ||
        this.factsOf(id, area, year).some(({ inCohort }) => inCohort !== null),
    );
  }

  /** Every measure's line of a locality and year no longer shows the cohort. */
  hideCohort(of: ProtectedLine): void {
    for (const year of this.block.years)
      for (const area of this.areas) {
        const lines = this.ids.flatMap((id) => this.lineOf(id, area, year) ?? []);
        if (!lines.includes(of)) continue;
        for (const line of lines.filter(({ showsCohort }) => showsCohort)) {
          line.showsCohort = false;
          line.whyCohort = 'earlier';
        }
      }
  }

  grids(pooled: (id: MeasureId, area: string) => boolean, ours: boolean): PooledGrid[] {
    return this.ids.map((measure) => ({
      measure,
      pooled: this.areas.map((area) => pooled(measure, area)),
      lines: this.areas.map((area) =>
        this.block.years.map((year) => {
          const line = this.lineOf(measure, area, year);
          const { n, reached } = line?.figure ?? nobody;
          const facts = this.factsOf(measure, area, year);
          const out = stateIn(facts);
          return {
            n,
            reached,
            state: ours && line ? strongest(line.state, out) : n === 0 ? 'shown' : out,
            missing: (line?.figure ?? nobody).inCohort - n,
            showsCohort: this.#showsCohort(area, year, ours),
          };
        }),
      ),
    }));
  }
}

/**
 * A family's years taken together, as any release of them shows them: protected like a year, and beside the single years
 * that left. Where a single year left, its numbers count as known; where it changed since, the locality is hidden.
 */
export function protectPooled(
  subject: MeasureSubject,
  { block, tables, released }: { block: YearBlock; tables: FamilyTables; released: Released },
): PooledTable {
  const years = new BlockYears(block, tables, released);
  const ofBlock = released.ofYear(block.label);
  const earlier: Earlier = (measure, variant, area, figure) => {
    const own = ofBlock(measure, variant, area, figure);
    if (area === null || variant !== publicVariant) return own;
    const singles = block.years.map((year, index) => ({
      facts: years.factsOf(measure, area, year),
      figure: years.figures(measure, area)[index] as GroupFigure,
    }));
    const changed = singles.flatMap(({ facts, figure: now }) => facts.filter((fact) => !isStill(fact, now)));
    if (changed.length > 0) return { ...own, close: 'all', by: [...own.by, ...released.releasesOf(changed)] };
    const isOut = singles.every(({ facts, figure: now }) => now.n === 0 || stateIn(facts) === 'shown');
    return isOut && figure.n > 0 ? { ...own, known: 'all' } : own;
  };
  const table = protectFamily(
    {
      subject,
      order: released.order,
      label: block.label,
      localityIds: years.areas,
      measures: years.ids.map((id) => ({
        id,
        county: perVariant((variant) =>
          pooledFigure(block.years.map((year) => years.measureIn(year, id)?.county[variant].figure ?? nobody)),
        ),
        localities: new Map(years.areas.map((area) => [area, pooledFigure(years.figures(id, area))])),
      })),
    },
    earlier,
  );
  const isShown = (id: MeasureId, area: string) => table.get(id)?.localities.get(area)?.state === 'shown';
  const rank = (area: string) => released.order(`${subject} ${block.label}`, area);
  const areas = years.areas.toSorted((a, b) => rank(a) - rank(b));
  for (;;) {
    const [told] = toldBesidePooled(years.grids(isShown, false));
    if (told === undefined || !hideOne(table, told.measure, years.areas[told.area] as string, areas)) break;
  }
  // A pooled line is shown whole or not at all.
  for (const { localities } of table.values())
    for (const line of localities.values()) if (line.state === 'outcome') line.state = 'all';
  return { block, table };
}

/** Hides the line told of, or one that tells it: of a measure nested with it, or of another locality, in the order of `areas`. */
function hideOne(
  table: ReadonlyMap<MeasureId, ProtectedMeasure>,
  measure: MeasureId,
  area: string,
  areas: readonly string[],
): boolean {
  const related = [...table.keys()].filter(
    (id) => id !== measure && (isNestedIn(id, measure) || isNestedIn(measure, id)),
  );
  const lines = [
    ...[measure, ...related].flatMap((id) => table.get(id)?.localities.get(area) ?? []),
    ...[measure, ...related].flatMap((id) => areas.flatMap((each) => table.get(id)?.localities.get(each) ?? [])),
  ];
  const line = lines.find(({ state, figure }) => state === 'shown' && figure.n > 0);
  if (line === undefined) return false;
  line.state = 'all';
  line.why ??= 'givesBack';
  return true;
}

/** All blocks of a report's years, protected. */
export const pooledTables = (
  subject: MeasureSubject,
  of: { from: string; to: string; pool: Pool; tables: FamilyTables; released: Released },
): PooledTable[] => yearBlocks(of.from, of.to, of.pool).map((block) => protectPooled(subject, { ...of, block }));
