import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { SchoolLines } from './schoolLines.ts';
import type { SchoolRow } from './schoolRow.ts';

/** What a row says of a school beside its name. */
export interface BesideName {
  readonly laestab: string | null;
  readonly postcode: string | null;
}

/** Where and when a school of that name is looked for. */
export interface WhereSought {
  /** The three digits of the authority, where the row's LAESTAB says no other. */
  readonly authority: string;
  readonly on: PlainDate | null;
  readonly lines: SchoolLines;
}

/**
 * Whether a school is the place that a row of its name describes: by the LAESTAB where both have one, else by the postcode.
 *
 * @example besideNameOf({ laestab: null, postcode: 'ME1 1AA' }, { laestab: '8861234', postcode: 'ME1 1AA' }) // 'agrees'
 */
export function besideNameOf(
  school: Pick<SchoolRow, 'laestab' | 'postcode'>,
  { laestab, postcode }: BesideName,
): 'agrees' | 'differs' | 'unknown' {
  if (laestab !== null && school.laestab !== null) return laestab === school.laestab ? 'agrees' : 'differs';
  if (postcode !== null && school.postcode !== null) return postcode === school.postcode ? 'agrees' : 'differs';
  return 'unknown';
}

/** Whether a school may lie in an authority: its LAESTAB begins with the authority's number; one without says nothing. */
export const mayLieIn = ({ laestab }: Pick<BesideName, 'laestab'>, authority: string): boolean =>
  laestab === null || laestab.startsWith(authority);

/**
 * The schools of a name that what stands beside it allows: those it agrees with, else those of which nothing is known. One that it
 * says differently is another school of the same name.
 */
export function possibleOfName(named: readonly SchoolRow[], by: BesideName): readonly SchoolRow[] {
  const agreeing = named.filter((school) => besideNameOf(school, by) === 'agrees');
  return agreeing.length > 0 ? agreeing : named.filter((school) => besideNameOf(school, by) === 'unknown');
}

/**
 * Which school a row means that names it without a URN: the one of that name in the authority, by LAESTAB or postcode where
 * the row gives one. One that another says differently is another school of the same name. A school that became another is
 * what it was called on the day; one that had closed is left out where another is open. Null where there is none, 'several' where
 * only a person can say.
 *
 * Source: issue 8 section 2 (schools without a URN can be held).
 * @param named every school whose name is the same but for spelling
 * @example two called St Mary's, at ME1 1AA and CT1 9ZZ; the row says CT1 9ZZ // the second
 */
export function schoolOfName(
  named: readonly SchoolRow[],
  by: BesideName,
  { authority, on, lines }: WhereSought,
): SchoolRow | null | 'several' {
  const sought = by.laestab?.slice(0, 3) ?? authority;
  const possible = possibleOfName(named, by).filter(
    (school) => besideNameOf(school, by) === 'agrees' || mayLieIn(school, sought),
  );
  const open = possible.filter(({ closedOn }) => on === null || closedOn === null || closedOn >= on);
  const left = open.length > 0 ? open : possible;
  const lineOf = ({ id }: SchoolRow) => lines.schoolOn(id, on ?? '9999-12-31');
  const [first] = left;
  if (!first) return null;
  return left.every((school) => lineOf(school) === lineOf(first)) ? first : 'several';
}
