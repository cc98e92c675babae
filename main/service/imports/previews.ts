import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import type { ImportPlan } from './plan/importPlan.ts';
import type { FileGiven } from './readFiles.ts';

/** A preview as it waits to be committed: its files as they were given, and what they would do. */
export type HeldPreview = { readonly files: readonly FileGiven[]; plan: ImportPlan };

const KEY = 'importPreviews';
/** Previews hold whole files in memory: of more than this many the oldest is let go. */
const MOST = 3;

const held = (context: ServiceContext): Map<string, HeldPreview> => {
  let previews = context.memory.get(KEY) as Map<string, HeldPreview> | undefined;
  if (!previews) {
    previews = new Map();
    context.memory.set(KEY, previews);
  }
  return previews;
};

export function holdPreview(context: ServiceContext, previewId: string, preview: HeldPreview): void {
  const previews = held(context);
  previews.set(previewId, preview);
  for (const oldest of previews.keys()) {
    if (previews.size <= MOST) break;
    previews.delete(oldest);
  }
}

/** The preview, or null when it was discarded, committed, or let go when the store was locked. */
export const findPreview = (context: ServiceContext, previewId: string): HeldPreview | null =>
  held(context).get(previewId) ?? null;

/** Throws `notFound` with what to do. */
export function needPreview(context: ServiceContext, previewId: string): HeldPreview {
  const preview = findPreview(context, previewId);
  if (!preview)
    throw new CallFailure(
      'notFound',
      'This preview is no longer there. Choose the files again to see what would change.',
    );
  return preview;
}

export const dropPreview = (context: ServiceContext, previewId: string): void => void held(context).delete(previewId);
