import type { InScope } from '#db/queries/scope.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { factsVersion } from '../context/factsVersion.ts';
import { type ListedChild, listRows } from './listRows.ts';

type Remembered = { key: string; listed: ListedChild[] };
const place = 'children.list';

/**
 * Everybody looked after on a date (see `listRows`), read once for as long as no fact changes: sorting, filtering and
 * paging a list of thousands asks again and again. Kept in memory until the store is locked; those in the
 * caller's scope are answered.
 */
export function listedOn(
  inScope: InScope,
  { reader, memory, clock }: ServiceContext,
  asAt: string,
): readonly ListedChild[] {
  const today = clock.today();
  const key = `${asAt} ${today} ${factsVersion(reader)}`;
  const known = memory.get(place) as Remembered | undefined;
  if (known?.key === key) return known.listed.filter(({ row }) => inScope.has(row.childId));
  const listed = listRows(reader, asAt, today);
  memory.set(place, { key, listed } satisfies Remembered);
  return listed.filter(({ row }) => inScope.has(row.childId));
}
