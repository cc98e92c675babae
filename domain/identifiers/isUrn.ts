/**
 * Whether a value is a school's URN: six digits, the first of them 1 to 9 (numbers in use run from 100000 upwards).
 * It says nothing of whether such a school exists, and it is not for the SSDA903's URN, which is Ofsted's number of a
 * placement provider (`SC123456`, or digits that happen to look alike) and never a school.
 *
 * Source: DfE, "Get Information about Schools", establishment field URN (6-digit integer).
 * `isUrn('118264')` is true; `'18264'`, `'018264'` and `'SC118264'` are not.
 */
export const isUrn = (value: string): boolean => /^[1-9]\d{5}$/.test(value);
