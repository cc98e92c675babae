import type { Reply } from './wire.ts';

/**
 * What the shell tells the window unasked.
 * - `dataProcess`: `restarting` after it ended unexpectedly (calls then in flight answer `interrupted`; the client asks
 *   its queries again and never its commands), `ready` once it serves again, `failed` when it ended too often.
 * - `menu`: a person chose a menu entry that the window carries out.
 */
export type ShellEvent =
  | { kind: 'dataProcess'; state: 'restarting' | 'ready' | 'failed' }
  | { kind: 'menu'; command: MenuCommand };

export type MenuCommand = 'lock' | 'search' | 'keys';

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
}
