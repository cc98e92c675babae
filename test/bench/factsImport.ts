// The files that keep the cohort, into a store that has it: a looked-after return of 2,700 children and 5,000 episodes, the
// weekly list of 1,750 children with 40 changes, undo of both; and how long a write by hand and a draft wait meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '#db/clock.ts';
import { addDays, addMonths } from '#domain/calendar/plainDate.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { aStore, cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { note, randomFrom, report } from './_measure.ts';

const TODAY = '2026-05-29';
const CHILDREN = 2_700;
const EPISODES = 5_000;
const LISTED = 1_750;
const CHANGES = 40;

const localId = (child: number): string => `B${String(child).padStart(5, '0')}`;
const british = (date: string): string => date.split('-').reverse().join('/');
const bornOn = (child: number): string => addDays(addMonths('2008-09-03', (child * 7) % 170), child % 25);
const lines = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(rows.map((row) => `${row.join(',')}\r\n`).join(''));

/** The header and the episodes of a return; every child has one or two episodes, the first of them long ago. */
function theReturn(): { name: string; bytes: Uint8Array }[] {
  const random = randomFrom(7);
  const header = [['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB']];
  const episodes = [
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN'.split(','),
  ];
  for (let child = 0; child < CHILDREN; child += 1) {
    header.push([localId(child), child % 2 ? 'M' : 'F', british(bornOn(child)), 'WBRI', '', '', '']);
    const start = addDays('2021-04-01', Math.floor(random() * 1200));
    const moved = addDays('2025-06-01', Math.floor(random() * 200));
    const two = EPISODES - CHILDREN > child;
    const place = ['U6', 'PR1'];
    const of = (decom: string, rne: string, dec: string, rec: string, why: string) => [
      ...[
        localId(child),
        british(decom),
        rne,
        'C2',
        'N1',
        ...place,
        dec,
        rec,
        why,
        'CT1 1AA',
        `CT9 ${child % 9}AB`,
        '',
      ],
    ];
    episodes.push(of(start, 'S', two ? british(moved) : '', two ? 'X1' : '', two ? 'CARPL' : ''));
    if (two) episodes.push(of(moved, 'P', '', '', ''));
  }
  return [
    { name: 'return 2026-04-30 header.csv', bytes: lines(header) },
    { name: 'return 2026-04-30 episodes.csv', bytes: lines(episodes) },
  ];
}

/** The weekly list of a Friday: names, worker and carer of everybody; of forty children the worker is another. */
function theList(friday: string, changed: number): { name: string; bytes: Uint8Array }[] {
  const columns =
    'local_id,legal_surname,legal_forename,date_of_birth,care_start,responsible_authority,legal_status,placement_type,social_worker,reviewing_officer,carer';
  const rows = [columns.split(',')];
  for (let child = 0; child < LISTED; child += 1)
    rows.push([
      ...[localId(child), `Surname${child}`, `Forename${child}`, british(bornOn(child)), '01/04/2025', '886'],
      ...[
        'C2',
        'U6',
        child < changed ? 'A New Worker' : `Worker ${child % 60}`,
        `Officer ${child % 30}`,
        `Carer ${child}`,
      ],
    ]);
  return [{ name: `looked after ${friday}.csv`, bytes: lines(rows) }];
}

const folder = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
try {
  const made = await aStore({ today: TODAY, folder });
  made.host.close();
  const host = new StoreHost({
    folder: join(folder, 'store'),
    resources: resourcesIn(process.cwd()),
    clock: fixedClock(TODAY),
    appVersion: 'bench',
    stretch: cheapStretch,
  });
  await host.unlock(testPassphrase);
  const call = async <Value>(name: string, input: unknown): Promise<Value> => {
    const reply = await host.call(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.detail.message}`);
    return reply.value as Value;
  };
  const finish = async <Value>(name: string, input: unknown): Promise<{ took: number; value: Value }> => {
    const started = performance.now();
    const { jobId } = await call<{ jobId: string }>(name, input);
    for (;;) {
      const job = await call<{ state: string; result: Value; error: unknown }>('jobs.get', { jobId });
      if (job.state === 'done') return { took: performance.now() - started, value: job.result };
      if (job.state !== 'running') throw new Error(JSON.stringify(job.error));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  type Previewed = {
    previewId: string;
    files: { added: number; changed: number; refused: number }[];
    questions: { id: string }[];
  };
  const bringIn = async (files: { name: string; bytes: Uint8Array }[]) => {
    const preview = await finish<Previewed>('imports.preview', { files });
    const confirmed = preview.value.questions.map(({ id }) => id);
    const { previewId } = preview.value;
    const commit = await finish<{ batchId: string }>('imports.commit', { previewId, confirmed });
    return { preview: preview.took, commit: commit.took, batchId: commit.value.batchId, files: preview.value.files };
  };
  const undo = async (batchId: string) => (await finish('imports.undo', { batchId, reason: 'bench' })).took;

  let turn = 0;
  /** How long writes by hand and drafts take while something else runs. */
  const beside = async <Value>(work: Promise<Value>): Promise<{ value: Value; hand: number[]; drafts: number[] }> => {
    const [hand, drafts]: [number[], number[]] = [[], []];
    let running = true;
    const ended = work.finally(() => {
      running = false;
    });
    while (running) {
      turn += 1;
      const started = performance.now();
      await call('drafts.save', { key: 'bench', content: JSON.stringify({ turn }) });
      drafts.push(performance.now() - started);
      const before = performance.now();
      await call('settings.setMinimumToRate', {
        children: 10 + (turn % 5),
        source: 'bench',
        from: addDays('2026-01-01', turn),
      });
      hand.push(performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { value: await ended, hand, drafts };
  };
  const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;

  const first = await bringIn(theReturn());
  note(`the return: ${first.files.map(({ added }) => added).join(' and ')} rows added`);
  report('return of 2,700 children and 5,000 episodes, preview', first.preview, 3000, 'ms');
  report('the same, commit', first.commit, 3000, 'ms');
  const undone = await undo(first.batchId);
  report('undo of the return, in times of its commit', undone / first.commit, 1, 'x');
  await bringIn(theReturn());
  await bringIn(theList('2026-05-15', 0));
  const weekly = await bringIn(theList('2026-05-22', CHANGES));
  note(`the weekly list: ${weekly.files[0]?.changed} changed, ${weekly.files[0]?.refused} refused`);
  report('weekly list of 1,750 children with 40 changes, preview', weekly.preview, 1500, 'ms');
  report('the same, commit', weekly.commit, 1000, 'ms');
  report('undo of the list, in times of its commit', (await undo(weekly.batchId)) / weekly.commit, 1, 'x');
  const during = await beside(finish<Previewed>('imports.preview', { files: theReturn() }));
  note(`${during.hand.length} writes by hand during a preview`);
  report('a write by hand during a preview, p95', p95(during.hand), 200, 'ms');
  report('a write by hand during a preview, worst', Math.max(0, ...during.hand), 500, 'ms');
  const list = await finish<Previewed>('imports.preview', { files: theList('2026-05-29', CHANGES) });
  const { previewId } = list.value;
  const committing = await beside(finish('imports.commit', { previewId, confirmed: [] }));
  report('a draft during a commit, worst', Math.max(0, ...committing.drafts), 50, 'ms');
  report('a write by hand during the commit of a list, worst', Math.max(0, ...committing.hand), 1000, 'ms');
  host.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
