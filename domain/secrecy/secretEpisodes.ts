import { isAdoptionPlacement } from './isAdoptionPlacement.ts';
import { overlap, type Placed, type SecretSpan } from './placement.ts';

/**
 * The episodes whose place, carer and type are secret, of all times: those that share a day with a time of secrecy, and
 * placements for adoption. A past one stays hidden for good.
 *
 * Source: domain.md section 1 ('Confidential placement': ending it opens the next placement, the past one stays hidden).
 * @example an episode of 2020 to 2021 and a secrecy of 2019 to 2020-06-01 // secret
 */
export const secretEpisodes = <Episode extends Pick<Placed, 'start' | 'end' | 'placementType'>>(
  episodes: readonly Episode[],
  secrets: readonly SecretSpan[],
): Episode[] =>
  episodes.filter(
    ({ start, end, placementType }) =>
      isAdoptionPlacement(placementType) || secrets.some((secret) => overlap({ from: start, to: end }, secret)),
  );
