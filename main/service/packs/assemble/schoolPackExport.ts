import type { z } from 'zod';
import type { packExportResult } from '#contract/packs.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { childFileName, coverFileName, packName } from '../deliver/packFileNames.ts';
import type { PackFile } from '../deliver/packFiles.ts';
import { whereItWent, writeIntoNewFolder } from '../deliver/packFolder.ts';
import { protectPdf } from '../deliver/protect.ts';
import { renderChildPack } from '../draw/renderChildPack.ts';
import { renderCover } from '../draw/renderCover.ts';
import { asSchoolPack, type PreparedPack } from './schoolPack.ts';

export type ExportResult = z.output<typeof packExportResult>;

/**
 * How many pages a PDF of our own engine has, from its page tree.
 * @throws where there is none: the engine made no PDF, which is a bug.
 */
export function pagesOf(pdf: Uint8Array): number {
  const count = /\/Type \/Pages\b[^>]*?\/Count (\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1];
  if (count === undefined) throw new Error('The document has no page tree.');
  return Number(count);
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
    name: childFileName(pack.school, index + 1, child.localId),
    render: drawn(prepared.children[index]?.childId ?? null, () => renderChildPack(child, shared)),
  }));
  files.push({ name: coverFileName(pack.school), render: drawn(null, () => renderCover(pack)) });

  return writeIntoNewFolder(
    { parent: choice.folder, name: packName(pack), files, signal: controller.signal },
    progress,
    async (folder, written) => {
      const listed = written.map(({ name, bytes }, index) => ({
        fileName: name,
        childId: made[index]?.childId ?? null,
        pages: made[index]?.pages ?? 0,
        bytes,
      }));
      await recordExport(context, prepared, {
        path: folder,
        files: listed.length,
        isProtected: choice.password !== null,
      });
      return { folder, files: listed, packFile: null };
    },
  );
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

/**
 * Keeps a complete export in the register and in the audit, whose detail says how many files went where: ids and codes only.
 * The entry of the audit has the register's as a subject, so that the history can show the same warnings.
 */
export async function recordExport(
  context: ServiceContext,
  prepared: PreparedPack,
  done: { path: string; files: number; isProtected: boolean },
): Promise<void> {
  const { schoolId, children, decided } = prepared;
  const exportId = await context.write((writer) =>
    writer.insert('pack_export', {
      at: new Date(context.clock.now()).toISOString(),
      user_id: context.user.id,
      school_id: schoolId,
      children: children.length,
      folder: done.path,
      protected: done.isProtected ? 1 : 0,
    }),
  );
  context.audit(
    'export pack files',
    [
      { kind: 'school', id: schoolId },
      { kind: 'packExport', id: exportId },
      ...children.map(({ childId }) => ({ kind: 'child', id: childId })),
    ],
    [whereItWent(done.path, done.files), ...(decided.length === 0 ? [] : [`passages ${decided.join(' ')}`])].join('; '),
  );
}
