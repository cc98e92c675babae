import { postcodeAreas } from '#db/seed/kentPlaces.ts';
import { addDays, ageOn, daysBetween, laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { DemoChild, DemoEpisode, DemoPeriod } from './demoChild.ts';
import { staffName } from './names.ts';
import { districtInKent, districtOutsideKent, isKentDistrict, placementTypeAt } from './placements.ts';
import { PROFILE_DATE, SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';

/** What must hold on 30 June 2011 for a child in care then. */
export type Placed2011 = { type: string; placements: number; outside: boolean };

const OUTSIDE_SHARE = 0.105;

/** A postcode in a district, with an inward code that ends in ZZ: shaped like one, and nobody's. */
export const postcodeIn = (random: Random, district: string): string =>
  `${random.pick((postcodeAreas[district] ?? 'ZZ1').split(' '))} ${random.int(1, 9)}ZZ`;

/** Different days in a span, in order; fewer where the span is too short. */
const daysIn = (random: Random, from: PlainDate, to: PlainDate, count: number): PlainDate[] => {
  const span = daysBetween(from, to);
  if (span < 0) return [];
  const days = new Set<number>();
  for (let tries = 0; days.size < Math.min(count, span + 1) && tries < count * 50; tries += 1)
    days.add(random.int(0, span));
  for (let day = 0; days.size < Math.min(count, span + 1); day += 1) days.add(day);
  return [...days].sort((a, b) => a - b).map((day) => addDays(from, day));
};

/** Legal status over time: section 20 throughout, or proceedings, an interim and then a full care order. */
const legalStatuses = (
  random: Random,
  child: DemoChild,
  period: DemoPeriod,
  last: PlainDate,
  placedAtHome: boolean,
) => {
  if (child.respite) return [{ from: period.start, status: 'V4' }];
  if (child.uasc) return [{ from: period.start, status: 'V2' }];
  const young = ageOn(child.dateOfBirth, period.start) < 12;
  if (!child.adopted && !placedAtHome && random.chance(young ? 0.3 : 0.7)) {
    const older = ageOn(child.dateOfBirth, period.start) >= 14;
    return [{ from: period.start, status: older && random.chance(0.04) ? 'J1' : 'V2' }];
  }
  const steps = [{ from: period.start, status: random.chance(0.5) ? 'V2' : random.chance(0.4) ? 'L1' : 'C1' }];
  const then = (days: number, status: string): void => {
    const from = addDays((steps.at(-1) as { from: PlainDate }).from, days);
    if (from < last && status !== steps.at(-1)?.status) steps.push({ from, status });
  };
  if (steps[0]?.status !== 'C1') then(random.int(5, 90), 'C1');
  then(random.int(150, 330), 'C2');
  if (child.adopted) then(random.int(10, 60), 'E1');
  return steps;
};

const reasonCeased = (random: Random, child: DemoChild, end: PlainDate): string => {
  if (child.adopted) return random.chance(0.75) ? 'E11' : 'E12';
  const age = ageOn(child.dateOfBirth, addDays(end, 1));
  if (age >= 18)
    return random.weighted([
      ['E5', 55],
      ['E6', 20],
      ['E8', 15],
      ['E7', 10],
    ]);
  if (child.uasc) return random.chance(0.7) ? 'E3' : 'E8';
  if (age >= 15)
    return random.weighted([
      ['E4A', 55],
      ['E9', 5],
      ['E8', 25],
      ['E15', 15],
    ]);
  return random.weighted([
    ['E4A', 50],
    ['E4B', 12],
    ['E45', 18],
    ['E46', 10],
    ['E41', 10],
  ]);
};

/**
 * The episodes of one time in care: a chain in which each ends (X1) on the day the next begins, with placements that
 * change the carer (P), keep the carer (T), a legal status that changes alone (L) or with the placement (B).
 *
 * Source: SSDA903 guide as in domain.md section 10; `periodsOfCare` reads the chain back as one unbroken period.
 */
export function episodesOf(
  random: Random,
  child: DemoChild,
  period: DemoPeriod,
  placed2011: Placed2011 | null,
): DemoEpisode[] {
  const last = addDays(period.end ?? SNAPSHOT_DATE, -1);
  const years = Math.max(0, daysBetween(period.start, last)) / 365.25;
  let changes: PlainDate[];
  if (placed2011) {
    const early = daysIn(random, addDays(period.start, 1), PROFILE_DATE, placed2011.placements - 1);
    const later = daysIn(
      random,
      laterOf(addDays(PROFILE_DATE, 5), addDays(period.start, 1)),
      last,
      random.poisson(0.3 * Math.max(0, years - 3)),
    );
    changes = [...early, ...later];
  } else {
    const count = child.respite ? 0 : random.poisson(0.35 * years) + (random.chance(0.6) ? random.poisson(1) : 0);
    changes = daysIn(random, addDays(period.start, 1), last, Math.min(count, 18));
  }
  const home = placed2011?.type === 'P1';
  const legal = legalStatuses(random, child, period, last, home);
  if (home && legal.at(-1)?.status !== 'C2' && (legal[0] as { from: string }).from < PROFILE_DATE)
    legal.splice(0, legal.length, { from: period.start, status: 'C2' });
  const starts = [...new Set([period.start, ...changes, ...legal.map((step) => step.from)])].sort();
  const changeDays = new Set(changes);
  const current2011 = placed2011 ? (changes.findLast((day) => day <= PROFILE_DATE) ?? period.start) : null;
  const confidential = random.chance(0.03);
  const episodes: DemoEpisode[] = [];
  let placement: Pick<DemoEpisode, 'placementType' | 'provider' | 'district' | 'postcode' | 'carer'> | null = null;
  let outside = random.chance(OUTSIDE_SHARE);
  for (const [index, start] of starts.entries()) {
    const before = episodes.at(-1);
    const moved = index === 0 || changeDays.has(start);
    let sameCarer = false;
    if (moved) {
      const is2011 = start === current2011 && placed2011 !== null;
      sameCarer = index > 0 && !is2011 && random.chance(0.1) && !(placed2011 && start <= PROFILE_DATE);
      if (!sameCarer || placement === null) {
        outside = is2011 ? placed2011.outside : random.chance(0.25) ? random.chance(OUTSIDE_SHARE) : outside;
        if (!child.own) outside = false;
        const kept: string | null = placement?.district != null && random.chance(0.4) ? placement.district : null;
        const inKent: string = kept !== null && isKentDistrict(kept) ? kept : districtInKent(random);
        const district: string = outside ? districtOutsideKent(random) : inKent;
        const unresolved = start > '2020-01-01' && random.chance(0.006);
        let type = is2011 ? placed2011.type : placementTypeAt(random, child, start);
        if (child.respite) type = 'U6';
        if (child.adopted && period.end !== null && start === starts.at(-1))
          type = is2011 ? type : random.chance(0.6) ? 'A3' : 'A5';
        placement = {
          placementType: type,
          provider: type === 'P1' ? 'PR0' : random.chance(outside ? 0.2 : 0.7) ? 'PR1' : 'PR4',
          district: unresolved ? null : district,
          postcode: unresolved ? null : postcodeIn(random, district),
          carer: staffName(random),
        };
      }
    }
    const status = (legal.findLast((step) => step.from <= start) ?? legal[0]) as { status: string };
    const legalChanged = before !== undefined && before.legalStatus !== status.status;
    if (before) {
      before.end = start;
      before.reasonCeased = 'X1';
    }
    episodes.push({
      start,
      end: null,
      reasonStarted: index === 0 ? 'S' : moved ? (legalChanged ? (sameCarer ? 'U' : 'B') : sameCarer ? 'T' : 'P') : 'L',
      legalStatus: status.status,
      ...(placement as NonNullable<typeof placement>),
      reasonCeased: null,
      changeReason: moved && index > 0 ? random.pick(['CARPL', 'CHILD', 'CREQB', 'OTHER', 'PLACE']) : null,
      confidential,
    });
  }
  const final = episodes.at(-1);
  if (final && period.end !== null) {
    final.end = period.end;
    final.reasonCeased = reasonCeased(random, child, period.end);
  }
  return episodes;
}
