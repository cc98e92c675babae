import { mkdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '#db/replaceFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';

const fileIn = (home: string) => join(home, 'updates', 'folder.json');
const settings = z.object({ folder: z.string().nullable() });

/** Where updates are looked for on this computer; null while nobody set a folder, or the setting cannot be read. */
export async function readUpdateFolder(home: string): Promise<string | null> {
  try {
    return settings.parse(JSON.parse(await readFile(fileIn(home), 'utf8'))).folder;
  } catch {
    return null;
  }
}

/**
 * Remembers the folder. It need not be reachable now: a council's share often is not at home.
 * @throws `invalidInput` for anything but a whole path
 */
export async function setUpdateFolder(home: string, folder: string | null): Promise<void> {
  if (folder !== null && !isAbsolute(folder))
    throw new CallFailure('invalidInput', `'${folder}' is not a whole path. Choose the folder.`, { field: 'folder' });
  await mkdir(join(home, 'updates'), { recursive: true, mode: 0o700 });
  replaceFile(fileIn(home), `${JSON.stringify({ folder })}\n`);
}
