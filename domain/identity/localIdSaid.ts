import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { foldedLocalId } from './foldedLocalId.ts';

/** The number that an authority knows the child by. */
export interface LocalIdSaid {
  readonly localId: string;
  readonly issuer: string;
  readonly first: PlainDate;
}

/**
 * A local id. It finds the child from then on, beside any that the child had before; one that is held already but for its
 * capitals or leading noughts is the same one.
 *
 * Source: domain.md section 11; cases/local-id-in-small-letters.
 * @example held 'M300' of 886, said 'm300' of 886 // nothing
 */
export function localIdSaid(held: Facts, { localId, issuer, first }: LocalIdSaid, saying: Saying): Ruling {
  const said = [`localId ${issuer}`];
  const known = held.identifiers.some(
    (row) => row.kind === 'localId' && row.issuer === issuer && foldedLocalId(row.value) === foldedLocalId(localId),
  );
  if (known) return { facts: held, problems: [], remarks: [], said };
  const childId = held.child[0]?.id ?? '';
  const row = { id: saying.fresh(), childId, kind: 'localId', value: localId, issuer, validFrom: first, validTo: null };
  return { facts: { ...held, identifiers: [...held.identifiers, row] }, problems: [], remarks: [], said };
}
