import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import { READ_IN_PLACE } from '#service/release/keptFigures.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const year = '2023/24';
const report = { measure: 'ks2-reading-expected', fromYear: '2014/15', toYear: year };

/** A store too large to be read where it is. */
let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    for (let each = 0; each <= READ_IN_PLACE; each += 1)
      aChild(writer, {
        dateOfBirth: '2013-01-10',
        episodes: [
          { start: '2018-01-01', districtId: store.district(['Thanet', 'Swale', 'Dover'][each % 3] as string) },
        ],
        results: [
          {
            academicYear: year,
            keyStage: 'KS2',
            subject: 'reading',
            component: 'scaledScore',
            value: each % 2 ? '104' : '95',
            receivedOn: '2024-07-10',
          },
        ],
      });
  });
}, 60_000);
afterAll(() => store.close());

const ended = async (jobId: string): Promise<Job> => {
  for (;;) {
    const job = (await store.call('jobs.get', { jobId })) as Job;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

it('nobody waits behind a preview: other calls are answered and saved while it is read', async () => {
  let done = false;
  const preview = store.call('reports.previewGap', report).finally(() => {
    done = true;
  });
  let answered = 0;
  let longest = 0;
  while (!done) {
    const from = performance.now();
    await store.call('releases.list', {});
    longest = Math.max(longest, performance.now() - from);
    answered += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const shown = await preview;
  expect(
    shown.rows
      .at(-1)
      ?.slice(1, 5)
      .map(({ text }) => text),
  ).toEqual(['Kent', '1001', '1001', '500']);
  console.log(`${answered} calls answered meanwhile, the longest after ${Math.round(longest)} ms`);
  expect(answered).toBeGreaterThan(5);
});

it('cancelling ends it, and the next one is read from the start', async () => {
  const input = { kind: 'gap' as const, report: { ...report, measure: 'ks4-attainment8' } };
  const { jobId } = await store.call('releases.prepare', input);
  await store.call('jobs.cancel', { jobId });
  expect((await ended(jobId)).state).toBe('cancelled');
  const again = await store.call('releases.prepare', input);
  expect((await ended(again.jobId)).state).toBe('done');
});

it('a child saved while it is read is in the table: all of it is of one state of the store', async () => {
  const preview = store.call('reports.previewGap', { ...report, toYear: '2024/25' });
  await store.write((writer) =>
    aChild(writer, {
      dateOfBirth: '2013-01-10',
      episodes: [{ start: '2018-01-01', districtId: store.district('Thanet') }],
      results: [
        {
          academicYear: year,
          keyStage: 'KS2',
          subject: 'reading',
          component: 'scaledScore',
          value: '104',
          receivedOn: '2024-07-10',
        },
      ],
    }),
  );
  const row = (await preview).rows.find((cells) => cells[0]?.text === year && cells[1]?.text === 'Kent');
  expect(row?.[2]?.text).toBe('1002');
});
