import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import { cannotMend, type Finding, mended } from './finding.ts';

const columns = ['placementPostcode', 'placementDistrictId', 'carer', 'placementProvider', 'homePostcode'] as const;
const words: Readonly<Record<(typeof columns)[number], string>> = {
  placementPostcode: 'postcode',
  placementDistrictId: 'district',
  carer: 'carer',
  placementProvider: 'provider',
  homePostcode: 'home postcode',
};
/** The reason a round of care goes on under another legal status, in the same placement. */
const ANOTHER_STATUS = 'L';

/**
 * Episodes that begin because the legal status alone changed (RNE L), with less of the placement than the one before: version
 * 0.2 forgot what the row did not say, and the child fell out of its locality. Put right, it is as it was before.
 *
 * Source: issue 8 section 2 (upgrade); `reviews/core.md` A1; domain.md section 10 (L: the placement is the same).
 * @example C1 in Thanet with Mrs Stone, then from 2025-01-10 C2 without a district or a carer // in Thanet with Mrs Stone
 */
export function placementsForgotten(held: Facts): Finding[] {
  return held.episodes.flatMap((row) => {
    if (row.reasonStarted !== ANOTHER_STATUS) return [];
    const before = held.episodes.find(
      (other) => other.endDate === row.startDate && other.placementType === row.placementType,
    );
    if (!before) return [];
    const forgotten = columns.filter((column) => row[column] === null && before[column] !== null);
    if (forgotten.length === 0) return [];
    return [
      {
        kind: 'placementForgotten',
        childId: row.childId,
        rowId: row.id,
        what: `Placement from ${row.startDate}, when the legal status changed`,
        schoolId: null,
        was: forgotten.map((column) => saidOf(before, column)).join(', '),
        is: 'nothing said',
        mend: `It has the ${forgotten.map((column) => words[column]).join(', ')} of the episode before`,
        putRight: (facts: Facts) => {
          const now = facts.episodes.find(({ id }) => id === row.id);
          if (!now || forgotten.some((column) => now[column] !== null))
            return cannotMend(facts, row.startDate, 'This episode was changed since');
          const kept = Object.fromEntries(forgotten.map((column) => [column, before[column]])) as Partial<EpisodeRow>;
          return mended({ ...facts, episodes: withChanged(facts.episodes, row.id, kept) });
        },
        otherChildId: null,
      },
    ];
  });
}

const saidOf = (row: EpisodeRow, column: (typeof columns)[number]): string => `${words[column]} ${row[column]}`;
