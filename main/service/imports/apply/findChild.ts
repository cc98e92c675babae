import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Fault } from '../formats/types.ts';
import type { ImportRun } from './importRun.ts';

export type FoundChild = { id: string; sealedOn: PlainDate | null };

const fault = (field: string, value: string, reason: string): Fault => ({ field, value, reason });

/** Whether what a look-up answered is a fault and not what was looked for. */
export const isFault = (found: object | string | null): found is Fault =>
  typeof found === 'object' && found !== null && 'reason' in found;

/**
 * The fault of adding something to a record that adoption has sealed, or null. With a date, only what is of the order
 * date or later is refused; without one, everything.
 * Source: domain.md section 1 (adoption seals a record on the order date).
 */
export function sealedFault(child: FoundChild, field: string, value: string, date: PlainDate | null): Fault | null {
  if (child.sealedOn === null || (date !== null && date < child.sealedOn)) return null;
  const reason = `This record was sealed by adoption on ${child.sealedOn}: nothing more is added to it, so take the row out`;
  return fault(field, value, reason);
}

/**
 * Finds children by the identifiers files carry: the local id of the authority, then the local id of another authority,
 * then a real UPN. Names and dates of birth never identify a child.
 */
export function createChildFinder(run: ImportRun) {
  const columns = 'child.id, child.sealed_on AS sealedOn';
  const issued = `SELECT ${columns} FROM child_identifier JOIN child ON child.id = child_id WHERE kind = 'localId' AND value = ? AND issuer = ?`;
  const anywhere = `SELECT DISTINCT ${columns} FROM child_identifier JOIN child ON child.id = child_id WHERE kind = 'localId' AND value = ? LIMIT 2`;
  const upns = `SELECT DISTINCT ${columns} FROM child_identifier JOIN child ON child.id = child_id WHERE kind IN ('upn', 'formerUpn') AND value = ? LIMIT 2`;
  const otherId = `SELECT value FROM child_identifier WHERE child_id = ? AND kind = 'localId' AND issuer = ? AND value <> ? LIMIT 1`;

  /** The child that a file about children already here means, or the fault that refuses its row. */
  const known = (localId: string, field = 'local_id'): FoundChild | Fault => {
    const own = run.one<FoundChild>(issued, localId, run.laCode);
    if (own) return own;
    const [found, another] = run.all<FoundChild>(anywhere, localId);
    if (another)
      return fault(field, localId, 'Children of two authorities have this local id: this file cannot tell which it is');
    return (
      found ??
      fault(
        field,
        localId,
        'No child here has this local id: bring in the looked-after list (or the SSDA903 Header) first, or correct the id',
      )
    );
  };

  /**
   * The child of a row that may bring a new one: null when nobody here has the local id or the UPN. A local id and a UPN
   * that lead to two children are a fault.
   */
  const identify = (row: {
    localId: string;
    issuer: string;
    upn: string | null;
    localIdField: string;
    upnField: string;
  }): FoundChild | Fault | null => {
    const byId = run.one<FoundChild>(issued, row.localId, row.issuer) ?? null;
    if (row.upn === null) return byId;
    const holders = run.all<FoundChild>(upns, row.upn);
    const byUpn = holders.find((holder) => holder.id === byId?.id) ?? holders[0] ?? null;
    if (byUpn === null || byUpn.id === byId?.id) return byId;
    if (byId !== null) {
      const reason = 'This UPN belongs to another child here: find out which of the two is wrong and correct it';
      return fault(row.upnField, row.upn, reason);
    }
    const sealed = sealedFault(byUpn, row.upnField, row.upn, null);
    if (sealed) return sealed;
    const before = run.one<{ value: string }>(otherId, byUpn.id, row.issuer, row.localId);
    if (before) {
      const reason = `This UPN belongs to the child with local id ${before.value}: correct the local id or the UPN`;
      return fault(row.upnField, row.upn, reason);
    }
    return byUpn;
  };

  return { known, identify };
}
