import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import type { Difference, Remark, Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOr } from '#domain/facts/said.ts';
import { anEpisode, FROM_LIST, FROM_RETURN } from './episodes.ts';
import { type InForce, ofReturn } from './yearOfReturn.ts';

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
  /** The authority in whose care the list says the child is. */
  readonly laCode: string;
  /** Whether the list says that the placement is confidential. */
  readonly isConfidential: boolean;
  /** The district of the place that is said, on a day; null where none is known for it. */
  readonly districtOn: (day: PlainDate) => string | null;
}

/** What one row of the list says of one child's care, and what is told of it. */
export type ListTurn = {
  said: CareOfListSaid;
  saying: Saying;
  remarks: Remark[];
  differences: Difference[];
  /** Where the child lives or lived is secret: no address stands in what is told. */
  isSecret: boolean;
};

/** The district of the place that is said on a day; said where none is known. */
export function districtOf({ said, remarks, isSecret }: ListTurn, day: PlainDate): string | null {
  const id = said.districtOn(day);
  if (id === null && (said.placementDistrict !== null || said.placementPostcode !== null))
    remarks.push({
      field: said.placementDistrict === null ? 'placement_postcode' : 'placement_district',
      value: isSecret ? '' : (said.placementDistrict ?? said.placementPostcode ?? ''),
      reason: 'No district is known for this: the child waits among the unallocated',
    });
  return id;
}

export const saysPlace = ({ placementPostcode, placementDistrict }: CareOfListSaid): boolean =>
  placementPostcode !== null || placementDistrict !== null;

/** The end of care that is said of a placement that begins on a day. */
const endFrom = ({ careEnd }: CareOfListSaid, startDate: PlainDate): PlainDate | null => {
  const end = saidOr(careEnd, null);
  return end !== null && end >= startDate ? end : null;
};

/** What the list says of a placement that is in force on a day, without the legal status. */
export function placed(turn: ListTurn, day: PlainDate): Partial<EpisodeRow> {
  const { said } = turn;
  return {
    ...(said.placementType === null ? {} : { placementType: said.placementType }),
    ...(saysPlace(said) ? { placementDistrictId: districtOf(turn, day) } : {}),
    ...(said.placementPostcode === null ? {} : { placementPostcode: said.placementPostcode }),
    ...(said.carer === null ? {} : { carer: said.carer }),
  };
}

/** A new episode of the list, over what is known of the placement that goes on in it. */
export function opened(
  turn: ListTurn,
  childId: string,
  startDate: PlainDate,
  over: Partial<EpisodeRow> & { reasonStarted: string },
): EpisodeRow {
  const { said, saying } = turn;
  return {
    ...anEpisode(saying.fresh(), childId, startDate, FROM_LIST),
    ...over,
    endDate: endFrom(said, startDate) ?? over.endDate ?? null,
    ...(said.legalStatus === null ? {} : { legalStatus: said.legalStatus }),
    ...placed(turn, startDate),
  };
}

/** @example placeInWords(turn) // 'K2, ME7 1AA' */
export const placeInWords = ({ said, isSecret }: ListTurn): string =>
  [said.placementType ?? 'placement', isSecret ? null : (said.placementPostcode ?? said.placementDistrict)]
    .filter((word) => word !== null)
    .join(', ');

/** Whether a later list, or a return that knew of a later day, has said it already. */
export const saidSince = (saying: Pick<Saying, 'saidLater'>, what: InForce): boolean =>
  saying.saidLater(what) !== null || saying.saidLater(ofReturn(what)) !== null;

/** Whether care goes on in an episode, by what is held and by what the list says of its end. */
export const isOpen = (
  { said, saying }: { said: Pick<CareOfListSaid, 'careEnd'>; saying: Pick<Saying, 'saidLater'> },
  { endDate, reasonCeased, source }: EpisodeRow,
): boolean =>
  endDate === null ||
  (source !== FROM_RETURN &&
    reasonCeased === null &&
    said.careEnd.said &&
    said.careEnd.value === null &&
    !saidSince(saying, 'careEnd'));
