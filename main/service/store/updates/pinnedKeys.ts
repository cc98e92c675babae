import type { PinnedKey } from '#service/context/installation.ts';

/**
 * The keys this build trusts. `npm run release:keys` makes a pair and prints the line to add here; while there is none,
 * every update is refused and `npm run dist` says so. Two may stand here while one replaces the other
 * (docs/decisions/updates.md).
 */
export const pinnedKeys: readonly PinnedKey[] = [];
