import { keepSecretPlacements } from '#db/derived/keepSecretPlacements.ts';
import type { Writer } from '#db/write.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isAdoptionPlacement } from '#domain/secrecy/isAdoptionPlacement.ts';
import type { DemoChild } from './demoChild.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';

/** Secret placements of a child: confidential ones for a whole time in care, and placements for adoption. What is over is ended. */
export function writeSecrets(writer: Writer, child: DemoChild, confidentialReason: string): void {
  const add = (from: PlainDate, to: PlainDate | null, kind: 'said' | 'adoption', reason: string) =>
    writer.insert('secret_placement', {
      child_id: child.id,
      from_date: from,
      to_date: to,
      kind,
      reason,
      said_by: 'demonstration',
      ended_reason: to === null ? null : 'The placement is over',
      // Looked at when the snapshot was made: the special cases have the one that is asked about.
      checked_on: to === null ? SNAPSHOT_DATE : null,
      checked_reason: to === null ? 'The risk goes on' : null,
    });
  for (const { start, end } of child.periods) {
    const within = child.episodes.filter((each) => each.start >= start && (end === null || each.start < end));
    if (within.some((each) => each.confidential)) {
      add(start, end, 'said', confidentialReason);
      continue;
    }
    for (const episode of within)
      if (isAdoptionPlacement(episode.placementType))
        add(episode.start, episode.end, 'adoption', 'Placed for adoption');
  }
}

/**
 * Children who happen to share a made-up postcode and a carer's name with one whose placement is secret live in two households:
 * somebody has looked at them and ended their secrecy.
 */
export function endChanceHouseholds(writer: Writer): void {
  const open = writer.connection.prepare(
    "SELECT id, from_date AS start FROM secret_placement WHERE kind = 'sibling' AND to_date IS NULL",
  );
  // What is ended of one placement is found again for a later one of the same two.
  for (;;) {
    keepSecretPlacements(writer);
    const found = open.all() as { id: string; start: PlainDate }[];
    if (found.length === 0) return;
    for (const { id, start } of found)
      writer.update('secret_placement', id, {
        to_date: start,
        ended_reason: 'Two households, as somebody found',
        answered_by: 'demonstration',
      });
  }
}
