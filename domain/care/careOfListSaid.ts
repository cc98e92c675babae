import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import type { Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOr } from '#domain/facts/said.ts';
import { anEpisode, CONTINUES, FROM_LIST, FROM_RETURN, inOrder, ofPlacement, samePlacement } from './episodes.ts';

/** Care and placement as the looked-after list says them; null says nothing. */
export interface CareOfListSaid {
  readonly careStart: PlainDate;
  /** The day care ceased, or that it goes on; nothing where the list has no such column or it cannot be read. */
  readonly careEnd: Said<PlainDate>;
  readonly legalStatus: string | null;
  readonly placementType: string | null;
  readonly placementStart: PlainDate | null;
  readonly placementPostcode: string | null;
  readonly placementDistrict: string | null;
  readonly carer: string | null;
  /** The district of the place that is said, on a day; null where none is known for it. */
  readonly districtOn: (day: PlainDate) => string | null;
}

type Turn = { said: CareOfListSaid; saying: Saying; remarks: Remark[] };

/**
 * The care and the placement of the looked-after list, carried over into episodes. What is not said stays: an episode that goes
 * on in the same placement keeps its carer, its place and its district.
 *
 * - A placement that began later than the last episode closes it and opens a new one (RNE P, or B with the legal status; S where
 *   the care itself began anew). Care that began before a first known placement gets an episode of its own with nothing in it, so
 *   that the time in care is whole.
 * - A legal status, or a placement without a first day, that differs from the episode in force begins a new episode on the
 *   day of the list. With the same first day given it is a correction of that placement.
 * - An episode of the return that began on the same day stands: differences are listed, only what it left open is filled in.
 * - An episode that begins after the list's day is newer than the list; what a later list or return said stands. Of the placement
 *   before it the list gives the carer, where nobody is known.
 *
 * Source: domain.md sections 10 and 11; issue 8 section 1; `reviews/core.md` A1, B7.
 * @example U6 under C1, and C2 without anything else on the list of 31 March // from 31 March C2, same carer, place and district
 */
export function careOfListSaid(held: Facts, said: CareOfListSaid, saying: Saying): Ruling {
  const turn: Turn = { said, saying, remarks: [] };
  const episodes = inOrder(held.episodes);
  const last = episodes.at(-1);
  const start = said.placementStart ?? said.careStart;
  const newer = saying.saidLater('placement') !== null;
  const next =
    !last || (start > last.startDate && !newer)
      ? begun(turn, held, episodes, start)
      : amended(turn, held.episodes, last, start);
  const names = ['careStart', 'placement'];
  if (said.careEnd.said) names.push('careEnd');
  if (said.legalStatus !== null) names.push('legalStatus');
  if (said.carer !== null) names.push('carer');
  return {
    facts: next === held.episodes ? held : { ...held, episodes: next },
    problems: [],
    remarks: turn.remarks,
    said: names,
  };
}

/** The district of the place that is said on a day; said where none is known. */
function districtOf({ said, remarks }: Turn, day: PlainDate): string | null {
  const id = said.districtOn(day);
  if (id === null && (said.placementDistrict !== null || said.placementPostcode !== null))
    remarks.push({
      field: said.placementDistrict === null ? 'placement_postcode' : 'placement_district',
      value: said.placementDistrict ?? said.placementPostcode ?? '',
      reason: 'No district is known for this: the child waits among the unallocated',
    });
  return id;
}

/** The end of care that is said of a placement that begins on a day. */
const endFrom = ({ careEnd }: CareOfListSaid, startDate: PlainDate): PlainDate | null => {
  const end = saidOr(careEnd, null);
  return end !== null && end >= startDate ? end : null;
};

/** A new episode of the list, over what is known of the placement that goes on in it. */
function opened(
  turn: Turn,
  childId: string,
  startDate: PlainDate,
  over: Partial<EpisodeRow> & { reasonStarted: string },
): EpisodeRow {
  const { said, saying } = turn;
  const says = said.placementPostcode !== null || said.placementDistrict !== null;
  return {
    ...anEpisode(saying.fresh(), childId, startDate, FROM_LIST),
    ...over,
    endDate: endFrom(said, startDate),
    ...(said.legalStatus === null ? {} : { legalStatus: said.legalStatus }),
    ...(said.placementType === null ? {} : { placementType: said.placementType }),
    ...(says ? { placementDistrictId: districtOf(turn, startDate) } : {}),
    ...(said.placementPostcode === null ? {} : { placementPostcode: said.placementPostcode }),
    ...(said.carer === null ? {} : { carer: said.carer }),
  };
}

/** A placement that began after the last episode, or the first one known. */
function begun(turn: Turn, held: Facts, episodes: readonly EpisodeRow[], start: PlainDate): readonly EpisodeRow[] {
  const { said, saying } = turn;
  const childId = held.child[0]?.id ?? '';
  const last = episodes.at(-1);
  const careIsNew = !last || said.careStart > (last.endDate ?? last.startDate);
  let all = held.episodes;
  if (last && last.endDate === null)
    all = withChanged(
      all,
      last.id,
      careIsNew ? { endDate: said.careStart, reasonCeased: null } : { endDate: start, reasonCeased: CONTINUES },
    );
  const known = episodes.some(
    ({ startDate, endDate }) => startDate >= said.careStart || endDate === null || endDate >= said.careStart,
  );
  if (start > said.careStart && !known)
    all = [
      ...all,
      { ...anEpisode(saying.fresh(), childId, said.careStart, FROM_LIST), endDate: start, reasonCeased: CONTINUES },
    ];
  const sameStatus = said.legalStatus === null || said.legalStatus === last?.legalStatus;
  const reasonStarted = start === said.careStart ? 'S' : last && !careIsNew && !sameStatus ? 'B' : 'P';
  const kept = last && !careIsNew ? { legalStatus: last.legalStatus } : {};
  return [...all, opened(turn, childId, start, { reasonStarted, ...kept })];
}

