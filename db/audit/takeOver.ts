import type { Connection } from '#db/open.ts';
import { setStoreInfo } from '#db/queries/storeInfo.ts';
import { type AuditFile, type AuditOutcome, type CarriedEntry, mostNamed } from './auditFile.ts';
import { type AuditSubject, digestOf } from './chain.ts';

type OldEntry = {
  id: string;
  at: string;
  userId: string;
  userName: string;
  action: string;
  outcome: AuditOutcome;
  detail: string;
};
type OldDraft = { userId: string; key: string; content: string; savedAt: string };

/** The store says so once its audit lies in a file of its own: a missing file is loud from then on. */
export const auditMark = 'auditFile';

/**
 * Moves what a store holds of audit and drafts into the audit file: all of it at the first opening after version 0.2.0, later
 * the one entry that a restore or a salvage left in the store it made. What was copied is read back and compared, count and
 * content, before the store's own tables are emptied; cut off in between, the next opening finds the entries copied and
 * copies none twice.
 * @returns how many entries were copied
 */
export function takeOver(store: Connection, audit: AuditFile): number {
  const old = store
    .prepare(
      'SELECT id, at, user_id AS userId, user_name AS userName, action, outcome, detail FROM audit_entry ORDER BY id',
    )
    .all() as OldEntry[];
  const drafts = store
    .prepare('SELECT user_id AS userId, key, content, saved_at AS savedAt FROM draft')
    .all() as OldDraft[];
  const marked = store.prepare('SELECT 1 FROM store_info WHERE key = ?').get(auditMark) !== undefined;
  if (old.length === 0 && drafts.length === 0 && marked) return 0;
  const copied = copyEntries(store, audit, old);
  for (const draft of drafts) {
    const there = audit.readDraft(draft.userId, draft.key);
    if (there === null || there.savedAt <= draft.savedAt)
      audit.saveDraft(draft.userId, draft.key, draft.content, draft.savedAt);
  }
  verify(store, audit, old, drafts);
  store.transaction(() => {
    store.exec('DELETE FROM audit_subject; DELETE FROM audit_entry; DELETE FROM draft');
    if (!marked) setStoreInfo(store, auditMark, 'yes');
  })();
  return copied;
}

const subjectsIn = (store: Connection) => {
  const rows = store.prepare('SELECT kind, subject_id AS id FROM audit_subject WHERE audit_id = ? ORDER BY id');
  return (entryId: string) => rows.all(entryId) as AuditSubject[];
};

function copyEntries(store: Connection, audit: AuditFile, old: readonly OldEntry[]): number {
  const subjectsOf = subjectsIn(store);
  const known = audit.connection.prepare('SELECT 1 FROM entry WHERE carried_from = ?');
  const entries = old
    .filter(({ id }) => !known.get(id))
    .map(({ id, userId, userName, ...rest }): CarriedEntry => {
      return { ...rest, user: { id: userId, name: userName }, carriedFrom: id, subjects: subjectsOf(id) };
    });
  audit.appendCarried(entries);
  return entries.length;
}

/** Throws where the file does not hold all of it: then the store keeps its own. */
function verify(store: Connection, audit: AuditFile, old: readonly OldEntry[], drafts: readonly OldDraft[]): void {
  const subjectsOf = subjectsIn(store);
  const read = audit.connection.prepare(
    'SELECT carried_from AS id, at, user_id AS userId, user_name AS userName, action, outcome, detail, digest FROM entry WHERE carried_from = ?',
  );
  const members = audit.connection.prepare(
    'SELECT kind, subject_id AS id FROM subject WHERE set_id = (SELECT id FROM subject_set WHERE digest = ?)',
  );
  const alike = old.every((entry) => {
    const copy = read.get(entry.id) as (OldEntry & { digest: string }) | undefined;
    const subjects = subjectsOf(entry.id);
    const digest = digestOf(subjects);
    return (
      copy?.digest === digest &&
      (subjects.length > mostNamed || digestOf(members.all(digest) as AuditSubject[]) === digest) &&
      Object.entries(entry).every(([name, value]) => copy[name as keyof OldEntry] === value)
    );
  });
  const typed = drafts.every(({ userId, key, content, savedAt }) => {
    const copy = audit.readDraft(userId, key);
    return copy !== null && (copy.savedAt > savedAt || (copy.savedAt === savedAt && copy.content === content));
  });
  if (!alike || !typed) throw new Error('The audit could not be copied whole into its own file; the store keeps it.');
}
