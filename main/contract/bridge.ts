import type { LockReason } from './session.ts';
import type { Reply } from './wire.ts';

/**
 * What the shell tells the window unasked.
 * - `dataProcess`: `restarting` after it ended unexpectedly (calls then in flight answer `interrupted`; the client asks
 *   its queries again and never its commands), `ready` once it serves again, `failed` when it ended too often.
 * - `locking`: a lock has begun (sleep, the screen lock, the person); the window shows nothing of the store from here on.
 * - `locked`: the store is locked, however that came about.
 * - `menu`: a person chose a menu entry that the window carries out.
 * - `packFile`: a person opened a `.vskpack` from outside, and it waits to be taken.
 */
export type ShellEvent =
  | { kind: 'dataProcess'; state: 'restarting' | 'ready' | 'failed' }
  | { kind: 'locking' }
  | { kind: 'locked'; reason: LockReason }
  | { kind: 'menu'; command: MenuCommand }
  | { kind: 'packFile' };

export type MenuCommand = 'lock' | 'search' | 'keys' | 'diagnostics';

/** Whether this computer can remember a way in, in a real keychain, and which slot of the key file it remembers. */
export type KeychainState = { available: boolean; why: string; slotId: string | null };

/** A `.vskpack` as it was opened from outside: its name without its folder, and its encrypted bytes. */
export type PackFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** All that the preload gives the window, as `window.vsk`; absent in an ordinary browser (preview host). */
export interface VskBridge {
  /** Sends one call of the contract to the data process. Never rejects: failures are values. */
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  /** Asks the person for a folder; null when they changed their mind. */
  chooseFolder(): Promise<Reply<string | null>>;
  /** Asks the person where to put a file and writes it there; the path, or null when they changed their mind. */
  saveFile(suggestedName: string, content: string | Uint8Array): Promise<Reply<string | null>>;
  /** Calls `listener` for each event until the returned function is called. */
  onEvent(listener: (event: ShellEvent) => void): () => void;
  /** The keychain of this computer, for the store in `folder`; never one that only hides the secret (Linux `basic_text`). */
  keychain: {
    state(folder: string): Promise<Reply<KeychainState>>;
    remember(folder: string, slotId: string, secret: string): Promise<Reply<null>>;
    recall(folder: string): Promise<Reply<{ slotId: string; secret: string } | null>>;
    forget(folder: string): Promise<Reply<null>>;
  };
  /** Puts text on the clipboard; the lock takes it away again if it is still there. */
  copyText(text: string): Promise<Reply<null>>;
  /** Tells the shell that the person copied something from the page, for the same reason. */
  noteCopied(): void;
  /** Review packs that a person opened from outside (a double click, the command line), in their order. */
  packFile: {
    /** The name of the one that waits, so that a locked window can say so; null when none does. */
    waiting(): Promise<Reply<string | null>>;
    /** Reads the one that waits and hands it over; null when none does. */
    take(): Promise<Reply<PackFile | null>>;
  };
  /** Locks the store for the person; answers once it is locked, or its process is ended. */
  lock(): Promise<Reply<null>>;
  /** Starts the installer that `updates.prepare` verified, and ends the app. */
  installUpdate(path: string): Promise<Reply<null>>;
}
