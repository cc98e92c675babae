import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { largestPackFile } from '#contract/packFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import { asSchoolPack, type PreparedPack } from '../assemble/schoolPack.ts';
import { type ExportResult, pagesOf, recordExport } from '../assemble/schoolPackExport.ts';
import { childFileName, coverFileName, packName } from '../deliver/packFileNames.ts';
import { writePackFiles } from '../deliver/packFiles.ts';
import { asFailure, MOST_OF_ONE_NAME, numbered } from '../deliver/packFolder.ts';
import { renderChildPack } from '../draw/renderChildPack.ts';
import { renderCover } from '../draw/renderCover.ts';
import { joinContainer } from './container.ts';
import type { sealPack } from './sealPack.ts';

/** What encryption adds to each 64 KiB, and the list of documents; a pack this close to the limit is refused as well. */
const ROOM = 1024 * 1024;

/**
 * Draws a prepared pack and writes it as one encrypted file `pack-<URN>-<as at>.vskpack` into the folder chosen. The file is
 * whole or not there, and takes nobody's place: a name that is taken gets a number. Neither the documents nor the password
 * touch the disk unencrypted. Recorded and audited like a pack in a folder.
 *
 * Errors of the job: `cancelled`, `cannotWrite`, `conflict` where the pack is too large for one file.
 */
export async function exportPackFile(
  context: ServiceContext,
  prepared: PreparedPack,
  choice: { folder: string; password: string },
  progress: Progress,
): Promise<ExportResult> {
  const pack = asSchoolPack(prepared);
  const { children, ...shared } = pack;
  const documents: { name: string; childId: string | null; bytes: Uint8Array }[] = [];
  const of = children.length + 1;
  let size = 0;
  const add = async (name: string, childId: string | null, bytes: Uint8Array) => {
    size += bytes.length;
    if (size > largestPackFile - ROOM)
      throw new CallFailure(
        'conflict',
        'This pack is too large for one file of 64 MB. Nothing was written. Choose fewer children, or export the PDFs into a folder.',
      );
    documents.push({ name, childId, bytes });
    await progress.report(documents.length, of, `${documents.length} of ${of} documents drawn`);
  };
  await progress.report(0, of, 'Drawing the documents');
  for (const [index, child] of children.entries())
    await add(
      childFileName(pack.school, index + 1, child.localId),
      prepared.children[index]?.childId ?? null,
      await renderChildPack(child, shared),
    );
  await add(coverFileName(pack.school), null, await renderCover(pack));

  await progress.report(of, of, 'Encrypting');
  const school = { urn: pack.school.urn, name: oneLine(pack.school.name) };
  const madeAt = new Date(context.clock.now()).toISOString();
  const container = joinContainer({ school, asAt: pack.asAt, madeAt }, documents);
  const sealed = await runOffThread<typeof sealPack>('sealPack', { container, password: choice.password }, progress);
  const path = await writeNew(choice.folder, packName(pack), sealed, progress);
  try {
    progress.hold();
    await recordExport(context, prepared, { path, files: documents.length, isProtected: true });
  } catch (error) {
    await unlink(path).catch(() => {});
    throw error;
  }
  return {
    folder: choice.folder,
    files: documents.map(({ name, childId, bytes }) => ({
      fileName: name,
      childId,
      pages: pagesOf(bytes),
      bytes: bytes.length,
    })),
    packFile: { path, bytes: sealed.length },
  };
}

/** A school's name as the list of documents takes it: one line, no control characters. */
const oneLine = (name: string): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200) || 'A school';

async function writeNew(folder: string, name: string, content: Uint8Array, progress: Progress): Promise<string> {
  const controller = new AbortController();
  if (progress.cancelled) controller.abort();
  for (let number = 1; number <= MOST_OF_ONE_NAME; number += 1) {
    const fileName = `${numbered(name, number)}.vskpack`;
    const files = [{ name: fileName, render: async () => content }];
    const writing = writePackFiles({ outFolder: folder, files, signal: controller.signal });
    let step = await writing.next();
    while (step.done !== true) step = await writing.next();
    if (step.value.ok) return join(folder, fileName);
    if (step.value.error.code !== 'alreadyExists') throw asFailure(step.value.error, folder);
  }
  throw new CallFailure(
    'cannotWrite',
    `There are ${MOST_OF_ONE_NAME} packs of this school and date in ${folder} already. Choose another folder.`,
    { field: 'folder' },
  );
}
