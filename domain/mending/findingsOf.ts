import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { factsBlanked } from './factsBlanked.ts';
import type { Finding, OldChange } from './finding.ts';
import { type MadeIn, pepsLeftEmpty } from './pepsLeftEmpty.ts';
import { placementsForgotten } from './placementsForgotten.ts';
import { resultsTurnedBack } from './resultsTurnedBack.ts';
import { startsMoved } from './startsMoved.ts';
import { targetsOverwritten } from './targetsOverwritten.ts';

/** Everything that version 0.2 did to what is held of one child, and that is still so. Source: issue 8 section 2. */
export const findingsOf = (held: Facts, changes: readonly OldChange[], today: PlainDate, madeIn: MadeIn): Finding[] => [
  ...startsMoved(held, changes),
  ...targetsOverwritten(held, changes),
  ...resultsTurnedBack(held),
  ...factsBlanked(held, changes),
  ...placementsForgotten(held),
  ...pepsLeftEmpty(held, today, madeIn),
];
