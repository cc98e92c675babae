import type { ReadConnection } from '#db/open.ts';
import type { ServiceContext } from '#service/context.ts';
import { type ListedChild, listRows } from './listRows.ts';

type Remembered = { key: string; listed: ListedChild[] };
const place = 'children.list';

/**
 * Changes with every change of a fact: each one is logged under a rising id, and derived rows get new ones when they are
 * rebuilt.
 * Audit entries, which every call writes, do not change it.
 */
function factsVersion(reader: ReadConnection): string {
  const version = reader
    .prepare(
      `SELECT (SELECT max(id) FROM change_log) AS log, (SELECT max(id) FROM care_period) AS derived,
         (SELECT count(*) FROM import_batch) AS batches, (SELECT count(*) FROM import_batch WHERE state = 'undone') AS undone`,
    )
    .get();
  return JSON.stringify(version);
}

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
