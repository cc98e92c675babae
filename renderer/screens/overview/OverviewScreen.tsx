import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { printPage } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { Page } from '#renderer/ui/Page.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { LocalitiesTable } from './LocalitiesTable.tsx';
import { NeedsFirst } from './NeedsFirst.tsx';
import { NoChildrenYet } from './NoChildrenYet.tsx';
import { OverviewRelease } from './OverviewRelease.tsx';
import './overview.css';
import { Tiles } from './Tiles.tsx';

/** County and localities at a glance: every figure opens the children behind it. */
export function OverviewScreen() {
  const may = useMay();
  if (!may('figures')) return <Navigate to={may('attendance') ? '/children' : '/published'} replace />;
  return <TeamOverview />;
}

function TeamOverview() {
  const { asAt, localityId, words } = useScope();
  const query = useCall('overview.get', { asAt, localityId }, { keepPrevious: true });
  const [leaving, setLeaving] = useState(false);

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
            onClick={() => setLeaving(true)}
          >
            Export
          </Button>
          {leaving && <OverviewRelease asAt={asAt} onClose={() => setLeaving(false)} />}
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
