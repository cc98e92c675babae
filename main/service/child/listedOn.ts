import type { ServiceContext } from '#service/context/context.ts';
import { factsVersion } from '../context/factsVersion.ts';
import { type ListedChild, listRows } from './listRows.ts';

type Remembered = { key: string; listed: ListedChild[] };
const place = 'children.list';

/**
 * Everybody looked after on a date (see `listRows`), read once for as long as no fact changes: sorting, filtering and
 * paging a list of thousands asks again and again. Kept in memory until the store is locked; callers narrow it to their
 * scope.
 */
export function listedOn({ reader, memory, clock }: ServiceContext, asAt: string): readonly ListedChild[] {
  const today = clock.today();
  const key = `${asAt} ${today} ${factsVersion(reader)}`;
  const known = memory.get(place) as Remembered | undefined;
  if (known?.key === key) return known.listed;
  const listed = listRows(reader, asAt, today);
  memory.set(place, { key, listed } satisfies Remembered);
  return listed;
}
