import { existsSync, readFileSync, rmSync } from 'node:fs';
import { replaceFile } from '#db/replaceFile.ts';
import { CallFailure } from '../context/callFailure.ts';
import { unlockDelay } from './unlockDelay.ts';

type Attempts = { failures: number; lastAt: number };

const none: Attempts = { failures: 0, lastAt: 0 };

function read(path: string): Attempts {
  if (!existsSync(path)) return none;
  try {
    const { failures, lastAt } = JSON.parse(readFileSync(path, 'utf8')) as Attempts;
    return Number.isSafeInteger(failures) && Number.isFinite(lastAt) ? { failures, lastAt } : none;
  } catch {
    return none;
  }
}

/**
 * The wrong passphrases in a row, kept beside the store so that a restart does not make them forgotten. An attempt counts
 * before it is tried: ending the app while a passphrase is checked gains nothing.
 */
export class UnlockAttempts {
  readonly #path: string;
  readonly #now: () => number;

  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  /** Before this time nothing is tried; null when something may be. A clock put back starts the wait anew, no more. */
  get waitUntil(): Date | null {
    const { failures, lastAt } = read(this.#path);
    const delay = unlockDelay(failures);
    const now = this.#now();
    const until = Math.min(lastAt, now) + delay;
    return delay > 0 && until > now ? new Date(until) : null;
  }

  /** Counts an attempt about to be made. Throws `waitBeforeRetry` while it must not be made yet. */
  begin(): void {
    const until = this.waitUntil;
    if (until !== null) {
      const seconds = Math.ceil((until.getTime() - this.#now()) / 1000);
      const words = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
      throw new CallFailure(
        'waitBeforeRetry',
        `Too many wrong passphrases. Wait ${words}, then try again; closing the app does not shorten it.`,
        { value: until.toISOString() },
      );
    }
    replaceFile(this.#path, JSON.stringify({ failures: read(this.#path).failures + 1, lastAt: this.#now() }));
  }

  /** The attempt was right: forgets them all and answers how many before it were wrong. */
  succeed(): number {
    const { failures } = read(this.#path);
    rmSync(this.#path, { force: true });
    return Math.max(0, failures - 1);
  }

  /** The attempt was not about the passphrase (the disk, the file): it does not count. */
  withdraw(): void {
    const { failures, lastAt } = read(this.#path);
    if (failures <= 1) rmSync(this.#path, { force: true });
    else replaceFile(this.#path, JSON.stringify({ failures: failures - 1, lastAt }));
  }
}
