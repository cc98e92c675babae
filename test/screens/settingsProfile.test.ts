import type { Page } from '@playwright/test';
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

async function openTab(page: Page, title: string): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: title }).click();
  await expect(page.getByRole('tab', { name: title })).toHaveAttribute('aria-selected', 'true');
}
const history = (page: Page) => page.getByRole('region', { name: 'History of changes' });

/** The row of a table by the header of the row. */
const rowOf = (page: Page, region: RegExp, name: string) =>
  page
    .getByRole('region', { name: region })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });

/** The children of a locality on the overview. */
async function childrenOf(page: Page, locality: string) {
  await goTo(page, 'Overview');
  const cell = page
    .getByRole('row', { name: new RegExp(locality) })
    .first()
    .getByRole('cell')
    .first();
  await expect(cell).toBeVisible();
  return cell;
}

test('every tab has an address and passes axe, in light and dark', async ({ page }) => {
  await goTo(page, 'Settings');
  const tabs = page.getByRole('tablist', { name: 'Settings' }).getByRole('tab');
  await expect(tabs).toHaveText([
    'Users',
    'Localities',
    'Calendar',
    'Targets',
    'Security',
    'Backups',
    'Updates',
    'Releases',
    'Audit',
  ]);
  const widths = await tabs.evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect()));
  // Every tab on one line at 1366 px.
  expect(new Set(widths.map((box) => box.top)).size).toBe(1);
  for (const title of ['Localities', 'Calendar', 'Targets']) {
    await page.getByRole('tab', { name: title }).click();
    await expect(page).toHaveURL(new RegExp(`tab=${title.toLowerCase()}`));
    await expect(history(page).getByText('Nothing was changed yet')).toBeVisible();
    await expectAccessible(page, `${title}, light`);
  }
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Targets' })).toHaveAttribute('aria-selected', 'true');
  await useDark(page);
  for (const title of ['Targets', 'Calendar', 'Localities']) {
    await page.getByRole('tab', { name: title }).click();
    await expect(history(page).getByText('Nothing was changed yet')).toBeVisible();
    await expectAccessible(page, `${title}, dark`);
  }
  // 200 % zoom: half the room. The tabs wrap, and nothing is wider than the window.
  await page.setViewportSize({ width: 683, height: 384 });
  await expect(page.getByRole('tab', { name: 'Audit' })).toBeInViewport();
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(room);
});

test('a district is moved by keyboard: the figures follow, the history says so, and undo brings them back', async ({
  page,
}) => {
  const before = {
    three: (await (await childrenOf(page, 'East Kent 3')).textContent()) ?? '',
    two: (await (await childrenOf(page, 'East Kent 2')).textContent()) ?? '',
  };
  expect(Number.parseInt(before.three, 10)).toBeGreaterThan(0);
  await openTab(page, 'Localities');
  await rowOf(page, /^Districts/, 'Thanet')
    .getByRole('button', { name: 'Actions for Thanet' })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Move to another locality' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Move Thanet to another locality' });
  await dialog.getByRole('button', { name: 'Move the district' }).click();
  await expect(dialog.getByText('Choose the locality')).toBeVisible();
  await expectAccessible(page, 'moving a district');
  await dialog.getByRole('combobox', { name: 'New locality' }).selectOption({ label: 'East Kent 3' });
  await dialog.getByRole('button', { name: 'Move the district' }).click();
  await expect(dialog.getByRole('alert')).toContainText('already. Nothing was changed.');
  await dialog.getByRole('combobox', { name: 'New locality' }).selectOption({ label: 'East Kent 2' });
  await dialog.getByLabel('From').fill('2024-09-01');
  await dialog.getByLabel('From').press('Enter');
  await expect(dialog).toBeHidden({ timeout: 90_000 });
  await expect(page.getByText('Thanet belongs to East Kent 2 from 1 September 2024.')).toBeVisible();
  await expect(rowOf(page, /^Localities/, 'East Kent 2')).toContainText('Thanet');
  await expect(
    history(page).getByRole('row', { name: /Thanet belongs to East Kent 2 from 1 September 2024/ }),
  ).toContainText('Demonstration user');
  await expect(await childrenOf(page, 'East Kent 3')).not.toHaveText(before.three);
  await openTab(page, 'Localities');
  await history(page)
    .getByRole('button', { name: /^Undo: Thanet belongs to East Kent 2/ })
    .click();
  await expect(history(page).getByRole('row', { name: /Taken back: Thanet belongs to East Kent 2/ })).toBeVisible({
    timeout: 90_000,
  });
  await expect(await childrenOf(page, 'East Kent 3')).toHaveText(before.three);
  await expect(await childrenOf(page, 'East Kent 2')).toHaveText(before.two);
});

