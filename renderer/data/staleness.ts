import type { Topic, TopicOrSubject, TopicsOf } from '#contract/call.ts';
import { type CallName, calls } from '#contract/calls.ts';

const named = (topics: TopicsOf<never>, input: unknown): readonly TopicOrSubject[] =>
  typeof topics === 'function' ? topics(input as never) : topics;

const topicOf = (each: TopicOrSubject): Topic => (typeof each === 'string' ? each : each.topic);

/** A whole topic and any subject of it touch each other; two subjects only where they are the same. */
function touch(one: TopicOrSubject, other: TopicOrSubject): boolean {
  if (topicOf(one) !== topicOf(other)) return false;
  return typeof one === 'string' || typeof other === 'string' || one.id === other.id;
}

/**
 * Whether an answer that rests on `reads` is out of date after `changed`.
 * @example overlaps(['children'], [{ topic: 'children', id }]) === true
 */
export const overlaps = (reads: readonly TopicOrSubject[], changed: readonly TopicOrSubject[]): boolean =>
  reads.some((read) => changed.some((change) => touch(read, change)));

/** What a command with this input changes, by the contract; a query changes nothing. */
export function changesOf(name: CallName, input: unknown): readonly TopicOrSubject[] {
  const call = calls[name];
  return call.kind === 'command' ? named(call.changes, input) : [];
}

/**
 * Whether the answer kept under a query's key (`[name, input, …]`) is out of date after `changed`, by what its call reads;
 * a key of no call (the keychain) never is.
 */
export function isStale(queryKey: readonly unknown[], changed: readonly TopicOrSubject[]): boolean {
  const [name, input] = queryKey;
  if (typeof name !== 'string' || !Object.hasOwn(calls, name)) return false;
  const call = calls[name as CallName];
  return call.kind === 'query' && overlaps(named(call.reads, input), changed);
}
