import { calls } from '#contract/calls.ts';
import { canonical } from './canonical.ts';
import { type GoldenStore, type Person, people } from './goldenStore.ts';
import { questions } from './questions.ts';

/** An answer under its name, 'administrator children.get 2025-03-31 U0001', as canonical text. */
export type Answers = Map<string, string>;

/** Asks every question as everybody. A refusal is an answer too. */
export async function askEverybody(store: GoldenStore): Promise<Answers> {
  const answers: Answers = new Map();
  await store.become('administrator');
  const asked = questions(store);
  for (const person of Object.keys(people) as Person[]) {
    await store.become(person);
    for (const { call, what, input } of asked) {
      const key = [person, call, what].filter((part) => part !== '').join(' ');
      if (answers.has(key)) throw new Error(`'${key}' is asked twice.`);
      answers.set(key, canonical(await store.reply(call, input), store.folder));
    }
  }
  await store.become('administrator');
  return answers;
}

/** The queries of the contract: each is asked, or `notAsked` says why not. */
export const everyQuery = (): string[] =>
  Object.entries(calls)
    .filter(([, { kind }]) => kind === 'query')
    .map(([name]) => name);
