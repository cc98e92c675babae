import type { ReadConnection } from '#db/open.ts';
import { DEFAULT_PUBLICATION_DAYS, type PublicationDay } from '#domain/attainment/standsFrom.ts';
import { type AcademicYear, endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { DEFAULT_FIGURES_PUBLISHED, type FiguresPublished } from '#domain/measures/figuresPublished.ts';

export type PublicationDays = (academicYear: AcademicYear) => readonly PublicationDay[];

/** A dated rule of the profile by the academic year it is asked for; what is shipped where the profile has none. */
function ruleByYear<Row>(reader: Pick<ReadConnection, 'prepare'>, kind: string, shipped: readonly Row[]) {
  const rows = (
    reader
      .prepare('SELECT valid_from, valid_to, value FROM rule_set WHERE kind = ? ORDER BY valid_from DESC')
      .raw()
      .all(kind) as [string, string | null, string][]
  ).map(([from, to, value]) => ({ from, to, days: JSON.parse(value) as Row[] }));
  const known = new Map<AcademicYear, readonly Row[]>();
  return (academicYear: AcademicYear): readonly Row[] => {
    const end = endOfAcademicYear(academicYear);
    const days =
      known.get(academicYear) ??
      rows.find((row) => row.from <= end && (row.to === null || row.to >= end))?.days ??
      shipped;
    known.set(academicYear, days);
    return days;
  };
}

/** The publication days of results that the profile assumes, by the academic year of the results. */
export const publicationDays = (reader: Pick<ReadConnection, 'prepare'>): PublicationDays =>
  ruleByYear(reader, 'resultsPublished', DEFAULT_PUBLICATION_DAYS);

/** The publication days of peers and other published figures that the profile assumes, by their academic year. */
export const figuresPublished = (
  reader: Pick<ReadConnection, 'prepare'>,
): ((academicYear: AcademicYear) => readonly FiguresPublished[]) =>
  ruleByYear(reader, 'figuresPublished', DEFAULT_FIGURES_PUBLISHED);
