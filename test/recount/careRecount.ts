import { daysOn } from '#test/make/untidyHistories.ts';
import type { Dated, RawChild, RawEpisode, RawFacts } from './rawFacts.ts';

// Written from domain.md sections 1 and 4 and the decisions of figures.md; it imports nothing of domain/ or db/derived.

export const holds = (fact: Dated, date: string): boolean => fact.from <= date && (fact.to === null || date <= fact.to);
export const schoolYearOf = (date: string): number => Number(date.slice(0, 4)) - (date.slice(5) < '09-01' ? 1 : 0);
export const written = (first: number): string => `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
const respite = (episode: RawEpisode): boolean => episode.ls === 'V3' || episode.ls === 'V4';
const FOREVER = '9999-12-31';

/** The day each episode ended: one never closed ends where the next (that is no short break inside it) begins. */
function ends(episodes: readonly RawEpisode[]): { episode: RawEpisode; until: string; rec: string | null }[] {
  return episodes.map((episode, index) => {
    if (episode.end !== null) return { episode, until: episode.end, rec: episode.rec };
    for (const next of episodes.slice(index + 1))
      if (respite(episode) || !respite(next)) return { episode, until: next.start, rec: 'X1' };
    return { episode, until: FOREVER, rec: null };
  });
}

export type Spell = { start: string; until: string };

/** Unbroken times in care: continued on the same or the next day (X1, or a start that is a change), or overlapping. */
export function spells(child: RawChild, withRespite: boolean): Spell[] {
  const known = made.get(child) ?? {};
  made.set(child, known);
  const key = withRespite ? 'all' : 'without';
  known[key] ??= makeSpells(child, withRespite);
  return known[key];
}
const made = new WeakMap<RawChild, { all?: Spell[]; without?: Spell[] }>();

function makeSpells(child: RawChild, withRespite: boolean): Spell[] {
  const list = ends(child.episodes.filter((episode) => withRespite || !respite(episode)));
  const found: (Spell & { rec: string | null })[] = [];
  for (const { episode, until, rec } of list) {
    const now = found.at(-1);
    const near = now !== undefined && now.until !== FOREVER && episode.start <= daysOn(now.until, 1);
    const goesOn =
      now !== undefined &&
      (now.until === FOREVER || episode.start < now.until || (near && (now.rec === 'X1' || episode.rne !== 'S')));
    if (!now || !goesOn) found.push({ start: episode.start, until, rec });
    else if (until >= now.until) Object.assign(now, { until, rec });
  }
  return found.map(({ start, until }) => ({ start, until }));
}

export const spellOn = (list: readonly Spell[], date: string): Spell | null =>
  list.find((spell) => spell.start <= date && date < spell.until) ?? null;

/** In care since a year before the day after the date: the year to 31 March begins on 1 April. */
export const twelveMonths = (spell: Spell | null, date: string): boolean => {
  if (spell === null) return false;
  const aYearBefore = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  const last = date.slice(5) === '02-29' ? `${Number(date.slice(0, 4)) - 1}-02-28` : aYearBefore;
  return spell.start <= daysOn(last, 1);
};

/** The locality of a day in care: what takes precedence that day, else the district of the placement that began last. */
export function localityOn(facts: RawFacts, child: RawChild, date: string): string {
  let placement: RawEpisode | null = null;
  const list = ends(child.episodes);
  for (const [index, { episode, until }] of list.entries()) {
    const next = list[index + 1]?.episode.start;
    const last = episode.end !== null && next === daysOn(until, 1) ? next : until;
    if (episode.start <= date && date < last) placement = episode;
  }
  const own = child.own.some((each) => holds(each, date));
  for (const lead of facts.cohortLeads.filter((each) => holds(each, date))) {
    if (lead.cohort === 'outOfAuthority' && own && placement?.district && facts.outside.has(placement.district))
      return lead.locality;
    if (
      lead.cohort === 'specialEducationalNeeds' &&
      child.sen.some((each) => (each.status === 'E' || each.status === 'S') && holds(each, date))
    )
      return lead.locality;
  }
  if (!placement?.district) return 'unallocated';
  const found = facts.localityOfDistrict.filter((each) => each.district === placement.district && holds(each, date));
  return found.length === 1 ? (found[0]?.locality as string) : 'unallocated';
}

/** The locality of the last day in care up to a date; null where there was no such day. */
export function lastLocality(facts: RawFacts, child: RawChild, all: readonly Spell[], date: string): string | null {
  const spell = all.findLast((each) => each.start <= date && each.until > each.start);
  if (!spell) return null;
  return localityOn(facts, child, date < spell.until ? date : daysOn(spell.until, -1));
}

/** Year 0 (reception) to 13: as the school recorded it when the enrolment began, else by the date of birth now known. */
export function ncYearOn(child: RawChild, date: string): number | null {
  const on = child.enrolments
    .filter((each) => each.start <= date && (each.end === null || date <= each.end))
    .sort((a, b) => Number(b.main) - Number(a.main) || (a.start < b.start ? 1 : -1))[0];
  if (on && on.ncYear !== null) {
    const now = on.ncYear + schoolYearOf(date) - schoolYearOf(on.start);
    return now > 13 ? null : now;
  }
  const open = child.births.filter((each) => each.to === null);
  const birth = (open.length > 0 ? open : child.births).at(-1)?.date;
  if (birth === undefined) return null;
  const year = schoolYearOf(date) - schoolYearOf(birth) - 5;
  return year < -2 || year > 13 ? null : year;
}

export type CohortChild = { child: RawChild; locality: string; lac12: boolean; uasc: boolean; sen: string | null };

/** The authority's own school-age children looked after on a date; NC year and locality as on another. */
export function cohortOn(facts: RawFacts, date: string, attributed: string, schoolAge = true): CohortChild[] {
  const found: CohortChild[] = [];
  for (const child of facts.children.values()) {
    const spell = spellOn(spells(child, false), date);
    if (!spell || !child.own.some((each) => holds(each, date))) continue;
    const ncYear = ncYearOn(child, attributed);
    if (schoolAge && (ncYear === null || ncYear < 0 || ncYear > 11)) continue;
    found.push({
      child,
      locality: spellOn(spells(child, true), attributed) ? localityOn(facts, child, attributed) : 'unallocated',
      lac12: twelveMonths(spell, date),
      uasc: child.uasc.some((each) => holds(each, date)),
      sen: child.sen.findLast((each) => holds(each, date))?.status ?? null,
    });
  }
  return found;
}
