import { daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import type { Difference, Remark, Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOr } from '#domain/facts/said.ts';
import { anEpisode, CONTINUES, FROM_LIST, FROM_RETURN, inOrder, MOVED } from './episodes.ts';
import { lastPeriod } from './lastPeriod.ts';
import { isOpen, saidSince } from './listTurn.ts';

/** Episodes once a first day is said, and what a person should know of it. */
export interface FirstDay {
  readonly episodes: readonly EpisodeRow[];
  readonly remarks: readonly Remark[];
  readonly differences: readonly Difference[];
  /** Whether the child came into care anew on the day: the episodes of that time are not there yet. */
  readonly isNew: boolean;
}

/**
 * The first day of the time in care as the list says it. Another day than the one held is a correction, over what the list had
 * told itself; one more than two months later is taken for a new time in care, of which the end of the one before was not
 * told; so is any later one where the child was taken over from another authority. A first day of the return stands, and so does what a later list or return said.
 *
 * @param placementStart the first day of the placement, where the list gives it: care that began before it has a time of which
 *   no placement is known
 * @param isOthers whether the child was in the care of another authority than the list's on a day
 * Source: issue 8 section 1 ("first day in care [is a correction]"); docs/decisions/facts.md, 'First days'.
 * @example in care from 2024-06-03, the list says 2024-03-03 // the first episode begins on 2024-03-03
 * @example in care from 2024-06-03, the list of 2025-01-13 says 2024-12-01 // two times in care, unless a person says 'correction'
 */
export function firstDayOfListSaid(
  held: readonly EpisodeRow[],
  {
    careStart,
    careEnd,
    placementStart,
    isOthers,
  }: {
    careStart: PlainDate;
    careEnd: Said<PlainDate>;
    placementStart: PlainDate | null;
    isOthers: (day: PlainDate) => boolean;
  },
  saying: Saying,
): FirstDay {
  const stands: FirstDay = { episodes: held, remarks: [], differences: [], isNew: false };
  const period = lastPeriod(held);
  const [first, last] = [period[0], period.at(-1)];
  if (!first || !last) return { ...stands, isNew: true };
  if (careStart === first.startDate || saidSince(saying, 'careStart')) return stands;
  const isNoDay = saidOr(careEnd, null) === careStart;
  if (last.endDate !== null && careStart >= last.endDate && !isNoDay) {
    // A placement that ended on the day it began was none, where care begins on that day; what it went on from has ended.
    const isNone = (each: EpisodeRow) => each.startDate === careStart && each.endDate === careStart;
    const left = held.filter((each) => !isNone(each));
    const goesOn = left.find((each) => each.endDate === careStart && each.reasonCeased === CONTINUES);
    const episodes = goesOn ? withChanged(left, goesOn.id, { reasonCeased: null }) : left;
    return { ...stands, isNew: true, episodes };
  }
  if (first.startDate > saying.asOf) return stands;
  const told = { what: 'careStart', was: first.startDate, now: careStart };
  const tell = (reason: string): FirstDay => ({
    ...stands,
    remarks: [{ field: 'care_start', value: careStart, reason }],
  });
  if (careStart > first.startDate) {
    const goesOn = isOpen({ said: { careEnd }, saying }, last);
    const isLater = goesOn && (daysBetween(first.startDate, careStart) > MOVED || isOthers(first.startDate));
    const gone = period.filter(({ endDate }) => endDate !== null && endDate <= careStart);
    const into = period.find(({ endDate }) => endDate === null || endDate > careStart);
    const ofReturn = [...gone, ...(into ? [into] : [])].some(({ source }) => source === FROM_RETURN);
    const as = ofReturn ? 'change' : correctionOrChange('careStart', saying, isLater ? 'change' : 'correction');
    if (ofReturn && !isLater) return tell(`The SSDA903 says ${first.startDate}: it stands`);
    if (as === 'change' && goesOn && careStart > last.startDate) {
      const episodes = withChanged(held, last.id, { endDate: careStart, reasonCeased: null });
      const canFlip = !ofReturn;
      return { ...stands, episodes, isNew: true, differences: [{ ...told, as, from: careStart, canFlip }] };
    }
    if (!into || ofReturn) return tell(`Care is held from ${first.startDate}, with a placement since: correct one`);
    const left = held.filter((each) => !gone.includes(each));
    const canFlip = goesOn && careStart > last.startDate;
    return {
      ...stands,
      episodes: withChanged(left, into.id, { startDate: careStart, reasonStarted: 'S' }),
      differences: [{ ...told, as: 'correction', from: null, canFlip }],
    };
  }
  const before = inOrder(held).findLast(({ startDate }) => startDate < first.startDate);
  if (before?.endDate != null && (before.endDate > careStart || before.startDate >= careStart))
    return tell(`Care is held from ${before.startDate} to ${before.endDate} before: correct one of the two`);
  // A return is of one year: of care that began before it has no more than its first episode of the year.
  if (first.source === FROM_RETURN && first.reasonStarted === 'S')
    return tell(`The SSDA903 says ${first.startDate}: it stands`);
  const isPlacement =
    first.source === FROM_RETURN ||
    (placementStart !== null && placementStart > careStart && first.placementType !== '');
  const differences: Difference[] = [{ ...told, as: 'correction', from: null, canFlip: false }];
  if (!isPlacement) return { ...stands, episodes: withChanged(held, first.id, { startDate: careStart }), differences };
  const unknown = {
    ...anEpisode(saying.fresh(), first.childId, careStart, FROM_LIST),
    endDate: first.startDate,
    reasonCeased: CONTINUES,
  };
  const started = first.source === FROM_RETURN ? held : withChanged(held, first.id, { reasonStarted: 'P' });
  return { ...stands, episodes: [...started, unknown], differences };
}
