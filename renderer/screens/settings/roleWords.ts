import type { Role } from '#contract/call.ts';

/** Each role by its name, and what it may see. */
export const roleWords: Record<Role, { title: string; sees: string }> = {
  administrator: { title: 'Administrator', sees: 'everything, and brings data in' },
  assistantHead: { title: 'Assistant head', sees: 'the children of one locality, and the whole team’s figures' },
  reader: { title: 'Reader', sees: 'published figures only, no child' },
};
