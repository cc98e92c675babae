import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateRefusal } from '#contract/updates.ts';
import type { Installation } from '#service/context/installation.ts';
import { compareVersions } from './compareVersions.ts';
import {
  installerLimit,
  type Manifest,
  type ManifestFile,
  manifest,
  manifestLimit,
  manifestName,
  signatureName,
  signerOf,
} from './manifest.ts';
import { RefusedUpdate } from './refusal.ts';

export type FoundUpdate = { manifest: Manifest; file: ManifestFile; path: string };

/** A share whose server is gone can keep an answer waiting for minutes. */
const patience = 20_000;

const platformWords: Record<string, string> = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' };
const untouched = 'Nothing was installed.';

/**
 * Reads what the folder offers and checks all that can be checked before the installer is copied: signature first, over
 * the exact bytes, and only then what they say.
 * @returns the update, or null when it is the version that is installed
 * @throws RefusedUpdate with its reason
 */
export async function readUpdate(folder: string, installation: Installation): Promise<FoundUpdate | null> {
  if (installation.keys.length === 0)
    throw new RefusedUpdate(
      'noPinnedKey',
      'This copy of VSK Tracker was built without a key to check updates with, so it accepts none. Install the next version as you installed this one.',
    );
  return withinPatience(folder, read(folder, installation));
}

async function read(folder: string, installation: Installation): Promise<FoundUpdate | null> {
  await requireFolder(folder);
  const bytes = await readSmall(join(folder, manifestName), {
    limit: manifestLimit,
    missing: ['nothingThere', `There is no update in ${folder}: it holds no ${manifestName}.`],
  });
  const signature = await readSmall(join(folder, signatureName), {
    limit: 1024,
    missing: [
      'notSigned',
      `The update in ${folder} is not signed: ${signatureName} is missing. ${untouched} Ask whoever put it there.`,
    ],
  });
  if (signerOf(bytes, signature.toString('latin1'), installation.keys) === null)
    throw new RefusedUpdate(
      'wrongSignature',
      `The update in ${folder} is not signed by a key that this copy of VSK Tracker trusts, or was changed after it was signed. ${untouched} Tell whoever looks after computers at the council.`,
    );
  const found = parse(bytes);
  const order = compareVersions(found.version, installation.version);
  if (order === 0) return null;
  if (order < 0)
    throw new RefusedUpdate(
      'older',
      `The folder holds version ${found.version}, which is older than yours (${installation.version}). An older version is never put over a newer one: it could not read your store, and it may have faults that were mended since.`,
    );
  const file = found.files.find(
    ({ platform, arch }) => platform === installation.platform && arch === installation.arch,
  );
  if (!file) {
    const platform = platformWords[installation.platform] ?? installation.platform;
    throw new RefusedUpdate(
      'wrongPlatform',
      `Version ${found.version} comes without an installer for ${platform} on ${installation.arch}. Ask whoever put it there.`,
    );
  }
  const path = join(folder, file.name);
  await (await openInstaller(path, file)).close();
  return { manifest: found, file, path };
}

function parse(bytes: Buffer): Manifest {
  try {
    return manifest.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    throw new RefusedUpdate(
      'malformed',
      `The update is signed, but its ${manifestName} is not as this version of VSK Tracker knows it. ${untouched} Ask whoever put it there.`,
    );
  }
}

async function requireFolder(folder: string): Promise<void> {
  const there = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!there)
    throw new RefusedUpdate(
      'unreachable',
      `${folder} cannot be reached. Connect to the network, or plug the disk in, and look again.`,
    );
}

/**
 * Opens the installer and compares its size with the signed one.
 * @throws RefusedUpdate
 */
export async function openInstaller(path: string, { name, bytes }: ManifestFile): Promise<FileHandle> {
  const handle = await openPlain(path, ['fileMissing', `The installer ${name} is missing from the folder.`]);
  try {
    const { size } = await handle.stat();
    if (bytes > installerLimit)
      throw new RefusedUpdate('tooLarge', `The installer ${name} is said to have ${bytes} bytes, which none has.`);
    if (size < bytes)
      throw new RefusedUpdate(
        'truncated',
        `The installer ${name} is cut off: ${size} of its ${bytes} bytes are there. If it is still being copied, wait and look again.`,
      );
    if (size > bytes)
      throw new RefusedUpdate(
        'wrongContent',
        `The installer ${name} has ${size} bytes, and ${bytes} were signed. ${untouched} Ask whoever put it there.`,
      );
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

type Missing = [reason: UpdateRefusal, words: string];

/** Opens a plain file: no link, no pipe, no device, which could lead elsewhere or never end. */
async function openPlain(path: string, missing: Missing): Promise<FileHandle> {
  // O_NONBLOCK: opening a pipe would otherwise wait for ever for somebody to write into it.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let handle: FileHandle;
  try {
    handle = await open(path, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new RefusedUpdate(...missing);
    if (code === 'ELOOP') throw notAFile(path);
    throw new RefusedUpdate(
      'unreachable',
      `${path} cannot be read (${code}). Look again, or ask for the right to read it.`,
    );
  }
  try {
    if (!(await handle.stat()).isFile()) throw notAFile(path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const notAFile = (path: string) =>
  new RefusedUpdate('notAFile', `${path} is not a plain file. ${untouched} Ask whoever put it there.`);

async function readSmall(path: string, { limit, missing }: { limit: number; missing: Missing }): Promise<Buffer> {
  const handle = await openPlain(path, missing);
  try {
    const room = Buffer.alloc(limit + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(room, length, room.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length > limit) break;
    }
    if (length > limit) throw new RefusedUpdate('tooLarge', `${path} is larger than such a file can be. ${untouched}`);
    return room.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** Gives up waiting for a server that does not answer. */
async function withinPatience<Value>(folder: string, work: Promise<Value>): Promise<Value> {
  const gaveUp = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      gaveUp.reject(
        new RefusedUpdate(
          'unreachable',
          `${folder} did not answer within ${patience / 1000} seconds. Check the connection and look again.`,
        ),
      ),
    patience,
  );
  try {
    return await Promise.race([work, gaveUp.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
