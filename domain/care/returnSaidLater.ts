import { latest, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { CONTINUES, FROM_RETURN } from './episodes.ts';

/** What only a return says. */
export const RETURN = 'episodes';

/**
 * The day of a later return than this one that has spoken of the child; null where none has. What version 0.2 brought in bears no day
 * of its file: there, an episode of a return that begins, or ends for a reason of its own, after the year of this one tells that a
 * later return brought it, unless one that was brought in since may have told it.
 *
 * Source: issue 8 section 1 (an older file never turns newer facts back) and section 2 (0.2's own files brought in again).
 * @example held until 2023-05-18 (E7), by a return that 0.2 brought in; now that of 2021/22, which has it going on // '2023-05-18'
 */
export function returnSaidLater(
  episodes: readonly EpisodeRow[],
  { speaksTo }: { readonly speaksTo: PlainDate },
  saying: Saying,
): PlainDate | null {
  const later = saying.saidLater(RETURN);
  if (later !== null || !saying.ofEarlier) return later;
  const told = latest(
    episodes
      .filter(({ source }) => source === FROM_RETURN)
      .flatMap(({ startDate, endDate, reasonCeased }) =>
        reasonCeased === null || reasonCeased === CONTINUES ? [startDate] : [startDate, endDate],
      )
      .filter((day) => day !== null && day > speaksTo),
  );
  const last = saying.lastSaid?.(RETURN) ?? null;
  const isToldSince = told !== null && last !== null && last !== saying.asOf && last >= told;
  return isToldSince ? null : told;
}
