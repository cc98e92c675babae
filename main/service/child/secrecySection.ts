import type { ChildRecord } from '#contract/children.ts';
import { isStillSecretAsked } from '#domain/secrecy/isStillSecretAsked.ts';
import type { ChildFacts } from './childHeader.ts';

/** The times for which the child's placement is or was secret, with what a person is to be asked today. */
export const secrecySection = (
  { secrets, episodes, person }: Pick<ChildFacts, 'secrets' | 'episodes' | 'person'>,
  today: string,
): ChildRecord['secrecy'] =>
  secrets.map(({ id, from, to, kind, reason, saidBy, checkedOn, checkedReason, endedReason, answeredBy }) => ({
    id,
    from,
    to,
    kind,
    reason,
    saidBy,
    checkedOn,
    checkedReason,
    endedReason,
    answeredBy,
    askedSince:
      to !== null || person.sealedOn !== null ? null : isStillSecretAsked({ from, checkedOn }, episodes, today),
  }));
