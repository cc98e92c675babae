import { describe, expect, test } from 'vitest';
import { faultsOf } from '#scripts/sourceRules.ts';

const lines = (count: number) => 'const a = 1;\n'.repeat(count);
// Put together here, or the rule would find them in this very file.
const up = ['..', '..', 'domain', 'rule.ts'].join('/');
const star = ['export *', "from './rule.ts';"].join(' ');
const skipped = ['test', 'skip'].join('.');

describe('file rules', () => {
  test.each([
    ['domain/long.ts', lines(501), ['has 501 lines']],
    ['domain/longest.ts', lines(500), []],
    ['domain/up.ts', `import { rule } from '${up}';\n`, ['subpath']],
    ['domain/dynamic.ts', `const rule = await import('${up}');\n`, ['subpath']],
    ['domain/near.ts', "import { rule } from './rule.ts';\n", []],
    ['domain/barrel.ts', `${star}\n`, ['no barrels']],
    ['domain/index.ts', 'export const a = 1;\n', ['become barrels']],
    ['main/shell/index.ts', 'export const a = 1;\n', []],
    ['test/rules/b.test.ts', ['expect(a).toMatch', 'Object({ a: /x/ });\n'].join(''), ['bare pattern']],
    ['db/a.ts', ['import { sql } from ', "'drizzle-orm';\n"].join(''), ['db/drizzle.ts']],
    ['db/a.ts', ['import type { SQL } from ', "'drizzle-orm';\n"].join(''), []],
    ['test/rules/c.test.ts', ['expect(a).toMatch', 'Object({ a: 1 });\n'].join(''), []],
    ['test/rules/a.test.ts', `${skipped}('later', () => {});\n`, ['skips']],
  ])('%s', (path, text, expected) => {
    const faults = faultsOf(path, text);
    expect(faults).toHaveLength(expected.length);
    for (const [at, words] of expected.entries()) expect(faults[at]).toContain(words);
  });
});
