import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
});

test('a list that may be another one goes in only when somebody says that it is the right one', async ({ page }) => {
  await goTo(page, 'Data');
  const files = page.getByLabel('Files to import');
  const preview = page.getByRole('region', { name: 'What would change' });
  const header = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start';
  await files.setInputFiles([
    csv('list.csv', `${header},legal_status,placement_type`, 'M1,Sample,Ida,14/02/2013,886,03/06/2022,C2,U6'),
  ]);
  await preview.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByText('Imported: 1 row added or changed.')).toBeVisible();

  await files.setInputFiles([
    csv('plans.csv', header, 'C900,Sample,Wim,01/02/2015,886,01/09/2024', 'C901,Sample,Xia,01/02/2016,886,01/10/2024'),
  ]);
  const questions = preview.getByRole('region', { name: 'Look at this first' });
  await expect(questions).toContainText('plans.csv knows none of the children here');
  const take = preview.getByRole('button', { name: 'Import 2 rows' });
  await expect(take).toBeDisabled();
  await expectAccessible(page, 'a preview with a question');
  await questions.getByRole('checkbox', { name: 'It is the list of children in care' }).check();
  await take.click();
  await expect(page.getByText('Imported: 2 rows added or changed.')).toBeVisible();
});

test('files that would do something else by now are read again, without being chosen again', async ({ page, host }) => {
  await goTo(page, 'Data');
  const files = page.getByLabel('Files to import');
  const preview = page.getByRole('region', { name: 'What would change' });
  const header = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start';
  const [ida, jon] = ['M1,Sample,Ida,14/02/2013,886,03/06/2022', 'M2,Sample,Jon,15/02/2013,886,03/06/2022'];
  await files.setInputFiles([csv('list.csv', header, ida, jon)]);
  await expect(preview.getByRole('button', { name: 'Import 2 rows' })).toBeVisible();

  // Somebody else brings one of the two in, and this window is not told.
  const token = new URL(host.url).hash.replace('#token=', '');
  const bytes = csv('other.csv', header, ida).buffer.toString('base64');
  const state = await page.evaluate(
    async ({ token, bytes }) => {
      const call = async (name: string, input: unknown) => {
        const headers = { 'content-type': 'application/json', 'x-vsk-token': token };
        const answer = await fetch('/call', { method: 'POST', headers, body: JSON.stringify({ name, input }) });
        return ((await answer.json()) as { value: Record<string, never> }).value;
      };
      const ended = async (jobId: unknown): Promise<Record<string, never>> => {
        const job = await call('jobs.get', { jobId });
        if (String(job.state) !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return ended(jobId);
      };
      const look = await call('imports.preview', { files: [{ name: 'other.csv', bytes: { $bytes: bytes } }] });
      const { result } = await ended(look.jobId);
      const commit = await call('imports.commit', {
        previewId: (result as unknown as { previewId: string }).previewId,
      });
      return (await ended(commit.jobId)).state;
    },
    { token, bytes },
  );
  expect(state).toBe('done');

  await preview.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('Not imported: the store has changed since the preview')).toBeVisible();
  await expectAccessible(page, 'a preview that no longer holds');
  await expect(preview.getByRole('button', { name: 'Import 2 rows' })).toBeDisabled();
  await preview.getByRole('button', { name: 'Read them again' }).click();
  await expect(page.getByText('Not imported')).toHaveCount(0);
  await preview.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByText('Imported: 1 row added or changed.')).toBeVisible();
});
