import type { KeychainState, PackFile, ShellEvent, VskBridge } from '#contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { ErrorCode, ErrorDetail, Reply } from '#contract/wire.ts';

declare global {
  interface Window {
    /** The desktop shell's preload; nothing else of Electron reaches the renderer. */
    vsk?: VskBridge;
  }
}

/** A refused call as an exception, so that queries and mutations carry it: `code` for the program, `detail` for the person. */
export class CallFailure extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
  constructor(code: ErrorCode, detail: ErrorDetail) {
    super(detail.message);
    this.name = 'CallFailure';
    this.code = code;
    this.detail = detail;
  }
}

const tokenKey = 'vsk-token';

/** The preview host's one-time token: read once from `#token=…` or `?token=…`, kept for the tab, wiped from the address bar. */
function takeToken(): string | null {
  const { hash, search, pathname } = window.location;
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#\/?\??/, ''));
  const token = query.get('token') ?? fragment.get('token');
  if (token === null) return window.sessionStorage.getItem(tokenKey);
  window.sessionStorage.setItem(tokenKey, token);
  query.delete('token');
  const rest = query.size > 0 ? `?${query}` : '';
  window.history.replaceState(null, '', `${pathname}${rest}${fragment.has('token') ? '' : hash}`);
  return token;
}

const token = window.vsk ? null : takeToken();

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // Chunks: an argument list of millions overflows the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** JSON with bytes as `{"$bytes": base64}`, the preview host's convention. */
function encode(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array ? { $bytes: toBase64(inner) } : inner,
  );
}

const noAnswer: Reply<never> = {
  ok: false,
  error: {
    // Like the desktop's data process ending under a call: a query may be asked again, a command may have been done.
    code: 'interrupted',
    detail: { message: 'The data service did not answer. Check that the app is still running, then try again.' },
  },
};

async function post(path: string, body: unknown): Promise<Reply<unknown>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vsk-token': token ?? '' },
      body: encode(body),
    });
    const text = await response.text();
    try {
      return JSON.parse(text) as Reply<unknown>;
    } catch {
      return {
        ok: false,
        error: {
          code: 'failed',
          detail: {
            message:
              // The host says in plain words why it refuses.
              text.length > 0 && text.length < 300 && !text.includes('<')
                ? text
                : `The preview host refused the request (${response.status}).`,
          },
        },
      };
    }
  } catch {
    return noAnswer;
  }
}

/**
 * Makes one call of the contract and answers its value.
 * @throws CallFailure with the service's own code and message.
 * @example await call('store.unlock', { passphrase })
 */
export async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = window.vsk ? await window.vsk.call(name, input) : await post('/call', { name, input });
  return unwrap(reply) as CallOutput<Name>;
}

function unwrap<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new CallFailure(reply.error.code, reply.error.detail);
  return reply.value;
}

/** Asks for a folder to write to. In the preview host there is no dialog: its own output folder is the answer. */
export async function chooseFolder(): Promise<string | null> {
  if (window.vsk) return unwrap(await window.vsk.chooseFolder());
  const response = await fetch('/folder', { headers: { 'x-vsk-token': token ?? '' } });
  if (!response.ok) return null;
  const answer = (await response.json()) as { folder?: string | null };
  return answer.folder ?? null;
}

/** What a file tells of: `key` the recovery key; `nobody` a template or the diagnostics, which anybody may read. */
export type FileAbout = 'children' | 'key' | 'nobody';
export type SavedFile = { path: string; suggestedName: string; about: FileAbout };
const savedListeners = new Set<(file: SavedFile) => void>();

/** Calls `listener` with each file saved from here on that not everybody may read; a browser keeps to itself where it puts them. */
export function onFileSaved(listener: (file: SavedFile) => void): () => void {
  savedListeners.add(listener);
  return () => savedListeners.delete(listener);
}

