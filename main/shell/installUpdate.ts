import { app, shell } from 'electron';
import { handleFromOwnWindow, type OwnWindow } from './senderCheck.ts';
import { verifiedInstaller } from './verifiedInstaller.ts';

/**
 * Answers `installUpdate`: hands the verified installer to the system and ends the app, so that the installer finds no
 * file in use. Linux has no installer to start, so there the file is shown where it lies. The window has asked before.
 */
export function answerInstallUpdate(own: OwnWindow): void {
  handleFromOwnWindow('vsk:installUpdate', own, async (path) => {
    const file = verifiedInstaller(path, app.getPath('userData'), process.platform);
    if (file === null) {
      console.error('Refused to start an installer that was not verified');
      return refused('This file is not an update that was verified on this computer. Look for the update again.');
    }
    if (process.platform === 'linux') shell.showItemInFolder(file);
    else if ((await shell.openPath(file)) !== '') {
      return refused('The system could not start the installer. Look for the update again, or start it by hand.');
    }
    // After the answer has gone out.
    setImmediate(() => app.quit());
    return { ok: true, value: null };
  });
}

function refused(message: string) {
  return { ok: false as const, error: { code: 'updateRefused' as const, detail: { message } } };
}
