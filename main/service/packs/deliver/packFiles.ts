import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface PackFile {
  /** A bare file name: no folder, no person's name (see `childFileName`). */
  name: string;
  /** Made only when its turn comes, so that 300 packs never stand in memory together. */
  render: () => Promise<Uint8Array>;
}

/** One file is on disk under its final name. */
export interface PackFileProgress {
  done: number;
  of: number;
  name: string;
  bytes: number;
}

export type PackFilesError =
  | { code: 'folderMissing'; detail: { folder: string } }
  | { code: 'alreadyExists'; detail: { names: string[] } }
  | { code: 'cancelled'; detail: { written: string[] } }
  | { code: 'diskFull'; detail: { name: string; written: string[] } }
  | { code: 'notWritable'; detail: { name: string; reason: string; written: string[] } };

export type PackFilesResult =
  | { ok: true; value: { written: string[]; bytes: number } }
  | { ok: false; error: PackFilesError };

interface WritePackFilesInput {
  outFolder: string;
  files: readonly PackFile[];
  signal?: AbortSignal;
  /** Replace files of the same name. Off by default: such a file may be one that came back with its answers in it. */
  overwrite?: boolean;
}

const TEMPORARY = /^\.vsk-pack-(\d+)-[0-9a-f]+\.part$/;
const CHUNK = 256 * 1024;

/**
 * Writes the files of a pack one after another, yielding progress after each, and returns what became of them.
 *
 * Each file is written under a temporary name in the destination itself (a rename is only atomic within one volume), flushed to
 * the disk, and then renamed. So a file under its final name is whole, and a cancel, a full disk or a killed process leaves no
 * half of one; what a killed process left under a temporary name is removed by the next export. Files already finished stay, and
 * the error lists them. Put the cover last in `files`: then a folder with a cover holds the whole pack.
 *
 * Expected failures are values, told apart: `folderMissing`, `alreadyExists` (nothing was written over), `cancelled`, `diskFull`,
 * `notWritable`. An error thrown by `render` is a bug and is thrown on, after the temporary file is gone.
 *
 * @example
 * const writing = writePackFiles({ outFolder, files, signal });
 * for (let step = await writing.next(); ; step = await writing.next()) {
 *   if (step.done) return step.value;            // { ok: true, value: { written, bytes } }
 *   report(step.value.done, step.value.of);
 * }
 */
export async function* writePackFiles(
  input: WritePackFilesInput,
): AsyncGenerator<PackFileProgress, PackFilesResult, void> {
  const { outFolder, files, signal } = input;
  for (const { name } of files) {
    if (basename(name) !== name || name.startsWith('.')) throw new Error(`not a bare file name: ${name}`);
  }
  const present = await namesIn(outFolder);
  if (present === null) return { ok: false, error: { code: 'folderMissing', detail: { folder: outFolder } } };
  const clashes = files.map((file) => file.name).filter((name) => present.includes(name));
  if (clashes.length > 0 && input.overwrite !== true) {
    return { ok: false, error: { code: 'alreadyExists', detail: { names: clashes } } };
  }
  await removeLeftovers(outFolder, present);
  const written: string[] = [];
  let total = 0;
  for (const file of files) {
    if (signal?.aborted === true) return cancelled(written);
    const content = await file.render();
    try {
      const finished = await writeWhole(outFolder, file.name, content, { signal, overwrite: input.overwrite === true });
      if (!finished) return cancelled(written);
    } catch (error) {
      return { ok: false, error: writeError(error, file.name, written) };
    }
    written.push(file.name);
    total += content.length;
    yield { done: written.length, of: files.length, name: file.name, bytes: content.length };
  }
  return { ok: true, value: { written, bytes: total } };
}

function cancelled(written: string[]): PackFilesResult {
  return { ok: false, error: { code: 'cancelled', detail: { written } } };
}

/** True when the file stands under its final name; false when cancelled before that, with nothing left behind. */
async function writeWhole(
  folder: string,
  name: string,
  content: Uint8Array,
  { signal, overwrite }: { signal: AbortSignal | undefined; overwrite: boolean },
): Promise<boolean> {
  const temporary = join(folder, `.vsk-pack-${process.pid}-${randomBytes(6).toString('hex')}.part`);
  const final = join(folder, name);
  let handle: FileHandle | null = null;
  let placed = false;
  let whole = false;
  try {
    // Only the owner may read it: the content is personal data of children.
    handle = await open(temporary, 'wx', 0o600);
    for (let at = 0; at < content.length; at += CHUNK) {
      if (signal?.aborted === true) return false;
      await writeAll(handle, content.subarray(at, at + CHUNK));
    }
    await handle.sync();
    await handle.close();
    handle = null;
    if (signal?.aborted === true) return false;
    await (overwrite ? rename(temporary, final) : placeNew(temporary, final));
    placed = true;
    await syncFolder(folder);
    whole = true;
    return true;
  } finally {
    if (handle !== null) await handle.close().catch(() => {});
    if (!placed) await unlink(temporary).catch(() => {});
    else if (!whole) await unlink(final).catch(() => {});
  }
}

/**
 * Gives a finished file its name unless something has it by now: a rename would put itself in that one's place. Memory
 * sticks know no second name for a file; there the name is taken first by an empty file, which the rename replaces.
 */
async function placeNew(temporary: string, final: string): Promise<void> {
  try {
    await link(temporary, final);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EINVAL', 'EMLINK', 'UNKNOWN'))
      throw error;
    await (await open(final, 'wx', 0o600)).close();
    try {
      await rename(temporary, final);
    } catch (failure) {
      await unlink(final).catch(() => {});
      throw failure;
    }
    return;
  }
  await unlink(temporary);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
}

/** Makes the rename itself durable. Windows cannot open a folder for that, and keeps the name by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems refuse to sync a folder; the file's own content is flushed already.
    if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EPERM')) throw error;
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return (await stat(folder)).isDirectory() ? await readdir(folder) : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Removes temporary files whose process is gone; one that is still running may be writing them. */
async function removeLeftovers(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await unlink(join(folder, name)).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function writeError(error: unknown, name: string, written: string[]): PackFilesError {
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) return { code: 'diskFull', detail: { name, written } };
  if (hasCode(error, 'EEXIST')) return { code: 'alreadyExists', detail: { names: [name] } };
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EIO', 'ENOENT', 'EFBIG', 'ENAMETOOLONG', 'EISDIR')) {
    return { code: 'notWritable', detail: { name, reason: (error as NodeJS.ErrnoException).code ?? '', written } };
  }
  throw error;
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
