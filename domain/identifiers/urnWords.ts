/**
 * What stands beside a school's name: its number, or that it has none. Not every school has one: a provision that is not
 * registered, a school abroad, one that is not registered yet.
 *
 * Source: issue 8 section 2 (schools without a URN can be held).
 * @example urnWords('118264') // 'URN 118264'
 * @example urnWords(null) // 'no URN'
 */
export const urnWords = (urn: string | null): string => (urn === null ? 'no URN' : `URN ${urn}`);
