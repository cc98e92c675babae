import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { ADOPTED } from './episodeOfReturnSaid.ts';
import { CONTINUES } from './episodes.ts';

type Row = {
  readonly localId: string;
  readonly start: PlainDate;
  readonly end: PlainDate | null;
  readonly reasonStarted: string;
  readonly reasonCeased: string | null;
};

/** How much a row tells of its day: an episode that lasts, one in which care ended on the day, one that went on in another. */
const weight = ({ start, end, reasonCeased }: Row): number => (end !== start ? 2 : reasonCeased === CONTINUES ? 0 : 1);

/**
 * The rows of a return without episodes that end on the day they begin, where another episode of the child begins on that day: two
 * changes of one day, of which the last holds. It begins as the first did (RNE S). An adoption is never left out.
 *
 * Source: DfE, guide to the SSDA903 collection (one episode a day); domain.md section 10.
 * @example S V2 from 2024-03-01 to 2024-03-01, L C2 from 2024-03-01 to 2024-06-10 // S C2 from 2024-03-01 to 2024-06-10
 */
export function episodesOfDays<Of extends Row>(rows: readonly Of[]): { rows: readonly Of[]; leftOut: readonly Of[] } {
  const leftOut: Of[] = [];
  const begins = new Set<Of>();
  for (const ofDay of Map.groupBy(rows, ({ localId, start }) => `${localId}\u0000${start}`).values()) {
    const [most] = ofDay.toSorted((a, b) => weight(b) - weight(a));
    if (!most) continue;
    const none = ofDay.filter(
      (row) => weight(row) < weight(most) && row.end === row.start && !ADOPTED.has(row.reasonCeased ?? ''),
    );
    leftOut.push(...none);
    if (none.some(({ reasonStarted }) => reasonStarted === 'S')) begins.add(most);
  }
  const left = new Set(leftOut);
  return {
    rows: rows
      .filter((row) => !left.has(row))
      .map((row) => (begins.has(row) && row.reasonStarted !== 'S' ? { ...row, reasonStarted: 'S' } : row)),
    leftOut,
  };
}
