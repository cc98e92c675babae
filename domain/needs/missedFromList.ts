import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { toEndOfYear as ofCareInForce } from '#domain/care/yearOfReturn.ts';

/** A child who is looked after here on the day of a list. */
export interface LookedAfterHere {
  readonly childId: string;
  readonly laCode: string | null;
  /** The day on which somebody last said that the child is with us though a list forgot it; null where nobody did. */
  readonly saidWithUsOn: PlainDate | null;
  /** What has been said of the child as of a later day than the list's. */
  readonly saidLater: Iterable<string>;
}

/** For so many days nobody is asked again about a child of whom somebody said: still with us. */
const ASKED_AGAIN_AFTER = 28;

/**
 * The children who should stand on a full list of looked-after children and do not. Only those of the authorities whose list
 * it is: the one that most of its rows name, and any of which it has more than half of the children here; one child of
 * another authority on it makes nobody else of that authority missed.
 *
 * Who is in care is for lists and returns to say. An older list that is brought in late makes nobody missing of whom a later one
 * has told the care (or somebody has decided it); marks, PEPs or a school that are newer say nothing of that.
 *
 * Source: domain.md section 11 (a child missing from a full list goes to a queue; nothing closes by itself).
 * @example on the list of 1 March, in marks of 20 March, not on the list of 15 March // missed
 * @param onList those on it, rows that were refused or wait among them
 * @param named how many rows name each authority
 */
export function missedFromList(
  lookedAfter: readonly LookedAfterHere[],
  { onList, named, asOf }: { onList: ReadonlySet<string>; named: ReadonlyMap<string, number>; asOf: PlainDate },
): string[] {
  const most = Math.max(0, ...named.values());
  const whose = new Set(
    [...named].flatMap(([laCode, rows]) => {
      const known = lookedAfter.filter((child) => child.laCode === laCode);
      const there = known.filter((child) => onList.has(child.childId)).length;
      return rows === most || there * 2 > known.length ? [laCode] : [];
    }),
  );
  return lookedAfter
    .filter(({ childId, laCode }) => !onList.has(childId) && laCode !== null && whose.has(laCode))
    .filter(({ saidLater }) => ![...saidLater].some((what) => ofCareInForce.has(what)))
    .filter(({ saidWithUsOn }) => saidWithUsOn === null || addDays(saidWithUsOn, ASKED_AGAIN_AFTER) <= asOf)
    .map(({ childId }) => childId);
}
