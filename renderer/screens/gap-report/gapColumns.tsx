import type { GapReport, GapRow } from '#contract/reports.ts';
import { Change } from '#renderer/ui/Change.tsx';
import type { DataColumn } from '#renderer/ui/DataTable.tsx';
import { FigureValue } from '#renderer/ui/FigureValue.tsx';
import { absentWords, count, oneDecimal } from '#renderer/ui/format.ts';
import { RagTag } from '#renderer/ui/RagTag.tsx';
import type { RecordColumn } from '#renderer/ui/RecordTable.tsx';
import { summerOf } from './chartData.ts';

const absent = (words: string) => <span className="vsk-absent">{words}</span>;

const range = (low: number, high: number): string => `${oneDecimal(low)} to ${oneDecimal(high)}`;

const missing = (row: GapRow): string =>
  row.missing === 0 || row.bounds === null
    ? count(row.missing)
    : `${count(row.missing)} (${range(row.bounds.lowest, row.bounds.highest)})`;

/** 'L left the school', a code and its words, reads 'left the school (L)'. */
const excludedWords = (reason: string): string => reason.replace(/^([A-Z]) (.+)$/, '$2 ($1)');

const excluded = (row: GapRow) =>
  row.excluded.length === 0
    ? '0'
    : row.excluded.map((each) => (
        <div key={each.reason}>
          {count(each.count)} <div className="vsk-small vsk-muted">{excludedWords(each.reason)}</div>
        </div>
      ));

const lookedAfter = (row: GapRow): string =>
  row.lookedAfter === null ? absentWords[row.lookedAfterAbsent ?? 'notAvailable'] : oneDecimal(row.lookedAfter);

const interval = (row: GapRow): string => (row.interval === null ? '' : range(row.interval.low, row.interval.high));

/** Why a peer value is missing stands in full in its title and in the notes; the cell keeps to two words. */
const peer = (row: GapRow): string => {
  if (row.peer !== null) return oneDecimal(row.peer);
  return row.lookedAfterAbsent === 'noTests' ? 'no tests' : 'not published';
};

const year = (row: GapRow): string => String(summerOf(row.academicYear));

const unitOf = (report: GapReport): string => (report.measure.unit === 'percent' ? ' %' : '');

/**
 * The report's table as the design has it: the cohort reconciled, the rate with its interval, the peers, the gap, how it
 * moved and where it stands. `first` is the column that names the row: the year, or the locality.
 */
export function gapColumns(report: GapReport, first: 'year' | 'locality'): RecordColumn<GapRow>[] {
  const unit = unitOf(report);
  return [
    first === 'year'
      ? {
          header: 'Year',
          cell: (row) => (
            <>
              {year(row)}
              {row.seriesBreak !== null && <span title={row.seriesBreak}> *</span>}
            </>
          ),
        }
      : { header: 'Locality', cell: (row) => row.name },
    { header: 'In cohort', end: true, cell: (row) => count(row.inCohort) },
    { header: 'With result', end: true, cell: (row) => count(row.withResult) },
    { header: 'Missing (bounds)', end: true, cell: missing },
    { header: 'Excluded', end: true, cell: excluded },
    ...(report.measure.unit === 'percent'
      ? [{ header: 'Reached', end: true, cell: (row: GapRow) => (row.reached === null ? '' : count(row.reached)) }]
      : []),
    {
      header: `Looked after${unit}`,
      end: true,
      cell: (row) =>
        row.lookedAfter === null ? (
          absent(lookedAfter(row))
        ) : (
          <>
            {lookedAfter(row)}
            {row.provisional && <div className="vsk-small vsk-muted">provisional</div>}
            {row.published !== null && <div className="vsk-small vsk-muted">published {oneDecimal(row.published)}</div>}
          </>
        ),
    },
    { header: '95 % interval', end: true, cell: interval },
    {
      header: `Peers${unit}`,
      end: true,
      cell: (row) => (
        <span className={row.peer === null ? 'vsk-absent' : ''} title={row.peerNote ?? undefined}>
          {peer(row)}
        </span>
      ),
    },
    {
      header: 'Gap',
      end: true,
      cell: (row) => (
        <FigureValue figure={row.gap} label={`Gap, ${row.name}, ${year(row)}`} strong={row.gap.value !== null} />
      ),
    },
    { header: 'Change', end: true, cell: (row) => <Change change={row.gap.change} unit="points" /> },
    { header: 'Target', end: true, cell: (row) => <RagTag rag={row.gap.rag} /> },
  ];
}

/** The years of the line chart as a table in its place. */
export function chartYearColumns(report: GapReport): DataColumn<GapRow>[] {
  const unit = unitOf(report);
  return [
    { id: 'year', header: 'Year', width: 70, cell: year },
    { id: 'own', header: `Looked after${unit}`, width: 120, align: 'end', cell: lookedAfter },
    { id: 'interval', header: '95 % interval', width: 120, align: 'end', cell: interval },
    { id: 'peer', header: `Peers${unit}`, width: 110, align: 'end', cell: peer },
    { id: 'gap', header: 'Gap', width: 90, align: 'end', cell: gapText },
  ];
}

const gapText = (row: GapRow): string =>
  row.gap.value === null ? absentWords[row.gap.absent ?? 'notAvailable'] : oneDecimal(row.gap.value);

/** The localities of the dot chart as a table in its place. */
export const chartLocalityColumns: DataColumn<GapRow>[] = [
  { id: 'name', header: 'Locality', width: 130, cell: (row) => row.name },
  { id: 'gap', header: 'Gap', width: 70, align: 'end', cell: gapText },
  {
    id: 'interval',
    header: '95 % interval',
    width: 110,
    align: 'end',
    cell: (row) => (row.gap.interval === null ? '' : range(row.gap.interval.low, row.gap.interval.high)),
  },
  { id: 'n', header: 'n', width: 50, align: 'end', cell: (row) => count(row.withResult) },
];
