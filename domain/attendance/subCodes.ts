import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** The academic years in which schools marked them. */
const [FROM, TO] = ['2020-09-01', '2022-08-31'];

const SUB_CODES: readonly (readonly [subCode: string, code: string])[] = [
  ['X01', 'X'],
  ['X02', 'X'],
  ['I01', 'I'],
  ['I02', 'I'],
];

/**
 * The sub-codes of the pandemic that could be marked on a day, each with the register code that it counts as.
 *
 * Source: domain.md section 6 ("X01, X02 not possible; I01, I02 authorised map to X and I").
 * @example subCodesOn('2021-01-18') // X01 and X02 as X, I01 and I02 as I
 * @example subCodesOn('2025-01-20') // none
 */
export const subCodesOn = (date: PlainDate): readonly (readonly [subCode: string, code: string])[] =>
  date >= FROM && date <= TO ? SUB_CODES : [];
