import type { Connection, ReadConnection } from '#db/open.ts';
import { type AuditContent, type AuditHead, type AuditSubject, digestOf, emptyHead, hashOf } from './chain.ts';

export type AuditOutcome = 'done' | 'refused' | 'failed';
/** An entry to be written. */
export type NewEntry = {
  user: { id: string; name: string };
  action: string;
  outcome: AuditOutcome;
  subjects?: readonly AuditSubject[];
  detail?: string;
  filter?: string;
};
/** An entry of a store of version 0.2.0 or before, with the time and the id it had there. */
export type CarriedEntry = NewEntry & { at: string; carriedFrom: string };

/**
 * Above so many, whom an entry is about is kept as count, filter and digest alone. Below, each set is kept once however often
 * it is looked at.
 */
export const mostNamed = 2000;

const tables = `
CREATE TABLE entry (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, device_id TEXT NOT NULL, user_id TEXT NOT NULL, user_name TEXT NOT NULL,
  action TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL, filter TEXT NOT NULL, subjects INTEGER NOT NULL,
  digest TEXT NOT NULL, carried_from TEXT, previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_carried_from ON entry (carried_from) WHERE carried_from IS NOT NULL;
CREATE INDEX entry_action ON entry (action);
CREATE INDEX entry_digest ON entry (digest) WHERE digest <> '';
CREATE TABLE subject_set (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE subject (
  set_id INTEGER NOT NULL REFERENCES subject_set (id), kind TEXT NOT NULL, subject_id TEXT NOT NULL,
  PRIMARY KEY (set_id, kind, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subject_of ON subject (subject_id);
CREATE TABLE draft (
  user_id TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;
`;

/** The layout of the file; a later one is not written to by this version. */
const layout = 1;

/** The audit file was written by a newer version of the app. */
export class NewerAuditError extends Error {}

/** Gives an empty file its tables. Throws `NewerAuditError` for one of a later layout. */
export function prepareAudit(connection: Connection): void {
  const found = connection.pragma('user_version', { simple: true }) as number;
  if (found > layout)
    throw new NewerAuditError(
      'The audit was last written by a newer version of VSK Tracker. Update the app to open the store; nothing was changed.',
    );
  if (found === layout) return;
  connection.transaction(() => {
    connection.exec(tables);
    connection.pragma(`user_version = ${layout}`);
  })();
}

/**
 * What the file itself says of how it was last used, in a number of its header that SQLite leaves to the application, written
 * into the file and not only its log: the first entry of a session that was not ended; 0 where all were; `damaged`.
 */
const usedFrom = (connection: Connection): number => connection.pragma('application_id', { simple: true }) as number;
const damaged = -1;

function noteUse(connection: Connection, number: number): void {
  connection.pragma(`application_id = ${number}`);
  connection.pragma('wal_checkpoint(PASSIVE)');
}

/** A copy of an audit in use is in use by nobody. */
export const noteEnded = (connection: Connection): void => noteUse(connection, 0);

/** How the file was left: the first entry of the session that was not ended, or null; and whether a page could not be read. */
export function leftBehind(connection: Connection): { from: number | null; damaged: boolean } {
  const number = usedFrom(connection);
  return { from: number > 0 ? number : null, damaged: number === damaged };
}

/** The last entry of an audit that is open. */
export const headOf = (connection: Pick<Connection | ReadConnection, 'prepare'>): AuditHead =>
  (connection.prepare('SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1').get() as AuditHead | undefined) ??
  emptyHead;

/**
 * Who did what to whom, and what people have typed and not saved yet, in an encrypted file of its own beside the store: an
 * entry is on the disk when `append` returns, whatever the store's one writer is busy with, and nothing that replaces the
 * store touches it. Entries are numbered from 1, and each holds the hash of the one before.
 */
export class AuditFile {
  readonly connection: Connection;
  readonly #deviceId: string;
  readonly #now: () => number;
  #head: AuditHead;
  /** Whether this session is noted in the file as not ended yet. */
  #begun = false;
  #damaged = false;
  readonly #append: (entries: readonly (NewEntry & Partial<CarriedEntry>)[]) => AuditHead;

