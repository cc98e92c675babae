import type { SalvageReport } from '#contract/recovery.ts';
import type { Clock } from '#db/clock.ts';
import { writeOnce } from '#db/history/writeOnce.ts';
import { newId } from '#db/newId.ts';
import type { Connection } from '#db/open.ts';
import { setStoreInfo } from '#db/queries/storeInfo.ts';
import { FirstPageLostError } from '#db/salvage/pageFile.ts';
import { type SalvageOutcome, salvageStore } from '#db/salvage/salvageStore.ts';
import { seedMissing } from '#db/seed/seedMissing.ts';
import type { Writer } from '#db/write.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { leaveEntry } from '#service/context/leaveEntry.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { ensurePeople, type KnownPeople } from './ensurePeople.ts';
import { tableWords } from './tableWords.ts';

type Salvage = KnownPeople & {
  damaged: string;
  key: Buffer;
  to: string;
  migrationsFolder: string;
  /** From the key file: what the store's own word for it may be lost. */
  storeId: string;
  /** Milliseconds since 1970. */
  now: number;
};

/**
 * Salvages a damaged store into a new one beside it, and leaves in it who did that. Errors: `storeDamaged` when nothing can be
 * read; the damaged files are only read.
 */
export function salvageTask(input: Salvage, tell: Tell): Omit<SalvageReport, 'damagedFile'> {
  try {
    return reportOf(
      salvageStore({
        ...input,
        tell,
        putBack: (connection, withGaps) =>
          writeSalvaged(connection, input, (writer) => {
            // Before anything is worked out again: who is the authority's own follows from it.
            if (!connection.prepare('SELECT 1 FROM authority_profile').get())
              writer.insert('authority_profile', authorityOf(connection));
            seedMissing(writer, withGaps);
          }),
        finish: (connection, outcome) => finish(connection, outcome, input),
      }),
    );
  } catch (error) {
    if (error instanceof FirstPageLostError) throw new CallFailure('storeDamaged', error.message);
    throw error;
  }
}

/** Writes as whoever salvages; the store says again what it is, where that was lost. */
function writeSalvaged(
  connection: Connection,
  { storeId, userId, now }: Salvage,
  work: (writer: Writer) => void,
): void {
  const info = (key: string) => connection.prepare('SELECT value FROM store_info WHERE key = ?').pluck().get(key);
  setStoreInfo(connection, 'storeId', storeId);
  if (!info('deviceId')) setStoreInfo(connection, 'deviceId', newId());
  if (!info('createdAt')) setStoreInfo(connection, 'createdAt', new Date(now).toISOString());
  if (!info('demonstration')) setStoreInfo(connection, 'demonstration', 'no');
  writeOnce(connection, { actorId: userId, clock: clockAt(now), reason: 'salvage' }, work);
}

const clockAt = (now: number): Clock => ({ now: () => now, today: () => new Date(now).toISOString().slice(0, 10) });

/**
 * The profile in the place of one that was lost: the authority that looks after most of the children, by its number alone where
 * it is not the one shipped with. Another authority's children must not all turn into those of others.
 */
function authorityOf(connection: Connection): { la_code: string; name: string; virtual_school_name: string } {
  const most = connection
    .prepare(
      'SELECT la_code FROM child_responsible_authority GROUP BY la_code ORDER BY count(DISTINCT child_id) DESC, la_code LIMIT 1',
    )
    .pluck()
    .get() as string | undefined;
  if (most === undefined || most === '886')
    return { la_code: '886', name: 'Kent', virtual_school_name: 'Virtual School Kent' };
  return { la_code: most, name: `Authority ${most}`, virtual_school_name: `Virtual school of authority ${most}` };
}

/** Gives the salvaged store back what it cannot be opened without, and notes the salvage in the audit. */
function finish(connection: Connection, outcome: SalvageOutcome, input: Salvage): void {
  const { userId, now } = input;
  writeSalvaged(connection, input, (writer) => void ensurePeople(writer, input, new Date(now).toISOString()));
  const { name } = connection.prepare('SELECT name FROM user WHERE id = ?').get(userId) as { name: string };
  const report = reportOf(outcome);
  leaveEntry(connection, now, {
    user: { id: userId, name },
    action: 'salvage store',
    detail: `${report.rowsSaved} rows saved, ${report.rowsSetAside} set aside, ${report.gaps} gaps`,
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function reportOf({ tables, listGaps, logBroken }: SalvageOutcome): Omit<SalvageReport, 'damagedFile'> {
  return {
    tables: tables.map((table) => ({ what: tableWords(table.table), ...table })),
    rowsSaved: sum(tables.map(({ rowsSaved }) => rowsSaved)),
    rowsSetAside: sum(tables.map(({ rowsSetAside }) => rowsSetAside)),
    gaps: sum(tables.map(({ gaps }) => gaps)) + listGaps + (logBroken ? 1 : 0),
    lost: tables
      .filter(({ gaps, rowsSaved, rowsSetAside }) => gaps > 0 && rowsSaved + rowsSetAside === 0)
      .map(({ table }) => tableWords(table)),
  };
}
