import { apart } from './edits.ts';
import type { FactKind, FactRows, Facts } from './factRows.ts';
import type { Problem } from './ruling.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** Columns of first and last day. */
const PERIODS: readonly (readonly [from: string, to: string])[] = [
  ['validFrom', 'validTo'],
  ['startDate', 'endDate'],
  ['fromDate', 'toDate'],
];

/** Columns of which no two rows of a child may say the same. */
const ONCE: Partial<Record<FactKind, readonly string[]>> = {
  identifiers: ['kind', 'value', 'issuer'],
  episodes: ['startDate'],
  enrolments: ['schoolId', 'startDate'],
  pepSections: ['pepId', 'section'],
  pepTargets: ['pepId', 'position'],
};

/**
 * What the store itself would refuse of rows that a rule answered: a period that ends before it begins, two rows of one key, a
 * number below nought. Null where they hold. A rule says such a thing in its own words first; this is the net beneath it.
 *
 * @param before what was held: only kinds that a rule touched are looked at
 * @example rowsHold(held, { ...held, episodes: [{ …, startDate: '2025-02-01', endDate: '2025-01-01' }] }) // a problem
 */
export function rowsHold(before: Facts, after: Facts): Problem | null {
  for (const kind of Object.keys(after) as FactKind[]) {
    if (before[kind] === after[kind]) continue;
    const problem = kindHolds(kind, before[kind], after[kind]);
    if (problem) return problem;
  }
  return null;
}

function kindHolds(
  kind: FactKind,
  before: readonly FactRows[FactKind][],
  all: readonly FactRows[FactKind][],
): Problem | null {
  const { after: touched, from } = apart<unknown>(before, all);
  const key = ONCE[kind];
  const seen = new Set<string>();
  for (const row of touched as AnyRow[]) {
    for (const [from, to] of PERIODS) {
      const [first, last] = [row[from], row[to]];
      if (typeof first === 'string' && typeof last === 'string' && last < first)
        return {
          field: '',
          value: last,
          reason: `It would end on ${last}, before it began on ${first}: correct one of the two`,
        };
    }
    if (typeof row.sessions === 'number' && row.sessions < 0)
      return { field: '', value: String(row.sessions), reason: 'A number of sessions cannot be below nought' };
    if (!key || key.some((column) => row[column] === null)) continue;
    const values = keyOf(row, key);
    if (seen.has(values)) return twice(values);
    seen.add(values);
  }
  if (!key || seen.size === 0) return null;
  const [first = ''] = key;
  const firsts = new Set(touched.map((row) => (row as AnyRow)[first]));
  for (const [at, row] of (all as readonly unknown[] as readonly AnyRow[]).entries()) {
    const isTouched = at >= from && at < from + touched.length;
    if (isTouched || !firsts.has(row[first]) || key.some((column) => row[column] === null)) continue;
    const values = keyOf(row, key);
    if (seen.has(values)) return twice(values);
  }
  return null;
}

const keyOf = (row: AnyRow, key: readonly string[]): string => key.map((column) => String(row[column])).join('\u0000');

const twice = (values: string): Problem => ({
  field: '',
  value: values.replaceAll('\u0000', ' '),
  reason: 'There would be two rows of this: look which of them is right',
});
