import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { saidOr } from '#domain/facts/said.ts';
import { isOthersOn } from '#domain/identity/authorityOn.ts';
import { betweenOfList } from './betweenOfList.ts';
import { anEpisode, CONTINUES, FROM_LIST, FROM_RETURN, ofPlacement, placedAsListed } from './episodes.ts';
import { firstDayOfListSaid } from './firstDayOfListSaid.ts';
import { inForce } from './inForceOfList.ts';
import { isSecretChild } from './isSecretChild.ts';
import { lastPeriod, lastPlacement } from './lastPeriod.ts';
import { type CareOfListSaid, isOpen, type ListTurn, opened, placed, placeInWords, saidSince } from './listTurn.ts';
import { placementStartSaid } from './placementStartSaid.ts';
import { withoutDaysToCome } from './withoutDaysToCome.ts';

type Episodes = readonly EpisodeRow[];

/**
 * The care and the placement of the looked-after list, carried over into episodes. What is not said stays: an episode that goes
 * on in the same placement keeps its carer, its place and its district.
 *
 * - First days are put right by `firstDayOfListSaid` (care) and `placementStartSaid` (placement).
 * - A new placement closes the last episode and opens a new one (RNE P, or B with the legal status; S where the care itself
 *   began anew). Care that began before a first known placement gets an episode of its own with nothing in it, so that the time
 *   in care is whole.
 * - A legal status, or a placement without a first day, that differs from the episode in force begins a new episode on the
 *   day of the list. With the same first day given another placement is a correction of that one.
 * - An episode of the return that began on the same day stands: differences are listed, only what it left open is filled in.
 * - An episode that begins after the list's day is newer than the list; what a later list or return said stands. What the list
 *   knows of the time before it is `betweenOfList`.
 *
 * Every change of what is held is told as a difference, which a person can have the other way where both can be meant.
 * Source: domain.md sections 10 and 11; issue 8 section 1; `reviews/core.md` A1, B7.
 * @example U6 under C1, and C2 without anything else on the list of 31 March // from 31 March C2, same carer, place and district
 */
export function careOfListSaid(held: Facts, given: CareOfListSaid, saying: Saying): Ruling {
  const { said, remarks, isKnown } = withoutDaysToCome(held, given, saying);
  if (!isKnown) return { facts: held, problems: [], remarks, said: [] };
  const turn: ListTurn = {
    said,
    saying,
    remarks: [...remarks],
    differences: [],
    isSecret: said.isConfidential || isSecretChild(held, said.placementType),
  };
  const isOthers = (day: PlainDate) => isOthersOn(held.authorities, day, said.laCode);
  const first = firstDayOfListSaid(held.episodes, { ...said, isOthers }, saying);
  turn.remarks.push(...first.remarks);
  turn.differences.push(...first.differences);
  const next = first.isNew ? begun(turn, held.child[0]?.id ?? '', first.episodes) : amended(turn, first.episodes);
  const names = ['careStart'];
  const isPlaced =
    said.placementType ?? said.placementStart ?? said.placementPostcode ?? said.placementDistrict ?? null;
  if (isPlaced !== null) names.push('placement');
  if (said.careEnd.said) names.push('careEnd');
  if (said.legalStatus !== null) names.push('legalStatus');
  if (said.carer !== null) names.push('carer');
  return {
    facts: next === held.episodes ? held : { ...held, episodes: next },
    problems: [],
    remarks: turn.remarks,
    said: names,
    differences: turn.differences,
  };
}

/** A time in care that begins, with its first placement that is known. */
function begun(turn: ListTurn, childId: string, all: Episodes): Episodes {
  const { said, saying } = turn;
  const start = said.placementStart ?? said.careStart;
  if (start <= said.careStart) return [...all, opened(turn, childId, said.careStart, { reasonStarted: 'S' })];
  const unknown = {
    ...anEpisode(saying.fresh(), childId, said.careStart, FROM_LIST),
    endDate: start,
    reasonCeased: CONTINUES,
  };
  return [...all, unknown, opened(turn, childId, start, { reasonStarted: 'P' })];
}

/** What is said of the time in care that is known. */
function amended(turn: ListTurn, all: Episodes): Episodes {
  const { said, saying } = turn;
  const placement = lastPlacement(all);
  const [first, last] = [placement[0], placement.at(-1)];
  if (!first || !last) return all;
  if (last.startDate > saying.asOf) return betweenOfList(turn, endedBefore(all, turn), last);
  if (saidSince(saying, 'placement')) return inForce(turn, all, last);
  const start = said.placementStart;
  const isItsDay = placement.some(({ startDate }) => startDate === start);
  const listed = { ...said, districtId: said.districtOn(last.startDate), ...(isItsDay ? { carer: null } : {}) };
  const isThis = (each: EpisodeRow) => placedAsListed(each, { ...listed, districtId: said.districtOn(each.startDate) });
  const isSame = isThis(last);
  if (start !== null && !isItsDay) {
    const { ruled, differences } = placementStartSaid(
      all,
      { placementStart: start, isThis, words: placeInWords(turn) },
      saying,
    );
    turn.differences.push(...differences);
    if (ruled.as === 'change') return moved(turn, all, last, ruled.on, ruled.goesOn);
    if (ruled.as === 'stands') {
      if (ruled.reason !== null) turn.remarks.push({ field: 'placement_start', value: start, reason: ruled.reason });
      return inForce(turn, all, last, isSame && 'stands');
    }
    const now = isSame ? ruled.episodes : putRight(turn, ruled.episodes, first.id);
    return inForce(turn, now, lastPeriod(now).at(-1) ?? last);
  }
  if (isSame) return inForce(turn, all, last);
  return elsewhere(turn, all, placement, isItsDay);
}

