import { call } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { ReleaseDialog } from '#renderer/ui/release/ReleaseDialog.tsx';
import { usePrepared } from '#renderer/ui/release/usePrepared.ts';
import { useRelease } from '#renderer/ui/release/useRelease.ts';

/** The overview's locality table as it leaves the team: looked at first, then saved. */
export function OverviewRelease({ asAt, onClose }: { asAt: string; onClose: () => void }) {
  const prepared = usePrepared({ kind: 'overview', asAt });
  const preview = useCall('reports.previewOverview', { asAt }, { fresh: true, enabled: prepared.ready });
  const { busy, save } = useRelease(() => call('reports.exportOverview', { asAt }), onClose);
  return <ReleaseDialog prepared={prepared} preview={preview} busy={busy} onSave={save} onClose={onClose} />;
}