/** Saves text or bytes where the person says; answers the path, the file name in a browser, or null when cancelled. */
export async function saveFile(
  name: string,
  content: string | Uint8Array,
  about: FileAbout = 'children',
): Promise<string | null> {
  if (window.vsk) {
    const path = unwrap(await window.vsk.saveFile(name, content));
    if (path !== null && about !== 'nobody')
      for (const listener of savedListeners) listener({ path, suggestedName: name, about });
    return path;
  }
  const part: BlobPart = typeof content === 'string' ? content : new Uint8Array(content);
  const url = URL.createObjectURL(new Blob([part], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}

/** Hears what the desktop shell tells unasked (menu entries, the data process's state); in a browser there is nothing to hear. */
export function onShellEvent(listener: (event: ShellEvent) => void): () => void {
  return window.vsk ? window.vsk.onEvent(listener) : () => undefined;
}

/**
 * The keychain of this computer, for the store in `folder`. A browser has none that a page may use.
 * @throws CallFailure when the keychain refuses, in its own words.
 */
export const keychain = {
  async state(folder: string): Promise<KeychainState> {
    if (window.vsk) return unwrap(await window.vsk.keychain.state(folder));
    return { available: false, why: 'A browser gives a page no keychain. The desktop app can use one.', slotId: null };
  },
  /** Puts the secret of a way in into the keychain, in place of the one before. */
  async remember(folder: string, slotId: string, secret: string): Promise<void> {
    if (window.vsk) unwrap(await window.vsk.keychain.remember(folder, slotId, secret));
  },
  async recall(folder: string): Promise<{ slotId: string; secret: string } | null> {
    return window.vsk ? unwrap(await window.vsk.keychain.recall(folder)) : null;
  },
  async forget(folder: string): Promise<void> {
    if (window.vsk) unwrap(await window.vsk.keychain.forget(folder));
  },
};

/**
 * Puts text on the clipboard; false when that could not be done. The desktop shell does it, and takes it away again at
 * the next lock. A browser may deny the page its clipboard: a selected text and the copy command are then the way.
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.vsk) return (await window.vsk.copyText(text)).ok;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    try {
      return document.execCommand('copy');
    } finally {
      area.remove();
    }
  }
}

/** Tells the shell that the person copied from the page, so that the lock can empty the clipboard. */
export function noteCopied(): void {
  window.vsk?.noteCopied();
}

/** Review packs opened from outside, by a double click or on the command line; in a browser there are none. */
export const packFile = {
  /** The name of the one that waits; null when none does. */
  async waiting(): Promise<string | null> {
    return window.vsk ? unwrap(await window.vsk.packFile.waiting()) : null;
  },
  /** @throws CallFailure when the file cannot be read, with the reason. */
  async take(): Promise<PackFile | null> {
    return window.vsk ? unwrap(await window.vsk.packFile.take()) : null;
  },
};

/** Whether this is the desktop app's window, and no browser's tab. */
export const isDesktop = (): boolean => window.vsk !== undefined;

/** Whether an installer can be started from here; a browser cannot. */
export const canInstallUpdates = (): boolean => window.vsk !== undefined;

/**
 * Locks the store. The desktop shell sees to it: a process that does not let go in ten seconds is ended, and never resumed.
 * @throws CallFailure when it could not be locked.
 */
export async function lockStore(): Promise<void> {
  if (window.vsk) unwrap(await window.vsk.lock());
  else await call('store.lock', {});
}

/** Starts the installer that `updates.prepare` verified, and ends the app; a browser cannot. */
export async function installUpdate(path: string): Promise<void> {
  if (window.vsk) unwrap(await window.vsk.installUpdate(path));
}

/** Opens the print dialog; print styles hide the frame. */
export function printPage(): void {
  window.print();
}

/** Small preferences of this machine (column choice, density); never a child's data. */
export const preferences = {
  get(key: string): string | null {
    try {
      return window.localStorage.getItem(`vsk:${key}`);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      window.localStorage.setItem(`vsk:${key}`, value);
    } catch {
      // A full or forbidden storage only costs the preference.
    }
  },
  remove(key: string): void {
    try {
      window.localStorage.removeItem(`vsk:${key}`);
    } catch {
      // What could not be read cannot be there.
    }
  },
};
