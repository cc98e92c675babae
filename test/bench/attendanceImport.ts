// 1.1 million session marks from CSV, validated, into the encrypted store: at most 2.3 times the sqlite3 shell's .import of
// the same file into one plain table, and under 350 MB at the peak. The store and the file are made in another process, so
// that the peak is the import's own; it is built to JavaScript as the app is.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { openForWriting } from '#db/open.ts';
import { addDays, dayOfWeek } from '#domain/calendar/plainDate.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { builtProgram } from '#test/make/builtProgram.ts';
import { cpuMs, cpuMsOf, note, report } from './_measure.ts';

const TODAY = '2025-10-31';
const CHILDREN = 3000;
const SCHOOLS = 600;
const ROWS = 1_100_000;
const MOST_TIMES = 2.3;
const MOST_MEGABYTES = 350;
/** The new generation that Electron's V8 has by itself (measured: 16.8 MB); Node's own grows to twice that. */
const AS_IN_ELECTRON = '--max-semi-space-size=16';

const localId = (child: number): string => `B${String(child).padStart(5, '0')}`;
const urn = (child: number): string => String(300_001 + (child % SCHOOLS));

/** One academic year of 184 school days, AM and PM, until there are enough rows. */
function writeMarks(path: string): void {
  const days: string[] = [];
  for (let date = '2024-09-02'; days.length < 184; date = addDays(date, 1)) if (dayOfWeek(date) <= 5) days.push(date);
  const file = openSync(path, 'w');
  writeSync(file, 'local_id,school_urn,date,session,code\r\n');
  let rows = 0;
  for (let child = 0; child < CHILDREN && rows < ROWS; child += 1) {
    let text = '';
    for (const day of days) {
      const [year, month, date] = day.split('-');
      for (const session of ['AM', 'PM']) {
        if (rows >= ROWS) break;
        rows += 1;
        const chance = (child * 31 + rows * 7) % 100;
        const code = chance < 93 ? (session === 'AM' ? '/' : '\\') : chance < 97 ? 'I' : 'O';
        text += `${localId(child)},${urn(child)},${date}/${month}/${year},${session},${code}\r\n`;
      }
    }
    writeSync(file, text);
  }
  closeSync(file);
}

async function prepare(folder: string): Promise<void> {
  writeMarks(join(folder, 'marks.csv'));
  const store = await aStore({ today: TODAY, folder });
  await store.write((writer) => {
    const schools = Array.from({ length: SCHOOLS }, (_, index) => aSchool(writer, { urn: urn(index) }));
    for (let child = 0; child < CHILDREN; child += 1)
      aChild(writer, {
        localId: localId(child),
        enrolments: [{ schoolId: schools[child % SCHOOLS] ?? '', start: '2020-09-01', ncYear: 5 }],
      });
  });
  store.host.close();
}

async function measure(folder: string): Promise<void> {
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
  const finish = async <Value>(name: string, input: unknown): Promise<Value> => {
    const { jobId } = await call<{ jobId: string }>(name, input);
    for (;;) {
      const job = await call<{ state: string; result: Value; error: unknown }>('jobs.get', { jobId });
      if (job.state === 'done') return job.result;
      if (job.state !== 'running') throw new Error(JSON.stringify(job.error));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  globalThis.gc?.();
  const [started, cpuStarted] = [performance.now(), cpuMs()];
  const bytes = readFileSync(join(folder, 'marks.csv'));
  const { previewId } = await finish<{ previewId: string }>('imports.preview', {
    files: [{ name: 'marks.csv', bytes }],
  });
  const previewed = performance.now();
  const { files } = await finish<{ files: { added: number; dataRows: number }[] }>('imports.commit', { previewId });
  const committed = performance.now();
  const cpu = cpuMs() - cpuStarted;
  const peak = process.resourceUsage().maxRSS / 1024;
  const [file] = files;
  if (file?.added !== ROWS) throw new Error(`${file?.added} of ${ROWS} marks were added.`);
  host.close();
  console.log(JSON.stringify({ preview: previewed - started, commit: committed - previewed, peak, cpu }));
}

/** What a bare loop takes that inserts the same weeks into the same encrypted table: no history, no derived sums, nothing checked. */
async function bare(folder: string): Promise<void> {
  const store = join(folder, 'store');
  const keyFile = readKeyFile(join(store, 'children.vskkey'));
  const unlocked = keyFile && (await unlockKeyFile(keyFile, testPassphrase, 'passphrase'));
  const key = keyFile && unlocked?.keys.get(keyFile.current);
  if (!key) throw new Error('The store was not unlocked.');
  const connection = openForWriting(join(store, 'children.vsk'), key);
  const weeks = connection
    .prepare<[], [string, string, string]>('SELECT enrolment_id, week_start, marks FROM attendance_week')
    .raw()
    .all();
  connection.exec('DELETE FROM attendance_week');
  const insert = connection.prepare('INSERT INTO attendance_week (enrolment_id, week_start, marks) VALUES (?, ?, ?)');
  const started = performance.now();
  connection.transaction(() => {
    for (const week of weeks) insert.run(...week);
  })();
  console.log(JSON.stringify({ bare: performance.now() - started, weeks: weeks.length }));
  connection.close();
}

type Measured = { preview: number; commit: number; peak: number; cpu: number };

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
  const program = await builtProgram('test/bench/attendanceImport.ts');
  const child = (step: string): string => {
    const run = spawnSync(process.execPath, ['--expose-gc', AS_IN_ELECTRON, program, step, folder], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout;
  };
  try {
    child('prepare');
    const { preview, commit, peak, cpu } = JSON.parse(child('measure')) as Measured;
    const loop = JSON.parse(child('bare')) as { bare: number; weeks: number };
    const marks = join(folder, 'marks.csv');
    const [started, cpuStarted] = [performance.now(), cpuMsOf('ended children')];
    execFileSync('sqlite3', [join(folder, 'plain.db'), '-cmd', '.mode csv', `.import ${marks} marks`]);
    const plain = performance.now() - started;
    const plainCpu = cpuMsOf('ended children') - cpuStarted;
    const milliseconds = (value: number) => `${Math.round(value)} ms`;
    note(`read, validate and preview ${milliseconds(preview)}; commit with derived sums ${milliseconds(commit)}`);
    note(`sqlite3 .import ${milliseconds(plain)}`);
    note(
      `a bare loop inserting the ${loop.weeks} weeks, without history or derived sums: ${milliseconds(loop.bare)}; the commit takes ${(commit / loop.bare).toFixed(2)} x of it`,
    );
    report(
      '1.1 million marks from CSV, in times of sqlite3 .import',
      (preview + commit) / plain,
      MOST_TIMES,
      'x',
      `CPU ${milliseconds(cpu)} against ${milliseconds(plainCpu)}, ${(cpu / plainCpu).toFixed(2)} x`,
    );
    report('peak memory of the import', peak, MOST_MEGABYTES, 'MB');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [step, folder] = process.argv.slice(2);
if (step === 'prepare' && folder) await prepare(folder);
else if (step === 'measure' && folder) await measure(folder);
else if (step === 'bare' && folder) await bare(folder);
else await compare();
