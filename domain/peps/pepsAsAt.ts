import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** What decides which version of a PEP stood on a day. */
export interface VersionOfPep {
  readonly id: string;
  readonly due: PlainDate;
  readonly version: number;
  /** The version it amends. */
  readonly amends: string | null;
  readonly status: string;
  readonly held: PlainDate | null;
  readonly submitted: PlainDate | null;
  readonly signedOff: PlainDate | null;
  readonly gradedOn: PlainDate | null;
}

/** An amendment stands once it has been handed in and nothing of it lies after the date. */
function amendmentStands({ status, held, submitted, signedOff, gradedOn }: VersionOfPep, asAt: PlainDate): boolean {
  if (status === 'draft' || status === 'due' || held === null) return false;
  return [held, submitted, signedOff, gradedOn].every((date) => date === null || date <= asAt);
}

/**
 * The version of each of a child's PEPs that stood on a date. A draft amendment does not stand for the signed-off PEP it
 * is to change, nor does one held, handed in or graded after the date: until then the version before it stands with the
 * grade it had.
 *
 * Source: domain.md section 8 ('a signed-off PEP is locked, and amendments are new versions').
 * @example version 1 graded 10 January, version 2 graded 10 February, as at 31 January // version 1
 */
export function pepsAsAt<Pep extends VersionOfPep>(peps: readonly Pep[], asAt: PlainDate): Pep[] {
  if (peps.every((pep) => pep.version === 1 && pep.amends === null)) return [...peps];
  const isAmendment = (pep: Pep) =>
    peps.some((other) => other.id === pep.amends || (other.due === pep.due && other.version < pep.version));
  const standing = peps.filter((pep) => !isAmendment(pep) || amendmentStands(pep, asAt));
  return standing.filter(
    (pep) =>
      !standing.some((other) => other.amends === pep.id || (other.due === pep.due && other.version > pep.version)),
  );
}

/**
 * The PEP held last by a date, of those that stood on it; null where none was. Of two held on one day it is the one due
 * later, then the newer version: the same everywhere.
 *
 * @example held 2024-12-10 and 2025-04-02, as at 2025-03-31 // the one of 10 December
 */
export function lastPepHeld<Pep extends VersionOfPep>(standing: readonly Pep[], asAt: PlainDate): Pep | null {
  let last: Pep | null = null;
  for (const pep of standing) {
    if (pep.held === null || pep.held > asAt) continue;
    if (last === null || keyOf(pep) > keyOf(last)) last = pep;
  }
  return last;
}

const keyOf = ({ held, due, version, id }: VersionOfPep): string =>
  `${held} ${due} ${String(version).padStart(6, '0')} ${id}`;

/** Whether the grades of a PEP were given by a date; grades without a day of their own always count. */
export const isGradedBy = ({ gradedOn }: Pick<VersionOfPep, 'gradedOn'>, asAt: PlainDate): boolean =>
  gradedOn === null || gradedOn <= asAt;
