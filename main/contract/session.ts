/** Why a store was locked; shown once on the unlock screen. */
export const lockReasons = ['person', 'idle', 'sleep', 'screenLock', 'restored'] as const;
export type LockReason = (typeof lockReasons)[number];

/**
 * What a data process needs to go on as the person who had unlocked: kept in the shell's memory only, posted to a
 * restarted data process once, and wiped with every lock.
 */
export type SessionKey = { folder: string; userId: string; key: Uint8Array };

/** What the shell tells the data process besides calls. */
export type ShellToData = { kind: 'resume'; session: SessionKey } | { kind: 'lock'; reason: LockReason };

/** What the data process tells the shell besides replies: a store was opened, or (null) locked and its key wiped. */
export type DataToShell = { kind: 'session'; session: SessionKey | null; reason: LockReason | null };
