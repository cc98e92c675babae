import { call } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { ReleaseDialog } from '#renderer/ui/release/ReleaseDialog.tsx';
import { usePrepared } from '#renderer/ui/release/usePrepared.ts';
import { useRelease } from '#renderer/ui/release/useRelease.ts';
import type { Choice } from './Controls.tsx';

/** The gap report as it leaves the team: looked at first, then saved or copied. */
export function GapRelease({ choice, onClose }: { choice: Choice & { asAt: string }; onClose: () => void }) {
  const prepared = usePrepared({ kind: 'gap', report: choice });
  const preview = useCall('reports.previewGap', choice, { fresh: true, enabled: prepared.ready });
  const csv = useRelease(() => call('reports.exportGap', { ...choice, format: 'csv' }), onClose);
  const table = useRelease(() => call('reports.exportGap', { ...choice, format: 'table' }), onClose);
  return (
    <ReleaseDialog
      prepared={prepared}
      preview={preview}
      busy={csv.busy || table.busy}
      onSave={csv.save}
      onCopy={table.copy}
      onClose={onClose}
    />
  );
}
