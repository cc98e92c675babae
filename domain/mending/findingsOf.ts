import type { Facts } from '#domain/facts/factRows.ts';
import { birthsSplit } from './birthsSplit.ts';
import { careBegunTwice } from './careBegunTwice.ts';
import { datedOnImport } from './datedOnImport.ts';
import { factsBlanked } from './factsBlanked.ts';
import type { Earlier, Finding } from './finding.ts';
import { namesSplit } from './namesSplit.ts';
import { pepsLeftEmpty } from './pepsLeftEmpty.ts';
import { pepTargetsLost } from './pepTargetsLost.ts';
import { placementsForgotten } from './placementsForgotten.ts';
import { resultsTurnedBack } from './resultsTurnedBack.ts';
import { startsMoved } from './startsMoved.ts';
import { targetsOverwritten } from './targetsOverwritten.ts';

/** Everything that version 0.2 did to what is held of one child, and that is still so. Source: issue 8 section 2. */
export const findingsOf = (held: Facts, { changes, today, madeIn, byEarlier, targetsTakenOut }: Earlier): Finding[] => [
  ...startsMoved(held, changes),
  ...targetsOverwritten(held, changes),
  ...resultsTurnedBack(held),
  ...factsBlanked(held, changes),
  ...placementsForgotten(held),
  ...pepsLeftEmpty(held, today, madeIn),
  ...pepTargetsLost(held, targetsTakenOut),
  ...careBegunTwice(held, byEarlier),
  ...birthsSplit(held, byEarlier),
  ...namesSplit(held, byEarlier),
  ...datedOnImport(held, byEarlier),
];
