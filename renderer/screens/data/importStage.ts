import type { ImportPreview } from '#contract/imports.ts';
import type { CallFailure } from '#renderer/api.ts';
import type { JobOf } from '#renderer/jobs/useJobOf.ts';

type Part<Name extends 'imports.preview' | 'imports.commit'> = Pick<
  JobOf<Name>,
  'state' | 'job' | 'result' | 'failure' | 'stale'
>;

/** Where bringing files in stands: always exactly one of these. */
export type ImportStage =
  | { stage: 'idle'; problem: CallFailure | null }
  | { stage: 'reading'; job: Part<'imports.preview'>['job'] }
  | { stage: 'previewed'; preview: ImportPreview; stale: boolean; problem: CallFailure | null }
  | { stage: 'importing'; job: Part<'imports.commit'>['job'] };

/**
 * The stage that the two pieces of work add up to. An import under way comes before everything; one that was done has used
 * its preview up; one that failed or was cancelled leaves the preview to be tried again.
 */
export function importStage(preview: Part<'imports.preview'>, commit: Part<'imports.commit'>): ImportStage {
  if (commit.state === 'running') return { stage: 'importing', job: commit.job };
  if (preview.state === 'running') return { stage: 'reading', job: preview.job };
  if (commit.state === 'done') return { stage: 'idle', problem: null };
  if (preview.result !== null)
    return { stage: 'previewed', preview: preview.result, stale: preview.stale, problem: commit.failure };
  return { stage: 'idle', problem: preview.failure ?? commit.failure };
}

/** Why files are not taken just now; null when they are. Work under way is never given up for files that are dropped. */
export function refusal(stage: ImportStage): string | null {
  if (stage.stage === 'importing')
    return 'An import is under way and goes on. Choose these files again when it has ended.';
  if (stage.stage === 'reading') return 'Files are being read. Choose these when they are, or cancel reading first.';
  return null;
}
