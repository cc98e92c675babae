import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { SchoolLines } from '#domain/schools/schoolLines.ts';
import type { Facts } from './factRows.ts';

/** What stops a proposal: which field of it, what that said, and what to do about it. */
export interface Problem {
  readonly field: string;
  readonly value: string;
  readonly reason: string;
}

/** What a person should know of a proposal that is taken all the same. */
export interface Remark {
  readonly field?: string;
  readonly value?: string;
  readonly reason: string;
}

/** One fact that becomes another: how it was, how it will be, and how that is understood. */
export interface Difference {
  /** The name a rule gives to what it was told, the same in `Ruling.said`. */
  readonly what: string;
  readonly was: string;
  readonly now: string;
  readonly as: 'correction' | 'change';
  /** The first day on which a change holds; null for a correction, which says how it always was. */
  readonly from: PlainDate | null;
  /** Whether a person can have it the other way (see `Saying.decided`). */
  readonly canFlip: boolean;
  /** What the two decisions are called, where they are no correction and no change. */
  readonly answers?: { readonly correction: string; readonly change: string };
}

/** When something is said of a child, and what has been said of it since. */
export interface Saying {
  /** The day that the file, the form or the returned pack speaks of. */
  readonly asOf: PlainDate;
  readonly today: PlainDate;
  /**
   * The latest day after `asOf` as of which something else has said this of the child already, or null. An older voice
   * never turns a newer one back, even where the newer one only confirmed what was held.
   *
   * @param what the name a rule gives to what it was told, the same in `Ruling.said`: 'legalName', 'placement'
   */
  readonly saidLater: (what: string) => PlainDate | null;
  /** Everything that anybody has said of the child, whatever its day, of which the name begins so; none where not given. */
  readonly everSaid?: (beginning: string) => readonly string[];
  /** The latest day as of which anybody has said something of the child, by its name; null where nobody has. */
  readonly lastSaid?: (what: string) => PlainDate | null;
  /** Version 0.2 has written facts here, which bear no day of their files. */
  readonly ofEarlier?: boolean;
  /** What a person decided in the preview about a difference, by its `what`: 'correction', 'change'; null where nothing. */
  readonly decided?: (what: string) => string | null;
  /** Schools that became others, known with what is said; none where not given. */
  readonly schools?: SchoolLines;
  /** An id for a row that is not in the store yet. */
  readonly fresh: () => string;
}

/**
 * What a rule answers: the facts as they then are, or why the proposal is refused. `said` is what the proposal spoke of,
 * whether or not it changed anything, so that an older file is known for one later.
 */
export interface Ruling {
  readonly facts: Facts;
  readonly problems: readonly Problem[];
  readonly remarks: readonly Remark[];
  readonly said: readonly string[];
  /** How a row is counted that adds rows to what is known already, such as another version of a result; else by what is new. */
  readonly countsAs?: 'changed';
  /** What becomes otherwise, for a person to see and to have the other way. */
  readonly differences?: readonly Difference[];
}

/** A proposal that is refused leaves everything as it is. */
export const refusedFor = (held: Facts, ...problems: Problem[]): Ruling => ({
  facts: held,
  problems,
  remarks: [],
  said: [],
});

/** A rule: what is held of a child and what is proposed, to the facts as they then are. Pure; it reads no store. */
export type Rule<Proposal> = (held: Facts, proposal: Proposal, saying: Saying) => Ruling;

/** Rulings one after another, each over the facts that the one before left; the first that is refused refuses all. */
export function inTurn(held: Facts, ...steps: readonly ((facts: Facts) => Ruling)[]): Ruling {
  let ruling: Ruling = { facts: held, problems: [], remarks: [], said: [] };
  for (const step of steps) {
    const next = step(ruling.facts);
    if (next.problems.length > 0) return refusedFor(held, ...next.problems);
    ruling = {
      facts: next.facts,
      problems: [],
      remarks: [...ruling.remarks, ...next.remarks],
      said: [...ruling.said, ...next.said],
      differences: [...(ruling.differences ?? []), ...(next.differences ?? [])],
    };
  }
  return ruling;
}
