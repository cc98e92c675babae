// What this computer remembers for a store, in a file whose secrets only the computer's keychain opens; free of
// Electron, so that plain tests can try it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { KeychainState } from '#contract/bridge.ts';

/** What this needs of Electron's `safeStorage`. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
};

/** Linux keychains that keep a secret from another program of the same disk; `basic_text` has its password in public. */
const realBackends = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];

/** Thrown for whatever the person must be told; its message is meant for them. */
export class KeychainFailure extends Error {}

type Remembered = { slotId: string; secret: string };

/**
 * The keychain of this computer as the window may use it: one remembered way in for each store's folder.
 * @param file where the encrypted secrets are kept, e.g. `<userData>/remembered.json`
 */
export function keychain(safeStorage: SafeStorage, platform: NodeJS.Platform, file: string) {
  /** Why nothing can be remembered here; empty when it can. */
  const whyNot = (): string => {
    if (platform === 'linux') {
      const backend = safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
      if (!realBackends.includes(backend)) {
        return `This computer has no keychain that is safe to use (it offers '${backend}'). Install GNOME Keyring or KWallet to be remembered.`;
      }
    }
    return safeStorage.isEncryptionAvailable() ? '' : 'The keychain of this computer cannot be used at the moment.';
  };
  const requireKeychain = () => {
    const why = whyNot();
    if (why !== '') throw new KeychainFailure(why);
  };

  const read = (): Record<string, Remembered> => {
    try {
      const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const entries = Object.entries(content as Record<string, unknown>).filter(([, entry]) => isRemembered(entry));
      return Object.fromEntries(entries) as Record<string, Remembered>;
    } catch (error) {
      // A convenience only: where the file is missing or damaged, the passphrase opens the store as ever.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') console.error(`What this computer remembers could not be read (${code ?? 'damaged'})`);
      return {};
    }
  };
  const write = (content: Record<string, Remembered>) => {
    const beside = `${file}.new`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      rmSync(beside, { force: true });
      writeFileSync(beside, JSON.stringify(content), { mode: 0o600, flush: true });
      renameSync(beside, file);
    } catch (error) {
      // Not there to be removed where its folder is the fault.
      if (existsSync(beside)) rmSync(beside);
      const { code } = error as NodeJS.ErrnoException;
      throw new KeychainFailure(`What this computer remembers could not be written (${code ?? 'unknown reason'}).`);
    }
  };

  return {
    state(folder: string): KeychainState {
      const why = whyNot();
      return { available: why === '', why, slotId: read()[keyOf(folder)]?.slotId ?? null };
    },
    /** @throws KeychainFailure where there is no real keychain, or the file cannot be written */
    remember(folder: string, slotId: string, secret: string): void {
      requireKeychain();
      const encrypted = safeStorage.encryptString(secret).toString('base64');
      write({ ...read(), [keyOf(folder)]: { slotId, secret: encrypted } });
    },
    /** @throws KeychainFailure where there is no real keychain, or it no longer opens what it closed */
    recall(folder: string): Remembered | null {
      const found = read()[keyOf(folder)];
      if (found === undefined) return null;
      requireKeychain();
      try {
        return { slotId: found.slotId, secret: safeStorage.decryptString(Buffer.from(found.secret, 'base64')) };
      } catch {
        throw new KeychainFailure(
          'The keychain of this computer no longer opens what it remembered. Enter your passphrase, then have it remembered again.',
        );
      }
    },
    /** Works without a keychain too: nobody is kept from forgetting. */
    forget(folder: string): void {
      const { [keyOf(folder)]: found, ...others } = read();
      if (found !== undefined) write(others);
    },
  };
}

/** The folder's name would say whose store it is; its digest does not. */
function keyOf(folder: string): string {
  return createHash('sha256').update(resolve(folder)).digest('hex');
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { slotId, secret } = value as Partial<Remembered>;
  return typeof slotId === 'string' && typeof secret === 'string';
}

/** Whether the window sent the absolute folder of a store. */
export function isFolder(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4_096 && isAbsolute(value) && !value.includes('\0');
}

/** Whether the window sent a folder, the slot of a key file and its secret. */
export function isToRemember(value: unknown): value is { folder: string; slotId: string; secret: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { folder, slotId, secret } = value as Record<string, unknown>;
  const slot = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  return (
    isFolder(folder) &&
    typeof slotId === 'string' &&
    slot.test(slotId) &&
    typeof secret === 'string' &&
    secret.length > 0 &&
    secret.length <= 1_024
  );
}
