import { type PeerValue, standingValues } from '#db/queries/peers.ts';
import { figuresPublished } from '#db/queries/publicationDays.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { CohortKind } from '#domain/measures/cohortOfBenchmark.ts';
import { figuresPublishedOn } from '#domain/measures/figuresPublished.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import type { ReportContext } from '../measures/reportRows.ts';

/**
 * The published figures of a measure that were out on a date. As at a day gone by, what came out later is not known yet;
 * what is in the store today is out. Files of published figures give no day of publication: it is assumed, and said so.
 */
export function publishedAsAt({ reader, clock }: ReportContext, measure: Measure, asAt: PlainDate) {
  const isPast = asAt < clock.today();
  const days = figuresPublished(reader);
  const outOn = ({ academicYear, geography, cohortKind }: PeerValue) =>
    figuresPublishedOn({ subject: measure.subject, year: academicYear, geography, cohortKind }, days(academicYear));
  const isOut = (value: PeerValue) => !isPast || (outOn(value) ?? '') <= asAt;
  const all = (geography: string, kind: CohortKind, from: AcademicYear, to: AcademicYear) =>
    standingValues(reader, measure.id, geography, kind, from, to);
  return {
    values: (geography: string, kind: CohortKind, from: AcademicYear, to: AcademicYear) =>
      standingValues(reader, measure.id, geography, kind, from, to, isOut),
    /** Peers of these years that came out later, and the sentence that says how far peers are known. */
    later(geography: string, from: AcademicYear, to: AcademicYear): { years: Set<AcademicYear>; note: string | null } {
      const values = isPast ? [...all(geography, 'ALL', from, to).values()] : [];
      const after = values.filter((value) => !isOut(value));
      if (values.every((value) => outOn(value) === null)) return { years: new Set(), note: null };
      const which = after.map((value) => `${value.academicYear} on ${dateInWords(outOn(value) ?? asAt)}`);
      return {
        years: new Set(after.map((value) => value.academicYear)),
        note: `Peers and published figures are those out by ${dateInWords(asAt)}. They come without their day of publication, which is assumed${which.length === 0 ? '' : `: ${geography}, ${which.join(', ')}`}.`,
      };
    },
  };
}
