import { localitiesBetween } from '#db/queries/localities.ts';
import {
  type AcademicYear,
  academicYearsBetween,
  addAcademicYears,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { perVariant } from '#domain/disclosure/protectVariants.ts';
import type { Measure, MeasureId } from '#domain/measures/measure.ts';
import type { ServiceContext } from '../context.ts';
import type { Progress } from '../jobs/jobs.ts';
import type { ReportContext } from '../measures/reportRows.ts';
import type { Released } from './besideReleased.ts';
import type { ProtectedMeasure } from './family.ts';
import { type FamilyQuestion, type MeasureFigures, nobody } from './figuresOfFamily.ts';
import { figuresOfFamily } from './keptFigures.ts';
import { protectFamily } from './protectFamily.ts';

/** The protected tables of a family by year, with the year before the first, which a change is printed beside. */
export type FamilyTables = ReadonlyMap<AcademicYear, ReadonlyMap<MeasureId, ProtectedMeasure>>;

/** Builds the protected tables that every release of a measure's family is printed from. */
export async function familyTables(
  context: ServiceContext,
  measure: Measure,
  years: FamilyQuestion,
  released: Released,
  progress?: Progress,
): Promise<FamilyTables> {
  const figures = await figuresOfFamily(context, measure, years, progress);
  return new Map(
    academicYearsBetween(addAcademicYears(years.from, -1), years.to).map((year) => [
      year,
      protectFamily(
        {
          subject: measure.subject,
          localityIds: localityIdsOf(context, year, figures),
          measures: figures.map((each) => ({
            id: each.measure.id,
            county: perVariant((variant) => each.county.get(variant)?.get(year) ?? nobody),
            localities: each.localities.get(year) ?? new Map(),
          })),
        },
        released.ofYear(year),
      ),
    ]),
  );
}

function localityIdsOf({ reader }: ReportContext, year: AcademicYear, figures: readonly MeasureFigures[]): string[] {
  const inForce = localitiesBetween(reader, startOfAcademicYear(year), endOfAcademicYear(year)).map(({ id }) => id);
  const used = figures.flatMap((each) => [...(each.localities.get(year)?.keys() ?? [])]);
  return [...new Set([...inForce, ...used, 'unallocated'])];
}
