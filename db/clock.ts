/** The only source of today and now; tests and demonstrations inject their own. */
export interface Clock {
  /** Today in Europe/London, `YYYY-MM-DD`. */
  today(): string;
  /** Milliseconds since 1970, for identities and the history. */
  now(): number;
}

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day it was in Europe/London at a moment, `YYYY-MM-DD`. */
export const londonDateOf = (at: Date): string => london.format(at);

/** The computer's clock, read as Europe/London. */
export const systemClock: Clock = { today: () => londonDateOf(new Date()), now: () => Date.now() };

/** A clock that stands still, for tests: `fixedClock('2025-03-31').today()` is `'2025-03-31'`. */
export const fixedClock = (date: string): Clock => ({ today: () => date, now: () => Date.parse(`${date}T09:00:00Z`) });
