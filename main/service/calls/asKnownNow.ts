import type { ReadConnection } from '#db/open.ts';
import { nowOf } from '#db/queries/nowOf.ts';

/** Ids in `value` as they are now; a list in which two became one has it once. */
function replaced(value: unknown, now: (id: string) => string): unknown {
  if (typeof value === 'string') return now(value);
  if (Array.isArray(value)) {
    const all = value.map((each) => replaced(each, now));
    return all.some((each, at) => each !== value[at] && typeof each === 'string') ? [...new Set(all)] : all;
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, now)]));
}

/**
 * An input in which each child is named by the record that it is now: an old link, a saved choice or an earlier answer may
 * name one that a merge made part of another. Scope and audit see what it became.
 */
export const asKnownNow = <Input>(reader: Pick<ReadConnection, 'prepare'>, input: Input): Input =>
  replaced(input, nowOf(reader)) as Input;
