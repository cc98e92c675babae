import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { FROM_RETURN, inOrder } from './episodes.ts';
import { episodeInWords } from './returnLeavesOut.ts';
import { returnSaidLater } from './returnSaidLater.ts';

/**
 * A child of an earlier return of whom the next one of the same year says nothing at all: under another number, left out by
 * mistake, or never in care. Unlike an episode that a return leaves out of a child it names, nothing is said of the child, so the
 * care that is held stays until a person decides that the return is followed: episodes of the year go, one that began before
 * ends with the year before. What a later list or return says stands, and so does a closed record.
 *
 * Source: issue 8 section 1 ("said nothing changes nothing"; "a return is the whole of its year"); docs/decisions/facts.md.
 * @example held C2, U6 from 2025-05-01 by the return of 2025/26, followed // no episode of the year
 */
export function returnLeavesOutChild(
  held: Facts,
  { childId, yearFrom, speaksTo }: { childId: string; yearFrom: PlainDate; speaksTo: PlainDate },
  saying: Saying,
): Ruling {
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [] };
  if (held.child[0]?.sealedOn != null) return nothing;
  if (returnSaidLater(held.episodes, { speaksTo }, saying) !== null || saying.saidLater('careStart') !== null)
    return nothing;
  const ofYear = inOrder(held.episodes).filter(
    ({ source, startDate, endDate }) =>
      source === FROM_RETURN && startDate <= saying.asOf && (endDate === null || endDate > yearFrom),
  );
  if (ofYear.length === 0) return nothing;
  const what = `missing ${childId}`;
  const isFollowed = saying.decided?.(what) === 'correction';
  let episodes = held.episodes;
  if (isFollowed)
    for (const { id, startDate } of ofYear)
      episodes =
        startDate >= yearFrom
          ? withoutRow(episodes, id)
          : withChanged(episodes, id, { endDate: yearFrom, reasonCeased: null });
  return {
    ...nothing,
    facts: isFollowed ? { ...held, episodes } : held,
    differences: [
      {
        what,
        was: ofYear.map(episodeInWords).join('; '),
        now: 'the child is not in the return',
        as: isFollowed ? 'correction' : 'change',
        from: null,
        canFlip: true,
        answers: { correction: 'Follow the return', change: 'Keep what is held' },
      },
    ],
  };
}
