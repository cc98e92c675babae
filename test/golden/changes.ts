/** A line of changes.md: which answers differ from version 0.2 (`*` stands for anything), and the fault that this mends. */
export type Change = { what: string; fault: string };

/** The rows of the table of changes.md. */
export const changesIn = (text: string): Change[] =>
  text
    .split('\n')
    .map((line) => /^\| `([^`]+)` \| (.+) \|$/.exec(line))
    .filter((row) => row !== null)
    .map(([, what = '', fault = '']) => ({ what, fault }));

/** @example covers({ what: 'reader * EK3', fault: '' }, 'reader overview.get 2025-03-31 EK3') // true */
export function covers({ what }: Change, key: string): boolean {
  const parts = what.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(key);
}
