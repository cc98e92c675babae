import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { IdentifierRow } from '#domain/facts/factRows.ts';
import type { Merging, OfBoth } from './mergedRows.ts';
import { UPN_ISSUER } from './upnSaid.ts';

/** One number, whether it is in force or was: a UPN that one record has given up may be the one that the other has in force. */
const numberOf = ({ kind, value, issuer }: IdentifierRow): string =>
  `${kind === 'formerUpn' ? 'upn' : kind} ${value} ${issuer}`;

/**
 * The numbers of both records, each once, from the earlier of its first days and in force where it is in either. Of two UPNs in force one stays so, and of two local ids of one authority that of the
 * record that stays; the others still find the child.
 *
 * Source: exchange.md section 4 (the same child twice); domain.md section 10 (UPNs).
 * @example UPN X, formerly Y / UPN Y // X in force, formerly Y
 */
export function mergedIdentifiers(
  [a, b]: OfBoth<IdentifierRow>,
  { moved, alias, fromGoes }: Merging,
  today: PlainDate,
): IdentifierRow[] {
  const own = new Set(a);
  const isInForce = (row: IdentifierRow) =>
    row.validTo === null && (row.kind === 'localId' || (row.kind === 'upn' && row.issuer === UPN_ISSUER));
  const upnOf = (rows: readonly IdentifierRow[]) => rows.find((row) => row.kind === 'upn' && isInForce(row));
  const [x, y] = [upnOf(a), upnOf(b)];
  const differ = x !== undefined && y !== undefined && x.value !== y.value;
  const upn = differ && fromGoes('upn', x.value, y.value) ? y : (x ?? y);
  const givesWay = (row: IdentifierRow): boolean =>
    isInForce(row) &&
    (row.kind === 'upn'
      ? row.value !== upn?.value
      : !own.has(row) && a.some((each) => each.kind === 'localId' && each.issuer === row.issuer && isInForce(each)));
  const ended = (row: IdentifierRow): IdentifierRow => {
    const yesterday = addDays(today, -1);
    const kind = row.kind === 'upn' ? 'formerUpn' : row.kind;
    return { ...row, kind, validTo: row.validFrom > yesterday ? row.validFrom : yesterday };
  };
  /** The row of one number that stays: the one in force; else one that stands as no longer in force already. */
  const standing = (rows: readonly IdentifierRow[]): IdentifierRow | undefined =>
    rows.find((row) => isInForce(row) && !givesWay(row)) ?? rows.find((row) => !isInForce(row)) ?? rows[0];
  const kept = new Map<IdentifierRow, IdentifierRow>();
  for (const rows of Map.groupBy([...a, ...b], numberOf).values()) {
    const stays = standing(rows);
    const ofBoth = rows.some((row) => own.has(row)) && rows.some((row) => !own.has(row));
    const first = rows.map(({ validFrom }) => validFrom).toSorted()[0];
    for (const row of rows)
      if (row === stays) kept.set(row, ofBoth && first !== undefined ? { ...row, validFrom: first } : row);
      else if (!(ofBoth || givesWay(row))) kept.set(row, row);
      else if (stays) alias('identifiers', row, stays);
  }
  return [...a, ...b].flatMap((row) => {
    const wide = kept.get(row);
    return wide ? [moved(givesWay(row) ? ended(wide) : wide)] : [];
  });
}
