import {
  addDays,
  addYears,
  ageOn,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  type PlainDate,
} from '#domain/calendar/plainDate.ts';
import { careHistories } from './careHistories.ts';
import type { DemoChild, DemoPeriod } from './demoChild.ts';
import { periodCovering } from './demoChild.ts';
import { episodesOf, type Placed2011 } from './episodes.ts';
import { personName } from './names.ts';
import { placementCountsOf2011, placementTypesOf2011 } from './placements.ts';
import { OTHER_AUTHORITIES_CHILDREN, PROFILE_DATE, profile2011, SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';

const MINORITY: readonly (readonly [string, number])[] = [
  ['MWBC', 18],
  ['MWBA', 10],
  ['MWAS', 12],
  ['MOTH', 18],
  ['BAFR', 12],
  ['BCRB', 8],
  ['BOTH', 5],
  ['AIND', 5],
  ['APKN', 4],
  ['ABAN', 4],
  ['WROM', 4],
];
const UASC_ORIGIN: readonly (readonly [string, string, number])[] = [
  ['AOTH', 'PRS', 34],
  ['BAFR', 'TIR', 24],
  ['OOTH', 'KUR', 22],
  ['BAFR', 'ARA', 12],
  ['AOTH', 'VIE', 5],
  ['OOTH', 'ALB', 3],
];
/** London boroughs and neighbours whose children live in Kent, by DfE number. */
const OTHER_AUTHORITIES: readonly (readonly [string, number])[] = [
  ['209', 14],
  ['210', 12],
  ['203', 14],
  ['208', 9],
  ['306', 10],
  ['305', 9],
  ['303', 9],
  ['316', 6],
  ['204', 5],
  ['211', 4],
  ['887', 6],
  ['845', 5],
  ['881', 4],
  ['936', 4],
];
const NEEDS: readonly (readonly [string, number])[] = [
  ['N1', 55],
  ['N2', 3],
  ['N3', 4],
  ['N4', 9],
  ['N5', 18],
  ['N6', 3],
  ['N7', 1],
  ['N8', 4],
];

const newChild = (
  number: number,
  facts: Pick<DemoChild, 'dateOfBirth' | 'uasc' | 'adopted' | 'periods'>,
  random: Random,
): DemoChild => {
  const origin = random.weighted(
    UASC_ORIGIN.map(([ethnicity, language, weight]) => [{ ethnicity, language }, weight] as const),
  );
  return {
    id: '',
    number,
    own: true,
    laCode: '886',
    sex: random.chance(facts.uasc ? 0.09 : 0.46) ? 'F' : 'M',
    formerDateOfBirth: null,
    disputed: false,
    disabled: random.chance(0.045),
    ethnicity: facts.uasc ? origin.ethnicity : random.chance(0.11) ? random.weighted(MINORITY) : 'WBRI',
    language: facts.uasc ? origin.language : random.chance(0.03) ? 'POL' : 'ENG',
    needCode: facts.uasc ? 'N8' : random.weighted(NEEDS),
    name: personName(random),
    respite: false,
    episodes: [],
    enrolments: [],
    sen: [],
    ...facts,
  };
};

/** Makes exactly so many of the children, drawn at random, and no others, what `mark` says. */
const exactly = (random: Random, from: readonly DemoChild[], count: number, mark: (child: DemoChild) => void): void => {
  if (from.length < count) throw new Error(`Only ${from.length} children to choose ${count} from.`);
  for (const child of random.shuffled(from).slice(0, count)) mark(child);
};

/** Sex, ethnicity, disability and need of the children of 30 June 2011, exactly as the seed counts them. */
function shape2011(random: Random, children: readonly DemoChild[]): void {
  const uasc = children.filter((child) => child.uasc);
  const others = children.filter((child) => !child.uasc);
  const girlsAmongUasc = 23;
  for (const child of children) Object.assign(child, { sex: 'M', disabled: false });
  exactly(random, uasc, girlsAmongUasc, (child) => {
    child.sex = 'F';
  });
  exactly(random, others, profile2011.girls - girlsAmongUasc, (child) => {
    child.sex = 'F';
  });
  for (const child of others) child.ethnicity = 'WBRI';
  exactly(random, others, profile2011.ethnicMinority - uasc.length, (child) => {
    child.ethnicity = random.weighted(MINORITY);
  });
  exactly(random, others, profile2011.disabled, (child) => {
    child.disabled = true;
  });
  for (const child of others) child.needCode = null;
  for (const [need, count] of Object.entries(profile2011.needs)) {
    const free = others.filter((child) => child.needCode === null && (need !== 'N2' || child.disabled));
    exactly(random, free, need === 'N8' ? count - uasc.length : count, (child) => {
      child.needCode = need;
    });
  }
}

/** Some unaccompanied children gave a first of January; for some of them the date was later disputed and changed. */
function disputeDates(random: Random, child: DemoChild): void {
  const start = (child.periods[0] as DemoPeriod).start;
  const first = `${child.dateOfBirth.slice(0, 4)}-01-01`;
  if (ageOn(first, PROFILE_DATE) < 12 || !random.chance(0.45)) return;
  const eighteenth = addYears(first, 18);
  const end = child.periods.at(-1)?.end ?? null;
  if (eighteenth < (end ?? addDays(SNAPSHOT_DATE, 1)) || ageOn(first, start) < 13) return;
  child.dateOfBirth = first;
  child.disputed = random.chance(0.4);
  if (child.disputed && random.chance(0.5))
    child.formerDateOfBirth = { date: addYears(first, -1), until: addDays(start, random.int(20, 120)) };
}

/** A short time back in care for some who left early, clear of both snapshots. */
function returnToCare(random: Random, child: DemoChild): void {
  const end = child.periods[0]?.end ?? null;
  if (end === null || child.uasc || child.adopted || ageOn(child.dateOfBirth, end) >= 14 || !random.chance(0.08))
    return;
  const start = addDays(end, random.int(90, 800));
  const eighteenth = addYears(child.dateOfBirth, 18);
  const back = dateOfDayNumber(Math.min(dayNumber(start) + random.int(60, 900), dayNumber(eighteenth)));
  const covers2011 = start <= PROFILE_DATE && back > PROFILE_DATE;
  if (start < eighteenth && back < SNAPSHOT_DATE && back > start && !covers2011)
    child.periods.push({ start, end: back });
}

/**
 * Kent's own children with their episodes: the counts of 30 June 2011 exactly, and everybody before and after. `pause` is
 * awaited now and then, so that other work is served and a cancel is noticed.
 */
export async function ownChildren(random: Random, pause: () => Promise<void>): Promise<DemoChild[]> {
  const children = careHistories(random).map(({ start, end, ...facts }, index) =>
    newChild(index + 1, { ...facts, periods: [{ start, end }] }, random),
  );
  await pause();
  const in2011 = children.filter((child) => periodCovering(child, PROFILE_DATE));
  shape2011(random, in2011);
  for (const child of children) {
    if (child.uasc) disputeDates(random, child);
    returnToCare(random, child);
  }
  const types = placementTypesOf2011(random, in2011);
  const counts = placementCountsOf2011(
    random,
    in2011.map((child) => ({
      child,
      daysInCare: daysBetween(periodCovering(child, PROFILE_DATE)?.start ?? PROFILE_DATE, PROFILE_DATE),
    })),
  );
  const outside = new Set(random.shuffled(in2011).slice(0, profile2011.outsideKent));
  for (const [index, child] of children.entries()) {
    if (index % 200 === 0) await pause();
    for (const period of child.periods) {
      const type = period.start <= PROFILE_DATE && (period.end ?? '9999') > PROFILE_DATE ? types.get(child) : undefined;
      const placed: Placed2011 | null =
        type === undefined ? null : { type, placements: counts.get(child) ?? 1, outside: outside.has(child) };
      child.episodes.push(...episodesOf(random, child, period, placed));
    }
  }
  for (let n = 0; n < 25; n += 1) children.push(shortBreaks(random, children.length + 1));
  return children;
}

/** A child with an agreed series of short breaks (V4) since 2024: in the return, in no looked-after measure. */
function shortBreaks(random: Random, number: number): DemoChild {
  const start = dateOfDayNumber(dayNumber('2024-03-01') + random.int(0, 200));
  const dateOfBirth = dateOfDayNumber(dayNumber(start) - random.int(5 * 365, 14 * 365));
  const period = { start, end: null };
  const child = newChild(number, { dateOfBirth, uasc: false, adopted: false, periods: [period] }, random);
  Object.assign(child, { respite: true, disabled: true, needCode: 'N2' });
  child.episodes = episodesOf(random, child, period, null);
  return child;
}

/** Children of other authorities placed in Kent: about 1,300 on each of the two dates. They enter none of Kent's measures. */
export function childrenOfOthers(random: Random, firstNumber: number): DemoChild[] {
  const children: DemoChild[] = [];
  for (const date of [PROFILE_DATE, SNAPSHOT_DATE]) {
    for (let n = 0; n < OTHER_AUTHORITIES_CHILDREN; n += 1) {
      const age = random.int(2 * 365, 17 * 365);
      const dateOfBirth = dateOfDayNumber(dayNumber(date) - age);
      const start = dateOfDayNumber(dayNumber(date) - Math.min(age - 30, 10 + Math.floor(random.exponential(700))));
      const leaves = Math.min(
        dayNumber(date) + 10 + Math.floor(random.exponential(600)),
        dayNumber(addYears(dateOfBirth, 18)),
      );
      const end: PlainDate | null =
        date === SNAPSHOT_DATE ? null : dateOfDayNumber(Math.max(leaves, dayNumber(date) + 1));
      const period = { start, end: end !== null && end > SNAPSHOT_DATE ? null : end };
      const child = newChild(
        firstNumber + children.length,
        { dateOfBirth, uasc: false, adopted: false, periods: [period] },
        random,
      );
      Object.assign(child, { own: false, laCode: random.weighted(OTHER_AUTHORITIES) });
      child.episodes = episodesOf(random, child, period, {
        type: random.chance(0.8) ? 'U6' : 'K2',
        placements: 1,
        outside: false,
      });
      children.push(child);
    }
  }
  return children;
}
