/** A public key whose signature makes an update acceptable. */
export type PinnedKey = {
  /** Who signs with it and since when, as shown under Settings > Updates. */
  name: string;
  /** The 32 bytes of the Ed25519 public key, in base64. */
  publicKey: string;
};

/**
 * The keys this build trusts. `npm run release:keys` makes a pair and prints the line to add here; while there is none,
 * every update is refused and `npm run dist` says so. Two may stand here while one replaces the other
 * (docs/decisions/updates.md).
 */
export const pinnedKeys: readonly PinnedKey[] = [];
