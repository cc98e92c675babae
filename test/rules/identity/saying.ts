import { noFacts } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';

const child = { id: 'c', sex: null, ethnicity: null, firstLanguage: null, disabled: false, sealedOn: null };
/** A child of whom nothing but the record is held. */
export const aRecord = { ...noFacts, child: [child] };

/** A file that speaks of a day; `later`: what has been said since, with the day; `decided`: what a person said in the preview. */
export const sayingOn = (
  asOf: string,
  { later = {}, decided = {} }: { later?: Record<string, string>; decided?: Record<string, string> } = {},
): Saying => {
  let made = 0;
  return {
    asOf,
    today: '2025-04-15',
    saidLater: (what) => later[what] ?? null,
    everSaid: (beginning) => Object.keys(later).filter((what) => what.startsWith(beginning)),
    decided: (what) => decided[what] ?? null,
    fresh: () => {
      made += 1;
      return `${asOf} ${made}`;
    },
  };
};
