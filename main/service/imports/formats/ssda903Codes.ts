/**
 * The code lists of the SSDA903 that the importer checks against. Codes whose list changes from year to year (placement,
 * need, reason ceased) are only checked for their shape, and one not listed here is taken with a warning.
 *
 * Source: DfE, "Children looked after by local authorities in England: guide to the SSDA903 collection", as summed up in
 * the domain notes, section 10.
 */
export const REASONS_EPISODE_STARTED = ['S', 'L', 'P', 'T', 'B', 'U'] as const;

export const LEGAL_STATUSES = [
  ...['C1', 'C2', 'D1', 'E1', 'V2', 'V3', 'V4'],
  ...['L1', 'L2', 'L3', 'J1', 'J2', 'J3'],
] as readonly string[];

export const NEED_CODES = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8'] as readonly string[];

export const PLACEMENT_TYPES = [
  ...['A3', 'A4', 'A5', 'A6', 'K1', 'K2', 'K3', 'P1', 'P2', 'P3', 'R1', 'R2', 'R3', 'R5', 'S1'],
  ...['T0', 'T1', 'T2', 'T3', 'T4', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'Z1', 'Z11', 'Z12', 'Z13', 'Z14', 'H5'],
] as readonly string[];

export const REASONS_EPISODE_CEASED = [
  ...['X1', 'E2', 'E3', 'E4A', 'E4B', 'E5', 'E6', 'E7', 'E8', 'E9', 'E11', 'E12', 'E13', 'E14', 'E15', 'E16', 'E17'],
  ...['E41', 'E45', 'E46', 'E47', 'E48'],
] as readonly string[];

/** Files of the return that the app knows by their header and does not take in: their columns, and what they hold. */
export const OTHER_903_FILES: readonly { title: string; headers: readonly string[] }[] = [
  { title: 'SSDA903 Reviews', headers: ['CHILD', 'DOB', 'REVIEW', 'REVIEW_CODE'] },
  { title: 'SSDA903 UASC', headers: ['CHILD', 'SEX', 'DOB', 'DUC'] },
  { title: 'SSDA903 OC2 (health)', headers: ['CHILD', 'DOB', 'SDQ_SCORE', 'SDQ_REASON', 'CONVICTED', 'HEALTH_CHECK'] },
  { title: 'SSDA903 OC3 (care leavers)', headers: ['CHILD', 'DOB', 'IN_TOUCH', 'ACTIV', 'ACCOM'] },
  { title: 'SSDA903 Missing', headers: ['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END'] },
  { title: 'SSDA903 Previous permanence', headers: ['CHILD', 'DOB', 'PREV_PERM', 'LA_PERM', 'DATE_PERM'] },
  { title: 'SSDA903 Adoption', headers: ['CHILD', 'DOB', 'DATE_INT', 'DATE_MATCH'] },
  { title: 'SSDA903 Placed for adoption', headers: ['CHILD', 'DOB', 'DATE_PLACED'] },
];
