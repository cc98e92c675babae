import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Placed } from './placement.ts';
import { placementSpells } from './placementSpells.ts';

/**
 * Whether a person is to be asked 'still secret?', and since when: the place that was secret is no longer the child's, because
 * another placement began or care ended, and nobody has answered since. Null where there is nothing to ask. What is asked about
 * stays secret.
 *
 * Source: domain.md section 1 ('Confidential placement'); issue 7 section 2.
 * @example secret from 10 January 2020 at CT9, placed at ME14 since 1 May 2022 // '2022-05-01'
 */
export function isStillSecretAsked(
  secret: { from: PlainDate; checkedOn: PlainDate | null },
  episodes: readonly Placed[],
  today: PlainDate,
): PlainDate | null {
  const spells = placementSpells(episodes.filter(({ start }) => start <= today));
  const last = spells.at(-1);
  if (last === undefined) return null;
  const changed = last.to !== null && last.to <= today ? last.to : last.from;
  const settled = secret.checkedOn !== null && secret.checkedOn > secret.from ? secret.checkedOn : secret.from;
  return changed > settled ? changed : null;
}
