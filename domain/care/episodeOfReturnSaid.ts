import { latest, type PlainDate } from '#domain/calendar/plainDate.ts';
import { isRespite } from '#domain/cohorts/episode.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import { type Remark, type Ruling, refusedFor, type Saying } from '#domain/facts/ruling.ts';
import { isOthersOn } from '#domain/identity/authorityOn.ts';
import { authorityOfReturn } from './authorityOfReturn.ts';
import { anEpisode, FROM_LIST, FROM_RETURN, inOrder, ofPlacement, samePlacement, sameStatus } from './episodes.ts';
import { isSecretChild } from './isSecretChild.ts';
import { RETURN, returnSaidLater } from './returnSaidLater.ts';
import { RETURN_IN_FORCE } from './yearOfReturn.ts';

/** An episode as the looked-after return says it, which is the whole truth about it: null is none. */
export interface EpisodeOfReturnSaid {
  readonly start: PlainDate;
  readonly end: PlainDate | null;
  readonly reasonStarted: string;
  readonly legalStatus: string;
  readonly needCode: string | null;
  readonly placementType: string | null;
  readonly placementProvider: string | null;
  readonly reasonCeased: string | null;
  readonly reasonPlacementChange: string | null;
  readonly homePostcode: string | null;
  readonly placementPostcode: string | null;
  readonly ofstedUrn: string | null;
  /** The district of the placement's postcode on the first day; null where none is known. */
  readonly districtId: string | null;
  /** The authority whose return it is. */
  readonly laCode: string;
  /** The last day of the year that its newest events are of, 31 March: it may know nothing of what came after. */
  readonly speaksTo: PlainDate;
}

/** Reasons for ceasing that are adoption orders: they close the record on the day of the order. */
export const ADOPTED: ReadonlySet<string> = new Set(['E11', 'E12']);

const EPISODE = [RETURN, ...RETURN_IN_FORCE];

/** Whether an episode is of the year that a return drawn on a day is the whole of, which begins on 1 April. */
function isOfYear({ end }: EpisodeOfReturnSaid, drawnOn: PlainDate): boolean {
  const april = `${drawnOn.slice(0, 4)}-04-01`;
  const yearBegins = drawnOn >= april ? april : `${Number(drawnOn.slice(0, 4)) - 1}-04-01`;
  return end === null || end >= yearBegins;
}

/**
 * An episode of the return, found by its first day. Where the list had guessed an episode's first day from its own, the return's
 * episode of the same legal status and placement takes its place, with the carer that only the list knows. An episode that goes
 * on in the same placement (a change of legal status splits it) has of the one before what the return leaves unsaid: carer,
 * postcode, district. What a later list says of the placement in force stands. An adoption order (E11, E12) closes the record on
 * its day. The URN is Ofsted's number of the provider and is never joined to a school. Where a later return has spoken of the child,
 * an older one changes none of its episodes and adds none of its year, of which it was the whole.
 *
 * Source: domain.md sections 1 and 10; DfE, guide to the SSDA903 collection; issue 8 section 1.
 * @example C1 from 2020-01-01 to 2021-06-01, C2 from 2021-06-01, same place // one placement, its carer and secrecy kept
 */
export function episodeOfReturnSaid(held: Facts, row: EpisodeOfReturnSaid, saying: Saying): Ruling {
  const born = held.birthDates.find(({ validTo }) => validTo === null)?.dateOfBirth ?? null;
  if (born !== null && row.start < born)
    return refusedFor(held, {
      field: 'DECOM',
      value: row.start,
      reason: `Before the date of birth, ${born}: correct one of the two`,
    });
  const remarks: Remark[] = [];
  if (row.start > saying.today)
    remarks.push({ field: 'DECOM', value: row.start, reason: 'This day is still to come: check it' });
  if (row.placementPostcode !== null && row.districtId === null)
    remarks.push({
      field: 'PL_POST',
      // Where the child lives or lived is secret: a note keeps no address of it.
      value: isSecretChild(held, row.placementType) ? '' : row.placementPostcode,
      reason: 'No district is known for this postcode: the child waits among the unallocated',
    });
  const whose = authorityOfReturn(held, row, saying);
  const episodes = inOrder(whose.episodes);
  const existing = episodes.find((each) => each.startDate === row.start) ?? null;
  const later = returnSaidLater(held.episodes, row, saying);
  if (later !== null && (existing?.source === FROM_RETURN || (!existing && isOfYear(row, later)))) {
    const reason = `The return of ${later} no longer has this episode: it is not taken from this older one`;
    return {
      ...{ facts: held, problems: [], said: EPISODE },
      remarks: existing ? remarks : [{ field: 'DECOM', value: row.start, reason }],
    };
  }
  const isOurs = ({ startDate }: EpisodeRow) => !isOthersOn(whose.authorities, startDate, row.laCode);
  // An episode that a return had before is known by its first day: what a list has beside it after the return's year is a move.
  const isMove = (each: EpisodeRow) => existing?.source === FROM_RETURN && each.startDate > row.speaksTo;
  const isGuess = (each: EpisodeRow) => each.source === FROM_LIST && isGuessOf(each, row) && !isMove(each);
  const guesses = episodes.filter((each) => isGuess(each) && isOurs(each));
  const before = existing ? null : goesOnFrom(episodes, row);
  const id = existing?.id ?? saying.fresh();
  const base = existing ?? anEpisode(id, held.child[0]?.id ?? '', row.start, FROM_RETURN);
  const carer = guesses.find((each) => each.carer !== null)?.carer;
  const episode: EpisodeRow = {
    ...base,
    ...(before ? { ...ofPlacement(before), needCode: null, homePostcode: null } : {}),
    ...ofRow(row),
    ...ofPlace(base, row, saying),
    ...endOf(base, row, { episodes, guesses, saying }),
    ...(carer == null ? {} : { carer }),
  };
  remarks.push(...whose.remarks);
  const kept = episodes.filter((each) => each.id !== id && !guesses.includes(each));
  const place = existing
    ? whose.episodes.map((each) => (each.id === id ? episode : each))
    : [...whose.episodes, episode];
  const now = place.filter((each) => each.id === id || kept.includes(each));
  remarks.push(...openBefore(now, row));
  const isSealing = row.reasonCeased !== null && ADOPTED.has(row.reasonCeased) && row.end !== null;
  // Opened again by two people on a later day: an older return does not close it once more.
  const isOpened = saying.saidLater('adoption') !== null;
  return {
    facts: {
      ...held,
      episodes: now,
      authorities: whose.authorities,
      child: isSealing && !isOpened ? held.child.map((child) => ({ ...child, sealedOn: row.end })) : held.child,
    },
    problems: [],
    remarks,
    said: [...EPISODE, ...whose.said, ...(isSealing ? ['adoption'] : [])],
    differences: whose.differences,
  };
}

