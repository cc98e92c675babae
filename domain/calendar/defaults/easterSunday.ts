import { type PlainDate, plainDate } from '../plainDate.ts';

/**
 * Easter Sunday of a year in the Gregorian calendar (good for 1583 onward).
 *
 * Source: the anonymous Gregorian computus (Meeus/Jones/Butcher), as in Meeus, "Astronomical Algorithms", ch. 8.
 * Example: `easterSunday(2024)` is `'2024-03-31'`; `easterSunday(2008)` is `'2008-03-23'`.
 */
export const easterSunday = (year: number): PlainDate => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return plainDate(year, month, day);
};
