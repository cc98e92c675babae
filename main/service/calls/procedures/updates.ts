import type { PreparedUpdate, UpdateAnswer, updateCalls } from '#contract/updates.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { readUpdate } from '#service/store/updates/readUpdate.ts';
import { RefusedUpdate } from '#service/store/updates/refusal.ts';
import { clearVerified, takeInstaller } from '#service/store/updates/takeInstaller.ts';
import { readUpdateFolder, setUpdateFolder } from '#service/store/updates/updateFolder.ts';
import type { ProceduresOf } from './procedure.ts';

/** Updates: where they are looked for, what is there, and bringing one onto this computer. Source: issue 3 section 4. */
export const updateProcedures: ProceduresOf<keyof typeof updateCalls> = {
  'updates.settings': async ({ installation }) => ({
    version: installation.version,
    folder: await readUpdateFolder(installation.home),
    trustedKeys: installation.keys.map(({ name }) => name),
  }),

  'updates.setFolder': async ({ installation }, { folder }) => {
    await setUpdateFolder(installation.home, folder);
    return {};
  },

  'updates.check': (context, { folder }) => check(context, folder),

  'updates.prepare': (context, { version, folder }) => ({
    jobId: context.jobs.start({
      call: 'updates.prepare',
      title: `Preparing version ${version}`,
      unit: 'MB',
      run: (progress) => prepare(context, version, folder, progress),
    }),
  }),
};

async function folderOf({ installation }: ServiceContext, given: string | undefined): Promise<string> {
  const folder = given ?? (await readUpdateFolder(installation.home));
  if (folder === null) throw new RefusedUpdate('noFolder', 'No folder for updates is set. Choose one first.');
  return folder;
}

async function check(context: ServiceContext, given: string | undefined): Promise<UpdateAnswer> {
  const { installation } = context;
  try {
    const update = await readUpdate(await folderOf(context, given), installation);
    if (update === null) {
      await clearVerified(installation.home);
      return { state: 'upToDate', version: installation.version };
    }
    const { version, notes, date } = update.manifest;
    return { state: 'available', version, notes, date, bytes: update.file.bytes, fileName: update.file.name };
  } catch (error) {
    if (!(error instanceof RefusedUpdate)) throw error;
    return { state: 'refused', reason: error.reason, words: error.message };
  }
}

/** Everything is checked anew: the share may have changed since the person agreed. */
async function prepare(
  context: ServiceContext,
  version: string,
  given: string | undefined,
  progress: Progress,
): Promise<PreparedUpdate> {
  const { installation } = context;
  const update = await readUpdate(await folderOf(context, given), installation);
  if (update === null)
    throw new RefusedUpdate('same', `The folder holds version ${installation.version}, which is installed already.`);
  if (update.manifest.version !== version)
    throw new RefusedUpdate(
      'changed',
      `The folder now holds version ${update.manifest.version}, not the ${version} that you were shown. Look again before you install it.`,
    );
  await context.store.backUp('update', progress);
  return { path: await takeInstaller(installation.home, update, progress), version };
}
