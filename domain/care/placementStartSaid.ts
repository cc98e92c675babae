import { daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import type { Difference, Saying } from '#domain/facts/ruling.ts';
import { anEpisode, CONTINUES, FROM_LIST, FROM_RETURN, inOrder, MOVED } from './episodes.ts';
import { lastPeriod, lastPlacement } from './lastPeriod.ts';

/** A placement as the list tells of it, with its first day. */
export interface PlacementOfList {
  readonly placementStart: PlainDate;
  /** Whether an episode may be of the placement that the list tells of. */
  readonly isThis: (episode: EpisodeRow) => boolean;
  readonly words: string;
}

/** Placements out of which a child comes back to the carer: in hospital (R2), and temporary ones (T0 to T4). */
const STAYS: ReadonlySet<string> = new Set(['R2', 'T0', 'T1', 'T2', 'T3', 'T4']);

/** What a first day of a placement comes to. */
export type PlacementStart =
  /** It is put right: the episodes as they then are. */
  | { readonly as: 'correction'; readonly episodes: readonly EpisodeRow[] }
  /** Another placement began on the day; `goesOn`: one that was held before a stay elsewhere goes on again. */
  | { readonly as: 'change'; readonly on: PlainDate; readonly goesOn: EpisodeRow | null }
  /** What is held stands, and why; null where a person wants it so. */
  | { readonly as: 'stands'; readonly reason: string | null };

/**
 * Another first day of the placement in force than the one held, as the list says it. Of the same placement it is a correction
 * within two months, or when it is earlier; a later one is another placement, of the same kind. Of another placement a later
 * day is a move, an earlier one takes back what the list had told of since, but for a stay in hospital or a temporary one, from which
 * the child came back by the day of the list. What the return says stands.
 *
 * Source: issue 8 section 1 (correction or change); docs/decisions/facts.md, 'First days'.
 * @example U6 from 2025-02-01, the list says U6 from 2025-02-03 // it begins on 2025-02-03, the one before ends then
 * @example R2 from 2025-09-03 after U6 from 2025-03-01, the list of 2025-09-15 says U6 from 2025-03-01 // U6 again from 2025-09-15
 * @example K2 from 2025-02-10 after U6 from 2024-06-03, the list says U6 from 2024-06-03 // the K2 is taken back
 */
export function placementStartSaid(
  held: readonly EpisodeRow[],
  { placementStart: start, isThis, words }: PlacementOfList,
  saying: Saying,
): { ruled: PlacementStart; differences: readonly Difference[] } {
  const period = lastPeriod(held);
  const placement = lastPlacement(held);
  const [first, last] = [placement[0], placement.at(-1)];
  if (!first || !last) return { ruled: { as: 'change', on: start, goesOn: null }, differences: [] };
  const isSame = isThis(last);
  const stands = (reason: string | null) => ({ ruled: { as: 'stands', reason } as const, differences: [] });
  const told = {
    what: 'placement',
    was: `${first.placementType || 'not known'} from ${first.startDate}`,
    now: `${words} from ${start}`,
  };
  const isNear = Math.abs(daysBetween(first.startDate, start)) <= MOVED;
  const ofReturn = placement.some(({ source }) => source === FROM_RETURN);
  if (start > first.startDate) {
    const goesOn = last.endDate === null || last.endDate > start;
    const usual = isSame && isNear && goesOn ? 'correction' : 'change';
    if (ofReturn && usual === 'correction') return stands(`The SSDA903 says ${first.startDate}: it stands`);
    const canFlip = isSame && !ofReturn && goesOn && start > last.startDate;
    const as = canFlip ? correctionOrChange('placement', saying, usual) : usual;
    if (as === 'change' && start <= last.startDate)
      return stands(`The episode of ${last.startDate} began on this day or later: correct one of the two`);
    const differences: Difference[] = [{ ...told, as, from: as === 'change' ? start : null, canFlip }];
    return as === 'change'
      ? { ruled: { as, on: start, goesOn: null }, differences }
      : { ruled: { as, episodes: beginsLater(held, placement, start, saying) }, differences };
  }
  const cut = period.filter((each) => !placement.includes(each) && each.startDate >= start);
  const isOfReturn = ofReturn || cut.some(({ source }) => source === FROM_RETURN);
  const goesOn = cut.find((each) => each.startDate === start && isThis(each)) ?? null;
  const since = [...cut, ...placement].filter((each) => !isThis(each));
  if (goesOn && since.every(({ placementType }) => STAYS.has(placementType))) {
    if (isSame) return stands(null);
    const canFlip = !isOfReturn && last.startDate < saying.asOf;
    const isStay = isOfReturn || (canFlip && saying.decided?.('placement') !== 'correction');
    const stay: Difference = {
      ...told,
      as: isStay ? 'change' : 'correction',
      from: isStay ? saying.asOf : null,
      canFlip,
      answers: { correction: 'It never was', change: 'Keep the stay' },
    };
    return isStay
      ? { ruled: { as: 'change', on: saying.asOf, goesOn }, differences: [stay] }
      : { ruled: { as: 'correction', episodes: beginsEarlier(held, { first, cut, start }) }, differences: [stay] };
  }
  if (isOfReturn) return stands(`The SSDA903 says ${first.startDate}: it stands`);
  if (start < (period[0]?.startDate ?? start))
    return stands(`Care is held from ${period[0]?.startDate}, later than this placement: correct one of the two`);
  const difference: Difference = {
    ...told,
    as: 'correction',
    from: null,
    canFlip: true,
    answers: { correction: 'Follow the list', change: 'Keep what is held' },
  };
  if (saying.decided?.('placement') === 'change')
    return { ruled: { as: 'stands', reason: null }, differences: [{ ...difference, as: 'change' }] };
  return {
    ruled: { as: 'correction', episodes: beginsEarlier(held, { first, cut, start }) },
    differences: [difference],
  };
}

/** The placement begins later: the one before goes on until then, or no placement is known until then. */
function beginsLater(
  held: readonly EpisodeRow[],
  placement: readonly EpisodeRow[],
  start: PlainDate,
  saying: Saying,
): readonly EpisodeRow[] {
  const from = placement[0]?.startDate ?? start;
  const gone = placement.filter(({ endDate }) => endDate !== null && endDate <= start);
  const into = placement.find((each) => !gone.includes(each));
  if (!into) return held;
  const before = inOrder(held).findLast(({ startDate, endDate }) => startDate < from && endDate === from);
  const isFirst = lastPeriod(held)[0]?.startDate === from;
  const left = held.filter((each) => !gone.includes(each));
  const moved = withChanged(left, into.id, { startDate: start, ...(isFirst ? { reasonStarted: 'P' } : {}) });
  if (before && !isFirst) return withChanged(moved, before.id, { endDate: start });
  const unknown = { ...anEpisode(saying.fresh(), into.childId, from, FROM_LIST), endDate: start };
  return isFirst ? [...moved, { ...unknown, reasonCeased: CONTINUES }] : moved;
}

/** The placement begins earlier: what is held from that day until it began goes, and what reaches into it ends there. */
function beginsEarlier(
  held: readonly EpisodeRow[],
  { first, cut, start }: { first: EpisodeRow; cut: readonly EpisodeRow[]; start: PlainDate },
): readonly EpisodeRow[] {
  const left = held.filter((each) => !cut.includes(each));
  const reaches = left.filter(
    ({ id, startDate, endDate }) => id !== first.id && startDate < start && (endDate === null || endDate > start),
  );
  const ended = reaches.reduce<readonly EpisodeRow[]>(
    (rows, { id }) => withChanged(rows, id, { endDate: start, reasonCeased: CONTINUES }),
    left,
  );
  const began = cut.find(({ startDate }) => startDate === start);
  return withChanged(ended, first.id, {
    startDate: start,
    ...(began ? { reasonStarted: began.reasonStarted } : {}),
  });
}