/** Whether an episode of the list is the return's under a first day that was guessed. */
const isGuessOf = (each: EpisodeRow, row: EpisodeOfReturnSaid): boolean =>
  each.startDate > row.start &&
  (row.end === null || each.startDate < row.end) &&
  sameStatus(each, row) &&
  samePlacement(each, row);

const ofRow = (row: EpisodeOfReturnSaid): Partial<EpisodeRow> => ({
  reasonStarted: row.reasonStarted,
  needCode: row.needCode,
  placementProvider: row.placementProvider,
  reasonPlacementChange: row.reasonPlacementChange,
  homePostcode: row.homePostcode,
  providerOfstedUrn: row.ofstedUrn,
  source: FROM_RETURN,
});

/** Legal status and placement; of the episode in force a later list's stand. */
function ofPlace(base: EpisodeRow, row: EpisodeOfReturnSaid, saying: Saying): Partial<EpisodeRow> {
  const inForce = row.end === null;
  const stands = (what: string, is: string | null): boolean =>
    inForce && is !== null && is !== '' && saying.saidLater(what) !== null;
  const postcode =
    row.placementPostcode === null || stands('placement', base.placementPostcode)
      ? {}
      : { placementPostcode: row.placementPostcode, placementDistrictId: row.districtId };
  return {
    legalStatus: stands('legalStatus', base.legalStatus) ? base.legalStatus : row.legalStatus,
    placementType: stands('placement', base.placementType) ? base.placementType : (row.placementType ?? ''),
    ...postcode,
  };
}

/** The end of the episode: what the return says, but for a move or an end of care that a later list tells of. */
function endOf(
  base: EpisodeRow,
  row: EpisodeOfReturnSaid,
  held: { episodes: readonly EpisodeRow[]; guesses: readonly EpisodeRow[]; saying: Saying },
): Partial<EpisodeRow> {
  const { episodes, guesses, saying } = held;
  if (row.end !== null) return { endDate: row.end, reasonCeased: row.reasonCeased };
  const moved = episodes.find(
    (each) =>
      (each.source === FROM_LIST || saying.saidLater('placement') !== null) &&
      each.startDate > row.start &&
      !guesses.includes(each) &&
      (each.startDate > saying.asOf || each.startDate > row.speaksTo || saying.saidLater('placement') !== null),
  );
  if (moved) return { endDate: moved.startDate, reasonCeased: 'X1' };
  // An end without a reason is a list's; of one after its year the return cannot know.
  const isOver = base.endDate !== null && base.endDate > row.speaksTo && base.reasonCeased === null;
  if (isOver || (base.endDate !== null && saying.saidLater('careEnd') !== null)) return {};
  return { endDate: null, reasonCeased: row.reasonCeased };
}

/** The episode before, where its placement goes on in this one; null where the child moved, or nothing is known. */
function goesOnFrom(episodes: readonly EpisodeRow[], row: EpisodeOfReturnSaid): EpisodeRow | null {
  if (row.reasonStarted !== 'L') return null;
  const before = episodes.findLast(
    ({ startDate, endDate }) => startDate < row.start && (endDate === null || endDate >= row.start),
  );
  return before && samePlacement(before, row) ? before : null;
}

/** An earlier episode left open ends where this one begins (see `placementOn`): said, so that somebody closes it. */
function openBefore(episodes: readonly EpisodeRow[], row: EpisodeOfReturnSaid): Remark[] {
  if (isRespite(row)) return [];
  const from = latest(
    episodes.filter((each) => each.endDate === null && each.startDate < row.start).map(({ startDate }) => startDate),
  );
  if (from === null) return [];
  const reason = `The episode before, from ${from}, has no end (DEC): it is taken to end where this one begins`;
  return [{ field: 'DECOM', value: row.start, reason }];
}
