import type { Diagnostics } from '#contract/diagnostics.ts';
import type { AuditCheck } from '#db/audit/checkAudit.ts';
import type { Clock } from '#db/clock.ts';
import type { ReadConnection } from '#db/open.ts';
import { appliedMigrations, countRows } from '#db/queries/storeCounts.ts';
import { type LogEntry, log, slowCalls } from '#service/context/log.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import { auditSection } from './auditSection.ts';
import type { checkStoreTask, StoreCheck } from './checkStoreTask.ts';
import { row, type Section, sizeInWords } from './section.ts';
import { backupsSection, filesSection, keysSection } from './storeSections.ts';
import { versionsSection } from './versionsSection.ts';

export type DiagnosticsDeps = {
  /** The store's folder. */
  folder: string;
  appVersion: string;
  clock: Clock;
  /** The open store; null while it is locked, or there is none. */
  open: {
    reader: ReadConnection;
    lockAfterMinutes: number;
    /** A copy of the key, wiped here after use. */
    copyKey: () => Buffer;
    /** What the last reading of the whole audit found; null while there was none since the unlock. */
    lastAuditCheck: () => AuditCheck | null;
    /** Reads the whole audit in a thread of its own, and names what is wrong. */
    checkAudit: () => Promise<AuditCheck>;
  } | null;
};

/** The integrity of a store as a section. `null`: it was not asked for, or is not to be had. */
export function integritySection(check: StoreCheck | 'failed' | null, why = 'not checked'): Section {
  const title = 'Integrity';
  if (check === null) return { title, rows: [row('Check', why)] };
  if (check === 'failed') return { title, rows: [row('Check', 'the store could not be read to its end', 'bad')] };
  const { faults, orphans, history } = check;
  return {
    title,
    rows: [
      row('integrity_check', faults === 0 ? 'ok' : `${faults} faults`, faults === 0 ? 'fine' : 'bad'),
      row(
        'foreign_key_check',
        orphans === 0 ? 'ok' : `${orphans} rows without their parent row`,
        orphans === 0 ? 'fine' : 'bad',
      ),
      row(
        'History of changes',
        history === null
          ? 'begins when this version opens the store'
          : history.broken === 0
            ? `whole, ${history.sets.toLocaleString('en-GB')} sets`
            : `${history.broken} of ${history.sets} sets do not follow from the one before`,
        history === null || history.broken === 0 ? 'fine' : 'bad',
      ),
    ],
  };
}

async function check(deps: DiagnosticsDeps): Promise<StoreCheck | 'failed' | null> {
  if (deps.open === null) return null;
  const key = deps.open.copyKey();
  try {
    return await runOffThread<typeof checkStoreTask>('checkStore', { store: storeFiles(deps.folder).store, key });
  } catch (error) {
    log.error((error as { code?: string }).code ?? 'failed', { call: 'diagnostics.read', error });
    return 'failed';
  } finally {
    key.fill(0);
  }
}

/** What the open store holds, by number. */
export function rowsSection(reader: ReadConnection): Section {
  const { count, lastAt } = appliedMigrations(reader);
  return {
    title: 'Rows',
    rows: [
      row(
        'Schema',
        `${count} migrations, the last of ${lastAt === null ? 'no date' : new Date(lastAt).toISOString().slice(0, 10)}`,
      ),
      ...countRows(reader).map(({ table, rows }) => row(table, rows.toLocaleString('en-GB'))),
    ],
  };
}

const SLOW_MS = 1_000;
const ms = (value: number): string => `${Math.round(value).toLocaleString('en-GB')} ms`;

function callsSection(): Section {
  const slow = slowCalls();
  return {
    title: 'Calls that took over 50 ms',
    rows:
      slow.length === 0
        ? [row('Calls', 'none since the app was started')]
        : slow.map(({ name, count, p50, worst }) =>
            row(name, `${count} calls, half within ${ms(p50)}, worst ${ms(worst)}`, p50 > SLOW_MS ? 'look' : 'fine'),
          ),
  };
}

const placeOf = ({ call, where }: LogEntry): string => call ?? where ?? 'the service';

/** The kinds of errors noted, the newest first. */
export function errorsSection(noted: readonly LogEntry[]): Section {
  const kinds = Map.groupBy(noted, (entry) => `${entry.code} in ${placeOf(entry)}`);
  const newestFirst = [...kinds].sort(([, a], [, b]) => ((a.at(-1)?.at ?? '') < (b.at(-1)?.at ?? '') ? 1 : -1));
  return {
    title: 'Last errors',
    rows:
      newestFirst.length === 0
        ? [row('Errors', 'none noted')]
        : newestFirst.slice(0, 20).map(([name, entries]) => {
            const last = entries.at(-1);
            const at = last?.frames?.[0] === undefined ? '' : `, ${last.error ?? 'Error'} at ${last.frames[0]}`;
            return row(
              name,
              `${entries.length === 1 ? 'once' : `${entries.length} times`}, last ${last?.at}${at}`,
              'look',
            );
          }),
  };
}

/**
 * What whoever looks after the app needs to know: versions, sizes, counts, times and codes; of a locked store, what its
 * files tell. No name of a child, a person, a school or a folder of theirs is in it.
 * @param input.checkIntegrity reads every page of the open store, in a thread of its own
 */
export async function readDiagnostics(deps: DiagnosticsDeps, input: { checkIntegrity: boolean }): Promise<Diagnostics> {
  const { folder, appVersion, clock, open } = deps;
  const checked = input.checkIntegrity ? await check(deps) : null;
  const audit = input.checkIntegrity ? await open?.checkAudit().catch(() => 'failed' as const) : open?.lastAuditCheck();
  return {
    // Of the real clock, as the log's own times are.
    at: new Date().toISOString(),
    sections: [
      versionsSection(appVersion),
      filesSection(folder, open !== null),
      integritySection(
        checked,
        open === null ? 'not while the store is locked' : 'not checked: choose ‘Check the store’',
      ),
      auditSection(
        audit ?? null,
        open === null ? 'not while the store is locked' : 'not yet: it is read soon after each unlock',
      ),
      keysSection(folder, open?.lockAfterMinutes ?? null),
      backupsSection(folder, clock),
      {
        title: 'Process',
        rows: [
          row('Running since', new Date(Date.now() - process.uptime() * 1000).toISOString()),
          row('Memory', sizeInWords(process.memoryUsage().rss)),
        ],
      },
      callsSection(),
      errorsSection(log.entries()),
      ...(open === null ? [] : [rowsSection(open.reader)]),
    ],
  };
}
