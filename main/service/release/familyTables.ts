import { localitiesBetween } from '#db/queries/localities.ts';
import {
  type AcademicYear,
  academicYearsBetween,
  addAcademicYears,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { perVariant, publicVariant } from '#domain/disclosure/protectVariants.ts';
import type { YearBlock } from '#domain/disclosure/yearBlocks.ts';
import type { Measure } from '#domain/measures/measure.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import type { ReportContext } from '../figures/measures/reportRows.ts';
import { hideBesidePooled } from './besidePooledReleases.ts';
import { groupOf, type Released } from './besideReleased.ts';
import type { FamilyTables } from './family.ts';
import { type FamilyQuestion, familyOf, type MeasureFigures, nobody } from './figuresOfFamily.ts';
import { figuresOfFamily } from './keptFigures.ts';
import { isStill, pooledFigure } from './pooledTables.ts';
import { type Earlier, protectFamily } from './protectFamily.ts';

/**
 * Builds the protected tables that every release of a measure's family is printed from. Years that left taken together with
 * others bring those with them: they are one family.
 */
export async function familyTables(
  context: ServiceContext,
  measure: Measure,
  years: FamilyQuestion,
  released: Released,
  progress?: Progress,
): Promise<FamilyTables> {
  const blocks = released
    .blocksOf(new Set(familyOf(measure).map(({ id }) => id)))
    .filter((block) => block.years.some((year) => year >= addAcademicYears(years.from, -1) && year <= years.to));
  const all = [years.from, years.to, ...blocks.flatMap((block) => block.years)].sort();
  const read = { ...years, from: all[0] as AcademicYear, to: all.at(-1) as AcademicYear };
  const figures = await figuresOfFamily(context, measure, read, progress);
  const tables: FamilyTables = new Map(
    academicYearsBetween(addAcademicYears(read.from, -1), read.to).map((year) => [
      year,
      protectFamily(
        {
          subject: measure.subject,
          order: released.order,
          label: year,
          localityIds: localityIdsOf(context, year, figures),
          measures: figures.map((each) => ({
            id: each.measure.id,
            county: perVariant((variant) => each.county.get(variant)?.get(year) ?? nobody),
            localities: each.localities.get(year) ?? new Map(),
          })),
        },
        besideBlocks(year, blocks, figures, released),
      ),
    ]),
  );
  for (const block of blocks) hideBesidePooled(tables, released, block);
  return tables;
}

/** What left before; a locality whose pooled years changed since they left is hidden in each of them. */
function besideBlocks(
  year: AcademicYear,
  blocks: readonly YearBlock[],
  figures: readonly MeasureFigures[],
  released: Released,
): Earlier {
  const ofYear = released.ofYear(year);
  const covering = blocks.filter((block) => block.years.includes(year));
  if (covering.length === 0) return ofYear;
  return (measure, variant, area, figure) => {
    const own = ofYear(measure, variant, area, figure);
    if (area === null || variant !== publicVariant) return own;
    const measured = figures.find((each) => each.measure.id === measure);
    const changed = covering.flatMap((block) => {
      const now = pooledFigure(block.years.map((each) => measured?.localities.get(each)?.get(area) ?? nobody));
      return released.factsOf(groupOf(measure, block.label, publicVariant, area)).filter((fact) => !isStill(fact, now));
    });
    return changed.length === 0 ? own : { ...own, close: 'all', by: [...own.by, ...released.releasesOf(changed)] };
  };
}

function localityIdsOf({ reader }: ReportContext, year: AcademicYear, figures: readonly MeasureFigures[]): string[] {
  const inForce = localitiesBetween(reader, startOfAcademicYear(year), endOfAcademicYear(year)).map(({ id }) => id);
  const used = figures.flatMap((each) => [...(each.localities.get(year)?.keys() ?? [])]);
  return [...new Set([...inForce, ...used, 'unallocated'])];
}
