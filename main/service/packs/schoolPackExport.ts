import { constants } from 'node:fs';
import { access, mkdir, rmdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { packExportResult } from '#contract/packs.ts';
import { CallFailure } from '#service/callFailure.ts';
import type { ServiceContext } from '#service/context.ts';
import type { Progress } from '#service/jobs/jobs.ts';
import { childFileName, coverFileName } from './packFileNames.ts';
import { type PackFile, type PackFilesError, writePackFiles } from './packFiles.ts';
import { protectPdf } from './protect.ts';
import { renderChildPack } from './renderChildPack.ts';
import { renderCover } from './renderCover.ts';
import { asSchoolPack, type PreparedPack } from './schoolPack.ts';

type ExportResult = z.output<typeof packExportResult>;

/** Subfolders of one name and date that are tried before giving up; nobody exports one pack so often. */
const MOST_FOLDERS = 999;

/**
 * How many pages a PDF of our own engine has, from its page tree.
 * @throws where there is none: the engine made no PDF, which is a bug.
 */
export function pagesOf(pdf: Uint8Array): number {
  const count = /\/Type \/Pages\b[^>]*?\/Count (\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1];
  if (count === undefined) throw new Error('The document has no page tree.');
  return Number(count);
}

const cannotWrite = (folder: string, error: unknown): CallFailure => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new CallFailure(
      'cannotWrite',
      `There is no folder ${folder}. Nothing was written. Choose one that is there.`,
      {
        field: 'folder',
      },
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new CallFailure(
      'cannotWrite',
      `The folder ${folder} cannot be written to (${code}). Nothing was written. Choose another folder.`,
      { field: 'folder' },
    );
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new CallFailure('cannotWrite', 'The disk is full. Nothing was written. Free some space and try again.');
  throw error;
};

/** Refuses a folder that is not there or cannot be written to, before any work is done. Errors: `cannotWrite`. */
export async function requireFolder(folder: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Makes the pack's own folder inside the one chosen; a name that is taken gets a number, so nothing is overwritten. */
async function makeFolder(parent: string, name: string): Promise<string> {
  for (let number = 1; number <= MOST_FOLDERS; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name} (${number})`);
    try {
      await mkdir(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(parent, error);
    }
  }
  throw new CallFailure('cannotWrite', `There are ${MOST_FOLDERS} packs of this school and date in ${parent} already.`);
}

/**
 * Draws and writes a prepared pack: one PDF per child, then the cover, in a new folder `pack-<URN>-<as at>` inside the one
 * chosen. The export is whole or not there: after a cancel, a full disk or any failure every file of it is taken away again.
 * Only a complete pack is recorded, in the register of exports and in the audit.
 *
 * Errors of the job: `cancelled`, `cannotWrite`, `invalidInput` for a password the engine refuses.
 */
export async function exportSchoolPack(
  context: ServiceContext,
  prepared: PreparedPack,
  choice: { folder: string; password: string | null },
  progress: Progress,
): Promise<ExportResult> {
  const pack = asSchoolPack(prepared);
  const { children, ...shared } = pack;
  const made: { childId: string | null; pages: number }[] = [];
  const controller = new AbortController();
  const drawn = (childId: string | null, render: () => Promise<Uint8Array>) => async () => {
    if (progress.cancelled) controller.abort();
    const pdf = await render();
    made.push({ childId, pages: pagesOf(pdf) });
    const file = choice.password === null ? pdf : await protectedPdf(pdf, choice.password);
    if (progress.cancelled) controller.abort();
    return file;
  };
  const files: PackFile[] = children.map((child, index) => ({
    name: childFileName(pack.school.urn, index + 1, child.localId),
    render: drawn(prepared.children[index]?.childId ?? null, () => renderChildPack(child, shared)),
  }));
  files.push({ name: coverFileName(pack.school.urn), render: drawn(null, () => renderCover(pack)) });

  await progress.report(0, files.length, 'Making the folder');
  const folder = await makeFolder(choice.folder, `pack-${basename(pack.school.urn)}-${pack.asAt}`);
  try {
    const written: ExportResult['files'] = [];
    const writing = writePackFiles({ outFolder: folder, files, signal: controller.signal });
    for (let step = await writing.next(); ; step = await writing.next()) {
      if (step.done === true) {
        if (!step.value.ok) throw asFailure(step.value.error, folder);
        break;
      }
      const { name, bytes, done, of } = step.value;
      const { childId, pages } = made[done - 1] ?? { childId: null, pages: 0 };
      written.push({ fileName: name, childId, pages, bytes });
      await progress.report(done, of, `${done} of ${of} files written`);
    }
    progress.hold();
    await record(context, prepared, { folder, files: written.length, isProtected: choice.password !== null });
    return { folder, files: written };
  } catch (error) {
    await takeAway(
      folder,
      files.map((file) => file.name),
    );
    throw error;
  }
}

async function protectedPdf(pdf: Uint8Array, password: string): Promise<Uint8Array> {
  const kept = await protectPdf(pdf, password);
  if (kept.ok) return kept.value;
  if (kept.error.code === 'notAPdf') throw new Error(`qpdf cannot read the document: ${kept.error.detail.message}`);
  throw new CallFailure(
    'invalidInput',
    kept.error.code === 'passwordTooShort'
      ? `Use a password of at least ${kept.error.detail.shortest} characters. Nothing was written.`
      : `Use a shorter password, of at most ${kept.error.detail.mostBytes} letters. Nothing was written.`,
    { field: 'password' },
  );
}

function asFailure(error: PackFilesError, folder: string): CallFailure {
  if (error.code === 'cancelled') return new CallFailure('cancelled', 'Cancelled. No file was left.');
  if (error.code === 'diskFull')
    return new CallFailure('cannotWrite', 'The disk is full. No file was left. Free some space and try again.');
  const reason = error.code === 'notWritable' ? ` (${error.detail.reason})` : '';
  return new CallFailure('cannotWrite', `The folder ${folder} cannot be written to${reason}. No file was left.`);
}

async function record(
  context: ServiceContext,
  prepared: PreparedPack,
  done: { folder: string; files: number; isProtected: boolean },
): Promise<void> {
  const { schoolId, children } = prepared;
  await context.write((writer) =>
    writer.insert('pack_export', {
      at: new Date(context.clock.now()).toISOString(),
      user_id: context.user.id,
      school_id: schoolId,
      children: children.length,
      folder: done.folder,
      protected: done.isProtected ? 1 : 0,
    }),
  );
  context.audit(
    'export pack files',
    [{ kind: 'school', id: schoolId }, ...children.map(({ childId }) => ({ kind: 'child', id: childId }))],
    `${done.files} files`,
  );
}

/** Removes what this export wrote, and its folder if nothing else is in it. */
async function takeAway(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await unlink(join(folder, name)).catch(() => {});
  await rmdir(folder).catch(() => {});
}
