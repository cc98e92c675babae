import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { KnownChild } from '#domain/identity/childDirectory.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { foldedName } from '#domain/identity/foldedName.ts';
import type { Finding } from './finding.ts';

/**
 * Children whom version 0.2 may have made twice, which it never asked about: of one name, born on days that one hand mistypes
 * for the other, or of one local id but for capitals and leading noughts. Never by name for unaccompanied children, nor
 * where both are born on 1 January. The two are looked at and made one as any two records are.
 *
 * Source: issue 8 section 2 (upgrade: births split) and section 3 (matching).
 * @example Ida Sample, born 2013-02-14, M1, and Ida Sample, born 2013-02-24, M9 // made twice
 * @example Ida Sample and Bo Sample, twins // two children
 */
export function madeTwice(children: readonly KnownChild[], isClosed: (childId: string) => boolean): Finding[] {
  const open = children.filter(({ id }) => !isClosed(id));
  const pairs = new Map<string, Finding>();
  const look = (keysOf: (child: KnownChild) => string[], isOne: (one: KnownChild, other: KnownChild) => boolean) => {
    const byKey = new Map<string, KnownChild[]>();
    for (const child of open)
      for (const key of new Set(keysOf(child))) byKey.set(key, [...(byKey.get(key) ?? []), child]);
    for (const alike of byKey.values())
      for (const [at, one] of alike.entries())
        for (const other of alike.slice(at + 1)) {
          const [first, second] = one.id < other.id ? [one, other] : [other, one];
          if (isOne(first, second)) pairs.set(`${first.id} ${second.id}`, pairOf(first, second));
        }
  };
  look(namesOf, (one, other) => !one.unaccompanied && !other.unaccompanied && bornAlike(one, other));
  look(
    ({ localIds }) => localIds.map(({ issuer, value }) => `${issuer} ${foldedLocalId(value)}`),
    (one, other) => bornAlike(one, other) || namesOf(one).some((name) => namesOf(other).includes(name)),
  );
  return [...pairs.values()];
}

const namesOf = ({ names }: KnownChild): string[] =>
  names.map(({ surname, forename }) => `${foldedName(surname)} ${foldedName(forename ?? '')}`);

const bornAlike = (one: KnownChild, other: KnownChild): boolean =>
  one.births.some((day) => other.births.some((another) => mayBeOneBirth(day, another)));

/**
 * Whether two birth dates may be one, typed twice: the same, day and month changed round, one figure another, or a day apart.
 *
 * @example mayBeOneBirth('2013-02-14', '2013-02-24') // true
 * @example mayBeOneBirth('2013-02-03', '2013-03-02') // true
 */
export function mayBeOneBirth(one: PlainDate, other: PlainDate): boolean {
  if (one.endsWith('-01-01') && other.endsWith('-01-01')) return false;
  if (one === other || addDays(one, 1) === other || addDays(other, 1) === one) return true;
  const [year, month, day] = one.split('-');
  if (`${year}-${day}-${month}` === other) return true;
  return [...one].filter((figure, at) => figure !== other[at]).length === 1;
}

const knownBy = ({ localIds, births }: KnownChild): string =>
  `${localIds.map(({ value }) => value).join(', ') || 'no local id'}, born ${births.join(' or ') || 'on no known day'}`;

const pairOf = (one: KnownChild, other: KnownChild): Finding => ({
  kind: 'madeTwice',
  childId: one.id,
  rowId: other.id,
  what: 'Two records of one name or local id',
  schoolId: null,
  was: knownBy(one),
  is: knownBy(other),
  mend: 'The two are looked at and made one',
  putRight: null,
  otherChildId: other.id,
});
