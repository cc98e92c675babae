import { addDays } from '#domain/calendar/plainDate.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import { CONTINUES, inOrder, samePlacement } from './episodes.ts';

/** Whether an episode carries on the one before: nothing lies between them, and care did not begin anew. */
const carriesOn = (before: EpisodeRow, next: EpisodeRow): boolean =>
  (before.endDate === null || addDays(before.endDate, 1) >= next.startDate) &&
  (next.reasonStarted !== 'S' || before.reasonCeased === CONTINUES);

/** The episodes at the end that hang together, oldest first. */
function trailing(
  episodes: readonly EpisodeRow[],
  together: (before: EpisodeRow, next: EpisodeRow) => boolean,
): EpisodeRow[] {
  const found: EpisodeRow[] = [];
  for (const episode of inOrder(episodes).reverse()) {
    const [next] = found;
    if (next && !together(episode, next)) break;
    found.unshift(episode);
  }
  return found;
}

/**
 * The newest time in care of which something is held: its episodes, oldest first; none where nothing is held. As `periodsOfCare`
 * counts them, on rows that can be put right.
 *
 * Source: DfE, guide to the SSDA903 collection (RNE S, REC X1); domain.md section 10.
 * @example left on 2024-02-01, back from 2025-01-05 // the episodes from 2025-01-05
 */
export const lastPeriod = (episodes: readonly EpisodeRow[]): EpisodeRow[] => trailing(episodes, carriesOn);

/**
 * The newest placement: the last episodes of the period at one place, into which changes of legal status alone (RNE L) may have
 * split it.
 *
 * @example C1 at CT9 1AB to 2021-06-01, C2 at CT9 1AB from then // both
 */
export const lastPlacement = (episodes: readonly EpisodeRow[]): EpisodeRow[] =>
  trailing(lastPeriod(episodes), (before, next) => samePlacement(before, next) && next.reasonStarted === 'L');
