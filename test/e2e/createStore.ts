import type { Page } from '@playwright/test';
import { createStore as createInPage, unlock as unlockInPage } from '#test/screens/support/createStore.ts';

/**
 * Makes a store in the app's window, recovery key and all, as on the screens' own tests; answers its two ways in.
 * @example const { passphrase, recoveryKey } = await createStore(window);
 */
export async function createStore(
  window: Page,
  userName = 'Jo Assistant',
): Promise<{ passphrase: string; recoveryKey: string }> {
  return createInPage(window, userName);
}

/** Opens the locked store that `createStore` made, or another with its own passphrase. */
export async function unlock(window: Page, passphrase?: string): Promise<void> {
  await unlockInPage(window, passphrase);
}
