/** How often it is looked whether the store has been idle for too long, in milliseconds. */
const lookEvery = 5_000;

/**
 * Calls `lock` once nobody has touched the app for the time given. It belongs to the data process, so that it also works
 * where the window hangs. Work under way counts as a touch: an import must not be cut off because it takes long.
 */
export class IdleLock {
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #touchedAt: number;
  /** By a clock that nobody can put back. */
  #touchedAtMonotonic = performance.now();

  constructor(options: { now: () => number; minutes: () => number; busy: () => boolean; lock: () => void }) {
    this.#now = options.now;
    this.#touchedAt = options.now();
    this.#timer = setInterval(() => {
      if (options.busy()) this.touch();
      else if (this.#idleFor() >= options.minutes() * 60_000) options.lock();
    }, lookEvery);
    this.#timer.unref();
  }

  #idleFor(): number {
    return Math.max(this.#now() - this.#touchedAt, performance.now() - this.#touchedAtMonotonic);
  }

  touch(): void {
    this.#touchedAtMonotonic = performance.now();
    this.#touchedAt = this.#now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
