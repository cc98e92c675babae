import type { z } from 'zod';
import type { ChildRow, childFilters, sortableColumns } from '#contract/children.ts';
import { foldText } from '#domain/words/foldText.ts';
import type { ListedChild } from './listRows.ts';
import { matches, searchWords } from './names.ts';

type Filters = z.output<typeof childFilters>;
type Sort = { column: (typeof sortableColumns)[number]; descending: boolean };

/** Statements became education, health and care plans by 2018: a plan is asked for, either is meant. */
const senMeant: Readonly<Record<string, readonly string[]>> = { N: ['N'], K: ['K'], E: ['E', 'S'] };

/** The children that every filter lets through. The search looks at names, UPN, local id and school. */
export function filterRows(listed: readonly ListedChild[], filters: Filters): ListedChild[] {
  const words = searchWords(filters.search);
  const ncYears = new Set(filters.ncYears);
  const sen = filters.sen === null ? null : (senMeant[filters.sen] ?? []);
  const same = (wanted: boolean | null, is: boolean) => wanted === null || wanted === is;
  return listed.filter(({ row, schoolIds, searched }) => {
    if (filters.responsibility !== 'all' && row.ownChild !== (filters.responsibility === 'own')) return false;
    // Short breaks are in no measure: the own children listed are those the overview counts.
    if (filters.responsibility === 'own' && row.shortBreaksOnly) return false;
    if (filters.localityId !== null && row.localityId !== filters.localityId) return false;
    if (ncYears.size > 0 && (row.ncYear === null || !ncYears.has(row.ncYear))) return false;
    if (filters.schoolId !== null && !schoolIds.includes(filters.schoolId)) return false;
    if (sen !== null && (row.senStatus === null || !sen.includes(row.senStatus))) return false;
    const { attendanceBelow } = filters;
    if (attendanceBelow !== null && (row.attendancePercent === null || row.attendancePercent >= attendanceBelow))
      return false;
    if (!same(filters.lac12, row.lac12) || !same(filters.uasc, row.uasc)) return false;
    if (!same(filters.pepOverdue, row.pepOverdue) || !same(filters.withoutSchool, row.schoolId === null)) return false;
    return filters.search.trim() === '' || matches(foldText(searched), words);
  });
}

const collator = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true });

/** Rows in the order asked for; what is not known comes last either way, and names settle a tie. */
export function sortRows(rows: readonly ChildRow[], { column, descending }: Sort): ChildRow[] {
  const sign = descending ? -1 : 1;
  const byName = (a: ChildRow, b: ChildRow) =>
    collator.compare(a.listName, b.listName) || (a.childId < b.childId ? -1 : 1);
  return rows.toSorted((a, b) => {
    const [one, other] = [a[column], b[column]];
    if (one === other) return byName(a, b);
    if (one === null) return 1;
    if (other === null) return -1;
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    const isDate =
      column === 'dateOfBirth' || column.endsWith('Since') || column.startsWith('lastPep') || column === 'nextPepDue';
    const order = isDate ? (one < other ? -1 : 1) : collator.compare(String(one), String(other));
    return order === 0 ? byName(a, b) : sign * order;
  });
}
