import { call } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { ReleaseDialog } from '#renderer/ui/release/ReleaseDialog.tsx';
import { useRelease } from '#renderer/ui/release/useRelease.ts';

/** The overview's locality table as it leaves the team: looked at first, then saved. */
export function OverviewRelease({ asAt, onClose }: { asAt: string; onClose: () => void }) {
  const preview = useCall('reports.previewOverview', { asAt }, { fresh: true });
  const { busy, save } = useRelease(() => call('reports.exportOverview', { asAt }), onClose);
  return <ReleaseDialog preview={preview} busy={busy} onSave={save} onClose={onClose} />;
}
