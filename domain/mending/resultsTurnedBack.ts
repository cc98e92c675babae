import { withoutRow } from '#domain/facts/edits.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { cannotMend, type Finding, mended } from './finding.ts';

/**
 * Results that an earlier file, brought in once more, turned back under version 0.2: the value from before a re-mark was
 * written again over it. Put right, the second copy of the earlier value goes and the re-mark stands.
 *
 * Source: issue 8 section 2 (upgrade); `reviews/core.md` B3.
 * @example final 101 of 2024-09-10, final 104 of 2025-02-01, final 101 of 2024-09-10 again // 104 stands
 */
export function resultsTurnedBack(held: Facts): Finding[] {
  const byId = new Map(held.results.map((row) => [row.id, row]));
  return held.results.flatMap((row) => {
    const mark = row.supersedesId === null ? undefined : byId.get(row.supersedesId);
    const before = mark?.supersedesId ? byId.get(mark.supersedesId) : undefined;
    const isStanding = !held.results.some(({ supersedesId }) => supersedesId === row.id);
    if (!mark || !before || !isStanding || before.value !== row.value || mark.value === row.value) return [];
    if (before.status !== row.status || mark.status !== row.status) return [];
    // A value with a day of its own after the re-mark is news.
    if (row.issuedOn !== null && row.issuedOn > (mark.issuedOn ?? mark.receivedOn)) return [];
    return [
      {
        kind: 'resultTurnedBack',
        childId: row.childId,
        rowId: row.id,
        what: `Result: ${row.keyStage} ${row.subject}, ${row.component}, ${row.academicYear}`,
        schoolId: null,
        was: `${mark.value} of ${mark.issuedOn ?? mark.receivedOn}`,
        is: `${row.value}, which had been replaced`,
        mend: `${mark.value} stands again`,
        putRight: (facts: Facts) =>
          facts.results.some(({ id }) => id === row.id) &&
          !facts.results.some(({ supersedesId }) => supersedesId === row.id)
            ? mended({ ...facts, results: withoutRow(facts.results, row.id) })
            : cannotMend(facts, row.value, 'A newer result came since'),
        otherChildId: null,
      },
    ];
  });
}
