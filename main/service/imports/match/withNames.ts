import type { ReadConnection } from '#db/open.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { schoolNames } from '#db/queries/schools.ts';
import { everybody } from '#db/queries/scope.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** Each of what is told of children with the child's name, as a list has it, and schools by their names. */
export function withNames<Told extends { childId: string; what: string; was: string; now: string }>(
  connection: Pick<ReadConnection, 'prepare'>,
  today: PlainDate,
  told: readonly Told[],
): (Told & { child: string })[] {
  const ids = [...new Set(told.map(({ childId }) => childId))];
  const labels = childrenOn(everybody, connection, ids, today, today);
  const schools = schoolNames(connection);
  const nameOf = (what: string, value: string) =>
    /^(school$|suspension )/.test(what) ? (schools.get(value) ?? value) : value;
  return told.map((each) => ({
    ...each,
    child: labels.get(each.childId)?.listName ?? '',
    was: nameOf(each.what, each.was),
    now: nameOf(each.what, each.now),
  }));
}
