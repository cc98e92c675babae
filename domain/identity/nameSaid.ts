import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import type { Facts, NameRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { stretchSaid } from '#domain/facts/stretchSaid.ts';
import { differsInOneLetter, foldedName } from './foldedName.ts';
import { nameInText } from './personName.ts';

/** A child's whole name, legal or known-as, as somebody says it. */
export interface NameSaid {
  readonly kind: 'legal' | 'knownAs';
  readonly surname: string;
  readonly forename: string | null;
  /** The day from which a first name is taken to hold: that of birth. */
  readonly first: PlainDate;
}

type Name = Pick<NameRow, 'surname' | 'forename'>;

const isAsWritten = (a: string | null, b: string | null): boolean => foldedName(a ?? '') === foldedName(b ?? '');
const isNear = (a: string | null, b: string | null): boolean =>
  isAsWritten(a, b) || differsInOneLetter(a ?? '', b ?? '');

/**
 * Whether two names are one, written otherwise or with one letter other.
 *
 * @example isOneName({ forename: 'Nour', surname: 'Sample' }, { forename: 'Noor', surname: 'SAMPLE' }) // true
 */
export const isOneName = (one: Name, other: Name): boolean =>
  isNear(one.surname, other.surname) && isNear(one.forename, other.forename);

/**
 * A name. Written otherwise only (capitals, accents, spaces, apostrophes) it is the same name, and stays as it is held: lists
 * come from systems that cannot write it. With one letter other than held it is a correction; else the child's name changed on
 * the day that the file speaks of.
 *
 * Source: issue 8 section 1; domain.md section 1 (legal and known-as names are separate, dated facts).
 * @example held 'Zoë O’Neill', said 'ZOE ONEILL' // nothing
 * @example held 'Nour Sample', said 'Noor Sample' // 'Noor Sample', as it always was
 * @example held 'Alex Before', said 'Alex After' as of 2025-03-31 // Before until 2025-03-30, After from 2025-03-31
 */
export function nameSaid(held: Facts, { kind, surname, forename, first }: NameSaid, saying: Saying): Ruling {
  const what = kind === 'legal' ? 'legalName' : 'knownAsName';
  const childId = held.child[0]?.id ?? '';
  const ofKind = held.names.filter((name) => name.kind === kind);
  const others = held.names.filter((name) => name.kind !== kind);
  const inForce = ofKind.find((name) => name.validTo === null);
  const near = inForce && isOneName(inForce, { surname, forename });
  const { rows, differences } = stretchSaid<NameRow>(
    ofKind,
    {
      what,
      same: (name) => isAsWritten(name.surname, surname) && isAsWritten(name.forename, forename),
      values: { surname, forename },
      fresh: (validFrom) => ({ id: saying.fresh(), childId, kind, surname, forename, validFrom, validTo: null }),
      first,
      as: correctionOrChange(what, saying, near ? 'correction' : 'change'),
      inWords: nameInText,
      now: nameInText({ surname, forename }),
      canFlip: true,
    },
    saying,
  );
  const names = rows === ofKind ? held.names : [...others, ...rows];
  return { facts: { ...held, names }, problems: [], remarks: [], said: [what], differences };
}
