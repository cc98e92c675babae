// Remembers what the app put on the clipboard, so that a lock takes that away and nothing else; free of Electron.
import { createHash, randomBytes } from 'node:crypto';

/** What this needs of a clipboard. Electron's own answers at once in older versions and by promise in newer ones. */
export type TextClipboard = {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
};

export type ClipboardMemory = {
  /** Puts text on the clipboard and remembers it. */
  write(text: string): Promise<void>;
  /** Remembers what is there now: the person has just copied it from the app. */
  note(): Promise<void>;
  /** Whether anything is remembered. */
  holds(): boolean;
  /** Empties the clipboard if what the app put there is there still; what came from elsewhere since stays. */
  clearOwn(): Promise<void>;
};

/**
 * The clipboard as the app uses it. Of what was copied only a salted digest is kept, so that this memory holds no name.
 *
 * @example
 * const memory = clipboardMemory(clipboard);
 * await memory.write('83 %');
 * await memory.clearOwn(); // the clipboard is empty
 */
export function clipboardMemory(clipboard: TextClipboard): ClipboardMemory {
  const salt = randomBytes(16);
  const digestOf = (text: string) => createHash('sha256').update(salt).update(text).digest('hex');
  let own: string | null = null;
  return {
    async write(text) {
      // Of the text itself: what is read back may be what somebody else has copied meanwhile, or nothing.
      own = digestOf(text);
      await clipboard.writeText(text);
    },
    async note() {
      const text = await clipboard.readText();
      // A clipboard that could not be read answers with nothing, as an empty one does.
      if (text !== '') own = digestOf(text);
    },
    holds: () => own !== null,
    async clearOwn() {
      if (own !== null && own === digestOf(await clipboard.readText())) await clipboard.clear();
      own = null;
    },
  };
}
