import AxeBuilder from '@axe-core/playwright';
import { dataProcessId } from './dataProcessId.ts';
import { expect, test } from './fixtures.ts';

test('a data process that ends too often is said to have stopped, with what to do; trying again starts it', async ({
  app,
  window,
  profile,
}) => {
  await expect(window.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  // Three restarts, and the fourth end is the last.
  for (let ends = 0; ends < 4; ends += 1) {
    const running = await dataProcessId(app, profile);
    process.kill(running, 'SIGKILL');
    if (ends < 3) await expect.poll(() => dataProcessId(app, profile).catch(() => running)).not.toBe(running);
  }
  await expect(window.getByRole('heading', { name: 'The store cannot be reached' })).toBeFocused();
  await expect(window.getByText('What was saved is safe.')).toBeVisible();
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode().analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await window.screenshot({ path: test.info().outputPath('stopped.png') });
  await window.getByRole('button', { name: 'Try again' }).click();
  await expect(window.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  expect(await dataProcessId(app, profile)).toBeGreaterThan(0);
});
