// Faults that are known and not yet mended stand in the tests as `it.fails`; this lists them, so that none is forgotten.
import { readFileSync } from 'node:fs';

export type ExpectedFault = { file: string; line: number; fault: string; unnamed: boolean };

/** A fault by its name in a review ('D4', 'A11', 'N5', '3.6') or the folder of a case, then what is wrong. */
const named = /^([A-Z]\d+(\.\d+)?|\d\.\d+|case [a-z0-9-]+): \S/;

/**
 * The tests of a file that are expected to fail, each with the fault its title names.
 *
 * @example expectedFaultsIn('a.test.ts', "it.fails('D4: the target of another peer', …)")[0].fault // 'D4: the target of another peer'
 */
export function expectedFaultsIn(file: string, text: string): ExpectedFault[] {
  return text.split('\n').flatMap((line, index) => {
    const found = /\b(?:it|test)\.fails\s*\(\s*(?:(['"`])(.*?)\1)?/.exec(line);
    if (!found) return [];
    const fault = found[2] ?? '';
    return [{ file, line: index + 1, fault, unnamed: !named.test(fault) }];
  });
}

/** The expected faults of every test file among `files`. */
export const expectedFaultsOf = (files: readonly string[]): ExpectedFault[] =>
  files
    .filter((file) => /\.test\.tsx?$/.test(file))
    .flatMap((file) => expectedFaultsIn(file, readFileSync(file, 'utf8')));
