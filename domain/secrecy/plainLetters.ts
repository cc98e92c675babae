/** Letters of other scripts that look like a Latin one, each with the one it looks like: Cyrillic, then Greek, then phonetic. */
const ALIKE: ReadonlyMap<string, string> = new Map(
  (
    'АA ВB ЕE ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ЅS ԌG ԚQ ԜW аa вb еe іi јj кk мm нh оo рp сc тt уy хx ѕs ԁd ԛq ԝw һh ӏl ӀI ' +
    'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa εe ιi κk νv οo ρp τt υu χx γy ɑa ɡg ɩi'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/**
 * A text in the letters a reader sees: full-width and ornamental letters as plain ones, no diacritics, nothing that nobody sees
 * (soft hyphens, spaces without width, fillers, marks of direction), and Cyrillic or Greek letters that look Latin as Latin.
 * Capitals stay.
 *
 * Source: Unicode TR 39 (security mechanisms), confusable characters; of its list those of one letter that a keyboard has.
 * @example plainLetters('Ｈіd\u00ADdénham') // 'Hiddenham', of which the і was Cyrillic
 */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[\u0370-\u052F\u0251\u0261\u0269]/g, (letter) => ALIKE.get(letter) ?? letter);
