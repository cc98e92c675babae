// Names hidden (Esc twice) are hidden everywhere: every page and dialog of the demonstration is gone through, and whatever a
// person in front of it could read is searched for the names of children and staff.
import type { Page } from '@playwright/test';
import { demonstrationSurnames } from '#demonstration/names.ts';
import { addPerson } from './support/addPerson.ts';
import { expect, goTo, test } from './support/fixtures.ts';

const person = 'Robin Quillfeather';
const surnames = [...demonstrationSurnames, 'Quillfeather'];

/** What can be read on the page and names somebody: painted text, what fields hold, titles under the pointer, the window's own. */
const readable = (page: Page) =>
  page.evaluate((names) => {
    const named = new RegExp(`(?<![\\p{L}])(${names.join('|')})(?![\\p{L}])`, 'u');
    const hidden = (from: Element | null): boolean => {
      for (let at = from; at !== null; at = at.parentElement)
        if (getComputedStyle(at).filter.includes('blur')) return true;
      return false;
    };
    const drawn = (element: Element | null): boolean =>
      element?.checkVisibility({ visibilityProperty: true }) === true &&
      element.closest('.vsk-visually-hidden') === null;
    const found: string[] = named.test(document.title) ? [`the window's title: ${document.title}`] : [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const text = node.nodeValue ?? '';
      if (named.test(text) && drawn(node.parentElement) && !hidden(node.parentElement)) found.push(text.slice(0, 120));
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea, select'))
      if (named.test(field.value) && drawn(field) && field !== document.activeElement && !hidden(field))
        found.push(`in a field: ${field.value}`);
    for (const element of document.querySelectorAll('[title], [placeholder], [alt]')) {
      const pointed = getComputedStyle(element).pointerEvents !== 'none';
      for (const name of ['title', 'placeholder', 'alt'])
        if (named.test(element.getAttribute(name) ?? '') && pointed && drawn(element))
          found.push(`${name}: ${element.getAttribute(name)}`);
    }
    return found;
  }, surnames);

/** Some name must be there, hidden: a page that names nobody shows nothing of whether names are hidden. */
const hiddenThere = (page: Page) => page.locator('[data-name]').filter({ hasText: /\p{L}/u });

async function hide(page: Page): Promise<void> {
  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('data-names', 'hidden');
}

/** Closes what is open, long enough after the last Esc that it is not the second of two. */
async function close(page: Page): Promise<void> {
  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function expectNobodyNamed(page: Page, where: string): Promise<void> {
  expect(await readable(page), where).toEqual([]);
}

test('with names hidden no page, tab or dialog of the demonstration names anybody', async ({ page }) => {
  test.slow();
  await goTo(page, 'Settings');
  await addPerson(page, { name: person, role: 'assistantHead', locality: 'East Kent 3' });
  expect(await readable(page), 'the search finds what is not hidden').not.toEqual([]);
  await hide(page);
  await expectNobodyNamed(page, 'after somebody was added');

  const act = async (what: string) => {
    await page.getByRole('button', { name: `Actions for ${person}` }).click();
    await page.getByRole('menuitem', { name: what }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(hiddenThere(page.getByRole('dialog').page())).not.toHaveCount(0);
    await expectNobodyNamed(page, what);
  };
  for (const what of ['Change name and roles', 'Set a passphrase', 'Remove']) {
    await act(what);
    await close(page);
  }
  await act('Change name and roles');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`${person} Junior`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectNobodyNamed(page, 'after somebody was changed');

  // A reason that names a child stands in the history and the audit, and is what people look at over a shoulder.
  await page.getByRole('tab', { name: 'Calendar' }).click();
  await page
    .getByRole('button', { name: /^Remove Good Friday/ })
    .first()
    .click();
  const removing = page.getByRole('dialog');
  await removing.getByRole('textbox', { name: 'Why?' }).fill('Asked for by Sampleton, who knows Testerby');
  await removing.getByRole('textbox', { name: /^To confirm/ }).fill('Good Friday');
  await expectNobodyNamed(page, 'a reason that is typed');
  await removing.getByRole('button', { name: 'Remove the bank holiday' }).click();
  await expect(page.getByRole('button', { name: /^Undo: Bank holiday Good Friday/ })).toBeVisible();
  await expectNobodyNamed(page, 'the history of the calendar');

  for (const tab of [
    'Users',
    'Localities',
    'Calendar',
    'Targets',
    'Security',
    'Backups',
    'Updates',
    'Releases',
    'Audit',
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel')).toBeVisible();
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    await expectNobodyNamed(page, tab);
  }
  await page.getByRole('tab', { name: 'Localities' }).click();
  await page.getByRole('button', { name: 'Actions for East Kent 3' }).click();
  await page.getByRole('menuitem', { name: /^End/ }).click();
  await expect(page.getByRole('dialog')).toContainText(`${person} Junior`);
  await expectNobodyNamed(page, 'ending a locality');
  await close(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search children, schools, pages' }).fill('sampleton');
  await expect(page.getByRole('dialog').locator('[data-name]').first()).toBeVisible();
  await expectNobodyNamed(page, 'Ctrl+K');
  await close(page);

  for (const name of ['Overview', 'Children', 'Reports', 'Packs', 'Data']) {
    await goTo(page, name);
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    await expectNobodyNamed(page, name);
  }

  await goTo(page, 'Overview');
  await page.getByRole('main').locator('button.vsk-figure').first().click();
  await expect(page.getByRole('dialog').locator('[data-name]').first()).toBeVisible({ timeout: 60_000 });
  await expectNobodyNamed(page, 'the children behind a figure');
  await close(page);

  await goTo(page, 'Packs');
  await page.getByRole('grid', { name: 'Schools with pupils' }).locator('tr[data-index="0"]').click();
  await expect(page.getByText('Designated teacher', { exact: true })).toBeVisible();
  await expectNobodyNamed(page, 'the preview of a pack');
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('button', { name: /^Export \d+ packs?$/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Exported' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Packs exported before' }).getByRole('row')).toHaveCount(2);
  await expectNobodyNamed(page, 'packs that are exported');

  await goTo(page, 'Children');
  await page.getByRole('textbox', { name: 'Search by name, UPN or school' }).fill('sample');
  await page.getByRole('heading', { name: 'Children' }).click();
  await expectNobodyNamed(page, 'a name searched for');
  // What a record shows depends on the child: a PEP that somebody graded names who did.
  let graded = 0;
  for (let row = 1; row <= 4; row += 1) {
    await goTo(page, 'Children');
    await page.getByRole('row').nth(row).dblclick();
    await expect(page.getByRole('tab', { name: 'Summary' })).toBeVisible();
    graded += await page.getByText(/graded by/).count();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
      await expectNobodyNamed(page, `record ${row}, ${await tab.textContent()}`);
    }
  }
  expect(graded, 'records that say who graded a PEP').toBeGreaterThan(0);
});
