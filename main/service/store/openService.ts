import type { Reply } from '#contract/wire.ts';
import type { AuditFile, NewEntry } from '#db/audit/auditFile.ts';
import { isUnreadable } from '#db/audit/openAudit.ts';
import type { Clock } from '#db/clock.ts';
import { clockAfterHistory } from '#db/history/lastSet.ts';
import { idSecretOf } from '#db/history/naturalId.ts';
import { type Connection, openForReading, type ReadConnection } from '#db/open.ts';
import { readStoreInfo } from '#db/queries/storeInfo.ts';
import { readUser, rolesOfUser } from '#db/queries/users.ts';
import { rolesOn } from '#domain/access/roles.ts';
import { scopeOf } from '#domain/access/scopeOf.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { KeyControl, ServiceContext, StoreControl } from '../context/context.ts';
import type { Installation } from '../context/installation.ts';
import type { Progress } from '../context/progress.ts';
import { Transactions } from '../context/transactions.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { runOffThread } from '../jobs/runOffThread.ts';
import type { foldLogTask } from './foldLogTask.ts';

/** Answers a call: checks access, runs the procedure, and records both (calls/dispatcher.ts; the roof is handed in to what lies beneath it). */
export type Dispatch = (
  context: ServiceContext,
  record: (entry: Omit<NewEntry, 'user'>) => void,
  name: string,
  input: unknown,
) => Promise<Reply<unknown>>;

export interface Service {
  readonly context: ServiceContext;
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  /** Ends when every write begun before has ended. */
  idle(): Promise<void>;
  close(): void;
}

/** Writes entries as a person; where the file of the audit is damaged, that is said, and the next opening puts it right. */
function auditing(audit: AuditFile, user: NewEntry['user']): (entry: Omit<NewEntry, 'user'>) => void {
  return (entry) => {
    try {
      audit.append({ ...entry, user });
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      audit.noteDamage();
      throw new CallFailure(
        'storeDamaged',
        'The file of the audit (children.vskaudit) is damaged, and nothing is shown that cannot be written down there. Lock the store and unlock it again: what can be read of the audit is kept, and a new one goes on.',
      );
    }
  };
}

/**
 * The open store as one signed-in user: every call goes through the dispatcher. The caller hands over the writing
 * connection, already keyed and migrated, and the audit; closing the service closes both.
 */
export function openService(options: {
  path: string;
  key: Buffer;
  connection: Connection;
  audit: AuditFile;
  clock: Clock;
  userId: string;
  jobs: Jobs;
  store: StoreControl;
  keys: KeyControl;
  installation: Installation;
  dispatch: Dispatch;
}): Service {
  const { connection, audit, clock, jobs } = options;
  // Made at the first opening: what only reads works out ids by it.
  idSecretOf(connection);
  const reader: ReadConnection = openForReading(options.path, options.key);
  const info = readStoreInfo(reader);
  const user = readUser(reader, options.userId);
  if (!user?.active) {
    reader.close();
    throw new CallFailure('forbidden', 'This passphrase belongs to a person who is no longer a user of this store.');
  }
  let isClosed = false;
  // A lock ends the thread where it is, and with it its key: the log left beside the store is as durable.
  const untilClosed: Progress = {
    report: async () => undefined,
    get cancelled() {
      return isClosed;
    },
    hold: () => undefined,
  };
  const foldLog = async () => {
    if (isClosed) return;
    const key = options.store.copyKey();
    const input = { store: options.path, key };
    await runOffThread<typeof foldLogTask>('foldLog', input, untilClosed).finally(() => key.fill(0));
  };
  const transactions = new Transactions(connection, info.deviceId, clockAfterHistory(connection, clock), foldLog);
  const recordAudit = auditing(audit, user);
  const rolesToday = () => rolesOn(rolesOfUser(reader, user.id), clock.today());
  const memory = new Map<string, unknown>();
  const context: ServiceContext = {
    reader,
    user: { id: user.id, name: user.name },
    clock,
    jobs,
    memory,
    auditFile: audit,
    demonstration: info.demonstration,
    get roles() {
      return rolesToday();
    },
    get scope() {
      return scopeOf(rolesToday(), 'learning', clock.today());
    },
    get wholeScope() {
      return scopeOf(rolesToday(), 'learning', clock.today());
    },
    write: (work, writeOptions) => transactions.write(user.id, work, writeOptions),
    writeLong: (progress, work, writeOptions) => transactions.writeLong(user.id, progress, work, writeOptions),
    audit: (action, subjects, detail) =>
      recordAudit({ action, outcome: 'done', subjects, ...(detail === undefined ? {} : { detail }) }),
    store: options.store,
    keys: options.keys,
    savings: () => transactions.commits + options.keys.changes,
    installation: options.installation,
  };
  return {
    context,
    call: (name, input) => options.dispatch(context, recordAudit, name, input),
    idle: () => transactions.idle(),
    close() {
      isClosed = true;
      memory.clear();
      reader.close();
      if (connection.inTransaction) connection.exec('ROLLBACK');
      try {
        connection.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk: the log stays beside the store, and is as durable there.
      }
      connection.close();
      audit.close();
    },
  };
}
