import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Sources of the product below a folder, as git knows them. */
const sources = (folder: string): string[] =>
  execFileSync('git', ['ls-files', '--', `${folder}/*.ts`, `${folder}/*.tsx`], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '');

const holds = (file: string, pattern: RegExp): number => readFileSync(file, 'utf8').match(pattern)?.length ?? 0;

/**
 * What there is too much of and may only become less: facts are to be written by one path and asked for in one place. Whoever
 * brings a number down lowers it here, in the same commit; nobody raises one.
 */
const ratchets: [what: string, most: number, count: () => number][] = [
  [
    'files with SQL outside db/',
    34,
    () =>
      sources('main').filter(
        (file) => holds(file, /\bSELECT\b[\s\S]{0,400}?\bFROM\b|\bDELETE FROM\b|\bINSERT INTO\b/g) > 0,
      ).length,
  ],
  [
    'appliers of imports',
    8,
    // Whatever they are called: what makes an applier is one, and what a format's rows are given to.
    () =>
      sources('main/service/imports').filter((file) => holds(file, /export (function|const) create\w*Applier\b/g) > 0)
        .length,
  ],
  [
    'rows cast from what the driver answers',
    209,
    () =>
      [...sources('db'), ...sources('main')].reduce((sum, file) => sum + holds(file, /\.(all|get)\([^;]*?\) as /g), 0),
  ],
];

test.each(ratchets)('%s: at most %i', (_what, most, count) => {
  expect(count()).toBe(most);
});
