import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Remark, Saying } from '#domain/facts/ruling.ts';
import { saidOr, saysNone } from '#domain/facts/said.ts';
import type { CareOfListSaid } from './listTurn.ts';

/**
 * What a list says of care without what is only planned. A day to come is said, and nothing held changes by it before it is here:
 * an end of care that is still to come says that care goes on; a first day of another placement leaves the one held; a first day
 * of care leaves what is held of it altogether. Of a child of whom no care is held a first day is taken as it stands, as from a return.
 *
 * Source: issue 8 section 1 ("care before birth or in the future is said").
 * @example care_end 2030-01-01 on the list of 2026-02-09 // care goes on; said
 */
export function withoutDaysToCome(
  { episodes }: Pick<Facts, 'episodes'>,
  given: CareOfListSaid,
  { today }: Pick<Saying, 'today'>,
): { said: CareOfListSaid; remarks: readonly Remark[]; isKnown: boolean } {
  const remarks: Remark[] = [];
  const isToCome = (field: string, day: PlainDate | null, then: string): boolean => {
    if (day === null || day <= today) return false;
    remarks.push({ field, value: day, reason: `This day is still to come: ${then}` });
    return true;
  };
  const isHeld = episodes.length > 0;
  const check = 'it is taken as it stands, check it';
  const starts = isToCome('care_start', given.careStart, isHeld ? 'the care held stands until a list of then' : check);
  if (starts && isHeld) return { said: given, remarks, isKnown: false };
  const end = saidOr(given.careEnd, null);
  const ends = isToCome('care_end', end, 'care goes on until a list of then says that it has ended');
  const placed = 'the placement held stands until a list of then';
  const moves = isToCome('placement_start', given.placementStart, isHeld ? placed : check);
  const said = {
    ...given,
    ...(ends ? { careEnd: saysNone } : {}),
    ...(moves && isHeld ? NO_PLACEMENT : {}),
  };
  return { said, remarks, isKnown: true };
}

const NO_PLACEMENT = {
  placementType: null,
  placementStart: null,
  placementPostcode: null,
  placementDistrict: null,
  carer: null,
  districtOn: () => null,
};
