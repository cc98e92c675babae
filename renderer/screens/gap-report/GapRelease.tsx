import { useState } from 'react';
import { call } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { ReleaseDialog } from '#renderer/ui/release/ReleaseDialog.tsx';
import { usePrepared } from '#renderer/ui/release/usePrepared.ts';
import { useRelease } from '#renderer/ui/release/useRelease.ts';
import type { Pool } from '#renderer/ui/release/YearsTogether.tsx';
import type { Choice } from './Controls.tsx';

/** The gap report as it leaves the team: looked at first, then saved or copied. */
export function GapRelease({ choice, onClose }: { choice: Choice & { asAt: string }; onClose: () => void }) {
  const [pool, setPool] = useState<Pool>('single');
  const asked = { ...choice, pool };
  const prepared = usePrepared({ kind: 'gap', report: choice });
  const preview = useCall('reports.previewGap', asked, {
    fresh: true,
    enabled: prepared.ready,
    keepPrevious: true,
  });
  const csv = useRelease(() => call('reports.exportGap', { ...asked, format: 'csv' }), onClose);
  const table = useRelease(() => call('reports.exportGap', { ...asked, format: 'table' }), onClose);
  return (
    <ReleaseDialog
      prepared={prepared}
      preview={preview}
      busy={csv.busy || table.busy}
      years={{ chosen: pool, onChoose: setPool }}
      onSave={csv.save}
      onCopy={table.copy}
      onClose={onClose}
    />
  );
}
