import type { ErrorCode, ErrorDetail } from '#contract/wire.ts';

/** What a worker is started with; bytes in the input are keys, in shared memory that the other side wipes. */
export type ToWorker = { task: string; input: Record<string, unknown> };

/** What a worker tells; errors cross as values. */
export type FromWorker =
  /** It has the driver of the store, and can be ended from here on. */
  | { kind: 'loaded' }
  | { kind: 'progress'; done: number; total: number | null; words: string | undefined }
  | { kind: 'done'; value: unknown }
  | {
      kind: 'failed';
      message: string;
      /** SQLite's or the system's. */
      code: string | null;
      failure: { code: ErrorCode; detail: ErrorDetail } | null;
    };

/** Tells how far work in a worker is. */
export type Tell = (done: number, total: number | null, words?: string) => void;
