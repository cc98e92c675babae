import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixedClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { callHost } from '#test/backups/support.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';

type Listed = { rows: { number: number; at: string; action: string; detail: string }[] };

it('entries stand in the order they were written; a clock put back is named; VSK_TODAY dates no entry', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-clock-'));
  let now = Date.parse('2025-03-31T12:00:00Z');
  const options = {
    folder: join(folder, 'store'),
    resources: resourcesIn(process.cwd()),
    // As VSK_TODAY sets it: the day of figures, a year before the audit's.
    clock: fixedClock('2024-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
  };
  const host = new StoreHost({ ...options, auditNow: () => now });
  const list = () => callHost(host, 'children.list', { asAt: '2024-03-31', filters: {} });
  await callHost(host, 'store.create', { passphrase: testPassphrase, userName: 'Ada Admin' });
  await list();
  await host.lock();
  now -= 3_600_000;
  await host.unlock(testPassphrase);
  await list();
  await host.session?.watch.check();
  const { rows } = (await callHost(host, 'audit.list')) as Listed;
  expect(rows.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  expect(rows[1]).toMatchObject({ action: 'list children', at: '2025-03-31T11:00:00.000Z' });
  expect(rows[0]).toMatchObject({
    action: 'fault in the audit',
    detail: "The computer's clock was put back before entry 2, by 60 minutes: it is dated before entry 1.",
  });
  await host.lock();
  // Without one of its own a host dates entries by the real clock, whatever day figures are of.
  const real = new StoreHost(options);
  await real.unlock(testPassphrase);
  const [newest] = ((await callHost(real, 'audit.list')) as Listed).rows;
  expect(Math.abs(Date.parse(newest?.at ?? '') - Date.now())).toBeLessThan(120_000);
  await real.lock();
  rmSync(folder, { recursive: true });
});
