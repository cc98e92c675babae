import { calls, type JobName, type JobResult } from '#contract/calls.ts';
import { plural } from '#renderer/ui/format.ts';
import type { Work } from './jobs.ts';

/** How an end is said: its words, and whether even where a screen shows the work itself, for it does not say the end. */
type Ending<Name extends JobName> = { words: (result: JobResult<Name>) => string; always?: boolean };

const endings: { [Name in JobName]?: Ending<Name> } = {
  'backups.make': { words: () => 'The backup is made and checked.', always: true },
  'backups.preview': { words: () => 'The backup is compared with the store. Look at it again under Settings.' },
  'imports.preview': {
    words: () => 'The files are read. Under Data you see what would change; nothing is kept yet.',
  },
  'imports.commit': {
    words: ({ files }) => {
      const kept = files.reduce((sum, file) => sum + file.added + file.changed, 0);
      return kept === 0
        ? 'Noted: nothing in the store changes. It stands among the imports under Data.'
        : `Imported: ${plural(kept, 'row')} added or changed. It can be undone under Data.`;
    },
    always: true,
  },
  'imports.answer': { words: () => 'What waited is imported. It can be undone under Data.', always: true },
  'imports.undo': { words: () => 'The import is undone.', always: true },
  'keys.rekey': { words: () => 'The store has a new key. Everybody’s passphrase opens it as before.' },
  'packs.export': {
    words: ({ files, folder, packFile }) =>
      `${plural(files.length, 'document')} exported: ${packFile?.path ?? folder}. They stand under Packs.`,
  },
  'packs.open': { words: () => 'The review pack is open. It waits under Packs.' },
  'packs.saveOpened': {
    words: ({ files, folder }) => `${plural(files.length, 'document')} of the review pack saved: ${folder}`,
  },
  'updates.prepare': { words: ({ version }) => `Version ${version} is ready to be installed, under Settings.` },
  'users.remove': { words: () => 'The person is removed, and the store has a new key.' },
};

/** A notice of how work ended; null where nothing needs to be said. */
export interface EndNotice {
  words: string;
  bad: boolean;
}

/**
 * What is said at the end of work, whatever page is shown. Where a screen shows the work itself, it says the end too, save
 * for those that are always said here. A change of the settings is said by its own notice, which can take it back.
 */
export function endNotice(work: Work, shownByScreen: boolean): EndNotice | null {
  if (work.state === 'running') return null;
  const title = work.job?.title ?? 'The work';
  if (work.state === 'done') {
    if (work.name.startsWith('settings.')) return null;
    const ending = endings[work.name] as Ending<JobName> | undefined;
    if (shownByScreen && ending?.always !== true) return null;
    return { words: ending?.words(work.result as JobResult<JobName>) ?? `${title}: done.`, bad: false };
  }
  // Stopped by somebody who did not want it any more, and nothing could have come of it.
  if (work.state === 'cancelled' && calls[work.name].changes.length === 0) return null;
  if (shownByScreen) return null;
  const why = work.failure?.detail.message ?? 'it stopped.';
  return { words: `${title}: ${why}`, bad: work.state === 'failed' };
}
