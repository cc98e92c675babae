import type { Writer } from '#db/write.ts';
import type { ServiceContext } from '../context/context.ts';

/**
 * Puts work on record among the imports, so that one undo serves files and what is done by hand; answers when it was.
 *
 * @param files the outcome of each file; none of work by hand
 */
export function putBatch(
  writer: Writer,
  { clock, user }: Pick<ServiceContext, 'clock' | 'user'>,
  { batchId, title, files = [] }: { batchId: string; title: string; files?: readonly object[] },
): string {
  const at = new Date(clock.now()).toISOString();
  writer.insert('import_batch', {
    ...{ id: batchId, at, user_id: user.id, title, files: JSON.stringify(files), state: 'committed' },
  });
  return at;
}
