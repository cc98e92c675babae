import { addYears, type PlainDate } from '#domain/calendar/plainDate.ts';
import { TAKEN_OVER } from '#domain/care/episodes.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import { inTurn, type Problem, type Ruling, refusedFor, type Saying } from '#domain/facts/ruling.ts';
import { authoritySaid } from '#domain/identity/authoritySaid.ts';

/** What becomes of a child who was not on the list. */
export type LeaverDecision =
  /** Care ended on a day; `reason` is the return's code, or null where it will say. */
  | { readonly as: 'left'; readonly on: PlainDate; readonly reason: string | null }
  /** Care ended on the 18th birthday. */
  | { readonly as: 'turned18'; readonly reason: string | null }
  /** The list forgot the child. */
  | { readonly as: 'stillWithUs' }
  /** The child was another authority's all along. */
  | { readonly as: 'notOurs'; readonly laCode: string }
  /** Another authority took over the child's care on a day. */
  | { readonly as: 'otherAuthority'; readonly on: PlainDate; readonly laCode: string };

/** How the decision stands in the queue. */
const RESOLUTION: Readonly<Record<LeaverDecision['as'], string>> = {
  left: 'left',
  turned18: 'turned 18',
  stillWithUs: 'still with us',
  notOurs: 'not ours',
  otherAuthority: 'moved to another authority',
};

export const STILL_WITH_US = RESOLUTION.stillWithUs;

/** Reasons for ceasing that no decision gives: an adoption order closes the record, and comes with the return. X1 goes on. */
const NOT_DECIDED_HERE: ReadonlySet<string> = new Set(['E11', 'E12', 'X1']);

const problem = (field: string, value: string, reason: string): Problem => ({ field, value, reason });

/**
 * Decides about a child who is missing from a full list: the question is answered, and where the child has left, care ends by
 * the episode in force. Nothing else closes.
 *
 * Source: domain.md section 11 (nothing closes by itself) and section 10 (reasons for ceasing); issue 8 section 1.
 * @example left on 2025-03-14, E4A // the episode ends on 2025-03-14 (DEC) for E4A, the question is answered 'left'
 * @example turned 18, born 2007-03-02 // the episode ends on 2025-03-02
 */
export function leaverDecided(
  held: Facts,
  proposal: { leaverId: string; decision: LeaverDecision; decidedBy: string },
  saying: Saying,
): Ruling {
  const { leaverId, decision, decidedBy } = proposal;
  const leaver = held.possibleLeavers.find(({ id }) => id === leaverId);
  if (!leaver || leaver.resolvedOn !== null)
    return refusedFor(held, problem('leaverId', leaverId, 'Somebody has decided this already'));
  const on = dayOf(held, decision);
  if (on !== null && on > saying.today) {
    const reason =
      decision.as === 'turned18' ? `The child turns 18 on ${on}` : 'This day is still to come: care has not ended yet';
    return refusedFor(held, problem('on', on, reason));
  }
  const answered = (facts: Facts): Ruling => ({
    facts: {
      ...facts,
      possibleLeavers: withChanged(facts.possibleLeavers, leaverId, {
        resolvedOn: saying.today,
        resolution: RESOLUTION[decision.as],
        leftOn: on,
        reason: 'reason' in decision ? decision.reason : null,
        decidedBy,
      }),
    },
    problems: [],
    remarks: [],
    said: [],
  });
  if (decision.as === 'stillWithUs') return answered(held);
  if (decision.as === 'notOurs') return inTurn(held, (facts) => belongsTo(facts, decision.laCode, saying), answered);
  if (on === null)
    return refusedFor(held, problem('on', '', 'No date of birth is known: say on which day care ended instead'));
  if (decision.as === 'otherAuthority')
    return inTurn(
      held,
      (facts) => careEnds(facts, on, TAKEN_OVER),
      (facts) => movesTo(facts, decision.laCode, { ...saying, asOf: on }),
      answered,
    );
  const { reason } = decision;
  if (reason !== null && NOT_DECIDED_HERE.has(reason))
    return refusedFor(
      held,
      problem('reason', reason, 'An adoption closes the record: it comes with the return, by its order'),
    );
  return inTurn(held, (facts) => careEnds(facts, on, reason), answered);
}

function dayOf(held: Facts, decision: LeaverDecision): PlainDate | null {
  if (decision.as === 'left' || decision.as === 'otherAuthority') return decision.on;
  if (decision.as !== 'turned18') return null;
  const born = birthNowKnown(
    held.birthDates.map(({ dateOfBirth, validFrom, validTo }) => ({ dateOfBirth, from: validFrom, to: validTo })),
  );
  return born && addYears(born.dateOfBirth, 18);
}

/** Ends the care that is in force on a day: `on` is DEC, the day on which the child is no longer looked after. */
function careEnds(held: Facts, on: PlainDate, reasonCeased: string | null): Ruling {
  const inForce = held.episodes.filter(({ endDate }) => endDate === null || endDate > on);
  const later = inForce.find(({ startDate }) => startDate >= on);
  if (later)
    return refusedFor(
      held,
      problem('on', on, `The episode of ${later.startDate} began on this day or later: correct one of the two`),
    );
  if (inForce.length === 0) return refusedFor(held, problem('on', on, 'The child was not in care on this day'));
  const episodes = inForce.reduce<readonly EpisodeRow[]>(
    (rows, { id }) => withChanged(rows, id, { endDate: on, reasonCeased }),
    held.episodes,
  );
  return { facts: { ...held, episodes }, problems: [], remarks: [], said: [] };
}

const isOther = (held: Facts, laCode: string): boolean =>
  held.authorities.every((row) => row.validTo !== null || row.laCode !== laCode);

const same = (held: Facts, laCode: string): Ruling =>
  refusedFor(held, problem('laCode', laCode, 'The child is in the care of this authority already'));

function movesTo(held: Facts, laCode: string, saying: Saying): Ruling {
  if (!isOther(held, laCode)) return same(held, laCode);
  return authoritySaid(held, { laCode, first: saying.asOf }, { ...saying, decided: () => 'change' });
}

function belongsTo(held: Facts, laCode: string, saying: Saying): Ruling {
  if (!isOther(held, laCode)) return same(held, laCode);
  return authoritySaid(held, { laCode, first: saying.asOf }, { ...saying, decided: () => 'correction' });
}
