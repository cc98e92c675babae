import { Button } from '@mantine/core';
import type { DraftHandle } from '#renderer/data/useDraft.ts';
import { timeInTable } from './format.ts';

/** Says that what stands in a form was typed before it opened, and offers to start again; nothing otherwise. */
export function DraftNote({ draft }: { draft: DraftHandle }) {
  if (!draft.restored) return null;
  return (
    <p className="vsk-small vsk-muted" role="status">
      {draft.savedAt === null
        ? 'What you had typed is back.'
        : `What you had typed on ${timeInTable(draft.savedAt)} is back.`}{' '}
      <Button variant="subtle" size="compact-xs" onClick={draft.clear}>
        Start again
      </Button>
    </p>
  );
}
