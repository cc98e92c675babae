import type { StoreStatus } from '#contract/store.ts';
import type { Clock } from '#db/clock.ts';
import { readFreshness } from '#db/queries/freshness.ts';
import { listLocalities } from '#db/queries/localities.ts';
import { readStoreInfo } from '#db/queries/storeInfo.ts';
import { folderWarnings } from '../context/folderWarnings.ts';
import { signedInUser } from '../context/signedInUser.ts';
import { storeExists } from '../context/storeFiles.ts';
import { backupStatus } from './backups/makeBackup.ts';
import { defaultLockAfter, type OpenSession } from './openSession.ts';

/** The newest recovery key that is valid, or else the one not typed back yet. */
function recoveryKeyOf({ ring }: OpenSession): StoreStatus['recoveryKey'] {
  const own = ring.slots.filter(({ kind }) => kind === 'recoveryKey');
  const slot = own.findLast(({ confirmed }) => confirmed) ?? own.at(-1);
  return slot ? { madeAt: slot.madeAt, confirmed: slot.confirmed } : null;
}

/** What the window needs to know of the store at any time; of a closed one, only that it is there. */
export function storeStatus(options: {
  folder: string;
  clock: Clock;
  appVersion: string;
  preparing: string | null;
  /** Whether what is being prepared is a store that was not there before. */
  making: boolean;
  session: OpenSession | null;
  waitUntil: Date | null;
  lastLock: StoreStatus['lastLock'];
}): StoreStatus {
  const { folder, clock, appVersion, preparing, session } = options;
  const backup = backupStatus(folder);
  const shared = {
    folder,
    today: clock.today(),
    appVersion,
    preparing,
    folderWarnings: folderWarnings(folder),
    waitUntil: options.waitUntil?.toISOString() ?? null,
    lastLock: options.lastLock,
    backup,
  };
  if (!session)
    return {
      ...shared,
      // A demonstration half made is no store yet; one that is brought up to date is.
      state: storeExists(folder) && !options.making ? 'locked' : 'none',
      demonstration: false,
      authorityName: null,
      user: null,
      defaultAsAt: clock.today(),
      localities: [],
      freshness: { lookedAfterList: null, attendance: null, results: null, lastBackup: null, lastSaved: null },
      lockAfterMinutes: defaultLockAfter,
      recoveryKey: null,
    };
  const { context } = session.service;
  const info = readStoreInfo(context.reader);
  const { name } = context.reader.prepare('SELECT name FROM authority_profile LIMIT 1').get() as { name: string };
  return {
    ...shared,
    state: 'open',
    demonstration: info.demonstration,
    authorityName: name,
    user: signedInUser(context),
    defaultAsAt: info.snapshotAsAt ?? clock.today(),
    localities: listLocalities(context.reader, clock.today()),
    freshness: { ...readFreshness(context.reader), lastBackup: backup.lastAt },
    lockAfterMinutes: session.lockAfterMinutes,
    recoveryKey: recoveryKeyOf(session),
  };
}
