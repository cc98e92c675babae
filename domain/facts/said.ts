/**
 * What a cell, a form or a returned pack says of one thing. Three different things: it says nothing (no column, an empty
 * cell of a list), it says that there is none (an empty cell of a file that is the whole truth about its columns), it says
 * this. Said nothing changes nothing.
 *
 * Source: issue 8 section 1; domain.md section 11.
 * @example says('CT9 1AB') // { said: true, value: 'CT9 1AB' }
 * @example saysNone // { said: true, value: null }
 */
export type Said<T> = { readonly said: false } | { readonly said: true; readonly value: T | null };

export const saysNothing: Said<never> = { said: false };
/** @public */
export const saysNone: Said<never> = { said: true, value: null };
export const says = <T>(value: T): Said<T> => ({ said: true, value });

/**
 * A value as a list says it, of which an empty cell says nothing.
 *
 * @example saysIfGiven(null) // saysNothing
 */
export const saysIfGiven = <T>(value: T | null | undefined): Said<T> =>
  value === null || value === undefined ? saysNothing : says(value);

/**
 * What holds when this is said over what is held.
 *
 * @example saidOr(saysNothing, 'Mrs Hiddenham') // 'Mrs Hiddenham'
 * @example saidOr(saysNone, 'Mrs Hiddenham') // null
 */
export const saidOr = <T>(said: Said<T>, held: T | null): T | null => (said.said ? said.value : held);

/** Several things said at once, by the name of the fact's column. */
export type SaidColumns<Row> = { readonly [Column in keyof Row]?: Said<NonNullable<Row[Column]>> };

/**
 * @public
 * The columns of a row that are said, with their values: what is laid over the row that is held. A column that can hold no
 * 'none' keeps what it has.
 *
 * @example saidOf({ carer: saysNothing, legalStatus: says('C2') }) // { legalStatus: 'C2' }
 */
export function saidOf<Row>(columns: SaidColumns<Row>): Partial<Row> {
  const over: Partial<Row> = {};
  for (const [column, said] of Object.entries(columns) as [keyof Row, Said<never> | undefined][])
    if (said?.said) over[column] = said.value as Row[keyof Row];
  return over;
}
