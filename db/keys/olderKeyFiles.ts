import { createHash } from 'node:crypto';
import { isOldSlot, type KeyFile, type OldSlot } from './keyFileShape.ts';

/** The file as version 0.1.0 of the app wrote it: one store key, wrapped directly in each slot. */
export type VersionOne = {
  format: 'vsk-tracker-key';
  version: 1;
  storeId: string;
  keyFingerprint: string;
  slots: OldSlot[];
  checksum: string;
};

/** What later versions added, in a file that has none of it. */
export const nothingLater = { serial: 0, people: null, auditHead: null } as const;

export const isWholeVersionOne = ({ format, version, storeId, keyFingerprint, slots, checksum }: VersionOne): boolean =>
  Array.isArray(slots) &&
  slots.length > 0 &&
  slots.every(isOldSlot) &&
  createHash('sha256')
    .update(JSON.stringify([format, version, storeId, keyFingerprint, slots]))
    .digest('hex') === checksum;

/** A file of version 1 as this version sees it; the first unlock writes it anew, signed. */
export const fromVersionOne = ({ storeId, keyFingerprint, slots }: VersionOne): KeyFile => ({
  format: 'vsk-tracker-key',
  version: 2,
  storeId,
  current: keyFingerprint,
  pending: null,
  slots: [],
  oldSlots: slots,
  keys: [],
  ...nothingLater,
  // Version 1 had none; the first unlock writes one.
  macs: {},
  checksum: '',
});
