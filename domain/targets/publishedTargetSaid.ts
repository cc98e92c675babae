/** A target that is held: what somebody set in Settings, or a file of published figures printed. */
export interface TargetHeld {
  readonly id: string;
  readonly measureId: string;
  readonly academicYear: string;
  readonly geography: string;
  readonly kind: string;
  readonly value: number;
  readonly floor: number | null;
  readonly peer: string | null;
  readonly source: string;
  readonly position: number;
}

/** A target as a file of published figures prints it. */
export type PublishedTargetSaid = Omit<TargetHeld, 'id' | 'floor' | 'position'> & {
  /** The measure and the cohort in the file's own words, and its definition. */
  readonly printed: { readonly measure: string; readonly cohort: string; readonly definition: string };
};

/** The target as it then is, `id` null where it is new; and what was said. */
export interface PublishedTargetRuling {
  readonly id: string | null;
  readonly row: Omit<TargetHeld, 'id'>;
  readonly said: string;
}

/**
 * A published target, found by measure, year, geography, kind and peer. The file prints a value and where it stands, nothing of
 * a floor or of the order on the screen: what somebody set stays. One that a newer file put right stays so.
 *
 * Source: domain.md section 3; issue 8 section 1 (said nothing changes nothing).
 * @param held the targets of its measure and year
 * @example at most 33, with a floor of 30 set in Settings; the file says 34 // at most 34, floor 30
 */
export function publishedTargetSaid(
  held: readonly TargetHeld[],
  { printed, ...proposal }: PublishedTargetSaid,
  saidLater: (what: string) => boolean,
): PublishedTargetRuling {
  const { measure, cohort, definition } = printed;
  const said = [measure, proposal.geography, cohort, proposal.academicYear, definition].join(' ');
  const found = held.find(
    (row) =>
      row.measureId === proposal.measureId &&
      row.academicYear === proposal.academicYear &&
      row.geography === proposal.geography &&
      row.kind === proposal.kind &&
      row.peer === proposal.peer,
  );
  if (!found) return { id: null, row: { ...proposal, floor: null, position: 0 }, said };
  const { id, ...known } = found;
  return { id, row: saidLater(said) ? known : { ...known, ...proposal }, said };
}
