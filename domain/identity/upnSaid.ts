import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import type { Facts, IdentifierRow } from '#domain/facts/factRows.ts';
import type { Difference, Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Said } from '#domain/facts/said.ts';
import { stretchSaid } from '#domain/facts/stretchSaid.ts';

/** The issuer that UPNs are held under. */
export const UPN_ISSUER = 'DfE';

/** A unique pupil number; `first` is the day from which a first one is taken to hold. */
export interface UpnSaid {
  readonly upn: Said<string>;
  readonly first: PlainDate;
  /** Whether a number that is over is in force again when it is said: by a list, not by a return, which may lag behind. */
  readonly takesBack: boolean;
}

/** A temporary UPN ends in a letter. @example isTemporary('H80120000100A') // true */
const isTemporary = (upn: string): boolean => /[A-Z]$/.test(upn);

/**
 * The UPN in force. Another number ends the earlier one, which still finds the child. A number that the child had before and
 * that a newer list has again is in force again, and the one between was mistyped: it only finds the child. A person can have
 * it stay. A return that has a former number changes nothing, which is said. A temporary number never takes the place of a
 * permanent one: it is kept to find the child by.
 *
 * Source: issue 8 section 1 (the newest voice holds); domain.md section 10 (temporary UPNs); issue 8 section 3 (matching by UPN, former and temporary too).
 * @example held H80120000100A (temporary), said H801200001001 as of 2025-03-31 // the temporary one until 2025-03-30
 * @example lists say H801200001001, X801200001002, H801200001001 // H801200001001 as it always was, formerly X801200001002
 */
export function upnSaid(held: Facts, { upn, first, takesBack }: UpnSaid, saying: Saying): Ruling {
  if (!upn.said || upn.value === null) return { facts: held, problems: [], remarks: [], said: [] };
  const what = 'upn';
  const { value } = upn;
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [what] };
  const ofChild = held.identifiers.filter((row) => row.kind === 'upn' || row.kind === 'formerUpn');
  const before = ofChild.find((row) => row.value === value);
  if (before) return saidAgain(held, before, takesBack, saying);
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

/** A number that the child has or had, said again. */
function saidAgain(held: Facts, before: IdentifierRow, takesBack: boolean, saying: Saying): Ruling {
  const what = 'upn';
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [what] };
  const current = held.identifiers.filter(({ kind }) => kind === 'upn');
  const inForce = current.find(({ validTo }) => validTo === null);
  const { asOf } = saying;
  const isOlder = saying.saidLater(what) !== null || [inForce, before].some((row) => row && row.validFrom > asOf);
  if (!inForce || inForce.id === before.id || isOlder) return nothing;
  if (isTemporary(before.value) && !isTemporary(inForce.value)) return nothing;
  if (!takesBack) {
    const reason = 'This is a former UPN of the child: the one in force stays';
    return { ...nothing, remarks: [{ reason, field: 'upn', value: before.value }] };
  }
  const differences: Difference[] = [
    {
      ...{ what, was: inForce.value, now: before.value, canFlip: true, as: 'correction', from: null },
      answers: { correction: `${before.value} is right, as it was before`, change: `${inForce.value} stays` },
    },
  ];
  if (saying.decided?.(what) === 'change') return { ...nothing, differences };
  const yesterday = (row: IdentifierRow) => (row.validFrom < asOf ? addDays(asOf, -1) : asOf);
  const isAfter = (row: IdentifierRow) => row.id !== before.id && row.validFrom >= before.validFrom;
  // One that had been in force before the other began was put aside, and begins anew.
  const isAnew = !isAfter(inForce);
  const between = isAnew ? [inForce] : current.filter(isAfter);
  const over = between.map((row): IdentifierRow => {
    const ended = { ...row, validTo: row.validTo ?? yesterday(row) };
    return isAnew ? ended : { ...ended, id: saying.fresh(), kind: 'formerUpn' };
  });
  const gone = new Set([before, ...between]);
  const id = before.kind === 'upn' ? before.id : saying.fresh();
  const validFrom = isAnew ? asOf : before.validFrom;
  const back: IdentifierRow = { ...before, id, kind: 'upn', validFrom, validTo: null };
  const others = held.identifiers.filter((row) => !gone.has(row));
  return { ...nothing, facts: { ...held, identifiers: [...others, back, ...over] }, differences };
}
