import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Problem, Remark } from '#domain/facts/ruling.ts';
import { type Said, saidOf, saidOr } from '#domain/facts/said.ts';
import type { SchoolLines } from './schoolLines.ts';
import { type BesideName, besideNameOf, mayLieIn, schoolOfName } from './schoolOfName.ts';
import { type SchoolRow, schoolKey } from './schoolRow.ts';

/** A school as somebody says it. */
export interface SchoolSaid {
  /** Null where it has none, or the file does not give it. */
  readonly urn: string | null;
  readonly name: string;
  readonly laestab: Said<string>;
  readonly phase: Said<string>;
  readonly districtId: Said<string>;
  readonly postcode: Said<string>;
  readonly openedOn: Said<PlainDate>;
  readonly closedOn: Said<PlainDate>;
}

/** The schools that a row may mean. */
export interface SchoolsHeld {
  readonly ofUrn: SchoolRow | null;
  /** Every one whose name is the same but for spelling. */
  readonly named: readonly SchoolRow[];
}

/** When something is said of a school, and what has been said of it since. */
export interface SayingOfSchool {
  readonly asOf: PlainDate;
  /** The authority whose store this is, by its three digits. */
  readonly authority: string;
  readonly lines: SchoolLines;
  readonly saidLater: (what: string) => boolean;
}

/** The school as it then is, `id` null where it is new, or why the row is refused. */
export type SchoolRuling =
  | { readonly problem: Problem }
  | {
      readonly id: string | null;
      readonly row: Omit<SchoolRow, 'id'>;
      readonly remarks: readonly Remark[];
      readonly said: readonly string[];
    };

/** The name of what is said of a school, as in `Ruling.said`. */
export const saidOfSchool = (school: Pick<SchoolRow, 'urn' | 'name'>): string => `school ${schoolKey(school)}`;

/**
 * A school, found by its URN; one without by its name (`schoolOfName`), so that the same file again makes none twice. A school that
 * had no URN gets it where LAESTAB or postcode say that it is the same; where nothing says so, a person must. What is not said
 * stays; the register, which is the whole truth about its dates, takes them back by an empty cell. An older file does not turn
 * back what a newer one said.
 *
 * Source: issue 8 sections 1 and 2; domain.md section 11; cases/gias-takes-a-closing-date-back.
 * @example closing on 2025-08-31, then the register with an empty CloseDate // open
 */
export function schoolSaid(held: SchoolsHeld, proposal: SchoolSaid, saying: SayingOfSchool): SchoolRuling {
  const beside: BesideName = { laestab: saidOr(proposal.laestab, null), postcode: saidOr(proposal.postcode, null) };
  const found =
    proposal.urn === null ? foundByName(held, beside, saying) : foundByUrn(held, proposal.urn, beside, saying);
  if (found !== null && 'reason' in found)
    return { problem: { field: proposal.urn === null ? 'name' : 'urn', value: proposal.name, reason: found.reason } };
  const before = found ?? {
    ...{ urn: null, laestab: null, phase: null, districtId: null },
    ...{ postcode: null, openedOn: null, closedOn: null },
  };
  const { laestab, phase, districtId, postcode, openedOn, closedOn } = proposal;
  const { id: _id, ...known } = { id: null, name: proposal.name, ...before };
  const urn = proposal.urn ?? known.urn;
  const said = [saidOfSchool({ urn, name: proposal.name })];
  const isOlder = found !== null && [...said, saidOfSchool(found)].some(saying.saidLater);
  const gotUrn = found !== null && found.urn === null && urn !== null;
  const over = saidOf<SchoolRow>({ laestab, phase, districtId, postcode, openedOn, closedOn });
  return {
    id: found?.id ?? null,
    row: isOlder ? { ...known, urn } : { ...known, ...over, urn, name: proposal.name },
    remarks: gotUrn
      ? [{ field: 'urn', value: urn, reason: 'This school was here without a URN: from now on it has this one' }]
      : [],
    said,
  };
}

type Found = SchoolRow | null | { readonly reason: string };

function foundByName({ named }: SchoolsHeld, beside: BesideName, { authority, asOf, lines }: SayingOfSchool): Found {
  const found = schoolOfName(named, beside, { authority, on: asOf, lines });
  if (found === 'several')
    return {
      reason: 'Several schools here have this name: give the URN, the LAESTAB or the postcode of the one meant',
    };
  if (found !== null) return found;
  const elsewhere = named.find(
    (school) =>
      school.urn === null &&
      besideNameOf(school, beside) === 'differs' &&
      (school.laestab === null || beside.laestab === null),
  );
  return elsewhere
    ? {
        reason: `A school of this name is here without a URN, at ${elsewhere.postcode}: correct the postcode where it is the same, else give this one a name that tells them apart`,
      }
    : null;
}

function foundByUrn(
  { ofUrn, named }: SchoolsHeld,
  urn: string,
  beside: BesideName,
  { authority }: SayingOfSchool,
): Found {
  if (ofUrn) return ofUrn;
  const without = named.filter((school) => school.urn === null);
  const same = without.filter((school) => besideNameOf(school, beside) === 'agrees');
  if (same.length === 1) return same[0] ?? null;
  const isAsked =
    same.length > 1 ||
    (mayLieIn(beside, authority) && without.some((school) => besideNameOf(school, beside) === 'unknown'));
  return isAsked
    ? {
        reason: `A school of this name is here without a URN. Bring in a schools file with its postcode or LAESTAB and no URN; then it is known whether it is ${urn}`,
      }
    : null;
}
