import type { GapReport, GapRow, ReportTarget } from '#contract/reports.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { ChartFrame } from '#renderer/ui/ChartFrame.tsx';
import { absentWords, dateInText, oneDecimal } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { RecordTable } from '#renderer/ui/RecordTable.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useImportHint } from '#renderer/ui/useImportHint.ts';
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

const localitySummary = (rows: readonly GapRow[], year: number): string =>
  `Gap in ${year} by locality. ${rows.map((row) => `${row.name}: ${gapWords(row)}, n ${row.withResult}`).join('; ')}.`;

const ratings = { met: 'met', floorMet: 'floor met', missed: 'missed', tooFew: 'too few to rate', noTarget: '' };

/** How the county stands to a target: ': missed, with a gap to England of 36.4 points'. */
const standingWords = ({ rag, gap, peer, kind }: ReportTarget): string => {
  if (rag === null) return kind === 'maximumGap' ? `: the figure of ${peer} is not published` : ': not available';
  return gap === null ? `: ${ratings[rag]}` : `: ${ratings[rag]}, with a gap to ${peer} of ${oneDecimal(gap)} points`;
};

/** Charts, tables, definition and sources of one report. */
export function GapReportBody({ report, cohort }: { report: GapReport; cohort: 'LAC12' | 'all' }) {
  const toImport = useImportHint();
  const scope = useScope();
  const years = [...report.county].sort((a, b) => b.academicYear.localeCompare(a.academicYear));
  const first = summerOf(years.at(-1)?.academicYear ?? '2000/01');
  const last = summerOf(years[0]?.academicYear ?? '2000/01');
  const unit = report.measure.unit === 'percent' ? '%' : report.measure.unit;
  const banded = report.county.some((row) => row.interval !== null);
  const byLocality = report.localities.length > 0;
  // Newest first; of a year without peers there is no gap to draw, and the last year with one is drawn instead.
  const ofYears = [...Map.groupBy(report.localities, (row) => row.academicYear)]
    .map(([year, rows]) => ({ year: summerOf(year), rows }))
    .sort((a, b) => b.year - a.year);
  const drawn = ofYears.find(({ rows }) => rows.some((row) => row.gap.value !== null)) ?? ofYears[0];
  const drawnRows = drawn?.rows ?? [];
  const drawnYear = drawn?.year ?? last;
  const chartHeight = Math.max(290, drawnRows.length * 31 + 84);
  return (
    <>
      <p className="vsk-small vsk-muted">
        As at {dateInText(report.asAt)}: results issued, sessions and suspensions up to then. The whole county and every
        locality
        {scope.localityId === null ? '.' : '; the locality chosen above does not narrow it.'}
      </p>
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
            title={`Where is the gap widest in ${drawnYear}?`}
            subtitle={`Gap in points${drawnRows.some((row) => row.gap.interval !== null) ? ', with 95 % interval' : ''}`}
            summary={localitySummary(drawnRows, drawnYear)}
            height={chartHeight}
            chart={
              localityPoints(drawnRows).some((point) => point.gap !== null) ? (
                <GapByLocality report={report} rows={drawnRows} height={chartHeight - 8} />
              ) : (
                <EmptyState title={`No locality's gap can be drawn for ${drawnYear}`}>
                  Their results are missing, or too few to rate. {toImport('results')}, or choose another year.
                </EmptyState>
              )
            }
            rows={drawnRows}
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
      {ofYears.map(({ year, rows }) => (
        <Panel key={year} title={`Localities, ${year}`} flush>
          <RecordTable
            label={`Localities in ${year}`}
            rows={rows}
            columns={gapColumns(report, 'locality')}
            rowKey={rowId}
            empty="No locality has children in this cohort."
            strongRow={(row) => row.localityId !== null && row.localityId === scope.localityId}
          />
        </Panel>
      ))}
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
        </p>
        {report.targets.length > 0 && (
          <ul>
            {report.targets.map((target) => (
              <li key={`${target.kind} ${target.peer}`}>
                {target.words}
                {standingWords(target)}. {target.source}
              </li>
            ))}
          </ul>
        )}
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
          On screen the true numbers show, for the team only. Export or copy suppresses small counts and is registered
          as a release.
        </p>
      </div>
    </Panel>
  );
}
