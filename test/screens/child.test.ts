import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

/** A child with a school, whose record has something in every tab. */
test.beforeEach(async ({ page }) => {
  await goTo(page, 'Children');
  await page.getByRole('textbox', { name: 'Search by name, UPN or school' }).fill('Primary');
  await expect(page.getByRole('main').locator('h1 + p')).toHaveText(/^[\d,]+ of [\d,]+ own children/);
  await page.locator('tr[data-index="0"]').click();
  await expect(page.getByRole('tab', { name: 'Summary' })).toBeVisible();
});

test('the header holds the facts needed at a glance', async ({ page }) => {
  const facts = page.getByRole('main').locator('h1 + p');
  await expect(facts).toHaveText(
    /years?, .*\(URN \d+\), designated teacher .* · in care .*, \d+ placements?, \d+ schools?/,
  );
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
});

test('attendance shows as half-days and as a table of the same marks', async ({ page }) => {
  const summary = page.getByRole('tabpanel', { name: 'Summary' });
  await expect(summary.getByRole('heading', { name: /^Attendance in \d{4}\/\d{2}: / })).toBeVisible();
  await expect(summary.getByRole('img', { name: /^Half-days of / })).toBeVisible();
  await summary.getByRole('button', { name: 'Table view' }).click();
  await expect(
    summary.getByRole('region', { name: 'Marks by week' }).getByRole('columnheader', { name: 'Mon AM' }),
  ).toBeVisible();
});

test('a PEP says completeness, timeliness and quality apart', async ({ page }) => {
  await page.getByRole('tab', { name: 'PEPs' }).click();
  const peps = page.getByRole('tabpanel', { name: 'PEPs' });
  for (const quality of ['Completeness', 'Timeliness', 'Quality'])
    await expect(peps.getByRole('heading', { name: quality, exact: true }).first()).toBeVisible();
});

test('suspensions stand against 45 days, and care and schools keep their history', async ({ page }) => {
  await page.getByRole('tab', { name: 'Suspensions' }).click();
  await expect(page.getByRole('heading', { name: /suspended in \d{4}\/\d{2}, of at most 45/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Care and schools' }).click();
  for (const part of ['Episodes of care', 'Schools', 'Names', 'Identifiers', 'Dates of birth'])
    await expect(page.getByRole('heading', { name: part, exact: true })).toBeVisible();
});

test("'Make pack' opens Packs with the school and the child chosen", async ({ page }) => {
  await page.getByRole('button', { name: 'Make pack' }).click();
  await expect(page.getByRole('heading', { name: 'Packs', level: 1 })).toBeVisible();
  await expect(page.getByText('1 child selected at 1 school')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export 1 pack', exact: true })).toBeVisible();
});

test('a confidential placement is hidden until it is shown on purpose, and on paper always', async ({ page }) => {
  const childId = await page.evaluate(async () => {
    const given = { asAt: '2025-03-31', filters: {}, limit: 5000 };
    const answer = await fetch('/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vsk-token': sessionStorage.getItem('vsk-token') ?? '' },
      body: JSON.stringify({ name: 'children.list', input: given }),
    });
    const { value } = (await answer.json()) as {
      value: { rows: { childId: string; confidentialPlacement: boolean }[] };
    };
    return value.rows.find((row) => row.confidentialPlacement)?.childId ?? '';
  });
  await page.evaluate((id) => {
    location.hash = `#/children/${id}`;
  }, childId);
  const facts = page.getByRole('main').locator('h1 + p');
  await expect(facts).toContainText('placement confidential');
  await page.getByRole('tab', { name: 'Care and schools' }).click();
  const episodes = page.getByRole('region', { name: 'Episodes of care' }).first();
  await expect(episodes.getByText('confidential', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show the placement' }).click();
  await expect(facts.getByText('placement confidential')).toBeHidden();
  await expect(episodes.getByText('confidential', { exact: true }).first()).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(facts.getByText('placement confidential')).toBeVisible();
  await expect(episodes.getByText('confidential', { exact: true }).first()).toBeVisible();
  for (const part of ['Summary', 'PEPs', 'Care and schools'])
    await expect(page.getByRole('heading', { name: part, exact: true, level: 2 }).first()).toBeVisible();
  await expect(page.getByText('OFFICIAL-SENSITIVE: for the Virtual School team only.')).toBeVisible();
});

test('every tab is free of serious accessibility faults, and so is the dark theme', async ({ page }) => {
  // Seven readings of the whole record: three times the usual time.
  test.slow();
  for (const tab of ['Summary', 'Attainment', 'Attendance', 'Suspensions', 'PEPs', 'Care and schools']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessible(page, tab);
  }
  await page.getByRole('tab', { name: 'Summary' }).click();
  await useDark(page);
  await expectAccessible(page, 'summary, dark');
});