test('a locality is added, staffed, renamed and ended by its name', async ({ page }) => {
  await openTab(page, 'Localities');
  await page.getByRole('button', { name: 'Add a locality' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a locality' });
  await adding.getByRole('button', { name: 'Add the locality' }).click();
  await expect(adding.getByText('Enter the name')).toBeVisible();
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Coast');
  await adding.getByRole('textbox', { name: 'Short name' }).fill('EK3');
  await adding.getByRole('button', { name: 'Add the locality' }).click();
  await expect(adding.getByRole('alert')).toContainText('There is a locality EK3 already');
  await adding.getByRole('textbox', { name: 'Short name' }).fill('CST');
  await adding.getByRole('button', { name: 'Add the locality' }).click();
  const coast = rowOf(page, /^Localities/, 'Coast');
  await expect(coast).toContainText('none');

  await coast.getByRole('button', { name: 'Actions for Coast' }).click();
  await page.getByRole('menuitem', { name: 'Set the staff' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Full-time equivalents' }).fill('6,5');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(coast).toContainText('6.5');

  await coast.getByRole('button', { name: 'Actions for Coast' }).click();
  await page.getByRole('menuitem', { name: 'End this locality' }).click();
  const ending = page.getByRole('dialog', { name: 'End Coast' });
  await expect(ending.getByRole('button', { name: 'End the locality' })).toBeDisabled();
  await ending.getByLabel('Last day').fill('2026-08-31');
  await ending.getByRole('textbox', { name: 'Why?' }).fill('Redrawn');
  await ending.getByRole('textbox', { name: 'To confirm, type: Coast' }).fill('coast');
  await expectAccessible(page, 'ending a locality');
  await ending.getByRole('button', { name: 'End the locality' }).click();
  await expect(coast).toContainText('31/08/2026');
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(coast).not.toContainText('31/08/2026');
});

test('what is typed into a form is there again after the window was loaded anew', async ({ page }) => {
  await openTab(page, 'Localities');
  await page.getByRole('button', { name: 'Add a locality' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Half a na');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Half a na');
  // Autosave waits for a pause in typing.
  await page.waitForTimeout(2000);
  await page.reload();
  await page.getByRole('button', { name: 'Add a locality' }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Half a na');
  await expect(page.getByText('What you typed before is here again.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add a locality' }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('');
});

test('term dates are changed and checked, a year is added from its neighbour, a bank holiday removed and put back', async ({
  page,
}) => {
  await openTab(page, 'Calendar');
  const terms = page.getByRole('region', { name: /^Term dates of 2025\/26/ });
  await expect(terms.getByText('190 school days')).toBeVisible();
  const end = terms.getByLabel('Last day of term 6, summer, second half');
  const last = await end.inputValue();
  await end.fill('2026-09-02');
  await terms.getByRole('button', { name: 'Save the term dates' }).click();
  await expect(terms.getByText('2025/26 runs from 1 September to 31 August')).toBeVisible();
  await expectAccessible(page, 'term dates with a fault');
  await end.fill('2026-07-10');
  await terms.getByRole('button', { name: 'Save the term dates' }).click();
  await expect(terms.getByText(/school days, bank holidays left out/)).toBeVisible();
  await expect(terms.getByText('190 school days')).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(end).toHaveValue(last);

  await page.getByRole('button', { name: 'Add 2027/28' }).click();
  const adding = page.getByRole('dialog', { name: 'Add 2027/28' });
  await expect(adding.getByText('The dates follow the weekdays of 2026/27.')).toBeVisible();
  await expect(adding.getByRole('checkbox')).toHaveCount(6);
  await adding.getByRole('checkbox', { name: /^Summer bank holiday/ }).uncheck();
  await expectAccessible(page, 'adding a year');
  await adding.getByRole('button', { name: 'Add 2027/28' }).click();
  await expect(page.getByRole('heading', { name: 'Term dates of 2027/28' })).toBeVisible({ timeout: 90_000 });
  const holidays = page.getByRole('region', { name: /^Bank holidays of 2027\/28/ });
  await expect(holidays.getByRole('rowheader')).toHaveCount(7);

  await holidays.getByRole('button', { name: /^Remove Good Friday/ }).click();
  const removing = page.getByRole('dialog', { name: 'Remove a bank holiday' });
  await removing.getByRole('textbox', { name: 'Why?' }).fill('A test');
  await removing.getByRole('textbox', { name: 'To confirm, type: Good Friday' }).fill('Good Friday');
  await removing.getByRole('button', { name: 'Remove the bank holiday' }).click();
  await expect(holidays.getByRole('rowheader')).toHaveCount(6);
  await history(page)
    .getByRole('button', { name: /^Undo: Bank holiday Good Friday/ })
    .click();
  await expect(holidays.getByRole('rowheader')).toHaveCount(7);

  await holidays.getByRole('button', { name: 'Add a bank holiday' }).click();
  const holiday = page.getByRole('dialog', { name: 'Add a bank holiday' });
  await holiday.getByRole('textbox', { name: 'Name' }).fill('A jubilee');
  await holiday.getByLabel('Date').fill('2028-06-03');
  await holiday.getByRole('button', { name: 'Add the bank holiday' }).click();
  await expect(holiday.getByText('This is a Saturday: enter the weekday given in its place')).toBeVisible();
});

test('targets are added with their floor checked, changed, removed, and the strategy’s are had again', async ({
  page,
}) => {
  await openTab(page, 'Targets');
  await page.getByRole('button', { name: 'Add a target' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a target' });
  await adding.getByRole('button', { name: 'Add the target' }).click();
  await expect(adding.getByText('Choose a measure of the list')).toBeVisible();
  await adding.getByRole('combobox', { name: 'Measure' }).selectOption({ value: 'pep-complete' });
  await adding.getByRole('combobox', { name: 'The target is' }).selectOption({ label: 'a rate of at least' });
  await adding.getByRole('textbox', { name: 'Target, in %' }).fill('90');
  await adding.getByRole('textbox', { name: 'Floor, in %' }).fill('95');
  await adding.getByRole('textbox', { name: 'Source' }).fill('Cabinet, 3 March 2025');
  await adding.getByRole('button', { name: 'Add the target' }).click();
  await expect(adding.getByText('The floor of a least rate cannot be above the target')).toBeVisible();
  await expectAccessible(page, 'adding a target');
  await adding.getByRole('textbox', { name: 'Floor, in %' }).fill('85');
  await adding.getByRole('button', { name: 'Add the target' }).click();
  const targets = page.getByRole('region', { name: 'Targets' });
  await expect(targets.getByRole('row', { name: /Cabinet, 3 March 2025/ })).toContainText('at least 90.0 %');

  await expect(targets.getByText(/subjects look swapped/)).toHaveCount(2);
  await targets.getByRole('button', { name: /^Remove .*2011\/12, at most/ }).click();
  const removing = page.getByRole('dialog', { name: 'Remove a target' });
  await removing.getByRole('textbox', { name: 'Why?' }).fill('A test');
  const name = (await removing.getByText(/^To confirm, type: /).textContent())?.replace('To confirm, type: ', '') ?? '';
  await removing.getByRole('textbox', { name: /^To confirm/ }).fill(name);
  await removing.getByRole('button', { name: 'Remove the target' }).click();
  await page.getByRole('button', { name: 'Add the targets of the 2011-2014 strategy' }).click();
  await expect(targets.getByRole('row', { name: /2011\/12.*at most 11\.0 %/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add the targets of the 2011-2014 strategy' })).toBeHidden();

  await page.getByRole('button', { name: 'Change the number' }).click();
  const minimum = page.getByRole('dialog', { name: 'Smallest group that is rated' });
  await minimum.getByRole('textbox', { name: 'Children' }).fill('12');
  await minimum.getByRole('textbox', { name: 'Source' }).fill('Agreed with the analysts');
  await minimum.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('figures of fewer than 12 children')).toBeVisible();
});
