import { describe, expect, it } from 'vitest';
import { importStage, refusal } from '#renderer/screens/data/importStage.ts';

type Preview = Parameters<typeof importStage>[0];
type Commit = Parameters<typeof importStage>[1];
const none = { state: 'none', job: null, result: null, failure: null, stale: false } as const;
const preview = {
  previewId: '0198b1c0-0000-7000-8000-000000000001',
  files: [],
  possibleLeavers: 0,
  questions: [],
  whoIs: [],
  differences: [],
  differencesTotal: 0,
};
const failure = { detail: { message: 'The disk is full.' } } as unknown as Preview['failure'];
const running = { ...none, state: 'running' } as const;
const read: Preview = { ...none, state: 'done', result: preview };
const failed = { ...none, state: 'failed', failure } as const;
const imported: Commit = { ...none, state: 'done', result: { batchId: preview.previewId, files: [] } };

describe('where bringing files in stands', () => {
  it.each<[string, Preview, Commit, ReturnType<typeof importStage>['stage'], boolean]>([
    ['nothing yet', none, none, 'idle', true],
    ['files are read', running, none, 'reading', false],
    ['read, to be decided on', read, none, 'previewed', true],
    ['imported just now', read, running, 'importing', false],
    ['imported while other files were read', running, running, 'importing', false],
    ['imported: the preview is used up', read, imported, 'idle', true],
    ['other files are read after an import', running, imported, 'reading', false],
    ['the import failed: the preview can be tried again', read, failed, 'previewed', true],
    ['reading failed', failed, none, 'idle', true],
  ])('%s', (_what, reading, importing, stage, takes) => {
    const now = importStage(reading, importing);
    expect(now.stage).toBe(stage);
    expect(refusal(now) === null).toBe(takes);
  });

  it('says why an import failed beside its preview, and why reading did by itself', () => {
    expect(importStage(read, failed)).toMatchObject({ problem: failure });
    expect(importStage(failed, none)).toMatchObject({ problem: failure });
    expect(importStage(read, imported)).toMatchObject({ problem: null });
  });

  it('files dropped under an import are refused in words: it goes on', () => {
    expect(refusal(importStage(read, running))).toMatch(/goes on/);
  });
});
