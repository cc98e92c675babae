import type { Clock } from './clock.ts';

/**
 * A hybrid logical clock: rises with every tick even when the computer's clock stands still or goes back.
 * Sixteen hexadecimal digits sort as text: milliseconds (11 digits), then a counter (5).
 */
export class HybridClock {
  #milliseconds: number;
  #counter: number;
  readonly #clock: Clock;

  constructor(clock: Clock, last: string | null) {
    this.#clock = clock;
    this.#milliseconds = last ? Number.parseInt(last.slice(0, 11), 16) : 0;
    this.#counter = last ? Number.parseInt(last.slice(11, 16), 16) : 0;
  }

  tick(): string {
    const now = this.#clock.now();
    if (now > this.#milliseconds) {
      this.#milliseconds = now;
      this.#counter = 0;
    } else if (++this.#counter > 0xfffff) {
      this.#milliseconds += 1;
      this.#counter = 0;
    }
    return this.#milliseconds.toString(16).padStart(11, '0') + this.#counter.toString(16).padStart(5, '0');
  }
}

/** The time of a tick, in milliseconds since 1970. */
export const millisecondsOf = (tick: string): number => Number.parseInt(tick.slice(0, 11), 16);
