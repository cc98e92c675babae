import type { ErrorCode, ErrorDetail } from '#contract/wire.ts';

/** Ends a call, and rolls its transaction back, with an answer the person can act on. Becomes a value at the dispatcher. */
export class CallFailure extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, more: Omit<ErrorDetail, 'message'> = {}) {
    super(message);
    this.code = code;
    this.detail = { message, ...more };
  }
}
