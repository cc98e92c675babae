import type { ReadConnection } from '#db/open.ts';
import { childLabels } from '#db/queries/childLabels.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** Each of what is told of children with the child's name, as a list has it. */
export function withNames<Told extends { childId: string }>(
  connection: Pick<ReadConnection, 'prepare'>,
  today: PlainDate,
  told: readonly Told[],
): (Told & { child: string })[] {
  const ids = [...new Set(told.map(({ childId }) => childId))];
  const labels = childLabels(connection, ids, today, today);
  return told.map((each) => ({ ...each, child: labels.get(each.childId)?.listName ?? '' }));
}
