import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { packName } from '../deliver/packFileNames.ts';
import { whereItWent, writeIntoNewFolder } from '../deliver/packFolder.ts';
import type { PackManifest } from './container.ts';

/** A review pack that was opened: its list, and the documents one after another. In memory only, until the store is locked. */
export type HeldPack = { manifest: PackManifest; content: Uint8Array; schoolId: string | null };

const KEY = 'openedPacks';
/** Each holds up to 64 MB: of more than this many the oldest is let go. */
const MOST = 2;

const held = (context: ServiceContext): Map<string, HeldPack> => {
  let packs = context.memory.get(KEY) as Map<string, HeldPack> | undefined;
  if (!packs) {
    packs = new Map();
    context.memory.set(KEY, packs);
  }
  return packs;
};

export function holdPack(context: ServiceContext, openedId: string, pack: HeldPack): void {
  const packs = held(context);
  packs.set(openedId, pack);
  for (const oldest of packs.keys()) {
    if (packs.size <= MOST) break;
    dropPack(context, oldest);
  }
}

/** The opened pack. Errors: `notFound` with what to do. */
export function needPack(context: ServiceContext, openedId: string): HeldPack {
  const pack = held(context).get(openedId);
  if (!pack) throw new CallFailure('notFound', 'This review pack is no longer open. Open the file again.');
  return pack;
}

/** Lets an opened pack go; one that is gone already is no error. */
export function dropPack(context: ServiceContext, openedId: string): void {
  held(context).get(openedId)?.content.fill(0);
  held(context).delete(openedId);
}

/**
 * Writes the documents of an opened pack into a new folder inside the one chosen: whole or not there, nothing overwritten.
 * Audited with the school, how many files, and what is unwise about the folder.
 *
 * Errors of the job: `cancelled`, `cannotWrite`.
 */
export async function saveOpenedPack(
  context: ServiceContext,
  pack: HeldPack,
  parent: string,
  progress: Progress,
): Promise<{ folder: string; files: { fileName: string; bytes: number }[] }> {
  const { manifest, schoolId } = pack;
  // Of its own: the pack may be let go while it is written.
  const content = pack.content.slice();
  const controller = new AbortController();
  let at = 0;
  const files = manifest.files.map(({ name, bytes }) => {
    const from = at;
    at += bytes;
    return {
      name,
      render: async () => {
        if (progress.cancelled) controller.abort();
        return content.subarray(from, from + bytes);
      },
    };
  });
  return writeIntoNewFolder(
    { parent, name: packName(manifest), files, signal: controller.signal },
    progress,
    async (folder, written) => {
      const subjects = schoolId === null ? [] : [{ kind: 'school', id: schoolId }];
      context.audit('save review pack', subjects, whereItWent(folder, written.length));
      return { folder, files: written.map(({ name, bytes }) => ({ fileName: name, bytes })) };
    },
  );
}
