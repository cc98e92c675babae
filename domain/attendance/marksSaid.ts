import { EMPTY_WEEK, SLOTS } from './weekMarks.ts';

const BLANK = EMPTY_WEEK.slice(0, 2);

/**
 * A week of marks laid over the one that is held, session by session: a new mark replaces, no mark leaves what is there. An older
 * file replaces nothing that a newer one gave and fills in sessions without a mark.
 *
 * Source: domain.md section 6; issue 8 section 1.
 * @param held ten slots of two characters; null where the week has no marks yet
 * @param older whether a newer file has spoken of this week already
 * @example '/ ' in a session held 'N ' // changed to '/ ', or left where the file is older
 */
export function marksSaid(
  held: string | null,
  given: string,
  older: boolean,
): { marks: string; added: number; changed: number } {
  if (held === null) return { marks: given, added: markedIn(given), changed: 0 };
  const before = held;
  let [added, changed, marks] = [0, 0, ''];
  for (let at = 0; at < SLOTS * 2; at += 2) {
    const [was, now] = [before.slice(at, at + 2), given.slice(at, at + 2)];
    if (now === BLANK || now === was || (older && was !== BLANK)) marks += was;
    else {
      marks += now;
      if (was === BLANK) added += 1;
      else changed += 1;
    }
  }
  return { marks, added, changed };
}

/** How many sessions of a week have a mark. */
function markedIn(week: string): number {
  let marked = 0;
  for (let at = 0; at < SLOTS * 2; at += 2) if (week[at] !== BLANK[0] || week[at + 1] !== BLANK[1]) marked += 1;
  return marked;
}
