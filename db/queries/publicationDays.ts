import type { ReadConnection } from '#db/open.ts';
import { DEFAULT_PUBLICATION_DAYS, type PublicationDay } from '#domain/attainment/standsFrom.ts';
import { type AcademicYear, endOfAcademicYear } from '#domain/calendar/academicYear.ts';

export type PublicationDays = (academicYear: AcademicYear) => readonly PublicationDay[];

/** The publication days of results that the profile assumes, by the academic year of the results. */
export function publicationDays(reader: Pick<ReadConnection, 'prepare'>): PublicationDays {
  const rows = (
    reader
      .prepare(
        "SELECT valid_from, valid_to, value FROM rule_set WHERE kind = 'resultsPublished' ORDER BY valid_from DESC",
      )
      .raw()
      .all() as [string, string | null, string][]
  ).map(([from, to, value]) => ({ from, to, days: JSON.parse(value) as PublicationDay[] }));
  const known = new Map<AcademicYear, readonly PublicationDay[]>();
  return (academicYear) => {
    const end = endOfAcademicYear(academicYear);
    const days =
      known.get(academicYear) ??
      rows.find((row) => row.from <= end && (row.to === null || row.to >= end))?.days ??
      DEFAULT_PUBLICATION_DAYS;
    known.set(academicYear, days);
    return days;
  };
}
