import { addYears, ageOn, dateOfDayNumber, dayNumber, type PlainDate } from '#domain/calendar/plainDate.ts';
import { PROFILE_DATE, profile2011, SNAPSHOT_DATE, snapshot2025 } from './profile2011.ts';
import type { Random } from './random.ts';

/** When one child was born, came into care and left it. */
export type CareHistory = {
  dateOfBirth: PlainDate;
  start: PlainDate;
  end: PlainDate | null;
  uasc: boolean;
  adopted: boolean;
};

/** Nobody who left before this day matters to any figure. */
const EARLIEST = '2005-09-01';
const FIRST_ENTRY = dayNumber('1988-01-01');
const LAST_DAY = dayNumber(SNAPSHOT_DATE);
const A_YEAR = 365.25;

const covers = (history: CareHistory, date: PlainDate): boolean =>
  history.start <= date && (history.end ?? '9999') > date;

/** Age at entry in years: babies, younger children, and more with adolescence. */
const ageAtEntry = (random: Random): number => {
  const [low, high] = random.weighted<readonly [number, number]>([
    [[0, 1], 17],
    [[1, 5], 22],
    [[5, 10], 27],
    [[10, 15], 26],
    [[15, 17.5], 8],
  ]);
  return low + random.next() * (high - low);
};

const historyFrom = (random: Random, entry: number, uasc: boolean): CareHistory => {
  const age = uasc ? 14.2 + 3.4 * Math.sqrt(random.next()) : ageAtEntry(random);
  const dateOfBirth = dateOfDayNumber(entry - Math.floor(age * A_YEAR));
  const eighteen = dayNumber(addYears(dateOfBirth, 18));
  const adopted = !uasc && age < 3 && random.chance(0.3);
  const years = uasc
    ? random.chance(0.12)
      ? random.exponential(0.4)
      : 9
    : adopted
      ? 0.9 + random.next() * 1.6
      : random.chance(0.2)
        ? random.exponential(0.5)
        : random.exponential(7);
  const end = Math.min(entry + 3 + Math.floor(years * A_YEAR), eighteen);
  return {
    dateOfBirth,
    start: dateOfDayNumber(entry),
    end: end > LAST_DAY ? null : dateOfDayNumber(end),
    uasc,
    adopted,
  };
};

/** Children who come into care in a year: unaccompanied ones in waves, with one at the end. */
const uascEntries = (year: number): number => {
  if (year === 2015 || year === 2016) return 260;
  if (year >= 2023) return 230;
  return year >= 2000 ? 120 : 20;
};
const otherEntries = (year: number): number => (year >= 2024 ? 320 : year >= 2009 && year <= 2016 ? 330 : 280);

/** Exactly `wanted` histories that `belongs` picks out: some are dropped at random, or more are drawn until it fits. */
const exactlySoMany = (
  random: Random,
  histories: CareHistory[],
  wanted: number,
  belongs: (history: CareHistory) => boolean,
  draw: () => CareHistory,
): CareHistory[] => {
  const inside = histories.filter(belongs);
  if (inside.length > wanted) {
    const dropped = new Set(random.shuffled(inside).slice(0, inside.length - wanted));
    return histories.filter((history) => !dropped.has(history));
  }
  const kept = [...histories];
  for (let missing = wanted - inside.length; missing > 0; ) {
    const history = draw();
    if (!belongs(history)) continue;
    kept.push(history);
    missing -= 1;
  }
  return kept;
};

/**
 * Kent's own children from 2005 to 2025 as times in care: one population in which children enter and leave, with exactly
 * the counts of 30 June 2011 (all, unaccompanied, under twelve) and about as many children on 31 March 2025.
 *
 * Source: domain.md section 2; the rates of entry and the lengths of stay are chosen so that the stock stays level.
 */
export function careHistories(random: Random): CareHistory[] {
  let histories: CareHistory[] = [];
  for (let entry = FIRST_ENTRY; entry < LAST_DAY; entry += 1) {
    const year = Number(dateOfDayNumber(entry).slice(0, 4));
    for (let n = random.poisson(uascEntries(year) / A_YEAR); n > 0; n -= 1)
      histories.push(historyFrom(random, entry, true));
    for (let n = random.poisson(otherEntries(year) / A_YEAR); n > 0; n -= 1)
      histories.push(historyFrom(random, entry, false));
  }
  histories = histories.filter((history) => history.end === null || history.end > EARLIEST);

  const in2011 = (history: CareHistory) => covers(history, PROFILE_DATE);
  const young = (history: CareHistory) => ageOn(history.dateOfBirth, PROFILE_DATE) < 12;
  const before = (date: PlainDate, years: number, uasc: boolean) => () =>
    historyFrom(random, dayNumber(date) - random.int(1, Math.floor(years * A_YEAR)), uasc);
  const { children, uasc, underTwelve } = profile2011;
  histories = exactlySoMany(random, histories, uasc, (h) => in2011(h) && h.uasc, before(PROFILE_DATE, 3, true));
  histories = exactlySoMany(
    random,
    histories,
    underTwelve,
    (h) => in2011(h) && !h.uasc && young(h),
    before(PROFILE_DATE, 11, false),
  );
  histories = exactlySoMany(
    random,
    histories,
    children - uasc - underTwelve,
    (h) => in2011(h) && !h.uasc && !young(h),
    before(PROFILE_DATE, 15, false),
  );

  // A child there on both dates is left alone: dropping it would undo the first snapshot.
  const only2025 = (h: CareHistory) => covers(h, SNAPSHOT_DATE) && !in2011(h);
  const both = histories.filter((h) => covers(h, SNAPSHOT_DATE) && in2011(h)).length;
  const aYearAgo = dateOfDayNumber(LAST_DAY - 364);
  const long = (h: CareHistory) => h.start <= aYearAgo;
  const uascLong = Math.round(snapshot2025.uasc * 0.4);
  const fitNow = (wanted: number, isUasc: boolean, isLong: boolean) => {
    histories = exactlySoMany(
      random,
      histories,
      wanted,
      (h) => only2025(h) && h.uasc === isUasc && long(h) === isLong,
      before(SNAPSHOT_DATE, isLong ? 13 : 1, isUasc),
    );
  };
  fitNow(uascLong, true, true);
  fitNow(snapshot2025.uasc - uascLong, true, false);
  fitNow(snapshot2025.twelveMonths - uascLong - both, false, true);
  fitNow(snapshot2025.children - snapshot2025.twelveMonths - (snapshot2025.uasc - uascLong), false, false);
  return histories.sort((a, b) =>
    a.start === b.start ? (a.dateOfBirth < b.dateOfBirth ? -1 : 1) : a.start < b.start ? -1 : 1,
  );
}
