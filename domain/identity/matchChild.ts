import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ChildDirectory, KnownChild, NamedAs } from './childDirectory.ts';
import { differsInOneLetter, foldedName } from './foldedName.ts';

/** What a row says of whom it means. The issuer is part of the identity: a local id is a number of one authority's. */
export interface ChildRef {
  readonly issuer: string;
  readonly localId: string;
  readonly upn: string | null;
  readonly name: NamedAs | null;
  readonly dateOfBirth: PlainDate | null;
  readonly unaccompanied: boolean;
  /** The first day of the care that the row tells of; null where it tells of none. */
  readonly careStart: PlainDate | null;
}

/** The other row that a swap of two UPNs stands in. */
export type RowOnFile = { readonly upn: string } & Pick<ChildRef, 'name' | 'dateOfBirth'>;

/** Why a row has to be asked about. */
export type WhyAsked =
  | 'otherAuthority'
  | 'otherCare'
  | 'nearLocalId'
  | 'otherPerson'
  | 'upnOfAnother'
  | 'sameNameAndBirth'
  | 'severalHaveIt';

/**
 * `upnCounts`: whether the row's UPN can be the child's; where another child has it, it costs the UPN and never the row.
 * `swapsWith`: the child who has it, where the file gives that one the UPN that this child has.
 */
export type Match =
  | {
      readonly kind: 'found';
      readonly childId: string;
      readonly upnCounts: boolean;
      readonly swapsWith: { readonly childId: string; readonly upn: string } | null;
    }
  | { readonly kind: 'nobody'; readonly upnCounts: boolean }
  /** Nobody of ours, by a number of a record that is closed: nothing is said of it. */
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'asked';
      readonly why: WhyAsked;
      readonly candidates: readonly string[];
      readonly canBeNew: boolean;
    };

interface Surroundings {
  readonly known: Pick<ChildDirectory, 'byLocalId' | 'byUpn' | 'byBirth'>;
  /** Whether adoption has closed the record: it is then no candidate and no suggestion. */
  readonly isClosed: (childId: string) => boolean;
  /** Whether the row may bring a child who is not here yet. */
  readonly canBeNew: boolean;
  /** Whether a local id of the row's issuer stands in the file itself: who has it is not meant by another row of the file. */
  readonly onFile: (localId: string) => boolean;
  /** What the file says of whom with a local id; null where it gives no UPN with it. */
  readonly rowOnFile: (localId: string) => RowOnFile | null;
  /** The authority whose store it is. */
  readonly ours: string;
}

/**
 * The child that a row means.
 *
 * - By the local id of its own authority, whatever its capitals and leading noughts. Where birth date and name are both of
 *   somebody else, the number is mistyped: it is asked.
 * - By UPN, former and temporary too, with a birth date or a name that agrees; alone it is asked, and not where name and birth
 *   date say that the number is another child's (forename and birth date, for siblings share the surname; one of the two where
 *   whoever has the number stands on the file itself). A child who has another local id of the same authority is asked
 *   about, unless name and birth date agree too.
 * - Two children of the authority of whom the file gives each the UPN of the other had them mixed up: `swapsWith`. Where the
 *   forenames are the other's too it is the local ids that are mixed up: it costs both UPNs.
 * - A child who is in another authority's care is asked about, by whatever found: it may have moved to the care of the
 *   authority that the row names. Our own authority's word that a child is ours is taken.
 * - By another authority's local id only with name and birth date that agree; else it is asked.
 * - Name and birth date only suggest: it is asked. Never for unaccompanied children or births on 1 January, who share
 *   them with many.
 * - A closed record is found by the authority's own local id alone (facts of before the order still go in).
 *
 * Source: issue 8 sections 1 and 3; domain.md section 1 (adoption closes a record); `reviews/core.md` A3.
 * @example Kent's results for 4711, whom only Medway has // asked: otherAuthority
 * @example Medway's list, with the UPN of a child in Kent's care // in Kent's store asked: otherCare
 */