/** Another placement than the one in force, without a first day of its own, or with that of the one in force. */
function elsewhere(turn: ListTurn, all: Episodes, placement: Episodes, isItsDay: boolean): Episodes {
  const { said, saying } = turn;
  const [first, last] = [placement[0], placement.at(-1)];
  if (!first || !last) return all;
  const ofReturn = placement.some(({ source }) => source === FROM_RETURN);
  if (ofReturn && isItsDay) {
    turn.remarks.push({
      field: 'placement_type',
      value: said.placementType ?? '',
      reason: `The SSDA903 says ${last.placementType}: it stands`,
    });
    return inForce(turn, all, last);
  }
  const goesOn = isOpen(turn, last) && saidOr(said.careEnd, null) === null;
  if (!goesOn && !isItsDay) {
    turn.remarks.push({
      field: 'placement_start',
      value: '',
      reason: `Another placement (${placeInWords(turn)}) than that of ${first.startDate}, of care that has ended: give its first day; the one held stands`,
    });
    return inForce(turn, all, last, false);
  }
  const canFlip = goesOn && !ofReturn && last.startDate < saying.asOf;
  const usual = isItsDay ? 'correction' : 'change';
  const as = canFlip ? correctionOrChange('placement', saying, usual) : usual;
  turn.differences.push({
    what: 'placement',
    was: `${last.placementType || 'not known'} from ${first.startDate}`,
    now: placeInWords(turn),
    as,
    from: as === 'change' ? saying.asOf : null,
    canFlip,
  });
  if (as === 'change' && last.startDate < saying.asOf) return moved(turn, all, last, saying.asOf);
  // What began on the very day of the list is put right.
  const now = putRight(turn, all, as === 'change' ? last.id : first.id);
  return inForce(turn, now, now.find(({ id }) => id === last.id) ?? last);
}

/** The placement in force ends, and another begins on a day; `goesOn` is one from before that goes on. */
function moved(
  turn: ListTurn,
  all: Episodes,
  last: EpisodeRow,
  start: PlainDate,
  goesOn: EpisodeRow | null = null,
): Episodes {
  const { said, remarks } = turn;
  const ended = last.endDate !== null && last.endDate <= start && !isOpen(turn, last);
  if (ended) {
    remarks.push({
      field: 'placement_start',
      value: start,
      reason: `Care ended on ${last.endDate} by the episodes here: check whether it goes on`,
    });
    return all;
  }
  const closed = withChanged(all, last.id, { endDate: start, reasonCeased: CONTINUES });
  const sameStatus =
    said.legalStatus === null || said.legalStatus === last.legalStatus || saidSince(turn.saying, 'legalStatus');
  if (!sameStatus && last.legalStatus !== '')
    turn.differences.push({
      what: 'legalStatus',
      was: last.legalStatus,
      now: said.legalStatus ?? '',
      as: 'change',
      from: start,
      canFlip: false,
    });
  // Of a list without a word about the end of care, an end that is held stays, of the new placement.
  const end =
    last.endDate !== null && last.endDate > start && !said.careEnd.said
      ? { endDate: last.endDate, reasonCeased: last.reasonCeased }
      : {};
  const next = opened(turn, last.childId, start, {
    ...(goesOn ? ofPlacement(goesOn) : {}),
    ...end,
    reasonStarted: sameStatus ? 'P' : 'B',
    legalStatus: last.legalStatus,
  });
  return [...closed, sameStatus ? { ...next, legalStatus: last.legalStatus || next.legalStatus } : next];
}

/** The newest placement is as the list says, as it always was: over the episodes that a legal status split it into. */
function putRight(turn: ListTurn, all: Episodes, firstId: string): Episodes {
  const from = all.find(({ id }) => id === firstId)?.startDate ?? '';
  return all.map((each) =>
    each.startDate >= from && each.source !== FROM_RETURN ? { ...each, ...placed(turn, each.startDate) } : each,
  );
}

/** A list that comes late knows the real end of a time in care before, of which only a later list had told, without an end. */
function endedBefore(all: Episodes, { said, differences }: ListTurn): Episodes {
  const end = saidOr(said.careEnd, null);
  if (end === null) return all;
  const now = new Set(lastPeriod(all).map(({ id }) => id));
  const ended = all.find(
    ({ id, source, startDate, endDate, reasonCeased }) =>
      !now.has(id) &&
      source === FROM_LIST &&
      reasonCeased === null &&
      startDate <= end &&
      endDate !== null &&
      endDate > end,
  );
  if (!ended) return all;
  differences.push({
    what: 'careEnd',
    was: ended.endDate ?? '',
    now: end,
    as: 'correction',
    from: null,
    canFlip: false,
  });
  return withChanged(all, ended.id, { endDate: end });
}
