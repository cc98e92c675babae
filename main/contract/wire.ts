/** One request over the message port or the preview host: `id` pairs it with its reply. */
export type WireRequest = { id: number; name: string; input: unknown };

/** What every call answers; error classes do not survive a process boundary, so failures are values. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: CallError };

export type CallError = { code: ErrorCode; detail: ErrorDetail };

/** What happened, in plain English, and what to do next; never a child's name. */
export type ErrorDetail = { message: string; field?: string; value?: string };

export type WireReply = { id: number; reply: Reply<unknown> };

export const errorCodes = [
  'locked',
  'forbidden',
  'notFound',
  'invalidInput',
  'unknownCall',
  'wrongPassphrase',
  'waitBeforeRetry',
  'storeExists',
  'storeMissing',
  'storeDamaged',
  'storeNewer',
  'storeInUse',
  'demonstrationStore',
  'conflict',
  'cancelled',
  'interrupted',
  'cannotWrite',
  'diskFull',
  'readOnly',
  'backupDamaged',
  'updateRefused',
  'failed',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
