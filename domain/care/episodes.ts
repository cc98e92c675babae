import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import { carerNames } from '#domain/secrecy/carerNames.ts';

/** Where an episode's record comes from; the return's is not contradicted by the list's. */
export const FROM_RETURN = 'SSDA903';
export const FROM_LIST = 'lookedAfterList';

/** A first day that is put right lies within so many days of the one that was held. */
export const MOVED = 62;

/** Reason for ceasing (REC): the child goes on being looked after in another episode. */
export const CONTINUES = 'X1';

/** Reason for ceasing (REC): another authority has taken the child over. */
export const TAKEN_OVER = 'E3';

export const inOrder = (episodes: readonly EpisodeRow[]): EpisodeRow[] =>
  [...episodes].sort((a, b) => (a.startDate < b.startDate ? -1 : 1));

/** An episode of which nothing is known but that there is one. */
export const anEpisode = (id: string, childId: string, startDate: PlainDate, source: string): EpisodeRow => ({
  id,
  childId,
  startDate,
  endDate: null,
  reasonStarted: 'S',
  legalStatus: '',
  needCode: null,
  placementType: '',
  placementProvider: null,
  reasonCeased: null,
  reasonPlacementChange: null,
  homePostcode: null,
  placementPostcode: null,
  placementDistrictId: null,
  providerOfstedUrn: null,
  carer: null,
  confidential: false,
  confidentialReason: null,
  source,
});

/** Whether two codes or postcodes do not contradict each other; one that is not known contradicts nothing. */
const agrees = (one: string | null, other: string | null): boolean =>
  one === null || one === '' || other === null || other === '' || one === other;

/** Whether the placement may be the same, by all that is known of both. @example U6 at CT9 1AB and U6 without a postcode // true */
export const samePlacement = (
  one: Pick<EpisodeRow, 'placementType' | 'placementPostcode'>,
  other: { placementType: string | null; placementPostcode: string | null },
): boolean => agrees(one.placementType, other.placementType) && agrees(one.placementPostcode, other.placementPostcode);

/**
 * Whether the placement of an episode may be the one that the list tells of. Where no two postcodes can be compared, another
 * district is another place; and where nothing of the place can be compared, a carer with no name in common is another carer.
 *
 * @example U6 in Thanet, and U6 in Dover without a postcode // false
 * @example U6 at CT9 1AB with Pat, and U6 at CT9 1AB with Sam // true: the same address
 */
export function placedAsListed(
  one: Pick<EpisodeRow, 'placementType' | 'placementPostcode' | 'placementDistrictId' | 'carer'>,
  listed: {
    placementType: string | null;
    placementPostcode: string | null;
    districtId: string | null;
    carer: string | null;
  },
): boolean {
  if (!samePlacement(one, listed)) return false;
  if (one.placementPostcode !== null && listed.placementPostcode !== null) return true;
  if (one.placementDistrictId !== null && listed.districtId !== null && one.placementDistrictId !== listed.districtId)
    return false;
  const names = carerNames(listed.carer);
  const held = carerNames(one.carer);
  return names.length === 0 || held.length === 0 || names.some((name) => held.includes(name));
}

/** Whether the legal status may be the same; a list may not know it. */
export const sameStatus = (one: Pick<EpisodeRow, 'legalStatus'>, other: { legalStatus: string }): boolean =>
  agrees(one.legalStatus, other.legalStatus);

/** What is known of a placement, which goes on while the legal status changes. */
export const ofPlacement = ({
  placementType,
  placementProvider,
  providerOfstedUrn,
  needCode,
  homePostcode,
  placementPostcode,
  placementDistrictId,
  carer,
}: EpisodeRow) => ({
  placementType,
  placementProvider,
  providerOfstedUrn,
  needCode,
  homePostcode,
  placementPostcode,
  placementDistrictId,
  carer,
});
