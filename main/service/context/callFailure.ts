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

/** A failure in words that are true where something was saved before it: by this call, or by another at the same time. */
export const afterSaving = ({ code, detail: { message, ...more } }: CallFailure): CallFailure =>
  new CallFailure(
    code,
    message.replace(
      'Nothing was changed.',
      'What you did may have been saved before that: look before you do it again.',
    ),
    more,
  );
