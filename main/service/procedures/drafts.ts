import type { draftCalls } from '#contract/drafts.ts';
import { newId } from '#db/newId.ts';
import type { ProceduresOf } from './procedure.ts';

/** What a person typed and where they were. A row is overwritten in place: a draft has no history to keep. */
export const draftProcedures: ProceduresOf<keyof typeof draftCalls> = {
  'drafts.read': ({ reader, user }, { key }) => {
    const row = reader
      .prepare('SELECT content, saved_at AS savedAt FROM draft WHERE user_id = ? AND key = ?')
      .get(user.id, key) as { content: string; savedAt: string } | undefined;
    return row ?? { content: null, savedAt: null };
  },

  'drafts.save': async (context, { key, content }) => {
    const savedAt = new Date(context.clock.now()).toISOString();
    await context.write(({ connection }) => {
      connection
        .prepare(
          `INSERT INTO draft (id, user_id, key, content, saved_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (user_id, key) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
        )
        .run(newId(), context.user.id, key, content, savedAt);
    });
    return {};
  },

  'drafts.discard': async (context, { key }) => {
    await context.write(({ connection }) => {
      connection.prepare('DELETE FROM draft WHERE user_id = ? AND key = ?').run(context.user.id, key);
    });
    return {};
  },
};
