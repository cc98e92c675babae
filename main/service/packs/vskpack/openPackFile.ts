import type { PackOpened } from '#contract/packs.ts';
import { newId } from '#db/newId.ts';
import { schoolNamedByPack } from '#db/queries/packs.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import { holdPack } from './openedPacks.ts';
import type { openPack } from './sealPack.ts';

/**
 * Opens a `.vskpack` in a thread of its own and keeps its documents in memory until they are saved, let go, or the store is
 * locked. Audited with the school where it is one of this store, else as one that is not.
 *
 * Errors of the job: those of `openPack`, and `cancelled`.
 */
export async function openPackFile(
  context: ServiceContext,
  given: { file: Uint8Array; password: string },
  progress: Progress,
): Promise<PackOpened> {
  await progress.report(0, null, 'Trying the password');
  const { manifest, content } = await runOffThread<typeof openPack>('openPack', given, progress);
  progress.hold();
  const schoolId = schoolNamedByPack(context.reader, manifest.school);
  const count = `${manifest.files.length} ${manifest.files.length === 1 ? 'file' : 'files'}`;
  if (schoolId === null) context.audit('open review pack', [], `${count}; school not in this store`);
  else context.audit('open review pack', [{ kind: 'school', id: schoolId }], count);
  const openedId = newId();
  holdPack(context, openedId, { manifest, content, schoolId });
  return {
    openedId,
    school: { schoolId, ...manifest.school },
    asAt: manifest.asAt,
    madeAt: manifest.madeAt,
    files: manifest.files.map(({ name, bytes }) => ({ fileName: name, bytes })),
  };
}
