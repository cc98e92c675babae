import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, NameRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { foldedName } from './foldedName.ts';
import { nameSaid } from './nameSaid.ts';
import { nameInText } from './personName.ts';

type Name = Pick<NameRow, 'surname' | 'forename'>;
type Part = keyof Name;

/** What a list says of the name a child goes by; a part that it leaves empty is null. */
export interface KnownAsSaid {
  readonly surname: string | null;
  readonly forename: string | null;
  /** The name in law as the same row says it. */
  readonly legal: Name;
  /** The names in law that were held before the row. */
  readonly before: readonly Name[];
  readonly first: PlainDate;
}

const PARTS = ['surname', 'forename'] as const;
const isOne = (a: string | null, b: string | null): boolean => foldedName(a ?? '') === foldedName(b ?? '');
const inForce = (held: Facts, of: NameRow['kind']): NameRow | undefined =>
  held.names.find(({ kind, validTo }) => kind === of && validTo === null);

/** How it is said that a part is the child's own choice, and how that it is the part of the name in law. */
const own = (part: Part): string => `knownAsName own ${part}`;
const asInLaw = (part: Part): string => `knownAsName legal ${part}`;

/**
 * The name a child goes by. A part that no file gave as another than in law is the one in law, and goes with it when that
 * changes: a surname of the birth family that only stood in law does not stay beside a known-as forename. A part that was
 * once given as another stays until it is said otherwise. To be asked after the name in law is taken.
 *
 * Source: domain.md section 1 (legal and known-as names are separate; the adoptive school's pack has the known-as name).
 * @example Ana Sample, known as 'Annie' with no surname; now Ana Okoro in law // Annie Okoro
 * @example Ana Okoro, known as 'Annie Sample' in words; next list says no known-as name // Annie Sample
 */
export function knownAsSaid(held: Facts, { legal, before, first, ...given }: KnownAsSaid, saying: Saying): Ruling {
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [] };
  const inLaw = inForce(held, 'legal') ?? legal;
  const known = inForce(held, 'knownAs');
  const isOwn = (part: Part) => (saying.lastSaid?.(own(part)) ?? '') > (saying.lastSaid?.(asInLaw(part)) ?? '');
  /** A part that is not said: as it is held where it is the child's own, else the one in law. */
  const kept = (part: Part) => {
    const wasInLaw = before.some((name) => isOne(name[part], known?.[part] ?? null));
    return known && (isOwn(part) || !wasInLaw) ? known[part] : inLaw[part];
  };
  const whole = (of: (part: Part) => string | null): Name => ({
    surname: of('surname') ?? inLaw.surname,
    forename: of('forename'),
  });
  if (given.surname !== null || given.forename !== null) {
    const isCopy = (part: Part) => isOne(given[part], legal[part]);
    const name = whole((part) => (given[part] === null ? kept(part) : isCopy(part) ? inLaw[part] : given[part]));
    const ruling = nameSaid(held, { kind: 'knownAs', ...name, first }, saying);
    const parts = PARTS.filter((part) => given[part] !== null);
    return { ...ruling, said: [...ruling.said, ...parts.map((part) => (isCopy(part) ? asInLaw(part) : own(part)))] };
  }
  const name = whole(kept);
  if (!known || PARTS.every((part) => isOne(known[part], name[part]))) return nothing;
  const difference = { what: 'knownAsName', was: nameInText(known), now: nameInText(name), canFlip: false };
  return {
    ...nothing,
    facts: { ...held, names: withChanged(held.names, known.id, name) },
    differences: [{ ...difference, as: 'correction', from: null }],
  };
}
