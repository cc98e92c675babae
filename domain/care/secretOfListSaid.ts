import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, SecretPlacementRow } from '#domain/facts/factRows.ts';
import type { Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Said } from '#domain/facts/said.ts';
import { overlap } from '#domain/secrecy/placement.ts';
import { firstDayAt, SAID_BY_LIST, spellsOf } from './secretSincePlacement.ts';

/** Whether the list says that the placement is confidential. */
export interface SecretOfListSaid {
  readonly confidential: Said<boolean>;
  readonly careStart: PlainDate;
  /** The first day of the placement, where the list gives it. */
  readonly placementStart: PlainDate | null;
}

/**
 * A placement is secret where the list says so, from the first day of the placement in force on the list's day: a list that comes
 * late makes the days before those that are secret already secret too. 'No', an empty cell or no column
 * never opens one: that is for a person, with a reason, and the import says so.
 *
 * Source: issue 7 section 2; domain.md section 1 ('Confidential placement').
 * @example secret since 2020, 'no' on the list // still secret, and a remark
 */
export function secretOfListSaid(
  held: Facts,
  { confidential, careStart, placementStart }: SecretOfListSaid,
  saying: Saying,
): Ruling {
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [] };
  if (!confidential.said) return nothing;
  const known = held.secretPlacements;
  const isOpen = known.some(({ toDate }) => toDate === null);
  const tell = (value: string, reason: string): Remark[] => [{ field: 'confidential_placement', value, reason }];
  if (confidential.value !== true) {
    if (!isOpen) return nothing;
    const stays = 'The placement is secret here and stays so until a person answers ‘still secret?’ with a reason';
    return { ...nothing, remarks: tell('no', stays) };
  }
  const spells = spellsOf(held.episodes);
  const inForce = (spells.findLast((spell) => spell.from <= saying.asOf) ?? spells.at(-1))?.from ?? careStart;
  // Of whom no list has told a placement before, this one alone would know it since then: so it is beside a return too.
  const isFirst = saying.everSaid !== undefined && !saying.everSaid('placement').includes('placement');
  const asListed = placementStart ?? (isFirst ? careStart : inForce);
  const from = firstDayAt(held.episodes, asListed < inForce ? asListed : inForce);
  const open = known.filter(({ toDate }) => toDate === null);
  if (open.some(({ fromDate }) => fromDate <= from)) return nothing;
  const later = open.find(({ kind }) => kind === 'said');
  if (later)
    return { ...nothing, facts: { ...held, secretPlacements: withChanged(known, later.id, { fromDate: from }) } };
  const ended = known.some(({ fromDate, toDate }) => overlap({ from: fromDate, to: toDate }, { from, to: null }));
  const [localId] = held.identifiers
    .filter(({ kind }) => kind === 'localId')
    .sort((a, b) => (a.validFrom > b.validFrom ? -1 : a.validFrom < b.validFrom ? 1 : a.id > b.id ? -1 : 1));
  const row: SecretPlacementRow = {
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    localId: localId?.value ?? null,
    issuer: localId?.issuer ?? null,
    fromDate: from,
    toDate: null,
    kind: 'said',
    reason: 'The looked-after list says that the placement is confidential',
    saidBy: SAID_BY_LIST,
    withChildId: null,
    checkedOn: null,
    checkedReason: null,
    endedReason: null,
    answeredBy: null,
  };
  const again =
    'A person had ended the secrecy of this placement: it is secret again. Answer it again, and have the list mended';
  return {
    ...nothing,
    facts: { ...held, secretPlacements: [...known, row] },
    remarks: ended ? tell('yes', again) : [],
  };
}
