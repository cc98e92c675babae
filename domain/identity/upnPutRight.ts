import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, IdentifierRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';

const inForce = (held: Facts): IdentifierRow | undefined =>
  held.identifiers.find(({ kind, validTo }) => kind === 'upn' && validTo === null);

/** Whether a file of its day may still say that the number of a child was another's all along. */
export const canPutUpnRight = (held: Facts, saying: Saying): boolean => {
  const row = inForce(held);
  return row !== undefined && row.validFrom <= saying.asOf && saying.saidLater('upn') === null;
};

/**
 * The UPN in force where it was another child's all along: put right as it always was. The wrong number is not kept to find
 * the child by, for it is the other's; nor is an earlier row of the right one.
 *
 * Source: issue 8 section 1 (correction or change).
 * @example twins entered with each other's number: held X801200001002, said H801200001001 // H801200001001 since birth
 */
export function upnPutRight(held: Facts, { upn }: { upn: string }, saying: Saying): Ruling {
  const row = inForce(held);
  if (!row || row.value === upn || !canPutUpnRight(held, saying))
    return { facts: held, problems: [], remarks: [], said: ['upn'] };
  const others = held.identifiers.filter(({ kind, value }) => !(/^(upn|formerUpn)$/.test(kind) && value === upn));
  const was = { what: 'upn', was: row.value, now: upn, canFlip: false };
  return {
    facts: { ...held, identifiers: withChanged(others, row.id, { value: upn }) },
    problems: [],
    remarks: [],
    said: ['upn'],
    differences: [{ ...was, as: 'correction', from: null }],
  };
}
