import { daysBetween } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import { cannotMend, type Earlier, type Finding, mended } from './finding.ts';

/** Days within which two first days are taken for one that a return corrected; further apart they may be two times in care. */
const NEAR = 31;
/** What a corrected episode has of the one before where the return says nothing of it: only the list knows. */
const kept = [
  'carer',
  'placementPostcode',
  'placementDistrictId',
  'placementProvider',
  'homePostcode',
  'needCode',
] as const satisfies readonly (keyof EpisodeRow)[];

/** The episode by which a later return corrected the first day of this one: of the same kind, at the same time. */
const correctedBy = ({ episodes }: Facts, row: EpisodeRow, byEarlier: Earlier['byEarlier']): EpisodeRow | undefined => {
  const set = byEarlier.get(row.id)?.set;
  return episodes.find(
    (other) =>
      other.id !== row.id &&
      set !== undefined &&
      (byEarlier.get(other.id)?.set ?? 0) > set &&
      Math.abs(daysBetween(row.startDate, other.startDate)) <= NEAR &&
      (row.endDate === null || row.endDate === other.endDate) &&
      (other.endDate === null || other.endDate > row.startDate) &&
      other.source === row.source &&
      other.reasonStarted === row.reasonStarted &&
      other.legalStatus === row.legalStatus &&
      other.placementType === row.placementType,
  );
};

/**
 * Episodes whose first day a later return corrected, and that version 0.2 held beside the corrected one: the child is in two
 * episodes at once, in care since the mistyped day. Put right, the one that came first goes, and the corrected one has of
 * it what the return does not say.
 *
 * Source: issue 8 section 1 (a return is the whole of its year) and section 2 (upgrade); `reviews/core.md` B5.
 * @example open since 2024-02-01, and by a later return open since 2024-02-03 // open since 2024-02-03
 */
export function careBegunTwice(held: Facts, byEarlier: Earlier['byEarlier']): Finding[] {
  return held.episodes.flatMap((row) => {
    const corrected = correctedBy(held, row, byEarlier);
    if (!corrected) return [];
    return [
      {
        kind: 'careBegunTwice',
        childId: row.childId,
        rowId: row.id,
        what: `Episode from ${row.startDate}`,
        schoolId: null,
        was: `one episode, from ${corrected.startDate} by the later return`,
        is: `two at once, from ${row.startDate} and from ${corrected.startDate}`,
        mend: `The one from ${row.startDate} is taken out`,
        putRight: (facts: Facts) => {
          const now = facts.episodes.find(({ id, startDate }) => id === row.id && startDate === row.startDate);
          const other = now && correctedBy(facts, now, byEarlier);
          if (!now || !other) return cannotMend(facts, row.startDate, 'These episodes were changed since');
          const fills = Object.fromEntries(kept.map((column) => [column, other[column] ?? now[column]]));
          return mended({ ...facts, episodes: withChanged(withoutRow(facts.episodes, now.id), other.id, fills) });
        },
        otherChildId: null,
      },
    ];
  });
}
