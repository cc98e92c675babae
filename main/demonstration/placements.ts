import { ageOn, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { DemoChild } from './demoChild.ts';
import { PROFILE_DATE, profile2011 } from './profile2011.ts';
import type { Random } from './random.ts';

/** Kent's districts by how many looked-after children live there; the coast takes more than its share. */
const IN_KENT: readonly (readonly [string, number])[] = [
  ['E07000114', 20],
  ['E07000113', 14],
  ['E07000106', 11],
  ['E07000108', 10],
  ['E07000112', 10],
  ['E07000105', 9],
  ['E07000110', 9],
  ['E07000109', 5],
  ['E07000107', 4],
  ['E07000115', 4],
  ['E07000116', 3],
  ['E07000111', 3],
];
const OUTSIDE_KENT: readonly (readonly [string, number])[] = [
  ['E06000035', 45],
  ['E09000004', 8],
  ['E09000006', 8],
  ['E09000008', 9],
  ['E09000011', 7],
  ['E07000061', 6],
  ['E07000062', 9],
  ['E07000064', 5],
  ['E07000215', 3],
];

export const districtInKent = (random: Random): string => random.weighted(IN_KENT);
export const isKentDistrict = (code: string): boolean => IN_KENT.some(([district]) => district === code);
export const districtOutsideKent = (random: Random): string => random.weighted(OUTSIDE_KENT);

export const fosterCarer = (random: Random): string =>
  random.weighted([
    ['U6', 55],
    ['U4', 33],
    ['U5', 12],
  ]);
export const kinshipCarer = (random: Random): string =>
  random.weighted([
    ['U1', 50],
    ['U3', 32],
    ['U2', 18],
  ]);

/** A placement type that suits the age; supported accommodation (K3) stands for independence after sixteen. */
export function placementTypeAt(random: Random, child: DemoChild, date: PlainDate): string {
  const age = ageOn(child.dateOfBirth, date);
  if (age >= 16 && random.chance(child.uasc ? 0.6 : 0.25)) return random.chance(0.85) ? 'K3' : 'P2';
  if (child.uasc) return random.chance(0.85) ? fosterCarer(random) : 'K2';
  if (age >= 9 && random.chance(0.13)) return random.chance(0.75) ? 'K2' : 'S1';
  return random.weighted([
    [fosterCarer(random), 82],
    [kinshipCarer(random), 10],
    ['P1', 6],
    ['R3', age < 2 ? 3 : 0],
    ['T4', 1],
    ['Z1', 1],
  ]);
}

/** The 417 for whom the seed gives no placement: what else children are placed in, so that the whole adds up to 1,745. */
const OTHER_PLACEMENTS: readonly { type: string; count: number; from: number; to: number }[] = [
  { type: 'A3', count: 44, from: 0, to: 6 },
  { type: 'A5', count: 26, from: 0, to: 6 },
  { type: 'K3', count: 170, from: 16, to: 17 },
  { type: 'P2', count: 60, from: 16, to: 17 },
  { type: 'R5', count: 12, from: 14, to: 17 },
  { type: 'K1', count: 4, from: 12, to: 17 },
  { type: 'S1', count: 30, from: 9, to: 17 },
  { type: 'R3', count: 15, from: 0, to: 2 },
  { type: 'R2', count: 3, from: 0, to: 17 },
  { type: 'R1', count: 6, from: 6, to: 17 },
  { type: 'T4', count: 22, from: 0, to: 17 },
  { type: 'Z1', count: 25, from: 8, to: 17 },
];

/** The placement type of each child looked after on 30 June 2011: exactly the counts of domain.md section 2. */
export function placementTypesOf2011(random: Random, children: readonly DemoChild[]): Map<DemoChild, string> {
  const types = new Map<DemoChild, string>();
  const { P1, kinship, K2 } = profile2011.placementTypes;
  const give = (type: () => string, count: number, suits: (child: DemoChild, age: number) => boolean): void => {
    const free = children.filter((child) => !types.has(child) && suits(child, ageOn(child.dateOfBirth, PROFILE_DATE)));
    const chosen = random.shuffled(free).slice(0, count);
    if (chosen.length < count) throw new Error(`Only ${chosen.length} of ${count} children suit placement ${type()}.`);
    for (const child of chosen) types.set(child, type());
  };
  for (const { type, count, from, to } of OTHER_PLACEMENTS)
    give(
      () => type,
      count,
      (child, age) => age >= from && age <= to && (type !== 'A3' && type !== 'A5' ? true : !child.uasc),
    );
  give(
    () => 'K2',
    K2,
    (_, age) => age >= 9,
  );
  give(
    () => 'P1',
    P1,
    (child) => !child.uasc,
  );
  give(
    () => kinshipCarer(random),
    kinship,
    (child) => !child.uasc,
  );
  for (const child of children) if (!types.has(child)) types.set(child, fosterCarer(random));
  return types;
}

/**
 * How many placements each child of 30 June 2011 has had by then in this time in care: from 1 to 56, a mean of 3.4
 * exactly to the nearest whole sum. More for those who have been in care longer.
 */
export function placementCountsOf2011(
  random: Random,
  children: readonly { child: DemoChild; daysInCare: number }[],
): Map<DemoChild, number> {
  const { mean, most } = profile2011.placements;
  const wanted = Math.round(mean * children.length);
  const byTime = [...children].sort((a, b) => b.daysInCare - a.daysInCare);
  const counts = new Map<DemoChild, number>();
  const roof = (days: number): number => Math.max(1, Math.min(24, Math.floor(days / 12)));
  for (const { child, daysInCare } of byTime) {
    const expected = 0.5 + Math.min(5.5, daysInCare / 420);
    counts.set(child, 1 + Math.min(roof(daysInCare) - 1, Math.floor(random.exponential(expected))));
  }
  const restless = byTime[random.int(0, 20)] as { child: DemoChild };
  counts.set(restless.child, most);
  let sum = [...counts.values()].reduce((total, count) => total + count, 0);
  const others = byTime.filter(({ child }) => child !== restless.child);
  while (sum !== wanted) {
    const { child, daysInCare } = random.pick(others);
    const count = counts.get(child) ?? 1;
    const next = count + (sum < wanted ? 1 : -1);
    if (next < 1 || next > roof(daysInCare)) continue;
    counts.set(child, next);
    sum += next - count;
  }
  return counts;
}
