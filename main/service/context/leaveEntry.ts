import { newId } from '#db/newId.ts';
import type { Connection } from '#db/open.ts';

/**
 * Leaves an entry of the audit in a store that a restore or a salvage has made and nobody has open yet: it is there exactly
 * when that store is, and the opening of the store moves it into the audit file (`takeOver`).
 * @param at milliseconds since 1970
 */
export function leaveEntry(
  connection: Connection,
  at: number,
  { user, action, detail }: { user: { id: string; name: string }; action: string; detail: string },
): void {
  connection
    .prepare(
      "INSERT INTO audit_entry (id, at, user_id, user_name, action, outcome, detail) VALUES (?, ?, ?, ?, ?, 'done', ?)",
    )
    .run(newId(), new Date(at).toISOString(), user.id, user.name, action, detail);
}
