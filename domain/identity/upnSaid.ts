import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import type { Facts, IdentifierRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Said } from '#domain/facts/said.ts';
import { stretchSaid } from '#domain/facts/stretchSaid.ts';

/** The issuer that UPNs are held under. */
export const UPN_ISSUER = 'DfE';

/** A unique pupil number; `first` is the day from which a first one is taken to hold. */
export interface UpnSaid {
  readonly upn: Said<string>;
  readonly first: PlainDate;
}

/** A temporary UPN ends in a letter. @example isTemporary('H80120000100A') // true */
const isTemporary = (upn: string): boolean => /[A-Z]$/.test(upn);

/**
 * The UPN in force. Another number ends the earlier one, which still finds the child. A number that the child had before and
 * that a file has again changes nothing, and a temporary number never takes the place of a permanent one: it is kept to find
 * the child by.
 *
 * Source: domain.md section 10 (temporary UPNs); issue 8 section 3 (matching by UPN, former and temporary too).
 * @example held H80120000100A (temporary), said H801200001001 as of 2025-03-31 // the temporary one until 2025-03-30
 */
export function upnSaid(held: Facts, { upn, first }: UpnSaid, saying: Saying): Ruling {
  if (!upn.said || upn.value === null) return { facts: held, problems: [], remarks: [], said: [] };
  const what = 'upn';
  const { value } = upn;
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [what] };
  const ofChild = held.identifiers.filter((row) => row.kind === 'upn' || row.kind === 'formerUpn');
  if (ofChild.some((row) => row.value === value)) return nothing;
  const childId = held.child[0]?.id ?? '';
  const fresh = (validFrom: PlainDate): IdentifierRow => ({
    id: saying.fresh(),
    childId,
    kind: 'upn',
    value,
    issuer: UPN_ISSUER,
    validFrom,
    validTo: null,
  });
  const current = ofChild.filter((row) => row.kind === 'upn');
  const inForce = current.find((row) => row.validTo === null);
  const { asOf } = saying;
  if (inForce && isTemporary(value) && !isTemporary(inForce.value)) {
    const beside = { ...fresh(asOf), kind: 'formerUpn', validTo: asOf };
    return { ...nothing, facts: { ...held, identifiers: [...held.identifiers, beside] } };
  }
  const { rows, differences } = stretchSaid<IdentifierRow>(
    current,
    {
      what,
      same: (row) => row.value === value,
      values: { value },
      fresh,
      first,
      as: correctionOrChange(what, saying),
      inWords: (row) => row.value,
      now: value,
      canFlip: true,
    },
    saying,
  );
  const others = held.identifiers.filter((row) => row.kind !== 'upn');
  const identifiers = rows === current ? held.identifiers : [...others, ...rows];
  return { ...nothing, facts: { ...held, identifiers }, differences };
}
