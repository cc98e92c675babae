// What a release must not hold, looked for in the built text itself.
import { posix } from 'node:path';

/** Traces of the launcher that hands the store to a Node of the caller's choice (main/shell/childLauncher.ts). */
export const leftOutOfReleases = ['VSK_NODE', 'child_process', 'execPath'] as const;

/**
 * Which of `leftOutOfReleases` a built shell still holds: out/main/index.js and every chunk it leads to.
 * @param read answers the text of a built file by its path inside the app, e.g. 'out/main/index.js'
 */
export function leftoversIn(read: (path: string) => string): string[] {
  const texts = new Map<string, string>();
  const follow = (path: string) => {
    if (texts.has(path)) return;
    const text = read(path);
    texts.set(path, text);
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']/g))
      follow(posix.join(posix.dirname(path), target as string));
  };
  follow('out/main/index.js');
  const whole = [...texts.values()].join('\n');
  return leftOutOfReleases.filter((word) => whole.includes(word));
}
