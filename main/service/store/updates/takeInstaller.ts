import { createHash, randomUUID } from 'node:crypto';
import { chmod, type FileHandle, lstat, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { CallFailure } from '#service/context/callFailure.ts';
import type { Progress } from '#service/context/progress.ts';
import type { ManifestFile } from './manifest.ts';
import { type FoundUpdate, openInstaller } from './readUpdate.ts';
import { RefusedUpdate } from './refusal.ts';

/** Read and hashed at once: about 3 ms of work, so that other calls are served in between. */
const chunkBytes = 1024 * 1024;
const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);

/** Where verified installers lie; the shell starts none from anywhere else. */
export const verifiedFolder = (home: string): string => join(home, 'updates', 'verified');

/**
 * Copies the installer from the share onto this computer, reads the copy back and compares it with the signed digest, and
 * only then gives it its name in `verifiedFolder`. The share is not trusted in between: what counts is the copy.
 * @returns the path of the verified installer, which is then the only one there
 * @throws RefusedUpdate, `cancelled`, `diskFull`; nothing half-copied stays behind
 */
export async function takeInstaller(home: string, update: FoundUpdate, progress: Progress): Promise<string> {
  const { file, path } = update;
  const verified = verifiedFolder(home);
  await makeOwnFolder(join(home, 'updates'));
  await makeOwnFolder(verified);
  await clearVerified(home);
  await requireRoom(verified, file);
  // No installer's ending, so that the shell would not start it.
  const copy = join(verified, `${randomUUID()}.part`);
  const target = join(verified, file.name);
  try {
    const source = await openInstaller(path, file);
    try {
      await copyBytes(source, copy, file, progress);
    } finally {
      await source.close();
    }
    const digest = await digestOfFile(copy, file, progress);
    if (digest !== file.sha512)
      throw new RefusedUpdate(
        'wrongContent',
        `The installer ${file.name} is not the one that was signed: its content differs. Nothing was installed. Tell whoever looks after computers at the council.`,
      );
    await progress.report(megabytes(2 * file.bytes), megabytes(2 * file.bytes), 'Verified');
    progress.hold();
    // An AppImage is started as a program; nobody else may put anything in its place.
    await chmod(copy, file.name.endsWith('.AppImage') ? 0o700 : 0o600);
    await rename(copy, target);
    return target;
  } catch (error) {
    await rm(copy, { force: true });
    throw error;
  }
}

/** Takes away installers that were verified before: they are used or out of date. Never through a link, which is not ours. */
export async function clearVerified(home: string): Promise<void> {
  const folder = verifiedFolder(home);
  if (!(await isOwnFolder(join(home, 'updates'))) || !(await isOwnFolder(folder))) return;
  const names = await readdir(folder);
  for (const name of names) await rm(join(folder, name), { force: true, recursive: true });
}

/** Whether there is a folder of that name itself, not a link to one. */
const isOwnFolder = (folder: string): Promise<boolean> =>
  lstat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Makes a folder for this person alone. A link in its place would put the installer where others may change it. */
async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOwnFolder(folder)))
    throw new CallFailure('cannotWrite', `${folder} is a link to another place. Take it away and try again.`);
}

async function requireRoom(folder: string, { bytes, name }: ManifestFile): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > bytes) return;
  throw new CallFailure(
    'diskFull',
    `The disk has no room for ${name}, which needs ${megabytes(bytes)} MB. Free some space and try again.`,
  );
}

async function copyBytes(source: FileHandle, copy: string, file: ManifestFile, progress: Progress): Promise<void> {
  const target = await open(copy, 'wx', 0o600);
  try {
    const chunk = Buffer.alloc(chunkBytes);
    let done = 0;
    for (;;) {
      const { bytesRead } = await source.read(chunk, 0, chunk.length, done);
      if (bytesRead === 0) break;
      done += bytesRead;
      // Grown since its size was looked at: it would be copied for as long as somebody goes on writing.
      if (done > file.bytes) throw new RefusedUpdate('wrongContent', `${file.name} was changed while it was copied.`);
      await target.write(chunk, 0, bytesRead);
      await progress.report(megabytes(done), megabytes(2 * file.bytes), 'Copying');
    }
    await target.sync();
  } finally {
    await target.close();
  }
}

async function digestOfFile(path: string, file: ManifestFile, progress: Progress): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const hash = createHash('sha512');
    const chunk = Buffer.alloc(chunkBytes);
    for (let done = 0; ; ) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, done);
      if (bytesRead === 0) return hash.digest('hex');
      done += bytesRead;
      hash.update(chunk.subarray(0, bytesRead));
      await progress.report(megabytes(file.bytes + done), megabytes(2 * file.bytes), 'Checking');
    }
  } finally {
    await handle.close();
  }
}
