import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, ended, importAll, preview, rows } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const HEADER =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,social_worker,carer';
const aList = (of: (at: number) => { surname: string; worker: string }) =>
  csv(
    [
      HEADER,
      ...Array.from({ length: 300 }, (_, at) => {
        const { surname, worker } = of(at);
        // Long enough to be planned in a thread of its own.
        return `K${at},${surname},Ana,05/05/2012,886,03/02/2024,${worker},${'Pat Hill and household '.repeat(12)}${at}`;
      }),
    ].join('\n'),
  );

it('what somebody writes by hand while a commit with decisions plans is not turned over unseen', async () => {
  await importAll(store, {
    'list 2025-03-01.csv': aList((at) => ({ surname: `Sample${'abcdefghij'[at % 10]}`, worker: 'Sam Worker' })),
  });
  const seen = await preview(store, {
    'list 2025-03-08.csv': aList((at) => ({
      surname: at === 0 ? 'Otherwise' : `Sample${'abcdefghij'[at % 10]}`,
      worker: 'Sam Worker',
    })),
  });
  const told = seen.differences.find(({ canFlip }) => canFlip);
  expect(told).toBeDefined();
  expect(seen.files).toMatchObject([{ changed: 1, unchanged: 299 }]);
  const { jobId } = await store.call('imports.commit', {
    previewId: seen.previewId,
    decisions: [{ id: told?.id ?? '', answer: told?.as === 'change' ? 'correction' : 'change' }],
  });
  // The commit has found the store as it was previewed, and plans in its thread with what was decided; meanwhile a hand writes.
  await new Promise((resolve) => setTimeout(resolve, 15));
  await store.write((writer) => {
    const [worker] = rows<{ id: string }>(
      store,
      `SELECT professional.id AS id FROM child_professional AS professional JOIN child_identifier AS own USING (child_id)
       WHERE own.value = 'K7' AND professional.kind = 'socialWorker'`,
    );
    writer.update('child_professional', worker?.id ?? '', { name: 'New Worker' });
  });
  const job = await ended(store, jobId);
  const names = rows<{ name: string }>(
    store,
    `SELECT name FROM child_professional AS professional JOIN child_identifier AS own USING (child_id)
     WHERE own.value = 'K7' AND professional.kind = 'socialWorker' AND professional.valid_to IS NULL`,
  );
  // Refused, as nobody has seen that K7 is changed; or the hand came after the commit, and its word stands.
  if (job.state === 'done') expect(names).toEqual([{ name: 'New Worker' }]);
  else expect(job.error).toMatchObject({ code: 'conflict' });
});
