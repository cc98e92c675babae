import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import type { CallError, Reply } from '#contract/wire.ts';
import { isFolder, isToRemember, KeychainFailure, keychain } from './keychainFile.ts';
import { handleFromOwnWindow, invalid, type OwnWindow } from './senderCheck.ts';

/** Answers the window's keychain calls: what a computer remembers is a secret only its own keychain opens. */
export function answerKeychain(own: OwnWindow): void {
  const chain = keychain(safeStorage, process.platform, join(app.getPath('userData'), 'remembered.json'));
  const forFolder = <Value>(channel: string, work: (folder: string) => Value) =>
    handleFromOwnWindow(channel, own, async (folder) =>
      isFolder(folder) ? answered(() => work(folder)) : invalid('the folder of a store'),
    );

  forFolder('vsk:keychain.state', (folder) => chain.state(folder));
  forFolder('vsk:keychain.recall', (folder) => chain.recall(folder));
  forFolder('vsk:keychain.forget', (folder) => {
    chain.forget(folder);
    return null;
  });
  handleFromOwnWindow('vsk:keychain.remember', own, async (input) => {
    if (!isToRemember(input)) return invalid('the folder of a store, the slot of its key file and the secret');
    return answered(() => {
      chain.remember(input.folder, input.slotId, input.secret);
      return null;
    });
  });
}

function answered<Value>(work: () => Value): Reply<Value> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof KeychainFailure)) throw error;
    console.error('The keychain was refused or failed');
    const failed: CallError = { code: 'failed', detail: { message: error.message } };
    return { ok: false, error: failed };
  }
}
