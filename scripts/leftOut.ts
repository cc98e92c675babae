// What a release must not hold, looked for in the built text itself.
import { posix } from 'node:path';

/** The day that tests fix: a release that took it could be made to misdate the audit. */
const fixedDay = 'VSK_TODAY';

/**
 * Traces of the launcher that hands the store to a Node of the caller's choice (main/shell/childLauncher.ts), and of
 * the fixed day.
 */
export const leftOutOfReleases = ['VSK_NODE', 'child_process', 'execPath', fixedDay] as const;

/**
 * Which of `leftOutOfReleases` a built shell still holds: out/main/index.js and every chunk it leads to. Of the data
 * process, which the shell starts and does not import, the fixed day alone.
 * @param read answers the text of a built file by its path inside the app, e.g. 'out/main/index.js'
 */
export function leftoversIn(read: (path: string) => string): string[] {
  const shell = textFrom('out/main/index.js', read);
  const dataProcess = textFrom('out/main/dataProcess.js', read);
  return leftOutOfReleases.filter((word) => shell.includes(word) || (word === fixedDay && dataProcess.includes(word)));
}

/** A built file and every chunk it leads to. */
function textFrom(entry: string, read: (path: string) => string): string {
  const texts = new Map<string, string>();
  const follow = (path: string) => {
    if (texts.has(path)) return;
    const text = read(path);
    texts.set(path, text);
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']/g))
      follow(posix.join(posix.dirname(path), target as string));
  };
  follow(entry);
  return [...texts.values()].join('\n');
}
