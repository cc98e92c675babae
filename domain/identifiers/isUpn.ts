/** The 23 check letters in order of their value: I, O and S are left out so that no letter reads as a digit. */
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/**
 * The SSDA903's codes for a child whose unique pupil number is not known. What each stands for changes with the edition
 * of the guide, so the wording belongs to the dated code sets, not here.
 *
 * Source: the SSDA903 return, Header file, field UPN (domain notes, section 10).
 */
export const UNKNOWN_UPN_CODES = ['UN1', 'UN2', 'UN3', 'UN4', 'UN5'] as const;

export type UnknownUpnCode = (typeof UNKNOWN_UPN_CODES)[number];

/** Whether a value is one of the SSDA903's codes for 'no UPN'. `isUnknownUpnCode('UN3')` is true, `'UN6'` is not. */
export const isUnknownUpnCode = (value: string): value is UnknownUpnCode =>
  (UNKNOWN_UPN_CODES as readonly string[]).includes(value);

/**
 * The check letter of the twelve characters that follow it in a unique pupil number, or null where they are not twelve
 * digits (the last may be a letter in a temporary number).
 *
 * Each character is multiplied by its position in the whole number (2 to 13), a letter counting its place among the
 * check letters; the sum modulo 23 picks the letter.
 * Source: DfE, "Unique pupil numbers (UPNs): a guide for schools and local authorities", section on the format.
 * `upnCheckLetter('801200001001')`: 8×2 + 1×4 + 2×5 + 1×10 + 1×13 = 53, 53 mod 23 = 7, which is `'H'`.
 */
export const upnCheckLetter = (twelve: string): string | null => {
  if (!/^\d{11}[\dA-HJ-NP-RT-Z]$/.test(twelve)) return null;
  let sum = 0;
  for (let index = 0; index < 12; index += 1) {
    const character = twelve.charAt(index);
    const value = character <= '9' ? Number(character) : CHECK_LETTERS.indexOf(character);
    sum += value * (index + 2);
  }
  return CHECK_LETTERS.charAt(sum % 23);
};

/**
 * Whether a value is a unique pupil number with the right check letter: one letter, then twelve digits, the last of
 * which is a letter in a temporary UPN. Upper case only: a caller upper-cases and trims what people typed.
 * `isUpn('H801200001001')` is true; `'A801200001001'` (wrong letter), `'H80120000100'` (short) and `'UN1'` are not.
 */
export const isUpn = (value: string): boolean => {
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(value)) return false;
  return upnCheckLetter(value.slice(1)) === value.charAt(0);
};
