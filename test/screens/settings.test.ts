import { addPerson, theirPassphrase } from './support/addPerson.ts';
import { unlock } from './support/createStore.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

test('an assistant head is added, opens the store with their own passphrase, and sees their own locality first', async ({
  page,
}) => {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('button', { name: 'Add the person' }).click();
  await expect(dialog.getByText('Enter the name')).toBeVisible();
  await expect(dialog.getByText('Choose the locality')).toBeVisible();
  await expectAccessible(page, 'adding a person');
  await page.keyboard.press('Escape');
  await addPerson(page, { name: 'Sam Trial', role: 'assistantHead', locality: 'East Kent 3' });
  await expect(page.getByRole('row', { name: /Sam Trial/ })).toContainText('East Kent 3');

  await page.getByRole('button', { name: 'Lock' }).click();
  await unlock(page, theirPassphrase);
  await expect(page.getByRole('button', { name: /^Scope: Kent: East Kent 3/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' })).toHaveCount(0);

  // Without Settings they still change their own passphrase, and see their own ways in only.
  await page.getByRole('button', { name: /^Sam Trial/ }).click();
  const own = page.getByRole('dialog', { name: 'Your passphrase and computers' });
  await expect(own.getByRole('row')).toHaveText([/Way in/, /^Passphrase/]);
  await expect(own.getByText(/This computer cannot remember you/)).toBeVisible();
  await expectAccessible(page, 'your passphrase and computers');
  await own.getByRole('button', { name: 'Change my passphrase' }).click();
  await own.getByRole('textbox', { name: 'Your present passphrase' }).fill('wrong wrong wrong');
  await own.getByRole('textbox', { name: 'New passphrase', exact: true }).fill('orchard pencil window gravel');
  await own.getByRole('textbox', { name: 'New passphrase again' }).fill('orchard pencil window gravel');
  await own.getByRole('button', { name: 'Change my passphrase' }).click();
  await expect(own.getByRole('textbox', { name: 'Your present passphrase' })).toHaveAccessibleDescription(
    /not your passphrase/,
  );
  await own.getByRole('textbox', { name: 'Your present passphrase' }).fill(theirPassphrase);
  await own.getByRole('button', { name: 'Change my passphrase' }).click();
  await expect(page.getByText('Your passphrase is changed.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lock' }).click();
  await unlock(page, 'orchard pencil window gravel');
});

test('a person is changed, given a new passphrase, removed with a reason, and brought back', async ({ page }) => {
  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Sam Trial', role: 'assistantHead', locality: 'East Kent 3' });
  const row = page.getByRole('row', { name: /Sam Trial|Samira Trial/ });
  const act = async (what: string) => {
    await row.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };

  await row.getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Change name and roles', 'Set a passphrase', 'Remove']);
  await expectAccessible(page, 'what can be done with a person');
  await page.keyboard.press('Escape');

  await act('Change name and roles');
  const change = page.getByRole('dialog', { name: 'Change Sam Trial' });
  await change.getByRole('textbox', { name: 'Name' }).fill('Samira Trial');
  await change.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Reader' });
  await expectAccessible(page, 'changing a person');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Reader');

  await act('Set a passphrase');
  const set = page.getByRole('dialog', { name: 'Set a passphrase for Samira Trial' });
  await set.getByRole('textbox', { name: 'Their passphrase', exact: true }).fill('orchard pencil window gravel');
  await set.getByRole('textbox', { name: 'Their passphrase again' }).fill('orchard pencil window gravel');
  await set.getByRole('button', { name: 'Set the passphrase' }).click();
  await expect(page.getByText(/can open the store with the new passphrase/)).toBeVisible();

  await act('Remove');
  const remove = page.getByRole('dialog', { name: 'Remove Samira Trial' });
  await expect(remove.getByText(/written anew with a new key/)).toBeVisible();
  await expectAccessible(page, 'removing a person');
  await remove.getByRole('textbox', { name: /To confirm, type/ }).fill('Samira Trial');
  await expect(remove.getByRole('button', { name: 'Remove the person' })).toBeDisabled();
  await remove.getByRole('textbox', { name: /Why are they removed/ }).fill('Left the team');
  await remove.getByRole('button', { name: 'Remove the person' }).click();
  await expect(page.getByText('The person is removed, and the store has a new key.')).toBeVisible();
  await expect(row).toContainText('Removed');

  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('orchard pencil window gravel');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toHaveAccessibleDescription(/passphrase/);
  await unlock(page);
  await goTo(page, 'Settings');
  await act('Bring back with a new passphrase');
  const back = page.getByRole('dialog', { name: 'Set a passphrase for Samira Trial' });
  await back.getByRole('textbox', { name: 'Their passphrase', exact: true }).fill(theirPassphrase);
  await back.getByRole('textbox', { name: 'Their passphrase again' }).fill(theirPassphrase);
  await back.getByRole('button', { name: 'Set the passphrase' }).click();
  await expect(row).toContainText('Can open the store');
  await page.getByRole('button', { name: 'Lock' }).click();
  await unlock(page, theirPassphrase);
});

test('a person whose removal was cut off is shown so, and can be removed again', async ({ page }) => {
  await goTo(page, 'Settings');
  // What a stop between the person and their passphrase leaves.
  await page.route('**/call', async (route) => {
    if (!route.request().postData()?.includes('"users.list"')) return route.fallback();
    const response = await route.fetch();
    const reply = (await response.json()) as { value: { rows: { name: string; active: boolean }[] } };
    for (const person of reply.value.rows) if (person.name === 'Sam Trial') person.active = false;
    return route.fulfill({ response, json: reply });
  });
  await addPerson(page, { name: 'Sam Trial', role: 'reader' });
  const row = page.getByRole('row', { name: /Sam Trial/ });
  await expect(row).toContainText('Removed, but a passphrase is left');
  await expectAccessible(page, 'a person whose removal was cut off');
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Bring back with a new passphrase', 'Remove']);
});

test('a reader sees published figures and no page of children', async ({ page }) => {
  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Kim Reader', role: 'reader' });
  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Lock' }).click();
  await unlock(page, theirPassphrase);

  await expect(page.getByRole('heading', { name: 'Published figures' })).toBeVisible();
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await expect(links).toHaveText([/Published figures/, /Data/]);
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page, 'published figures');
});

test('the audit says who did what, and is searched', async ({ page }) => {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Audit' }).click();
  const audit = page.getByRole('grid', { name: 'Audit entries' });
  await expect(audit.getByRole('row', { name: /read overview/ }).first()).toContainText('Alex Sample');
  await page.getByRole('textbox', { name: 'Search the audit' }).fill('nothing like this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expectAccessible(page, 'audit');

  // Without a row to arrive at, the table itself is a stop of the Tab key, and the arrow keys reach what is beside the edge.
  await page.setViewportSize({ width: 800, height: 700 });
  const table = page.getByRole('region', { name: 'Audit entries' });
  for (let presses = 0; presses < 8 && !(await table.evaluate((each) => each === document.activeElement)); presses += 1)
    await page.keyboard.press('Tab');
  await expect(table).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => table.evaluate((each) => each.scrollLeft)).toBeGreaterThan(0);
  await expectAccessible(page, 'audit in a narrow window');
});
