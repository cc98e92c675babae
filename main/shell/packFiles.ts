// Which of the words the system hands over are review packs, and their bytes; free of Electron, so that plain tests can try it.
import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { PackFile } from '#contract/bridge.ts';
import { largestPackFile } from '#contract/packFile.ts';
import type { Reply } from '#contract/wire.ts';

/**
 * The paths of review packs among a program's arguments, whole, in their order, each once. Chromium's own switches and
 * everything with another ending are left alone; so are Windows' names for devices and pipes.
 *
 * @param cwd where the program was started, for paths that are not whole
 * @example packPathsIn(['--demo', 'pack.vskpack'], '/home/jo') // ['/home/jo/pack.vskpack']
 */
export function packPathsIn(argv: readonly string[], cwd: string): string[] {
  const paths = argv
    .filter((word) => /\.vskpack$/i.test(word) && !word.startsWith('-') && !/^[\\/]{2}[.?][\\/]/.test(word))
    .filter((word) => !word.includes('\0'))
    .map((word) => resolve(cwd, word));
  return [...new Set(paths)];
}

const refuse = (message: string): Reply<never> => ({ ok: false, error: { code: 'invalidInput', detail: { message } } });

/**
 * The bytes of a review pack and its name without its folder. It reads an ordinary file of 64 MB at most, whatever the path
 * leads to, and never rejects: what is wrong is a value, whose words name no folder.
 */
export async function readPackFile(path: string): Promise<Reply<PackFile>> {
  const name = basename(path);
  try {
    // Asked before it is opened: opening a pipe would wait for somebody to write into it.
    if (!(await stat(path)).isFile()) return refuse(`${name} is no file. Open a review pack that was sent to you.`);
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size === 0) return refuse(`${name} is empty. Ask for it to be sent again.`);
      if (size > largestPackFile) return refuse(`${name} is larger than 64 MB, which no review pack is.`);
      const bytes = new Uint8Array(size);
      let at = 0;
      while (at < size) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return { ok: true, value: { name, bytes: bytes.subarray(0, at) } };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    return refuse(
      code === 'ENOENT'
        ? `${name} is no longer there. Open it again from where it is now.`
        : `${name} could not be read (${code}). Copy it to this computer and open it there.`,
    );
  }
}
