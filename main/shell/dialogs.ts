import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { handleFromOwnWindow, invalid } from './senderCheck.ts';

/**
 * The two things that only the shell can do for the window: ask for a folder, and put a file where the person says.
 * `window` answers the window to attach the dialog to, null while there is none.
 */
export function answerDialogs(window: () => BrowserWindow | null): void {
  const contents = () => window()?.webContents ?? null;

  handleFromOwnWindow('vsk:chooseFolder', contents, async () => {
    const parent = window();
    if (parent === null) return invalid('an open window');
    const chosen = await dialog.showOpenDialog(parent, {
      title: 'Choose a folder',
      buttonLabel: 'Use this folder',
      properties: ['openDirectory', 'createDirectory'],
    });
    return { ok: true, value: chosen.canceled ? null : (chosen.filePaths[0] ?? null) };
  });

  handleFromOwnWindow('vsk:saveFile', contents, async (file) => {
    const parent = window();
    if (parent === null || !isFileToSave(file)) return invalid('a file with a suggested name and its content');
    // The window suggests a name only: a path in it would choose the folder in the person's place.
    const defaultPath = join(app.getPath('documents'), basename(file.suggestedName.replaceAll('\\', '/')));
    const chosen = await dialog.showSaveDialog(parent, { defaultPath });
    if (chosen.canceled || chosen.filePath === '') return { ok: true, value: null };
    try {
      await writeFile(chosen.filePath, file.content);
      return { ok: true, value: chosen.filePath };
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
      const message = busy.has(why)
        ? `The file could not be written (${why}). It may be open in another program, such as Excel: close it there, or save under another name. What lies there is the old file.`
        : `The file could not be written (${why}). Choose another folder.`;
      return { ok: false, error: { code: 'cannotWrite', detail: { message } } };
    }
  });
}

/** How Windows and others refuse to write a file that another program holds open, or that may not be overwritten. */
const busy: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY']);

type FileToSave = { suggestedName: string; content: string | Uint8Array };

/** The window is not trusted to send the right shape. */
function isFileToSave(value: unknown): value is FileToSave {
  if (typeof value !== 'object' || value === null) return false;
  const { suggestedName, content } = value as Partial<FileToSave>;
  return typeof suggestedName === 'string' && (typeof content === 'string' || content instanceof Uint8Array);
}
