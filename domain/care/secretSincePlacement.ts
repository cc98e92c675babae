import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import { placementSpells, type Spell } from '#domain/secrecy/placementSpells.ts';

/** Who says that a placement is secret where a list does. */
export const SAID_BY_LIST = 'the looked-after list';

const isUnknown = ({ placementType, placementPostcode, carer }: EpisodeRow): boolean =>
  placementType === '' && placementPostcode === null && carer === null;

/** The times at one place. One of which nothing was known at first begins with what is known of it: before, there is nothing to keep. */
export const spellsOf = (episodes: readonly EpisodeRow[]): Spell[] =>
  placementSpells(
    episodes.map(({ startDate, endDate, placementType, placementPostcode, carer }) => ({
      start: startDate,
      end: endDate,
      placementType,
      postcode: placementPostcode,
      carer,
    })),
  ).map((spell) => {
    const known = episodes
      .filter((each) => !isUnknown(each) && each.startDate >= spell.from && (!spell.to || each.startDate < spell.to))
      .map(({ startDate }) => startDate)
      .sort()[0];
    return { ...spell, from: known ?? spell.from };
  });

/** The first day of the placement that holds on a day; the day itself where none does. */
export const firstDayAt = (episodes: readonly EpisodeRow[], day: PlainDate): PlainDate =>
  spellsOf(episodes).findLast(({ from, to }) => from <= day && (to === null || to > day))?.from ?? day;

/**
 * The child's facts with every secrecy that a list told of beginning with the placement that holds on its first day: a return that
 * comes after the list may know that the placement began before. It never begins later: nothing is opened.
 *
 * Source: domain.md section 1 ('Confidential placement').
 * @example secret from 2024-10-10 by the list; the return says that the placement began on 2024-10-01 // secret from 2024-10-01
 */
export function secretSincePlacement(facts: Facts): Facts {
  const begins = ({ fromDate, toDate, saidBy }: Facts['secretPlacements'][number]) =>
    toDate === null && saidBy === SAID_BY_LIST ? firstDayAt(facts.episodes, fromDate) : fromDate;
  return facts.secretPlacements.every((row) => begins(row) === row.fromDate)
    ? facts
    : { ...facts, secretPlacements: facts.secretPlacements.map((row) => ({ ...row, fromDate: begins(row) })) };
}
