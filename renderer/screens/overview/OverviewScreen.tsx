import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { printPage } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useSave } from '#renderer/data/useSave.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { plural } from '#renderer/ui/format.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { LocalitiesTable } from './LocalitiesTable.tsx';
import { NeedsFirst } from './NeedsFirst.tsx';
import { NoChildrenYet } from './NoChildrenYet.tsx';
import './overview.css';
import { Tiles } from './Tiles.tsx';

/** County and localities at a glance: every figure opens the children behind it. */
export function OverviewScreen() {
  const { user } = useStatus();
  if (user?.role === 'reader') return <Navigate to="/published" replace />;
  return <TeamOverview />;
}

function TeamOverview() {
  const { asAt, localityId, words } = useScope();
  const query = useCall('overview.get', { asAt, localityId }, { keepPrevious: true });
  const exporting = useCommand('reports.exportOverview');

  const { save, saving } = useSave();
  const exportTable = () =>
    save(async () => {
      const { fileName, text, suppressedCells } = await exporting.mutateAsync({ asAt, localityId });
      const hidden =
        suppressedCells === 0
          ? 'No count was small enough to suppress.'
          : `${plural(suppressedCells, 'small count')} suppressed.`;
      return { name: fileName, content: text, said: (path) => ({ message: `Saved ${path}. ${hidden}` }) };
    });

  return (
    <Page
      title="Overview"
      titleText="Overview"
      sentence={query.data?.sentence}
      actions={
        <>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={printPage}>
            Print
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            loading={saving}
            onClick={exportTable}
          >
            Export
          </Button>
        </>
      }
    >
      <Answered query={query} lines={14}>
        {(overview) =>
          overview.localities.every((row) => row.children.value === 0) ? (
            <NoChildrenYet asAt={asAt} />
          ) : (
            <>
              <Tiles tiles={overview.tiles} scope={words} />
              <div className="vsk-overview-columns">
                <Panel title="Localities" flush className="vsk-overview-localities">
                  <LocalitiesTable overview={overview} localityId={localityId} />
                  <div className="vsk-panel-notes">
                    {overview.notes.map((note) => (
                      <p key={note}>{note}</p>
                    ))}
                  </div>
                </Panel>
                <NeedsFirst needs={overview.needs} />
              </div>
            </>
          )
        }
      </Answered>
    </Page>
  );
}
