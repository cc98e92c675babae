/**
 * A local id without what a spreadsheet or a hurried hand changes of it: capitals, blanks and leading noughts.
 *
 * Source: domain.md section 10 (lost leading zeros); cases/local-id-in-small-letters.
 * @example foldedLocalId('m0300') // 'M0300'
 * @example foldedLocalId('00731') // '731'
 */
export const foldedLocalId = (localId: string): string =>
  localId
    .replace(/\s/g, '')
    .toUpperCase()
    .replace(/^0+(?=.)/, '');
