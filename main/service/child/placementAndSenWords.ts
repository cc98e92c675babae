const PLACEMENT_TYPES: Readonly<Record<string, string>> = {
  K1: 'Secure children’s home',
  K2: 'Children’s home',
  K3: 'Supported accommodation',
  P1: 'With parents',
  P2: 'Living independently',
  P3: 'Residential employment',
  R1: 'Residential care home',
  R2: 'Health setting',
  R3: 'Family centre',
  R5: 'Young offender institution',
  S1: 'Residential school',
  H5: 'Semi-independent living',
};

/**
 * A placement type of the SSDA903 in words for a school; null where the code says nothing that a school should read. Places
 * for adoption (A3 to A6) are among those: the new family is nobody's business before the order, and sealed after it.
 *
 * Source: domain.md section 10 (PLACE codes), section 1 (adoption).
 * @example placementTypeWords('U4')  // 'Foster care'
 * @example placementTypeWords('A5')  // null
 */
export function placementTypeWords(code: string): string | null {
  if (/^U[1-3]$/.test(code)) return 'Foster care with relatives or friends';
  if (/^U[4-6]$/.test(code)) return 'Foster care';
  if (/^T[0-4]$/.test(code)) return 'Temporary placement';
  return PLACEMENT_TYPES[code] ?? null;
}

const SEN: Readonly<Record<string, string>> = {
  N: 'None identified',
  K: 'SEN support',
  E: 'Education, health and care plan',
  S: 'Statement of special educational needs',
};

/** @example senWords('K')  // 'SEN support' */
export const senWords = (status: string | null): string | null => (status === null ? null : (SEN[status] ?? null));
