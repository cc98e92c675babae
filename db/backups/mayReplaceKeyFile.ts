import type { KeyFile } from '#db/keys/keyFileShape.ts';

/**
 * Whether a key file may take the place of another one beside a backup: only where it belongs to the same store and has every
 * key of the other, since whoever loses the only copy of a key loses the backup under it.
 *
 * @example mayReplaceKeyFile(beforeTheRekey, afterTheRekey) // true; the other way round false
 */
export function mayReplaceKeyFile(oldFile: KeyFile, newFile: KeyFile): boolean {
  const has = fingerprintsOf(newFile);
  return oldFile.storeId === newFile.storeId && [...fingerprintsOf(oldFile)].every((each) => has.has(each));
}

/** A file of version 1 lists no keys; it has its current one. */
const fingerprintsOf = ({ current, keys }: KeyFile): Set<string> =>
  new Set([current, ...keys.map(({ fingerprint }) => fingerprint)]);
