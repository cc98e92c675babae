import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { NamedAs } from '#domain/identity/childDirectory.ts';
import { type ChildRef, type Match, matchChild } from '#domain/identity/matchChild.ts';
import type { Fault } from '../formats/types.ts';
import { LEFT_OUT, NEW_CHILD, questionOf, wordsOf } from '../match/asked.ts';
import type { ImportRun } from './importRun.ts';
import { putSwapRight } from './swappedUpns.ts';

export type FoundChild = { id: string; sealedOn: PlainDate | null };

/** A row that may bring a new child: what it says of whom it means, by the names of its columns. */
export type RowOfChild = {
  issuer: string;
  localId: string;
  upn: string | null;
  name: NamedAs | null;
  dateOfBirth: PlainDate;
  unaccompanied: boolean;
  /** The care that the row tells of; null where it tells of none. */
  care: { start: PlainDate; until: PlainDate } | null;
  field: string;
  /** Whether a local id of the same authority stands in the file. */
  onFile: (localId: string) => boolean;
};

const fault = (field: string, value: string, reason: string): Fault => ({ field, value, reason });

/** Whether what a look-up answered is a fault and not what was looked for. */
export const isFault = (found: object | string | null): found is Fault =>
  typeof found === 'object' && found !== null && 'reason' in found;

/** The fault of a row that is nobody's of ours: it says nothing of why, and nothing of the row is kept. */
const nobodyOfOurs = (field: string): Fault => ({
  ...fault(field, '', 'Nobody of ours: nothing of this row is kept'),
  unkept: true,
});

/**
 * The fault of adding something to a record that adoption has closed, or null. With a date, only what is of the order date or
 * later is refused; without one, everything. That there is such a record is not said: the school has opened another, with no
 * link.
 * Source: domain.md section 1 (adoption closes a record on the order date).
 */
export function sealedFault(child: FoundChild, field: string, date: PlainDate | null): Fault | null {
  if (child.sealedOn === null || (date !== null && date < child.sealedOn)) return null;
  return nobodyOfOurs(field);
}

/** Finds the children that files speak of; whom a row means is `matchChild`, and what only a person can say is asked. */
export function createChildFinder(run: ImportRun) {
  const { children } = run;
  const sealedOn = (id: string) => run.facts.of(id, ['child']).child[0]?.sealedOn ?? null;
  const isClosed = (id: string) => sealedOn(id) !== null;
  const found = (id: string): FoundChild => ({ id, sealedOn: sealedOn(id) });

  /** Those whose number was put right with the row of the child who had it. */
  const putRight = new Set<string>();
  const around = () => ({
    ...{ known: children(), isClosed, ours: run.laCode },
    rowOnFile: run.onFile,
  });

  /** The match, or what was decided where it is asked; a fault that asks where nothing was. */
  const decided = (field: string, ref: ChildRef, match: Match): Exclude<Match, { kind: 'asked' }> | Fault => {
    const id = questionOf(run.source, field, ref);
    const answer = run.decided(id);
    if (match.kind !== 'asked') {
      // What was answered is no longer asked, and it comes out otherwise: nobody has decided that.
      const isAnswered = answer === null || (match.kind === 'found' ? answer === match.childId : answer === NEW_CHILD);
      if (answer === LEFT_OUT) return fault(field, ref.localId, 'Left out, as somebody decided');
      return isAnswered ? match : fault(field, ref.localId, 'The answer no longer fits what is held: look at it again');
    }
    const { upn } = ref;
    const inForce =
      upn === null
        ? []
        : children()
            .byUpn(upn)
            .filter(({ upns }) => upns.includes(upn));
    const upnIsOf = (childId: string | null) => inForce.every((holder) => holder.id === childId);
    if (answer === LEFT_OUT) return fault(field, ref.localId, 'Left out, as somebody decided');
    if (answer === NEW_CHILD && match.canBeNew) return { kind: 'nobody', upnCounts: upnIsOf(null) };
    if (answer !== null && match.candidates.includes(answer))
      return { kind: 'found', childId: answer, upnCounts: upnIsOf(answer), swapsWith: null };
    const { why, candidates, canBeNew } = match;
    return { ...fault(field, ref.localId, wordsOf(why)), asks: { id, why, ref, candidates, canBeNew } };
  };

  /** The child that a file about children already here means, or the fault that refuses its row or has it wait. */
  const known = (localId: string, field = 'local_id'): FoundChild | Fault => {
    const ref = {
      ...{ issuer: run.laCode, localId, upn: null, name: null, dateOfBirth: null },
      ...{ unaccompanied: false, careStart: null },
    };
    const surroundings = { ...around(), canBeNew: false, onFile: () => false };
    const match = decided(field, ref, matchChild(ref, surroundings));
    if (isFault(match)) return match;
    if (match.kind === 'found') return found(match.childId);
    const reason =
      'No child here has this local id: bring in the looked-after list (or the SSDA903 Header) first, or correct the id';
    return fault(field, localId, reason);
  };

  /**
   * The child of a row that may bring a new one: null when nobody here is meant. `upn` is the row's, or null where it is
   * another child's: that costs the number, not the row. Where the two have each other's number both are put right.
   */
  const identify = (
    row: RowOfChild & { row: number },
    upnField: string,
  ): { child: FoundChild | null; upn: string | null; isPutRight: boolean } | Fault => {
    const { issuer, localId, upn, name, dateOfBirth, unaccompanied, field, onFile, care } = row;
    const ref = { issuer, localId, upn, name, dateOfBirth, unaccompanied, careStart: care?.start ?? null };
    const match = decided(field, ref, matchChild(ref, { ...around(), canBeNew: true, onFile }));
    if (isFault(match)) return match;
    if (match.kind === 'closed') return nobodyOfOurs(field);
    if (match.kind === 'found' && match.swapsWith && upn !== null) {
      const { childId: otherId, upn: otherUpn } = match.swapsWith;
      if (putSwapRight(run, match.childId, { otherId, upn, otherUpn }, row.row)) {
        putRight.add(otherId);
        return { child: found(match.childId), upn, isPutRight: true };
      }
    }
    if (!match.upnCounts) {
      // Of a closed record nothing is said, not even that it has a number.
      const isOpen =
        upn !== null &&
        children()
          .byUpn(upn)
          .some(({ id }) => !isClosed(id));
      const reason = isOpen
        ? 'Another child has this UPN: the row is taken without it. Find out whose number it is'
        : 'The row is taken without this UPN';
      run.warn({ row: row.row, field: upnField, reason });
    }
    const child = match.kind === 'found' ? found(match.childId) : null;
    return { child, upn: match.upnCounts ? upn : null, isPutRight: child !== null && putRight.has(child.id) };
  };

  /** What a row that went in tells of its child, for the rows that follow. */
  const learn = (childId: string, row: RowOfChild, upn: string | null): void =>
    children().learn({
      id: childId,
      localIds: [{ issuer: row.issuer, value: row.localId }],
      upns: upn === null ? [] : [upn],
      formerUpns: [],
      names: row.name ? [row.name] : [],
      births: [row.dateOfBirth],
      unaccompanied: row.unaccompanied,
      care: row.care && { laCode: row.issuer, until: row.care.until },
    });

  return { known, identify, learn };
}
