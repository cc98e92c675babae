import { addDays, type PlainDate } from './plainDate.ts';

/** One stretch of a timeline: a value from its first to its last day, both included; `to` null while it goes on. */
export type Stretch<Value> = { readonly from: PlainDate; readonly to: PlainDate | null; readonly value: Value };

/** A stretch that is stored, by its id; the new one of a change has none yet. */
export type StoredStretch<Value> = Stretch<Value> & { readonly id: string | null };

/** The last day is before another day; a stretch that goes on never ends. */
const endsBefore = (to: PlainDate | null, day: PlainDate): boolean => to !== null && to < day;

/**
 * A timeline in which `value` holds from a day on, up to the end of what held on that day: the next change that is
 * recorded stays as it is. A `null` value leaves the days without one. Of a timeline without overlaps comes one without
 * overlaps; neighbours of equal value are one stretch. Answers null when the value holds on that day already.
 *
 * What belongs to what is dated rows (domain section 1: "a locality is a named, dated set of districts"), and a change of
 * one must never be a second row beside the first.
 *
 * @param stored any order; stretches must not overlap
 * @example changeFrom([{id: 'a', from: '2011-04-01', to: null, value: 'EK3'}], '2025-09-01', 'EK2')
 *   // [{id: 'a', from: '2011-04-01', to: '2025-08-31', value: 'EK3'}, {id: null, from: '2025-09-01', to: null, value: 'EK2'}]
 */
export function changeFrom<Value>(
  stored: readonly StoredStretch<Value>[],
  from: PlainDate,
  value: Value | null,
  equal: (a: Value, b: Value) => boolean = Object.is,
): StoredStretch<Value>[] | null {
  const sorted = [...stored].sort((a, b) => (a.from < b.from ? -1 : 1));
  const inForce = sorted.find((each) => each.from <= from && !endsBefore(each.to, from));
  if (inForce ? value !== null && equal(inForce.value, value) : value === null) return null;
  const next = sorted.find((each) => each.from > from);
  const to = inForce ? inForce.to : next ? addDays(next.from, -1) : null;
  const changed: StoredStretch<Value>[] = [];
  for (const each of sorted) {
    if (each !== inForce) changed.push(each);
    else if (each.from < from) changed.push({ ...each, to: addDays(from, -1) });
  }
  // A stretch that began on this very day is the one changed: the row stays, with another value.
  if (value !== null) changed.push({ id: inForce?.from === from ? inForce.id : null, from, to, value });
  return joined(changed, equal);
}

/** Neighbours of equal value as one, under the id of the one that is stored. */
function joined<Value>(
  stretches: readonly StoredStretch<Value>[],
  equal: (a: Value, b: Value) => boolean,
): StoredStretch<Value>[] {
  const sorted = [...stretches].sort((a, b) => (a.from < b.from ? -1 : 1));
  const whole: StoredStretch<Value>[] = [];
  for (const each of sorted) {
    const before = whole.at(-1);
    const touches = before !== undefined && before.to !== null && addDays(before.to, 1) === each.from;
    if (before && touches && equal(before.value, each.value))
      whole[whole.length - 1] = { ...before, id: before.id ?? each.id, to: each.to };
    else whole.push(each);
  }
  return whole;
}

/**
 * A timeline in which nothing holds after a day: what began later goes, what was in force ends on it.
 *
 * @example endAfter([{id: 'a', from: '2011-04-01', to: null, value: 1}], '2025-08-31') // [{…, to: '2025-08-31'}]
 */
export function endAfter<Value>(stored: readonly StoredStretch<Value>[], lastDay: PlainDate): StoredStretch<Value>[] {
  return stored
    .filter((each) => each.from <= lastDay)
    .map((each) => (endsBefore(each.to, lastDay) ? each : { ...each, to: lastDay }));
}
