/**
 * Whether a placement type is a placement for adoption (A3 to A6).
 *
 * Source: domain.md section 12 ('A secret placement is a confidential one or a placement for adoption'); DfE, SSDA903 guide.
 * @example isAdoptionPlacement('A4') // true
 * @example isAdoptionPlacement('U6') // false
 */
export const isAdoptionPlacement = (placementType: string): boolean => /^A[3-6]$/.test(placementType);
