// The tests that mount a small disk to fill it or to make it read-only. Mounting needs root, or a namespace of one's own.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '..');

/** Found by what they import, so that a new one cannot be forgotten; paths from the project's folder. */
export function testsOfDisks(): string[] {
  return readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', name).replaceAll('\\', '/'))
    .filter(
      (path) =>
        path.endsWith('.test.ts') && /from '[^']*\/smallDisk\.ts'/.test(readFileSync(join(project, path), 'utf8')),
    )
    .sort();
}

/**
 * What to put before a command so that it may mount: nothing for root; a user and mount namespace of its own for an ordinary
 * user, where it is root over nothing but its own files; null where the system allows neither.
 */
export function allowedToMount(): string[] | null {
  if (process.getuid?.() === 0) return [];
  const wrap = ['unshare', '--user', '--map-root-user', '--mount'];
  const tried = spawnSync(wrap[0] as string, [...wrap.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return tried.status === 0 ? wrap : null;
}
