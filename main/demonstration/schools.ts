import { newId } from '#db/newId.ts';
import type { DemoSchool } from './demoChild.ts';
import { postcodeIn } from './episodes.ts';
import { districtOutsideKent } from './placements.ts';
import type { Random } from './random.ts';

const TREES = [
  ...['Oak', 'Ash', 'Elm', 'Hazel', 'Rowan', 'Willow', 'Beech', 'Birch', 'Cedar', 'Chestnut', 'Cherry', 'Hawthorn'],
  ...['Holly', 'Juniper', 'Larch', 'Lime', 'Maple', 'Pine', 'Poplar', 'Spruce', 'Sycamore', 'Walnut', 'Yew', 'Alder'],
];
const PLACES = [
  ...['', 'Hill', 'Brook', 'Meadow', 'Field', 'Bank', 'Bridge', 'Common', 'Copse', 'Cross', 'Dene', 'Down', 'Gate'],
  ...['Green', 'Grove', 'Heath', 'Lane', 'Lodge', 'Mount', 'Park', 'Pond', 'Ridge', 'View', 'Vale', 'Way', 'Wood'],
];
const KENT_DISTRICTS = Array.from({ length: 12 }, (_, index) => `E07000${105 + index}`);
const LA_OF_DISTRICT: Readonly<Record<string, string>> = {
  E06000035: '887',
  E07000061: '845',
  E07000062: '845',
  E07000064: '845',
  E09000004: '303',
  E09000006: '305',
  E09000008: '306',
  E09000011: '203',
  E07000215: '936',
};

const KINDS = [
  { phase: 'primary', words: 'Primary School', inKent: 384, outside: 36, number: 2001 },
  { phase: 'secondary', words: 'Academy', inKent: 96, outside: 18, number: 4001 },
  { phase: 'special', words: 'Special School', inKent: 28, outside: 6, number: 7001 },
  { phase: 'pupil-referral-unit', words: 'Alternative Provision', inKent: 12, outside: 0, number: 1101 },
  { phase: '16-plus', words: 'College', inKent: 18, outside: 2, number: 8001 },
] as const;

/**
 * Six hundred schools that nobody can mistake for real ones: 'Demonstration Oak Hill Primary School', URNs from 900001,
 * LAESTABs with the number of the authority they stand in.
 */
export function demonstrationSchools(random: Random): DemoSchool[] {
  const schools: DemoSchool[] = [];
  for (const { phase, words, inKent, outside, number } of KINDS) {
    for (let n = 0; n < inKent + outside; n += 1) {
      const district = n < inKent ? (KENT_DISTRICTS[n % KENT_DISTRICTS.length] as string) : districtOutsideKent(random);
      const place = PLACES[Math.floor(n / TREES.length) % PLACES.length];
      const name = ['Demonstration', TREES[n % TREES.length], place, words].filter(Boolean).join(' ');
      schools.push({
        id: newId(),
        urn: String(900001 + schools.length),
        laestab: `${LA_OF_DISTRICT[district] ?? '886'}${number + n}`,
        name,
        phase,
        district,
        postcode: postcodeIn(random, district),
      });
    }
  }
  return schools;
}

/** Schools by phase and district, for choosing one near a placement. */
export class SchoolFinder {
  readonly #byPlace = new Map<string, DemoSchool[]>();
  readonly #byPhase = new Map<string, DemoSchool[]>();
  readonly #random: Random;

  constructor(schools: readonly DemoSchool[], random: Random) {
    this.#random = random;
    for (const school of schools) {
      for (const [map, key] of [
        [this.#byPlace, `${school.phase}|${school.district}`],
        [this.#byPhase, school.phase],
      ] as const) {
        const list = map.get(key);
        if (list) list.push(school);
        else map.set(key, [school]);
      }
    }
  }

  /** A school of a phase in the district, or anywhere when the district has none; another one than `not`. */
  find(phase: DemoSchool['phase'], district: string | null, not: DemoSchool | null = null): DemoSchool {
    const near = this.#byPlace.get(`${phase}|${district}`)?.filter((school) => school !== not) ?? [];
    return this.#random.pick(near.length > 0 ? near : (this.#byPhase.get(phase) ?? []));
  }
}
