import type { MeasureId } from '#domain/measures/measure.ts';
import { isSmallCount } from './primarySuppression.ts';
import type { LineState, LocalityLine } from './protectLocalities.ts';

const within: Partial<Record<MeasureId, readonly MeasureId[]>> = {
  'ks2-rwm-expected': ['ks2-reading-expected', 'ks2-writing-expected', 'ks2-maths-expected'],
  'ks2-rwm-level4': ['ks2-reading-level4', 'ks2-writing-level4', 'ks2-maths-level4'],
  'ks2-english-maths-level4': ['ks2-english-level4', 'ks2-maths-level4'],
  'ks4-5ac-english-maths': ['ks4-5ac'],
  'ks4-grade5-english-maths': ['ks4-grade4-english-maths'],
  'absence-severe-50': ['absence-persistent-10', 'absence-persistent-15'],
  'absence-persistent-15': ['absence-persistent-10'],
};

/**
 * Whether whoever reached `inner` has reached `outer` too, by definition: the difference of the two is then a group of
 * children (reading, but not all of reading, writing and maths).
 *
 * Source: domain sections 5 and 6. Example: `isNestedIn('ks2-rwm-expected', 'ks2-reading-expected')` is true.
 */
export const isNestedIn = (inner: MeasureId, outer: MeasureId): boolean => within[inner]?.includes(outer) ?? false;

type Side = { readonly lines: readonly LocalityLine[]; readonly states: readonly LineState[] };

/**
 * Whether two nested measures may stand beside each other by locality: no locality shows both where 1 to 5 children are in
 * one and not in the other, and the localities that do not show both have no such sum, as the county's are public.
 *
 * Example: 12 reached in reading and 9 in all three, both shown: false.
 */
export function nestedSideBySide(outer: Side, inner: Side): boolean {
  const apart = outer.lines.map(({ parts }, index) => (parts[0] ?? 0) - (inner.lines[index]?.parts[0] ?? 0));
  const both = apart.map((_, index) => outer.states[index] === 'shown' && inner.states[index] === 'shown');
  if (apart.some((count, index) => both[index] && isSmallCount(Math.abs(count)))) return false;
  const rest = apart.flatMap((count, index) => (both[index] ? [] : [{ count, index }]));
  if (rest.length === 0) return true;
  const sum = rest.reduce((total, { count }) => total + count, 0);
  const elsewhere = apart.some((count, index) => both[index] && count !== 0);
  if (isSmallCount(Math.abs(sum)) && elsewhere) return false;
  if (rest.length === 1 && isSmallCount(Math.abs(rest[0]?.count ?? 0)) && apart.length > 1) return false;
  // Nobody in one only: the two are the same numbers, so what one shows the other cannot hide.
  return (
    sum !== 0 || rest.every(({ index }) => (outer.states[index] === 'shown') === (inner.states[index] === 'shown'))
  );
}
