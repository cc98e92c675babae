import { type AcademicYear, academicYearsBetween } from '../calendar/academicYear.ts';

/** Academic years whose children are counted together, named 'from to to'. */
export type YearBlock = { readonly years: readonly AcademicYear[]; readonly label: string };

const blockOf = (years: readonly AcademicYear[]): YearBlock => ({ years, label: `${years[0]} to ${years.at(-1)}` });

/**
 * The years of a report in blocks: all of them together, or three by three counted back from the last; years before the
 * earliest full three are left out.
 *
 * Source: domain section 12 (where a single year hides too much, years may be pooled, and say so).
 * Example: `yearBlocks('2017/18', '2023/24', 'three')` are '2018/19 to 2020/21' and '2021/22 to 2023/24'.
 */
export function yearBlocks(from: AcademicYear, to: AcademicYear, pool: 'three' | 'all'): YearBlock[] {
  const years = academicYearsBetween(from, to);
  if (pool === 'all') return years.length < 2 ? [] : [blockOf(years)];
  const blocks: YearBlock[] = [];
  for (let end = years.length; end >= 3; end -= 3) blocks.unshift(blockOf(years.slice(end - 3, end)));
  return blocks;
}

/** The block that a label names; null for a single year, or anything else. Example: '2018/19 to 2020/21' is three years. */
export function blockNamed(label: string): YearBlock | null {
  const [, from, to] = /^(\d{4}\/\d{2}) to (\d{4}\/\d{2})$/.exec(label) ?? [];
  return from === undefined || to === undefined ? null : blockOf(academicYearsBetween(from, to));
}
