import type { secretCalls } from '#contract/secrets.ts';
import { localIdOf } from '#db/derived/keepSecretPlacements.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { childrenInScope } from '#db/queries/scope.ts';
import { placedEpisodes, type SecretFact, secretOfChild, secretsOfChildren } from '#db/queries/secrecy.ts';
import { isSecretPlacement } from '#domain/secrecy/isSecretPlacement.ts';
import { isStillSecretAsked } from '#domain/secrecy/isStillSecretAsked.ts';
import { placementSpells } from '#domain/secrecy/placementSpells.ts';
import { secretsAsked } from '#service/child/secretsAsked.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { ProceduresOf } from './procedure.ts';

/** Secret placements: marking one, and the question whether one that is over is still secret. Source: issue 7 section 2. */
export const secretProcedures: ProceduresOf<keyof typeof secretCalls> = {
  'secrets.asked': (context) => {
    const { reader, clock, scope } = context;
    const today = clock.today();
    const inScope = childrenInScope(scope, reader, today);
    const asked = secretsAsked(inScope, reader, today);
    const ids = [...new Set(asked.map(({ secret }) => secret.childId))];
    const known = childrenOn(inScope, reader, ids, today, today);
    const rows = asked.map(({ secret, askedSince, careEnded }) => {
      const { childId, id, from, reason, saidBy } = secret;
      const listName = known.get(childId)?.listName ?? childId;
      return { childId, listName, secretId: id, from, reason, saidBy, askedSince, careEnded };
    });
    return { rows };
  },

  'secrets.mark': async (context, { childId, reason }) => {
    await context.write(
      (writer) => {
        const spell = placementSpells(placedEpisodes(writer.connection, [childId]).get(childId) ?? []).at(-1);
        writer.insert('secret_placement', {
          child_id: childId,
          ...localIdOf(writer, childId),
          from_date: spell?.from ?? context.clock.today(),
          to_date: null,
          kind: 'said',
          reason,
          said_by: context.user.name,
        });
      },
      { reason: 'placement made secret' },
    );
    return outcomeOf(context, childId);
  },

  'secrets.answer': async (context, { childId, secretId, answer, reason }) => {
    const today = context.clock.today();
    const secret = need(context, childId, secretId);
    if (secret.to !== null)
      throw new CallFailure(
        'conflict',
        'This secrecy was ended before. Nothing was changed. Take that answer back first, if it was wrong.',
      );
    const placed = placedEpisodes(context.reader, [childId]).get(childId) ?? [];
    const asked = isStillSecretAsked(secret, placed, today);
    const changes =
      answer === 'stillSecret'
        ? { checked_on: today, checked_reason: reason }
        : { to_date: asked ?? (today > secret.from ? today : secret.from), ended_reason: reason };
    await context.write(
      (writer) => writer.update('secret_placement', secretId, { ...changes, answered_by: context.user.name }),
      { reason: 'answer to still secret' },
    );
    return outcomeOf(context, childId);
  },

  'secrets.takeBack': async (context, { childId, secretId }) => {
    const secret = need(context, childId, secretId);
    const wasForAStay = secret.kind === 'sibling' && secret.answeredBy === null;
    if (secret.to === null ? secret.checkedOn === null : wasForAStay)
      throw new CallFailure('conflict', 'There is no answer to take back. Nothing was changed.');
    const none = { to_date: null, ended_reason: null, checked_on: null, checked_reason: null, answered_by: null };
    await context.write((writer) => writer.update('secret_placement', secretId, none), {
      reason: 'answer to still secret taken back',
    });
    return outcomeOf(context, childId);
  },
};

function need({ reader }: ServiceContext, childId: string, secretId: string): SecretFact {
  const secret = secretOfChild(reader, childId, secretId);
  if (secret === null) throw new CallFailure('notFound', 'This child has no such secret placement.');
  return secret;
}

/** Whether the placement is secret now, and why where it is. */
function outcomeOf({ reader, clock }: ServiceContext, childId: string): { secret: boolean; words: string } {
  const secrets = secretsOfChildren(reader, [childId]).get(childId) ?? [];
  const episodes = placedEpisodes(reader, [childId]).get(childId) ?? [];
  if (!isSecretPlacement({ secrets, episodes }, clock.today()))
    return { secret: false, words: 'The placement is no longer secret. The past one stays hidden.' };
  const open = secrets.findLast(({ to }) => to === null);
  return { secret: true, words: `The placement is secret: ${open?.reason ?? 'placed for adoption'}.` };
}
