/**
 * What tells results of two qualifications in one subject apart, however their names are written; empty for a GCSE and for the
 * tests of a key stage.
 *
 * Source: domain.md section 5 (vocational grades are never GCSE letters; nothing is overwritten).
 * @example qualificationKey('BTEC  Level 2') // 'btec level 2'
 * @example qualificationKey(null) // ''
 */
export const qualificationKey = (qualification: string | null | undefined): string =>
  (qualification ?? '').trim().toLowerCase().replace(/\s+/g, ' ');
