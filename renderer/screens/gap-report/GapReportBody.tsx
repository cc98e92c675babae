import type { GapReport, GapRow } from '#contract/reports.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { ChartFrame } from '#renderer/ui/ChartFrame.tsx';
import { absentWords, oneDecimal } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { RecordTable } from '#renderer/ui/RecordTable.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { localityPoints, summerOf } from './chartData.ts';
import { GapByLocality } from './GapByLocality.tsx';
import { GapOverTime } from './GapOverTime.tsx';
import { chartLocalityColumns, chartYearColumns, gapColumns } from './gapColumns.tsx';
import classes from './gapReport.module.css';

const rowId = (row: GapRow): string => `${row.academicYear} ${row.localityId ?? 'county'}`;

const gapWords = (row: GapRow): string =>
  row.gap.value === null ? absentWords[row.gap.absent ?? 'notAvailable'] : `${oneDecimal(row.gap.value)} points`;

/** What the line chart shows, year by year, for those who cannot see it. */
const timeSummary = (report: GapReport): string =>
  `${report.title}. ${report.county.map((row) => `${summerOf(row.academicYear)}: gap ${gapWords(row)}`).join('; ')}.`;

const localitySummary = (report: GapReport, year: number): string =>
  `Gap in ${year} by locality. ${report.localities.map((row) => `${row.name}: ${gapWords(row)}, n ${row.withResult}`).join('; ')}.`;

/** Charts, tables, definition and sources of one report. */
export function GapReportBody({ report, cohort }: { report: GapReport; cohort: 'LAC12' | 'all' }) {
  const scope = useScope();
  const { defaultAsAt } = useStatus();
  const years = [...report.county].sort((a, b) => b.academicYear.localeCompare(a.academicYear));
  const first = summerOf(years.at(-1)?.academicYear ?? '2000/01');
  const last = summerOf(years[0]?.academicYear ?? '2000/01');
  const unit = report.measure.unit === 'percent' ? '%' : report.measure.unit;
  const banded = report.county.some((row) => row.interval !== null);
  const byLocality = report.localities.length > 0;
  const chartHeight = Math.max(290, report.localities.length * 31 + 84);
  return (
    <>
      {(scope.localityId !== null || scope.asAt !== defaultAsAt) && (
        <p className="vsk-small vsk-muted">
          This report shows the whole county and each locality, with every result in the store: the scope and the date
          above change neither.
        </p>
      )}
      <div className={`${classes.charts} ${byLocality ? '' : classes.single}`}>
        <ChartFrame
          title={`How far apart, ${first} to ${last}?`}
          subtitle={`${report.measure.shortName}, ${unit}; figures between the lines are the gap in points${banded ? '; band is the 95 % interval' : ''}`}
          summary={timeSummary(report)}
          height={chartHeight}
          chart={<GapOverTime report={report} cohort={cohort} height={chartHeight - 8} />}
          rows={years}
          columns={chartYearColumns(report)}
          rowId={rowId}
        />
        {byLocality && (
          <ChartFrame
            title={`Where is the gap widest in ${last}?`}
            subtitle={`Gap in points${report.localities.some((row) => row.gap.interval !== null) ? ', with 95 % interval' : ''}`}
            summary={localitySummary(report, last)}
            height={chartHeight}
            chart={
              localityPoints(report.localities).some((point) => point.gap !== null) ? (
                <GapByLocality report={report} height={chartHeight - 8} />
              ) : (
                <EmptyState title={`No locality's gap can be drawn for ${last}`}>
                  Their results are missing, or too few to rate. Import results under Data, or choose another year.
                </EmptyState>
              )
            }
            rows={report.localities}
            columns={chartLocalityColumns}
            rowId={rowId}
          />
        )}
      </div>
      <Panel title={`County, ${first} to ${last}`} flush>
        <RecordTable
          label="The county by year"
          rows={years}
          columns={gapColumns(report, 'year')}
          rowKey={rowId}
          empty="No year in this span has a figure."
        />
        {years.some((row) => row.seriesBreak !== null) && (
          <p className="vsk-panel-notes">
            {years
              .filter((row) => row.seriesBreak !== null)
              .map((row) => `* ${summerOf(row.academicYear)}: ${row.seriesBreak}`)
              .join('. ')}
          </p>
        )}
      </Panel>
      {byLocality && (
        <Panel title={`Localities, ${last}`} flush>
          <RecordTable
            label={`Localities in ${last}`}
            rows={report.localities}
            columns={gapColumns(report, 'locality')}
            rowKey={rowId}
            empty="No locality has children in this cohort."
            strongRow={(row) => row.localityId !== null && row.localityId === scope.localityId}
          />
        </Panel>
      )}
      <Notes report={report} />
    </>
  );
}

function Notes({ report }: { report: GapReport }) {
  return (
    <Panel title="Definition and sources">
      <div className={`vsk-small ${classes.notes}`}>
        <p>{report.definition}</p>
        <p>
          Cohort: {report.cohortWords}. Peers: {report.peerWords}. Gap = peers minus looked after, in points.
          {report.target !== null && ` Target: ${report.target.source}.`}
        </p>
        {report.notes.length > 0 && (
          <ul>
            {report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <ul>
          {report.sources.map((source) => (
            <li key={`${source.words} ${source.url}`}>
              {source.words}
              {source.url !== null && <span className={`vsk-muted ${classes.url}`}> {source.url}</span>}
            </li>
          ))}
        </ul>
        <p className="vsk-muted">
          On screen the true numbers show, for the team only. Export CSV and Copy suppress small counts and are
          registered as releases.
        </p>
      </div>
    </Panel>
  );
}
