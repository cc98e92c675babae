import type { ChildRow, Facts } from '#domain/facts/factRows.ts';
import type { Difference, Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Said } from '#domain/facts/said.ts';

/** What is said of a child that has no days: it is so, or it was written down wrong. */
export interface AboutChildSaid {
  readonly sex: Said<string>;
  readonly ethnicity: Said<string>;
  readonly firstLanguage: Said<string>;
}

const columns = ['sex', 'ethnicity', 'firstLanguage'] as const;
/** The return's word for a sex that nobody knows. */
const UNKNOWN = 'U';

/**
 * Sex, ethnicity and first language; a child of whom nothing is held yet begins here. Another value is a correction. A sex that
 * is said to be unknown (U) takes away none that is known.
 *
 * Source: issue 8 section 1 (sex and ethnicity are corrections).
 * @example held M, said U // M
 */
export function aboutChildSaid(held: Facts, proposal: AboutChildSaid, saying: Saying): Ruling {
  const [before] = held.child;
  const child: ChildRow = before ?? {
    id: saying.fresh(),
    sex: null,
    ethnicity: null,
    firstLanguage: null,
    disabled: false,
    sealedOn: null,
  };
  const said: string[] = [];
  const differences: Difference[] = [];
  const now: { -readonly [Column in keyof ChildRow]: ChildRow[Column] } = { ...child };
  for (const column of columns) {
    const { said: isSaid, ...rest } = proposal[column];
    if (!isSaid) continue;
    const { value } = rest as { value: string | null };
    const was = child[column];
    if (column === 'sex' && value === UNKNOWN && was !== null) continue;
    said.push(column);
    if (value === was || saying.saidLater(column) !== null) continue;
    now[column] = value;
    if (before && was !== null)
      differences.push({ what: column, was, now: value ?? '', as: 'correction', from: null, canFlip: false });
  }
  const same = before !== undefined && columns.every((column) => now[column] === before[column]);
  return { facts: same ? held : { ...held, child: [now] }, problems: [], remarks: [], said, differences };
}
