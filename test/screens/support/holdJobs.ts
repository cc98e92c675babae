import type { Page } from '@playwright/test';

/** Long work looks as if it went on, two fifths done, until it is let go: the page sees each job as running. */
export async function holdJobs(page: Page): Promise<() => void> {
  let isHeld = true;
  await page.route('**/call', async (route) => {
    const { name } = (route.request().postDataJSON() as { name?: string } | null) ?? {};
    if (!isHeld || name !== 'jobs.get') return route.continue();
    const response = await route.fetch();
    const reply = (await response.json()) as { value: object };
    const value = { ...reply.value, state: 'running', done: 12_000, total: 30_000, result: null, cancellable: true };
    return route.fulfill({ response, json: isHeld ? { ...reply, value } : reply });
  });
  // The route stays: taken away, it would leave a call that is under way without an answer.
  return () => {
    isHeld = false;
  };
}
