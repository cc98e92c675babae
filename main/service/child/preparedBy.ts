import { everAssistantHeads, packTeam } from '#db/queries/packs.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import type { ServiceContext } from '../context/context.ts';

/**
 * Who a pack or a list says made it. Whoever leads one locality, or did, would name it by their own name, about a child whose
 * place is secret as about the others beside it: for them it is the team. The audit knows who it was.
 *
 * Source: reviews/attack.md A4.1; issue 7 section 2.
 */
export function preparedBy({ reader, user }: Pick<ServiceContext, 'reader' | 'user'>): string {
  const leads = everAssistantHeads(reader).some((head) => foldedWords(head) === foldedWords(user.name));
  return leads ? packTeam(reader).teamName : user.name;
}
