import type { Page } from '@playwright/test';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

// Of the demonstration's special cases: a confidential placement, and a secret one that is over.
const [HIDDEN, OVER] = ['K900001', 'K900004'];

async function openChild(page: Page, localId: string): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  const childId = await page.evaluate(async (id) => {
    const answer = await fetch('/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vsk-token': sessionStorage.getItem('vsk-token') ?? '' },
      body: JSON.stringify({ name: 'search.all', input: { text: id, asAt: '2025-03-31', limit: 5 } }),
    });
    return JSON.stringify(await answer.json()).match(/"childId":"([^"]+)"/)?.[1] ?? '';
  }, localId);
  await page.evaluate((id) => {
    location.hash = `#/children/${id}`;
  }, childId);
  await expect(page.getByRole('tab', { name: 'Summary' })).toBeVisible();
  return childId;
}

/** In the light and the dark theme and at 200 % zoom; nothing is wider than the page. */
async function expectReadable(page: Page, what: string): Promise<void> {
  await expectAccessible(page, what);
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expectAccessible(page, `${what}, dark`);
  await page.setViewportSize({ width: 683, height: 384 });
  await expectAccessible(page, `${what}, dark, 200 %`);
  const sideways = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(sideways, `${what} scrolls sideways`).toBe(0);
}

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      return element?.ariaLabel ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab does not reach ${name}.`);
}

test('a question stands among the needs, leads to its child, and is readable in every theme under Data', async ({
  page,
}) => {
  test.slow();
  const need = page.getByRole('button', { name: /over: still secret\?/ });
  await expect(need).toContainText('stays secret until you answer');
  await need.click();
  await expect(
    page
      .getByRole('dialog')
      .or(page.getByRole('complementary'))
      .getByText(/moved on 10 February 2025/),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await goTo(page, 'Data');
  const panel = page.getByRole('region', { name: 'Still secret?' });
  await expect(panel).toContainText('Witness in criminal proceedings');
  await panel
    .getByRole('button', { name: /^Still secret\? Answer for/ })
    .first()
    .click();
  await expect(panel.getByRole('button', { name: 'No longer secret' })).toBeDisabled();
  await expectReadable(page, 'still secret?');
});

test('it is answered by the keyboard alone, with a reason, and leaves the list', async ({ page }) => {
  await goTo(page, 'Data');
  const panel = page.getByRole('region', { name: 'Still secret?' });
  const questions = panel.getByRole('listitem');
  await expect(questions.first()).toBeVisible();
  const asked = await questions.count();
  await page.getByRole('main').focus();
  await tabTo(page, /^Still secret\? Answer for/);
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('The worker says so');
  await tabTo(page, /^Yes, still secret$/);
  await page.keyboard.press('Enter');
  await expect(questions).toHaveCount(asked - 1);
});

test('the record says why a placement is secret once it is shown, and keeps the answer, which can be taken back', async ({
  page,
}) => {
  test.slow();
  await openChild(page, OVER);
  await page.getByRole('button', { name: 'Show the placement' }).click();
  await expect(page.getByText('The secret placement was over on')).toBeVisible();
  await expectAccessible(page, 'a secret placement, shown');
  await page.getByRole('button', { name: /^Still secret\? Answer for/ }).click();
  await page.getByRole('textbox', { name: 'Still secret? Say why, or why not' }).fill('The trial is over');
  await page.getByRole('button', { name: 'No longer secret' }).click();
  await page.getByRole('tab', { name: 'Care and schools' }).click();
  const past = page.getByRole('region', { name: 'Secret placements' });
  await expect(past).toContainText('The trial is over');
  await expect(past.getByRole('button', { name: 'Make it secret' })).toBeDisabled();
  await expectReadable(page, 'past secret placements');
  await past.getByRole('button', { name: 'Take this back' }).focus();
  await page.keyboard.press('Enter');
  await expect(past).toBeHidden();
  await expect(page.getByText('Confidential placement.')).toBeVisible();
});

test('a pack’s text is read before it leaves: points are marked, a secret child’s text is ticked in by the keyboard', async ({
  page,
}) => {
  test.slow();
  await openChild(page, HIDDEN);
  await page.getByRole('button', { name: 'Make pack' }).click();
  const panel = page.getByRole('region', { name: 'Read before you export' });
  await expect(panel).toContainText('Secret placement: Risk from a parent who must not learn the address');
  const never = panel.getByRole('checkbox', { name: /Swims in Margate/ });
  await expect(never).toBeDisabled();
  await expect(never).not.toBeChecked();
  await expect(panel.getByText('a place: Margate')).toBeVisible();
  const open = panel.getByRole('checkbox', { name: /Speaks up about lessons/ });
  await expect(open).not.toBeChecked();
  await page.getByRole('main').focus();
  await tabTo(page, /Speaks up about lessons/, 120);
  await page.keyboard.press('Space');
  await expect(open).toBeChecked();
  await expectReadable(page, 'read before you export');
});
