import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { daysBetween, type PlainDate, partsOf } from '#domain/calendar/plainDate.ts';
import type { PepRow } from '#domain/facts/factRows.ts';

/** What a row says by which its PEP is found. */
export interface PepNamed {
  readonly reference: string | null;
  readonly due: PlainDate;
  readonly held: PlainDate | null;
}

/** What the rows of a file name PEPs of a child by. */
export interface PepsNamed {
  readonly due: ReadonlySet<PlainDate>;
  readonly held: ReadonlySet<PlainDate>;
  readonly reference: ReadonlySet<string>;
}

/** What rows about one child name its PEPs by: made once for all of them, since each row is looked at beside the others. */
export function pepsNamed(rows: readonly PepNamed[]): PepsNamed {
  return {
    due: new Set(rows.map(({ due }) => due)),
    held: new Set(rows.flatMap(({ held }) => held ?? [])),
    reference: new Set(rows.flatMap(({ reference }) => reference ?? [])),
  };
}

/** The same with its kind, and what the rows of the file, this one among them, name PEPs of the child by. */
export interface PepSought extends PepNamed {
  /** In the app's own words; null where the row does not say. */
  readonly reason: string | null;
  readonly others: PepsNamed;
  /** Whether a newer file has spoken of a PEP: its days may have been put right or put off since. */
  readonly isSaidLater: (pep: PepRow) => boolean;
}

/** Which PEP a row means: that one, or a new one (null); `doubt` where it may be the other way, for a person to say. */
export type PepFound = { readonly pep: PepRow | null; readonly doubt?: PepRow } | { readonly ask: string };

/** Days within which two due dates of one kind may be the same PEP with its date put right. */
const NEAR = 28;
/** Days within which one that was not held may have been put off into the next term: beyond four weeks it is taken for another. */
const PUT_OFF = 62;

/**
 * The kind and term of a PEP, the terms as PEPs have them: September to December, January to April, May to August.
 *
 * @example pepTerm('review', '2024-12-20') // 'review 2024/25 1'
 */
export function pepTerm(reason: string, due: PlainDate): string {
  const { month } = partsOf(due);
  return `${reason} ${academicYearOf(due)} ${month >= 9 ? 1 : month <= 4 ? 2 : 3}`;
}

/**
 * Which of a child's PEPs a row means: by its reference, else by the day it was held, else by its due date, else the one of the
 * same kind and term that was not held yet, whose due date the row puts right. A PEP that another row of the file names is that
 * row's. What may be meant besides, for a person to say: one of the kind and term within four weeks of both days, put right on
 * either, and one not held yet that was due within four weeks, in another term, are taken for the same unless they do; one
 * not held yet that was due within two months is taken for another unless they do.
 *
 * Source: issue 8 section 1 (a PEP is found by its reference, else held date, else kind and term, else it is asked);
 * domain.md section 8 (three a year); `reviews/core.md` B4 (a corrected due date leaves no ghost).
 * @param peps the newest version of each
 * @example review due 2024-12-20, not held; sought: review due 2024-12-13 // that PEP
 * @example review due 2024-12-18, not held; sought: review due 2025-01-14 // that PEP, put off over Christmas, and a doubt
 */
export function findPep(peps: readonly PepRow[], sought: PepSought): PepFound {
  const { reference, due, held, reason, others, isSaidLater } = sought;
  const byReference = reference === null ? undefined : peps.find((pep) => pep.reference === reference);
  if (byReference) return { pep: byReference };
  // One that has another reference is another PEP.
  const open = reference === null ? peps : peps.filter((pep) => pep.reference === null);
  const byHeld = held === null ? undefined : open.find((pep) => pep.heldOn === held);
  if (byHeld) return { pep: byHeld };
  const byDue = open.find((pep) => pep.dueOn === due);
  if (byDue) return { pep: byDue };
  const free = open.filter(
    (pep) =>
      (reason === null || pep.reason === reason) &&
      // What the row itself names has been found above, or is nobody's.
      !others.due.has(pep.dueOn) &&
      !(pep.heldOn !== null && others.held.has(pep.heldOn)) &&
      !(pep.reference !== null && others.reference.has(pep.reference)),
  );
  const ofTerm = free.filter((pep) => pepTerm(pep.reason, pep.dueOn) === pepTerm(pep.reason, due));
  const waiting = ofTerm.filter((pep) => pep.heldOn === null);
  if (waiting.length === 1) return { pep: waiting[0] ?? null };
  if (waiting.length > 1)
    return {
      ask: `${waiting.length} PEPs of this kind and term wait to be held: give the reference or the due date of the one meant`,
    };
  const near = (one: PlainDate, other: PlainDate) => Math.abs(daysBetween(one, other)) <= NEAR;
  const isPutRight = (pep: PepRow) => near(pep.dueOn, due) && (held === null || near(pep.heldOn ?? due, held));
  const waits = (pep: PepRow) => pep.heldOn === null;
  // What an older file says of a PEP before it was put off is of that PEP, held since or not.
  const since = held === null ? free.filter((pep) => pep.dueOn > due && isSaidLater(pep)) : [];
  const putOffSince = since.find((pep) => ofTerm.includes(pep) || near(pep.dueOn, due));
  if (putOffSince) return { pep: putOffSince };
  const same = ofTerm.find(isPutRight) ?? free.find((pep) => waits(pep) && near(pep.dueOn, due));
  if (same) return { pep: same, doubt: same };
  const putOff = free.find((pep) => waits(pep) && Math.abs(daysBetween(pep.dueOn, due)) <= PUT_OFF);
  return { pep: null, ...(putOff ? { doubt: putOff } : {}) };
}
