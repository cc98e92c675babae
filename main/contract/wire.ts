/** One request over the message port or the preview host: `id` pairs it with its reply. */
export type WireRequest = { id: number; name: string; input: unknown };

/** What every call answers; error classes do not survive a process boundary, so failures are values. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: CallError };

export type CallError = { code: ErrorCode; detail: ErrorDetail };

/** What happened, in plain English, and what to do next; never a child's name. */
export type ErrorDetail = {
  message: string;
  field?: string;
  value?: string;
  /** With `upgradeNeeded`: what bringing the store up to date takes. */
  upgrade?: UpgradeNeeds;
};

/** What bringing a store up to date takes: bytes, and roughly how many seconds. `bytesFree` is null where the disk does not say. */
export type UpgradeNeeds = { bytesNeeded: number; bytesFree: number | null; seconds: number };

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
  /** Of an earlier version: nothing was changed; `store.upgrade` brings it up to date. */
  'upgradeNeeded',
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
