import { ADOPTED } from '#domain/care/episodeOfReturnSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Finding } from './finding.ts';

/**
 * A record that version 0.2 closed on an adoption which a later return took back: no episode ends with an adoption order any more,
 * and the record stayed closed. Nobody opens it here: two people do, on its own page, as closed by mistake.
 *
 * Source: domain.md section 1 (opened again only by two people); issue 8 section 2 (upgrade); `reviews/core.md` B5.
 * @example closed on 2024-03-01, its last episode open // found
 */
export function closedStill({ child, episodes }: Facts): Finding[] {
  return child.flatMap(({ id, sealedOn }) =>
    sealedOn === null || episodes.length === 0 || episodes.some(({ reasonCeased }) => ADOPTED.has(reasonCeased ?? ''))
      ? []
      : [
          {
            kind: 'closedStill',
            childId: id,
            rowId: id,
            what: 'Record closed on adoption',
            schoolId: null,
            was: `closed on ${sealedOn} by an adoption order`,
            is: 'closed still, and no episode ends with an adoption order',
            mend: 'Two people open it on its own page, as closed by mistake',
            putRight: null,
            otherChildId: null,
          },
        ],
  );
}
