import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CallFailure, call, copyText } from '#renderer/api.ts';
import { invalidateTopics } from '#renderer/data/queryClient.ts';
import { saveAndSay } from '#renderer/data/useSave.ts';
import { plural } from '#renderer/ui/format.ts';

type Released = { releaseId: string; fileName: string; text: string; suppressedCells: number };

const suppressedWords = (cells: number): string =>
  cells === 0
    ? 'No small count had to be suppressed.'
    : `${plural(cells, 'cell')} ${cells === 1 ? 'is' : 'are'} suppressed as c.`;

/**
 * Lets a table leave: registered as leaving by `release`, then saved or copied, then told to the register whether it came
 * to lie anywhere. Where even that cannot be told, the register counts it as left. `onLeft` hears when it did.
 */
export function useRelease(
  release: () => Promise<Released>,
  onLeft: () => void,
): {
  busy: boolean;
  save: () => void;
  copy: () => void;
} {
  const [busy, setBusy] = useState(false);
  const during = (work: () => Promise<void>) => () => {
    setBusy(true);
    void work().finally(() => setBusy(false));
  };
  return {
    busy,
    save: during(() =>
      saveAndSay(async () => {
        const { releaseId, fileName, text, suppressedCells } = await release();
        return {
          name: fileName,
          content: text,
          said: (path) => ({ title: `Exported to ${path}`, message: suppressedWords(suppressedCells) }),
          onWritten: () => {
            void settle(releaseId, true);
            onLeft();
          },
          onNotWritten: () => void settle(releaseId, false),
        };
      }),
    ),
    copy: during(async () => {
      try {
        const { releaseId, text, suppressedCells } = await release();
        const copied = await copyText(text);
        await settle(releaseId, copied);
        if (!copied) throw new Error('The clipboard could not be used. Save the table instead.');
        notifications.show({ title: 'The table is on the clipboard', message: suppressedWords(suppressedCells) });
        onLeft();
      } catch (error) {
        notifications.show({ color: 'red', title: 'Not copied', message: (error as Error).message, autoClose: 12_000 });
      }
    }),
  };
}

async function settle(releaseId: string, written: boolean): Promise<void> {
  try {
    await call('releases.settle', { releaseId, written });
  } catch (error) {
    notifications.show({
      color: 'red',
      title: 'The register could not be told what became of the table',
      message: `${error instanceof CallFailure ? error.detail.message : ''} It counts as left the team.`.trim(),
      autoClose: 12_000,
    });
  }
  invalidateTopics(['reports', 'audit']);
}
