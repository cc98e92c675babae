import { narrowedRanges, type Sum } from '#domain/disclosure/narrowedRanges.ts';
import { isNestedIn } from '#domain/disclosure/nestedMeasures.ts';
import { isSmallCount } from '#domain/disclosure/primarySuppression.ts';
import { otherVariants, publicVariant, type Variant } from '#domain/disclosure/protectVariants.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import type { FamilyYear, ProtectedLine, ProtectedMeasure } from './family.ts';
import type { GroupFigure } from './figuresOfFamily.ts';

const cohorts = ['LAC12', 'rest', 'all'] as const;
const uascs = ['without', 'only', 'with'] as const;
type Place = { area: string; cohort: (typeof cohorts)[number]; uasc: (typeof uascs)[number] };
type Count = { cell: 'cohort' | 'n' | 'missing' | 'reached' | 'not' | 'between'; measure: MeasureId; place: Place };

const none: GroupFigure = { inCohort: 0, n: 0, reached: 0, value: null };
const county = 'county';
const cellsOf = (figure: GroupFigure): Partial<Record<Count['cell'], number>> => ({
  cohort: figure.inCohort,
  n: figure.n,
  missing: figure.inCohort - figure.n,
  ...(figure.reached === null || figure.reached > figure.n
    ? {}
    : { reached: figure.reached, not: figure.n - figure.reached }),
});

/**
 * Looks at a protected table as its reader would, all measures at once, and hides one line more wherever a count of 1 to 5
 * is narrowed to itself; until none is. The searches before look at one list at a time, and this finds what lists tell
 * together (a nested measure beside a line of the county). Changes the lines in place.
 */
export function auditFamily(family: FamilyYear, table: ReadonlyMap<MeasureId, ProtectedMeasure>): void {
  for (let round = 0; round < 500; round += 1)
    if (!recovered(family, table).some((count) => hideOneMore(family, table, count))) return;
}

function recovered(family: FamilyYear, table: ReadonlyMap<MeasureId, ProtectedMeasure>): Count[] {
  const { counts, values, known, sums, isPublic } = modelOf(family, table);
  const { low, high } = narrowedRanges(known, sums);
  return counts.filter(
    (_count, index) => isSmallCount(values[index] ?? 0) && !isPublic.has(index) && low[index] === high[index],
  );
}

function hideOneMore(
  family: FamilyYear,
  table: ReadonlyMap<MeasureId, ProtectedMeasure>,
  { cell, measure, place }: Count,
): boolean {
  const all = [...table.values()];
  // The measure itself first, then those it is nested with: what they show may tell it.
  const related = [...table]
    .filter(([id]) => id === measure || isNestedIn(id, measure) || isNestedIn(measure, id))
    .sort(([a], [b]) => Number(b === measure) - Number(a === measure))
    .map(([, each]) => each);
  const hide = (line: ProtectedLine, state: ProtectedLine['state']): true => {
    line.why ??= place.area === county ? 'difference' : 'givesBack';
    line.state = state;
    return true;
  };
  const hideCohorts = (of: (each: ProtectedMeasure) => Iterable<ProtectedLine>): boolean => {
    const lines = all.flatMap((each) => [...of(each)]).filter((line) => line.showsCohort);
    for (const line of lines) {
      line.showsCohort = false;
      line.whyCohort = 'givesBack';
    }
    return lines.length > 0;
  };
  if (cell === 'cohort' || cell === 'missing') {
    if (place.area === county)
      return (
        hideCohorts((each) => otherVariants.map((variant) => each.county[variant])) ||
        hideCohorts((each) => [each.county[publicVariant]])
      );
    return hideCohorts((each) => each.localities.values());
  }
  if (place.area === county) {
    const lines = related.flatMap((own) => [...otherVariants].reverse().map((variant) => own.county[variant]));
    const shown = lines.find(({ state }) => state === 'shown') ?? lines.find(({ state }) => state !== 'all');
    return shown !== undefined && hide(shown, shown.state === 'shown' ? 'outcome' : 'all');
  }
  const rank = (id: string) => family.order(`${family.subject} ${family.label} ${measure}`, id);
  const lines = related.flatMap((own) =>
    family.localityIds
      .toSorted((a, b) => rank(a) - rank(b))
      .flatMap((id) => own.localities.get(id) ?? [])
      .filter(({ figure, state }) => figure.n > 0 && state !== 'all'),
  );
  const line = lines.find(({ state }) => state === 'shown') ?? lines[0];
  return line !== undefined && hide(line, line.state === 'shown' ? 'outcome' : 'all');
}