export function matchChild(ref: ChildRef, surroundings: Surroundings): Match {
  const { known, isClosed, canBeNew, onFile, ours } = surroundings;
  const open = (children: readonly KnownChild[]) => children.filter(({ id }) => !isClosed(id));
  const byUpn = ref.upn === null ? [] : known.byUpn(ref.upn);
  const withNumber = known.byLocalId(ref.localId);
  const ofIssuer = withNumber.filter((child) => hasLocalId(child, ref.issuer));
  const exact = ofIssuer.filter((child) =>
    child.localIds.some((id) => id.issuer === ref.issuer && id.value === ref.localId),
  );
  /** The row would put the child into another authority's care than it is in. */
  const isTakenOver = ({ care }: KnownChild): boolean =>
    care !== null && ref.issuer !== ours && care.laCode !== ref.issuer && (ref.careStart ?? care.until) < care.until;
  const asked = (why: WhyAsked, children: readonly KnownChild[], maybeNew = canBeNew): Match => ({
    kind: 'asked',
    why: children.some(isTakenOver) ? 'otherCare' : why,
    candidates: children.map(({ id }) => id),
    canBeNew: maybeNew,
  });

  const inForce = byUpn.filter(({ upns }) => ref.upn !== null && upns.includes(ref.upn));
  const upnIsOf = (childId: string | null) => inForce.every(({ id }) => id === childId);
  /** The one who has the row's UPN, where the file gives that one what `own` has. */
  const swapped = (own: KnownChild, [holder, another]: readonly KnownChild[]) => {
    const [upn] = own.upns;
    if (!holder || another || upn === undefined || own.upns.length > 1 || isClosed(own.id)) return null;
    const isOf = (row: RowOnFile | null) => row?.upn === upn && isPlainlyOf(holder, row);
    const given = holder.localIds.filter(({ issuer }) => issuer === ref.issuer);
    const isSwap = isPlainlyOf(own, ref) && given.some(({ value }) => isOf(surroundings.rowOnFile(value)));
    return isSwap ? { childId: holder.id, upn } : null;
  };
  const meant =
    exact.length > 0 ? exact : ofIssuer.filter((child) => isClosed(child.id) || bornAs(child, ref) !== false);
  if (meant.length > 1) return asked('severalHaveIt', open(meant), false);
  const [own] = meant;
  if (own) {
    if (!isClosed(own.id) && isSomebodyElse(own, ref)) return asked('otherPerson', [own], false);
    if (!isClosed(own.id) && isTakenOver(own)) return asked('otherCare', [own], false);
    const upnCounts = upnIsOf(own.id);
    return { kind: 'found', childId: own.id, upnCounts, swapsWith: upnCounts ? null : swapped(own, open(inForce)) };
  }
  const near = open(ofIssuer);
  if (near.length > 0) return asked('nearLocalId', near);

  const holders = open(byUpn);
  if (holders.length > 1) return asked('severalHaveIt', holders);
  const [holder] = holders;
  const standsBeside = (child: KnownChild) =>
    child.localIds.some(
      ({ issuer, value }) => issuer === ref.issuer && (onFile(value) || surroundings.rowOnFile(value) !== null),
    );
  const verdict = holder && byUpnVerdict(holder, ref, standsBeside(holder));
  if (holder && verdict === 'same' && isTakenOver(holder)) return asked('otherCare', [holder]);
  if (holder && verdict === 'same') return { kind: 'found', childId: holder.id, upnCounts: true, swapsWith: null };
  if (holder && verdict === 'asked') return asked('upnOfAnother', [holder]);
  if (!holder && byUpn.length > 0) return { kind: 'closed' };
  const upnCounts = upnIsOf(null);

  if (!canBeNew) {
    const elsewhere = open(withNumber.filter((child) => !ofIssuer.includes(child)));
    const agreeing = elsewhere.filter((child) => isAlike(child, ref));
    if (agreeing.length === 1) return { kind: 'found', childId: agreeing[0]?.id ?? '', upnCounts, swapsWith: null };
    return elsewhere.length > 0 ? asked('otherAuthority', elsewhere) : { kind: 'nobody', upnCounts };
  }
  const alike =
    ref.dateOfBirth === null ? [] : open(known.byBirth(ref.dateOfBirth)).filter((child) => isAlike(child, ref));
  const suggested = alike.filter(
    (child) => !child.localIds.some(({ issuer, value }) => issuer === ref.issuer && onFile(value)),
  );
  return suggested.length > 0 ? asked('sameNameAndBirth', suggested) : { kind: 'nobody', upnCounts };
}

const hasLocalId = (child: KnownChild, issuer: string): boolean => child.localIds.some((id) => id.issuer === issuer);

/** Whether the birth date is one that is or was held; null where either says none. */
const bornAs = (child: KnownChild, { dateOfBirth }: Pick<ChildRef, 'dateOfBirth'>): boolean | null =>
  dateOfBirth === null || child.births.length === 0 ? null : child.births.includes(dateOfBirth);

const alikeIn = (part: 'surname' | 'forename', child: KnownChild, name: NamedAs): boolean =>
  child.names.some((held) => {
    const [a, b] = [held[part] ?? '', name[part] ?? ''];
    return foldedName(a) === foldedName(b) || differsInOneLetter(a, b);
  });

/** Whether forename and surname are held of the child; null where no name is known or said. */
const namedAs = (
  child: KnownChild,
  { name }: Pick<ChildRef, 'name'>,
): { forename: boolean; surname: boolean } | null =>
  name === null || child.names.length === 0
    ? null
    : { forename: alikeIn('forename', child, name), surname: alikeIn('surname', child, name) };

/** Both the name and the birth date are those of somebody else. */
const isSomebodyElse = (child: KnownChild, ref: ChildRef): boolean => {
  const named = namedAs(child, ref);
  return bornAs(child, ref) === false && named !== null && !named.forename && !named.surname;
};

/** Nothing that is said of who it is speaks against the child. */
const isPlainlyOf = (child: KnownChild, row: Pick<ChildRef, 'name' | 'dateOfBirth'>): boolean =>
  bornAs(child, row) !== false && namedAs(child, row)?.forename !== false;

/** Name and birth date agree, and mean something: many unaccompanied children share them, and many are given 1 January. */
const isAlike = (child: KnownChild, ref: ChildRef): boolean => {
  const named = namedAs(child, ref);
  return (
    bornAs(child, ref) === true &&
    named?.forename === true &&
    named.surname &&
    !child.unaccompanied &&
    !ref.unaccompanied &&
    ref.dateOfBirth?.endsWith('-01-01') === false
  );
};

function byUpnVerdict(holder: KnownChild, ref: ChildRef, isBeside: boolean): 'same' | 'another' | 'asked' {
  const [born, named] = [bornAs(holder, ref), namedAs(holder, ref)];
  if (born !== true && named && !named.forename && !named.surname) return 'another';
  // Brothers and sisters share a surname.
  if (born === false && named?.forename === false) return 'another';
  if (isBeside && (named ? !named.forename : born === false)) return 'another';
  if (hasLocalId(holder, ref.issuer)) return isAlike(holder, ref) ? 'same' : 'asked';
  if (named?.forename && named.surname) return 'same';
  // Twins share a surname and a birth date, and lists mix up their numbers.
  const isTwin = named?.surname === true && !named.forename;
  if (born === true) return isTwin ? 'asked' : 'same';
  return 'asked';
}
