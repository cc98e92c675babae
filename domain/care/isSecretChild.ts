import type { Facts } from '#domain/facts/factRows.ts';
import { isAdoptionPlacement } from '#domain/secrecy/isAdoptionPlacement.ts';

/**
 * Whether no address of a child may stand in a note or a preview: one of its placements is secret, or for adoption, whose secrecy
 * the store notes only as it is written.
 *
 * Source: domain.md sections 1 and 12.
 * @param placementType what is said of the placement now
 * @example isSecretChild(held, 'A4') // true
 */
export const isSecretChild = (
  { secretPlacements, episodes }: Pick<Facts, 'secretPlacements' | 'episodes'>,
  placementType: string | null,
): boolean =>
  secretPlacements.length > 0 ||
  (placementType !== null && isAdoptionPlacement(placementType)) ||
  episodes.some((each) => isAdoptionPlacement(each.placementType));
