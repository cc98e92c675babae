import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CallFailure, type FileAbout, saveFile } from '#renderer/api.ts';

/** A file on its way to where the person says. */
export interface FileToSave {
  /** As it is suggested. */
  name: string;
  content: string | Uint8Array;
  /** Whom it tells of; children unless said otherwise. */
  about?: FileAbout;
  /** What is said once it is written. */
  said: (path: string) => { title?: string; message: string };
  /** It is on the disk. */
  onWritten?: (path: string) => void;
  /** It is not: the person changed their mind, or it could not be written. What was registered as leaving has not left. */
  onNotWritten?: (why: 'cancelled' | 'failed') => void;
}

const notSaved = (error: unknown): void => {
  const message = error instanceof CallFailure ? error.detail.message : 'The file could not be written.';
  notifications.show({ color: 'red', autoClose: false, title: 'Not saved', message });
};

/**
 * Saves one file and says how it went, also when it failed: an old file under the same name must not be taken for it.
 * @param file the file, or how it is made; a refusal to make it is said too
 */
export async function saveAndSay(file: FileToSave | (() => Promise<FileToSave>)): Promise<void> {
  let made: FileToSave;
  try {
    made = typeof file === 'function' ? await file() : file;
  } catch (error) {
    return notSaved(error);
  }
  let path: string | null;
  try {
    path = await saveFile(made.name, made.content, made.about);
  } catch (error) {
    notSaved(error);
    return made.onNotWritten?.('failed');
  }
  if (path === null) return made.onNotWritten?.('cancelled');
  notifications.show({ autoClose: 12_000, ...made.said(path) });
  made.onWritten?.(path);
}

/**
 * Saving as a button does it. It goes on when the screen is left.
 * @example const { save, saving } = useSave(); save({ name: 'list.csv', content, said: (path) => ({ message: `Saved ${path}` }) });
 */
export function useSave(): { save: (file: FileToSave | (() => Promise<FileToSave>)) => void; saving: boolean } {
  const [saving, setSaving] = useState(false);
  return {
    saving,
    save: (file) => {
      setSaving(true);
      void saveAndSay(file).finally(() => setSaving(false));
    },
  };
}
