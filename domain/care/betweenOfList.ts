import { daysBetween } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import type { Difference } from '#domain/facts/ruling.ts';
import { saidOr } from '#domain/facts/said.ts';
import { anEpisode, CONTINUES, FROM_LIST, FROM_RETURN, inOrder, MOVED, samePlacement } from './episodes.ts';
import { lastPeriod } from './lastPeriod.ts';
import { type ListTurn, opened, placed, placeInWords } from './listTurn.ts';

type Episodes = readonly EpisodeRow[];

/**
 * What a list of a day before the placement in force knows of the time before it. Where no placement is known on its day, it fills it
 * in, from its own first day; where no care is held, it is a time in care of its own, if it lies wholly between those that are.
 * Where another placement is held, a person says whether the dated one lies between the two; unasked, what is held stays. Of the
 * same placement it gives the carer, where nobody is known. What the return says stands, and where it says that there was no care.
 *
 * Source: issue 8 section 1 (an older voice turns nothing newer back; what is not known is filled in).
 * @example U6 from 2024-02-03, K2 from 2025-02-24; a list of 2025-01-13 says U5 from 2025-01-06 // asked: U6 to 2025-01-06, U5 to 2025-02-24
 * @example no placement known from 2024-02-03, K2 from 2025-02-24; the same list // not known to 2025-01-06, U5 to 2025-02-24
 */
export function betweenOfList(turn: ListTurn, all: Episodes, last: EpisodeRow): Episodes {
  const { said, saying } = turn;
  const { asOf } = saying;
  const then = inOrder(all).findLast(
    ({ startDate, endDate }) => startDate <= asOf && (endDate === null || endDate > asOf),
  );
  if (!then) return timeBetween(turn, all);
  const saysPlacement = said.placementType !== null || said.placementPostcode !== null;
  if (saysPlacement && isUnknown(then)) return filled(turn, all, then);
  if (!samePlacement(then, said)) return asked(turn, all, { then, last });
  return then.carer === null && said.carer !== null ? withChanged(all, then.id, { carer: said.carer }) : all;
}

const isUnknown = ({ placementType, placementPostcode, source }: EpisodeRow): boolean =>
  placementType === '' && placementPostcode === null && source !== FROM_RETURN;

/** The placement on its day, of which nothing was known; what is not known before its first day stays so. */
function filled(turn: ListTurn, all: Episodes, then: EpisodeRow): Episodes {
  const start = turn.said.placementStart;
  turn.differences.push({
    ...{ what: 'placement', was: `not known from ${then.startDate}`, now: fromDay(turn, start ?? then.startDate) },
    ...{ as: 'correction', from: null, canFlip: false },
  });
  return start === null || start <= then.startDate
    ? withChanged(all, then.id, placed(turn, then.startDate))
    : cutAt(turn, all, then, start);
}

/** The episode ends on a day, and the placement that the list tells of holds from then until it had ended. */
function cutAt(turn: ListTurn, all: Episodes, then: EpisodeRow, start: string): Episodes {
  const { endDate, reasonCeased, legalStatus, childId, id } = then;
  const next = opened(turn, childId, start, { reasonStarted: 'P', legalStatus });
  const whole = { ...next, legalStatus: legalStatus || next.legalStatus, endDate, reasonCeased };
  return [...withChanged(all, id, { endDate: start, reasonCeased: CONTINUES }), whole];
}

/** Another placement than the one that is held on its day: asked where the list dates it between the two, else said. */
function asked(turn: ListTurn, all: Episodes, { then, last }: { then: EpisodeRow; last: EpisodeRow }): Episodes {
  const { said, saying, remarks, differences } = turn;
  const start = said.placementStart;
  const fits = start !== null && start > then.startDate && start <= saying.asOf;
  if (then.source !== FROM_RETURN && fits) {
    const isTaken = saying.decided?.('placement') === 'change';
    differences.push({
      ...{ what: 'placement', was: `${then.placementType || 'not known'} from ${then.startDate} to ${last.startDate}` },
      ...{ now: `${fromDay(turn, start)} to ${then.endDate ?? last.startDate}`, from: null, canFlip: true },
      as: isTaken ? 'change' : 'correction',
      answers: { correction: 'Keep what is held', change: 'It lies between' },
    });
    if (isTaken) return cutAt(turn, all, then, start);
  }
  const unless = fits && then.source !== FROM_RETURN ? ' unless you say under the changes that it lies between' : '';
  remarks.push({
    field: 'placement_type',
    value: said.placementType ?? '',
    reason: `A later list has the placement of ${last.startDate}, and that of ${then.startDate} before it: what this one says is not taken${unless}. Where it is right, correct the later one or bring it in by the return`,
  });
  return all;
}

/**
 * A time in care of which nothing is held, on the list's day: taken where it lies wholly between the times in care that are held. Its
 * end, where the list gives none, is not told: care began anew on the first day of the next.
 */
function timeBetween(turn: ListTurn, all: Episodes): Episodes {
  const { said, saying, differences, remarks } = turn;
  const [next] = lastPeriod(all);
  const before = inOrder(all).findLast(({ startDate }) => startDate <= saying.asOf);
  if (!next || next.startDate <= saying.asOf) return all;
  const start = said.careStart;
  // A first day so near is the same one, which the later list put right.
  if (before === undefined && daysBetween(start, next.startDate) <= MOVED) return all;
  const end = saidOr(said.careEnd, null) ?? next.startDate;
  const isApart = (before?.endDate ?? '') <= start && start < end && end <= next.startDate;
  const ofReturn = [before, next].some((each) => each?.source === FROM_RETURN);
  if (!isApart || ofReturn) {
    remarks.push({
      field: 'care_start',
      value: start,
      reason: `No care is held on ${saying.asOf}, and care from ${next.startDate}${before ? `; before that to ${before.endDate}` : ''}: what this list says is not taken. Where it is right, bring it in by the return`,
    });
    return all;
  }
  const difference: Difference = {
    ...{ what: 'careStart', was: 'no care is held', now: `${start} to ${end}`, as: 'correction', from: null },
    ...{ canFlip: true, answers: { correction: 'A time in care', change: 'Leave it out' } },
  };
  const isLeftOut = saying.decided?.('careStart') === 'change';
  differences.push({ ...difference, as: isLeftOut ? 'change' : 'correction' });
  if (isLeftOut) return all;
  const placement = said.placementStart ?? start;
  const first = opened(turn, next.childId, start > placement ? start : placement, { reasonStarted: 'S' });
  const whole = { ...first, endDate: end };
  if (placement <= start || placement >= end) return [...all, { ...whole, startDate: start }];
  const unknown = { ...anEpisode(saying.fresh(), next.childId, start, FROM_LIST), endDate: placement };
  return [...all, { ...unknown, reasonCeased: CONTINUES }, { ...whole, reasonStarted: 'P' }];
}

const fromDay = (turn: ListTurn, day: string): string => `${placeInWords(turn)} from ${day}`;
