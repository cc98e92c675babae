// The window asks before it closes under long work, and closes by itself when there is none.
import { createStore } from './createStore.ts';
import { dataProcessId } from './dataProcessId.ts';
import { expect, test } from './fixtures.ts';

test('a window asks before it closes under work, waits when told to, and closes when the work has ended', async ({
  app,
  window,
  profile,
}) => {
  await createStore(window);
  await window.getByRole('link', { name: /^Settings/ }).click();
  await window.getByRole('tab', { name: 'Backups' }).click();
  const dataProcess = await dataProcessId(app, profile);
  // Work that goes on for as long as the test wants.
  process.kill(dataProcess, 'SIGSTOP');
  await window.getByRole('button', { name: 'Back up now' }).click();
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const asks = window.getByRole('dialog', { name: 'Work is under way' });
  await close();
  await expect(asks).toContainText('Stopped now, nothing of it is kept');
  await asks.getByRole('button', { name: 'Wait' }).click();
  await expect(asks).toBeHidden();
  process.kill(dataProcess, 'SIGCONT');
  await expect(window.getByText('The backup is made and checked.')).toBeVisible();
  const closed = window.waitForEvent('close');
  await close();
  await closed;
});