/** What is said otherwise of the episode in force. */
function amended(turn: Turn, all: readonly EpisodeRow[], episode: EpisodeRow, start: PlainDate): readonly EpisodeRow[] {
  const { said, saying } = turn;
  const { asOf } = saying;
  if (episode.startDate > asOf) return filledIn(all, turn);
  const fromReturn = episode.source === FROM_RETURN;
  const differs = said.legalStatus !== null && episode.legalStatus !== '' && said.legalStatus !== episode.legalStatus;
  const otherStatus = differs && saying.saidLater('legalStatus') === null;
  const elsewhere = !samePlacement(episode, said) && saying.saidLater('placement') === null;
  const moved = elsewhere && said.placementStart === null;
  const goesOn = episode.endDate === null && !(fromReturn && episode.startDate === start);
  if ((otherStatus || moved) && goesOn && episode.startDate < asOf && saidOr(said.careEnd, null) === null) {
    const closed = withChanged(all, episode.id, { endDate: asOf, reasonCeased: CONTINUES });
    const reasonStarted = otherStatus && moved ? 'B' : moved ? 'P' : 'L';
    const kept = { legalStatus: episode.legalStatus, ...(moved ? {} : ofPlacement(episode)) };
    const next = opened(turn, episode.childId, asOf, { reasonStarted, ...kept });
    return [...closed, otherStatus ? next : { ...next, legalStatus: episode.legalStatus }];
  }
  return withChanged(all, episode.id, inPlace(turn, episode, { fromReturn, otherStatus, elsewhere }));
}

/** A list of a day before the placement in force knows the carer of the one before, where nobody else does. */
function filledIn(all: readonly EpisodeRow[], { said, saying }: Turn): readonly EpisodeRow[] {
  const { asOf } = saying;
  const then = inOrder(all).findLast(
    ({ startDate, endDate }) => startDate <= asOf && (endDate === null || endDate > asOf),
  );
  return then && then.carer === null && said.carer !== null && samePlacement(then, said)
    ? withChanged(all, then.id, { carer: said.carer })
    : all;
}

/** What is laid over the episode itself. */
function inPlace(
  turn: Turn,
  episode: EpisodeRow,
  { fromReturn, otherStatus, elsewhere }: { fromReturn: boolean; otherStatus: boolean; elsewhere: boolean },
): Partial<EpisodeRow> {
  const { said, saying, remarks } = turn;
  const over: { -readonly [Column in keyof EpisodeRow]?: EpisodeRow[Column] } = {};
  if (said.carer !== null && (saying.saidLater('carer') === null || episode.carer === null)) over.carer = said.carer;
  const newerPlace = saying.saidLater('placement') !== null;
  const place: Partial<EpisodeRow> = {
    ...(said.legalStatus === null ? {} : { legalStatus: said.legalStatus }),
    ...(said.placementType === null ? {} : { placementType: said.placementType }),
    ...(said.placementPostcode === null ? {} : { placementPostcode: said.placementPostcode }),
  };
  if (said.placementPostcode !== null || said.placementDistrict !== null) {
    const district = newerPlace ? null : districtOf(turn, episode.startDate);
    if (district !== null) Object.assign(place, { placementDistrictId: district });
  }
  // What the return, or a newer voice, left open is filled in; where the two differ they stand.
  for (const [column, value] of Object.entries(place) as [keyof EpisodeRow, never][]) {
    const stands = fromReturn || newerPlace || (column === 'legalStatus' && saying.saidLater('legalStatus') !== null);
    const empty = episode[column] === null || episode[column] === '';
    if (empty || !stands) over[column] = value;
  }
  if (fromReturn && otherStatus)
    remarks.push({
      field: 'legal_status',
      value: said.legalStatus ?? '',
      reason: `The SSDA903 says ${episode.legalStatus}: it stands`,
    });
  if (fromReturn && elsewhere)
    remarks.push({
      field: 'placement_type',
      value: said.placementType ?? '',
      reason: `The SSDA903 says ${episode.placementType}: it stands`,
    });
  return { ...over, ...endOf(turn, episode, fromReturn) };
}

/** The end of care that is said, or that it goes on. */
function endOf({ said, saying, remarks }: Turn, episode: EpisodeRow, fromReturn: boolean): Partial<EpisodeRow> {
  const tell = (value: string, reason: string) => remarks.push({ field: 'care_end', value, reason });
  const newer = saying.saidLater('careEnd') !== null;
  if (!said.careEnd.said) return {};
  const careEnd = said.careEnd.value;
  if (careEnd !== null && careEnd !== episode.endDate) {
    if (careEnd < episode.startDate)
      tell(careEnd, `Before the placement of ${episode.startDate} began: correct one of the two`);
    else if (episode.endDate === null ? !newer || fromReturn : !fromReturn && !newer) return { endDate: careEnd };
    else if (fromReturn) tell(careEnd, `The SSDA903 says ${episode.endDate}: it stands`);
  } else if (careEnd === null && episode.endDate !== null && !newer) {
    if (!fromReturn && episode.reasonCeased === null) return { endDate: null };
    tell('', `Care ended on ${episode.endDate} by the episodes here: check whether it goes on`);
  }
  return {};
}
