import type { ReadConnection } from '#db/open.ts';
import type { InScope } from '#db/queries/scope.ts';
import { openSecrets, placedEpisodes, type SecretFact } from '#db/queries/secrecy.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isStillSecretAsked } from '#domain/secrecy/isStillSecretAsked.ts';

export type SecretAsked = { secret: SecretFact; askedSince: PlainDate; careEnded: boolean };

/**
 * Secret placements that were over by a date and that nobody has answered 'still secret?' for, the longest waiting first: what the
 * list under Data asks, and what the overview counts.
 */
export function secretsAsked(inScope: InScope, reader: ReadConnection, date: PlainDate): SecretAsked[] {
  const open = openSecrets(inScope, reader);
  const episodes = placedEpisodes(reader, [...new Set(open.map(({ childId }) => childId))]);
  return open
    .flatMap((secret) => {
      const placed = episodes.get(secret.childId) ?? [];
      const askedSince = isStillSecretAsked(secret, placed, date);
      if (askedSince === null) return [];
      return [{ secret, askedSince, careEnded: placed.every(({ end }) => end !== null && end <= date) }];
    })
    .toSorted((a, b) => (a.askedSince < b.askedSince ? -1 : 1));
}