  constructor(options: {
    connection: Connection;
    deviceId: string;
    /** Milliseconds since 1970, of the real clock. */
    now: () => number;
    /** Where the numbers go on from, where the file has lost its end; the file's own end otherwise. */
    goOnFrom?: AuditHead;
  }) {
    this.connection = options.connection;
    this.#deviceId = options.deviceId;
    this.#now = options.now;
    this.#head = options.goOnFrom ?? headOf(options.connection);
    this.#append = this.#appender();
  }

  /** The last entry; what is sealed in the key file. */
  get head(): AuditHead {
    return this.#head;
  }

  #appender() {
    const { connection } = this;
    const insert = connection.prepare(
      `INSERT INTO entry VALUES (@number, @at, @deviceId, @userId, @userName, @action, @outcome, @detail, @filter, @subjects,
         @digest, @carriedFrom, @previous, @hash)`,
    );
    const knownSet = connection.prepare('SELECT 1 FROM subject_set WHERE digest = ?');
    const addSet = connection.prepare('INSERT INTO subject_set (digest) VALUES (?)');
    const addSubject = connection.prepare('INSERT INTO subject VALUES (?, ?, ?)');
    return connection.transaction((entries: readonly (NewEntry & Partial<CarriedEntry>)[]) => {
      let head = this.#head;
      for (const {
        user,
        action,
        outcome,
        subjects: about = [],
        detail = '',
        filter = '',
        at,
        carriedFrom,
      } of entries) {
        const subjects = [...new Map(about.map((each) => [`${each.kind}:${each.id}`, each])).values()];
        const digest = digestOf(subjects);
        if (subjects.length > 0 && subjects.length <= mostNamed && !knownSet.get(digest)) {
          const { lastInsertRowid } = addSet.run(digest);
          for (const { kind, id } of subjects) addSubject.run(lastInsertRowid, kind, id);
        }
        const content: AuditContent = {
          number: head.number + 1,
          at: at ?? new Date(this.#now()).toISOString(),
          deviceId: this.#deviceId,
          userId: user.id,
          userName: user.name,
          action,
          outcome,
          detail,
          filter,
          subjects: subjects.length,
          digest,
          carriedFrom: carriedFrom ?? null,
          previous: head.hash,
        };
        const hash = hashOf(content);
        insert.run({ ...content, hash });
        head = { number: content.number, hash };
      }
      return head;
    });
  }

  /** Writes an entry. It is on the disk when this returns; when it throws there is none. */
  append(entry: NewEntry): void {
    this.#begin();
    this.#head = this.#append([entry]);
  }

  /** Writes entries of a store of before, in their order, all or none. */
  appendCarried(entries: readonly CarriedEntry[]): void {
    this.#begin();
    this.#head = this.#append(entries);
  }

  /** Before the first entry: the log that it goes into can then not be taken away unnoticed (`openAudit`). */
  #begin(): void {
    if (this.#begun) return;
    noteUse(this.connection, this.#head.number + 1);
    this.#begun = true;
  }

  /** A page of the file could not be read: the next opening keeps what can be. */
  noteDamage(): void {
    this.#damaged = true;
    this.#begun = true;
    noteUse(this.connection, damaged);
  }

  /** What a person has typed under a name and not saved yet. */
  readDraft(userId: string, key: string): { content: string; savedAt: string } | null {
    const row = this.connection
      .prepare('SELECT content, saved_at AS savedAt FROM draft WHERE user_id = ? AND key = ?')
      .get(userId, key) as { content: string; savedAt: string } | undefined;
    return row ?? null;
  }

  /** Overwrites it in place: a draft has no history to keep. */
  saveDraft(userId: string, key: string, content: string, savedAt: string): void {
    this.connection
      .prepare(
        `INSERT INTO draft VALUES (?, ?, ?, ?)
         ON CONFLICT (user_id, key) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
      )
      .run(userId, key, content, savedAt);
  }

  discardDraft(userId: string, key: string): void {
    this.connection.prepare('DELETE FROM draft WHERE user_id = ? AND key = ?').run(userId, key);
  }

  close(): void {
    if (!this.connection.open) return;
    try {
      // The log is in the file first: then noting the end needs no more space, on a full disk either.
      this.connection.pragma('wal_checkpoint(PASSIVE)');
      if (this.#begun) noteUse(this.connection, this.#damaged ? damaged : 0);
      this.connection.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // A full disk: the log stays beside the file, and is as durable there.
    }
    this.connection.close();
  }
}
