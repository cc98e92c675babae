import type { draftCalls } from '#contract/drafts.ts';
import type { ProceduresOf } from './procedure.ts';

/** What a person typed and where they were, in the file of the audit: saved at once, whatever the store is busy with. */
export const draftProcedures: ProceduresOf<keyof typeof draftCalls> = {
  'drafts.read': ({ auditFile, user }, { key }) =>
    auditFile.readDraft(user.id, key) ?? { content: null, savedAt: null },

  'drafts.save': ({ auditFile, clock, user }, { key, content }) => {
    auditFile.saveDraft(user.id, key, content, new Date(clock.now()).toISOString());
    return {};
  },

  'drafts.discard': ({ auditFile, user }, { key }) => {
    auditFile.discardDraft(user.id, key);
    return {};
  },
};
