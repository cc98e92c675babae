import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { aCase, type CaseStore } from './support.ts';
import { theCases } from './theCases.ts';

// Each case through preview and commit, and by the real command line; `test/screens/cases.test.ts` has them in the window. The command
// line's own case is `commandLine.test.ts`.
let store: CaseStore | undefined;
afterEach(() => store?.close());
const cases = theCases(expect);

describe.each(['calls', 'command line'] as const)('cases, by %s', (by) => {
  it.each(Object.keys(cases))('%s', async (name) => {
    store = await aCase(name, by);
    await cases[name]?.(store);
  });
});

it('has a test for each of its inputs', () => {
  const names = readdirSync(new URL('inputs', import.meta.url)).filter((name) => !name.endsWith('.md'));
  expect([...Object.keys(cases), 'command-line-says-done'].sort()).toEqual(names.sort());
});
