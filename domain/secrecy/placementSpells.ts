import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Placed } from './placement.ts';

/** A time at one place, over every episode it was split into. */
export interface Spell {
  from: PlainDate;
  to: PlainDate | null;
  placementType: string;
  postcode: string | null;
  carer: string | null;
}

const agree = (one: string | null, other: string | null): boolean =>
  one === null || one === '' || other === null || other === '' || one === other;

/**
 * The times a child spent at one place, oldest first. Episodes that follow each other without a gap, with the same placement
 * type, postcode and carer as far as both say them, are one: a change of legal status moves nobody.
 *
 * Source: domain.md section 10 (RNE L is a change of legal status alone).
 * @example C1 at CT9 1AB to 1 June 2021, C2 at CT9 1AB from then // one spell
 */
export function placementSpells(episodes: readonly Placed[]): Spell[] {
  const spells: Spell[] = [];
  for (const each of episodes.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = spells.at(-1);
    const goesOn =
      last !== undefined &&
      (last.to === null || last.to >= each.start) &&
      agree(last.placementType, each.placementType) &&
      agree(last.postcode, each.postcode) &&
      agree(last.carer, each.carer);
    if (last !== undefined && goesOn) {
      last.to = each.end;
      last.placementType ||= each.placementType;
      last.postcode ??= each.postcode;
      last.carer ??= each.carer;
    } else
      spells.push({
        from: each.start,
        to: each.end,
        placementType: each.placementType,
        postcode: each.postcode,
        carer: each.carer,
      });
  }
  return spells;
}