/** Every count a reader can name, its true value, whether it is told, and the sums between them. */
function modelOf(family: FamilyYear, table: ReadonlyMap<MeasureId, ProtectedMeasure>) {
  const counts: Count[] = [];
  const values: number[] = [];
  const known: (number | null)[] = [];
  const sums: Sum[] = [];
  const isPublic = new Set<number>();
  const indexes = new Map<string, number>();
  const sharesLocalities = ['ks2', 'ks4', 'sen'].includes(family.subject);
  const keyOf = ({ cell, measure, place: { area, cohort, uasc } }: Count, beside = ''): string => {
    // One cohort for all measures of the family, except where each measure places its children by itself.
    const of = cell === 'cohort' && (area === county || sharesLocalities) ? '' : measure;
    return `${cell} ${of} ${beside} ${area} ${cohort} ${uasc}`;
  };
  const add = (count: Count, value: number, beside = ''): number => {
    const key = keyOf(count, beside);
    const index = indexes.get(key) ?? counts.length;
    if (index === counts.length) {
      indexes.set(key, index);
      counts.push(count);
      values.push(value);
      known.push(null);
    }
    return index;
  };
  const at = (cell: Count['cell'], measure: MeasureId, place: Place, beside = '') =>
    indexes.get(keyOf({ cell, measure, place }, beside));
  const places: Place[] = [
    ...cohorts.flatMap((cohort) => uascs.map((uasc) => ({ area: county, cohort, uasc }))),
    ...family.localityIds.map((area) => ({ area, cohort: 'LAC12' as const, uasc: 'with' as const })),
  ];
  const sum = (total: number | undefined, parts: (number | undefined)[]): void => {
    if (total === undefined || !parts.every((part) => part !== undefined)) return;
    // Sessions put a child in each locality they fall in: those localities do not add up to the county, for a reader either.
    const adds = parts.reduce((all, part) => all + (values[part] ?? 0), 0) === values[total];
    if (adds && [total, ...parts].every((index) => (values[index] ?? 0) >= 0))
      sums.push({ total, parts: parts as number[] });
  };
  for (const measure of family.measures)
    for (const place of places) {
      const cells = cellsAt(measure, place);
      for (const [cell, value] of Object.entries(cells))
        add({ cell: cell as Count['cell'], measure: measure.id, place }, value);
      sum(at('cohort', measure.id, place), [at('n', measure.id, place), at('missing', measure.id, place)]);
      sum(at('n', measure.id, place), [at('reached', measure.id, place), at('not', measure.id, place)]);
    }
  const cells = ['cohort', 'n', 'missing', 'reached', 'not'] as const;
  for (const { id } of family.measures)
    for (const cell of cells) {
      const of = (area: string, cohort: Place['cohort'], uasc: Place['uasc']) => at(cell, id, { area, cohort, uasc });
      sum(
        of(county, 'LAC12', 'with'),
        family.localityIds.map((area) => of(area, 'LAC12', 'with')),
      );
      for (const uasc of uascs) sum(of(county, 'all', uasc), [of(county, 'LAC12', uasc), of(county, 'rest', uasc)]);
      for (const cohort of cohorts)
        sum(of(county, cohort, 'with'), [of(county, cohort, 'without'), of(county, cohort, 'only')]);
    }
  for (const inner of family.measures)
    for (const outer of family.measures) {
      const triple = family.subject === 'sen' && inner.id === 'sen-support-share' && outer.id === 'sen-any-share';
      if (!triple && !isNestedIn(inner.id, outer.id)) continue;
      for (const place of places) {
        const [whole, part] = [at('reached', outer.id, place), at('reached', inner.id, place)];
        if (whole === undefined || part === undefined) continue;
        if (triple) sum(whole, [part, at('reached', 'sen-plan-share', place)]);
        else {
          const apart = (values[whole] ?? 0) - (values[part] ?? 0);
          const index = add({ cell: 'between', measure: inner.id, place }, apart, outer.id);
          sum(whole, [part, index]);
          if (place.area === county && place.cohort === 'LAC12' && place.uasc === 'with') isPublic.add(index);
        }
      }
    }
  const tell = (measure: MeasureId, place: Place, line: ProtectedLine, out: boolean): void => {
    const set = (cell: Count['cell']): void => {
      const index = at(cell, measure, place);
      if (index === undefined) return;
      known[index] = values[index] ?? null;
      if (out) isPublic.add(index);
    };
    if (line.showsCohort) set('cohort');
    if (line.state !== 'all' || out) set('n');
    if (line.state === 'shown' || out) {
      set('reached');
      set('not');
    }
  };
  for (const [measure, lines] of table) {
    for (const [variant, line] of Object.entries(lines.county)) {
      const [cohort, uasc] = variant.split(' ') as [Place['cohort'], Place['uasc']];
      tell(measure, { area: county, cohort, uasc }, line, variant === publicVariant);
    }
    for (const [area, line] of lines.localities) tell(measure, { area, cohort: 'LAC12', uasc: 'with' }, line, false);
  }
  return { counts, values, known, sums, isPublic };
}

function cellsAt(measure: FamilyYear['measures'][number], { area, cohort, uasc }: Place) {
  if (area !== county) return cellsOf(measure.localities.get(area) ?? none);
  const of = (variant: Variant) => cellsOf(measure.county[variant]);
  const less = (whole: ReturnType<typeof cellsOf>, part: ReturnType<typeof cellsOf>) =>
    Object.fromEntries(
      Object.entries(whole).flatMap(([cell, value]) => {
        const other = part[cell as Count['cell']];
        return other === undefined ? [] : [[cell, value - other]];
      }),
    ) as ReturnType<typeof cellsOf>;
  const line = (each: Place['cohort'], with_: 'with' | 'without') =>
    each === 'rest' ? less(of(`all ${with_}`), of(`LAC12 ${with_}`)) : of(`${each} ${with_}` as Variant);
  return uasc === 'only' ? less(line(cohort, 'with'), line(cohort, 'without')) : line(cohort, uasc);
}
