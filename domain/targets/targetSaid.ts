import { type Said, saidOr } from '#domain/facts/said.ts';

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

/** What tells one target from another. */
const KEY = ['measureId', 'academicYear', 'geography', 'kind', 'peer'] as const;
export type TargetKey = Pick<TargetHeld, (typeof KEY)[number]>;

/** A target as a file prints it, of a floor nothing, or as a person sets it, with its floor or none. */
export type TargetSaid = TargetKey & Pick<TargetHeld, 'value' | 'source'> & { readonly floor: Said<number> };

/** The target as it then is, `id` null where it is new; null where there is none, as a later voice has it; and what was said. */
export interface TargetRuling {
  readonly target: { readonly id: string | null; readonly row: Omit<TargetHeld, 'id'> } | null;
  readonly said: string;
}

/** The name of what is said of a target, the same from a file and from Settings, also where it is taken out. */
export const nameOfTarget = (target: TargetKey): string =>
  `target ${KEY.map((column) => target[column] ?? 'no peer').join(' ')}`;

/**
 * A target, found by measure, year, geography, kind and peer, from a file or from Settings. A file prints a value and where it
 * stands, nothing of a floor or of the order on the screen: what somebody set stays. One that was put right, or taken out, as of
 * a later day stays so.
 *
 * Source: domain.md section 3; issue 8 section 1 (said nothing changes nothing; an older voice never turns a newer one back).
 * @param held the targets of its measure and year
 * @example at most 33, with a floor of 30 set in Settings; the file says 34 // at most 34, floor 30
 */
export function targetSaid(
  held: readonly TargetHeld[],
  { floor, ...proposal }: TargetSaid,
  saidLater: (what: string) => boolean,
): TargetRuling {
  const said = nameOfTarget(proposal);
  const isOlder = saidLater(said);
  const found = held.find((row) => KEY.every((column) => row[column] === proposal[column]));
  if (!found)
    return {
      target: isOlder ? null : { id: null, row: { ...proposal, floor: saidOr(floor, null), position: 0 } },
      said,
    };
  const { id, ...known } = found;
  return { target: { id, row: isOlder ? known : { ...known, ...proposal, floor: saidOr(floor, known.floor) } }, said };
}
