import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CallFailure, call, copyText, saveFile } from '#renderer/api.ts';
import { invalidateTopics } from '#renderer/data/queryClient.ts';
import { plural } from '#renderer/ui/format.ts';

type Released = { releaseId: string; fileName: string; text: string; suppressedCells: number };

const suppressedWords = (cells: number): string =>
  cells === 0
    ? 'No small count had to be suppressed.'
    : `${plural(cells, 'cell')} ${cells === 1 ? 'is' : 'are'} suppressed as c.`;

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Lets a table leave: registered as leaving by `release`, then saved or copied, then told to the register whether it came
 * to lie anywhere. Where even that cannot be told, the register counts it as left.
 */
export function useRelease(release: () => Promise<Released>): {
  busy: boolean;
  /** Answers whether the table left; otherwise the person has been told why not. */
  run: (how: 'save' | 'copy') => Promise<boolean>;
} {
  const [busy, setBusy] = useState(false);
  async function run(how: 'save' | 'copy'): Promise<boolean> {
    setBusy(true);
    let released: Released | null = null;
    let place: string | null = null;
    try {
      released = await release();
      place = how === 'save' ? await saveFile(released.fileName, released.text) : await copied(released.text);
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'The table did not leave',
        message: wordsOf(error),
        autoClose: 12_000,
      });
    }
    if (released !== null) await settle(released.releaseId, place !== null);
    if (released !== null && place !== null)
      notifications.show({
        title: how === 'save' ? `Exported to ${place}` : 'The table is on the clipboard',
        message: suppressedWords(released.suppressedCells),
        autoClose: 12_000,
      });
    setBusy(false);
    return place !== null;
  }
  return { busy, run };
}

async function copied(text: string): Promise<string> {
  if (await copyText(text)) return 'clipboard';
  throw new Error('The clipboard could not be used. Save the table instead.');
}

async function settle(releaseId: string, written: boolean): Promise<void> {
  try {
    await call('releases.settle', { releaseId, written });
  } catch (error) {
    notifications.show({
      color: 'red',
      title: 'The register could not be told what became of the table',
      message: `${error instanceof CallFailure ? error.message : wordsOf(error)} It counts as left the team.`,
      autoClose: 12_000,
    });
  }
  invalidateTopics(['reports', 'audit']);
}
