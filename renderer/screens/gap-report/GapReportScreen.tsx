import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { GapReport } from '#contract/reports.ts';
import { printPage } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { Page } from '#renderer/ui/Page.tsx';
import { Answered, EmptyState, ErrorState, LoadingSkeleton } from '#renderer/ui/states.tsx';
import { useImportHint } from '#renderer/ui/useImportHint.ts';
import { type Choice, Controls, firstChoice } from './Controls.tsx';
import { GapRelease } from './GapRelease.tsx';
import { GapReportBody } from './GapReportBody.tsx';

/** The gap to peers of one measure: controls, finding, charts, table, definition and sources, and what may leave the team. */
export function GapReportScreen() {
  const toImport = useImportHint();
  const measures = useCall('reference.measures', {});
  const [chosen, setChosen] = usePlace<Choice | null>('report', null);
  const rows = measures.data?.rows ?? [];
  // A measure that was chosen once may be gone, or of another shape in this version.
  const known = rows.some((row) => row.computable && row.measure === chosen?.measure && row.years.length > 0);
  const choice = (known ? chosen : null) ?? firstChoice(rows);
  if (choice === null)
    return (
      <Page title="Gap report" titleText="Gap report">
        <Answered query={measures}>
          {() => (
            <EmptyState title="No measure has a figure yet">
              {toImport('published benchmarks and results')}, then come back.
            </EmptyState>
          )}
        </Answered>
      </Page>
    );
  return <Report choice={choice} onChange={setChosen} measures={rows} />;
}

function Report(props: Parameters<typeof Controls>[0]) {
  const { asAt } = useScope();
  const choice = { ...props.choice, asAt };
  const query = useCall('reports.gap', choice, { keepPrevious: true });
  const report = query.data;
  return (
    <Page
      title={report?.title ?? 'Gap report'}
      titleText="Gap report"
      sentence={report?.finding}
      actions={<Actions choice={choice} report={report} />}
    >
      <Controls {...props} />
      {query.error !== null ? (
        <ErrorState failure={query.error} onRetry={() => void query.refetch()} />
      ) : report === undefined ? (
        <LoadingSkeleton lines={12} label="Reading the report" />
      ) : (
        <GapReportBody report={report} cohort={choice.cohort} />
      )}
    </Page>
  );
}

function Actions({ choice, report }: { choice: Choice & { asAt: string }; report: GapReport | undefined }) {
  const [leaving, setLeaving] = useState(false);
  const waiting = report === undefined;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        disabled={waiting}
        onClick={printPage}
      >
        Print
      </Button>
      <Button
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={waiting}
        onClick={() => setLeaving(true)}
        title="For outside the team: small counts are suppressed and the release is registered"
      >
        Export or copy
      </Button>
      {leaving && <GapRelease choice={choice} onClose={() => setLeaving(false)} />}
    </>
  );
}
