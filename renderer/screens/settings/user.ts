import type { CallOutput } from '#contract/calls.ts';

/** One person of the store, as the list of people has them. */
export type User = CallOutput<'users.list'>['rows'][number];
