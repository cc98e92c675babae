import { statSync } from 'node:fs';
import type { UpgradeNeeds } from '#contract/wire.ts';
import { CallFailure } from '../context/callFailure.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { checkFolder } from './folderChoice.ts';

const megabyte = 1_000_000;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * What bringing the store of a folder up to date takes. The backup is as large as the store and its audit; the transaction stands in
 * the log beside the store until it is whole, and the store itself grows by the history. Measured: of 421 MB 391 for the backup, 662 for
 * the log, 258 for growth, together 3.1 times the store.
 * A log that an earlier try left is written over.
 * @example of a store of 8 MB with 20 GB free: { bytesNeeded: 38_000_000, bytesFree: 20_000_000_000, seconds: 5 }
 */
export function upgradeNeeds(folder: string): UpgradeNeeds {
  const { store, audit } = storeFiles(folder);
  const bytes = sizeOf(store);
  const needed = 3.5 * bytes + sizeOf(audit) + 10 * megabyte - sizeOf(`${store}-wal`);
  return {
    bytesNeeded: Math.max(Math.ceil(needed), 0),
    bytesFree: checkFolder(folder).freeBytes,
    seconds: Math.ceil(2 + bytes / bytesASecond),
  };
}

/** Of a store. Measured on two cores: 8 MB take 0.6 s, 421 MB 37 s, beside other work 74 s, backup included; rounded down for slow disks. */
const bytesASecond = 4 * megabyte;

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / megabyte).toLocaleString('en-GB')} MB`;
const isTooLittle = ({ bytesFree, bytesNeeded }: UpgradeNeeds): boolean =>
  bytesFree !== null && bytesFree < bytesNeeded;
const freeWords = ({ bytesFree }: UpgradeNeeds): string =>
  bytesFree === null ? '' : `, ${inMegabytes(bytesFree)} are free`;

/** Refuses to open a store of an earlier version, and says what bringing it up to date takes. */
export function upgradeNeeded(folder: string): CallFailure {
  const upgrade = upgradeNeeds(folder);
  return new CallFailure(
    'upgradeNeeded',
    `This store was last opened by an earlier version of VSK Tracker and must be brought up to date first. A backup is made before that. It needs ${inMegabytes(upgrade.bytesNeeded)} on the disk${freeWords(upgrade)}, and takes about ${upgrade.seconds} seconds. Nothing was changed.`,
    { upgrade },
  );
}

/** Errors: `diskFull` where the disk has not what the upgrade may take; nothing was written. */
export function requireSpace(folder: string): void {
  const needs = upgradeNeeds(folder);
  if (isTooLittle(needs))
    throw new CallFailure(
      'diskFull',
      `Not enough space: bringing the store up to date needs ${inMegabytes(needs.bytesNeeded)} on the disk${freeWords(needs)}. Nothing was changed. Free some space first.`,
      { upgrade: needs },
    );
}
