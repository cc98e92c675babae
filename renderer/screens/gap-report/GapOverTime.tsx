import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from 'recharts';
import type { GapReport } from '#contract/reports.ts';
import { oneDecimal } from '#renderer/ui/format.ts';
import {
  noTestsBands,
  rateAxis,
  type SeriesBreak,
  seriesBreaks,
  summerOf,
  type YearPoint,
  yearPoints,
} from './chartData.ts';
import classes from './charts.module.css';

/**
 * The looked-after rate against the peers' over the years: solid line with its 95 % band, dashed peers, dotted target,
 * the gap in points written between the two lines, and a grey band where no tests were held. The axis starts at zero.
 */
export function GapOverTime(props: { report: GapReport; cohort: 'LAC12' | 'all'; height: number }) {
  const { report, cohort, height } = props;
  const points = yearPoints(report.county);
  const target = report.target?.needed ?? null;
  const axis = rateAxis(points, report.measure.unit, target);
  const years = report.county.map((row) => summerOf(row.academicYear)).sort((a, b) => a - b);
  const first = years[0] ?? 0;
  const last = years.at(-1) ?? 0;
  return (
    <ResponsiveContainer width="100%" height={height} minWidth={0}>
      <ComposedChart
        data={points}
        margin={{ top: 10, right: 58, bottom: 4, left: 0 }}
        accessibilityLayer={false}
        className={classes.chart ?? ''}
      >
        <CartesianGrid vertical={false} stroke="var(--vsk-line)" />
        <XAxis
          dataKey="year"
          type="number"
          domain={[first - 0.15, last + 0.15]}
          ticks={years}
          interval="preserveEnd"
          minTickGap={10}
          axisLine={false}
          tickLine={false}
          tick={{ fill: 'var(--vsk-muted)', fontSize: 12.5 }}
        />
        <YAxis
          domain={[0, axis.top]}
          ticks={axis.ticks}
          width={40}
          axisLine={false}
          tickLine={false}
          tick={{ fill: 'var(--vsk-muted)', fontSize: 12.5 }}
        />
        {noTestsBands(report.county).map((band) => (
          <ReferenceArea
            key={band.from}
            x1={band.from - 0.35}
            x2={band.to + 0.35}
            y1={0}
            y2={axis.top}
            fill="var(--vsk-soft)"
            fillOpacity={1}
            stroke="none"
            label={{ value: 'no tests', fill: 'var(--vsk-muted)', fontSize: 12.5 }}
          />
        ))}
        {writtenApart(seriesBreaks(report.county), years.length).map((each) => (
          <ReferenceLine
            key={each.year}
            x={each.year - 0.5}
            stroke="var(--vsk-muted)"
            strokeDasharray="2 4"
            {...(each.written
              ? {
                  label: { value: 'series break', position: 'insideTopLeft', fill: 'var(--vsk-muted)', fontSize: 12 },
                }
              : {})}
          />
        ))}
        <Area
          dataKey="band"
          stroke="none"
          fill="var(--vsk-looked-after)"
          fillOpacity={0.17}
          connectNulls={false}
          isAnimationActive={false}
          activeDot={false}
        />
        <GapMarks points={points} />
        <TargetMark report={report} rate={target} />
        <Line
          dataKey="peer"
          stroke="var(--vsk-peers)"
          strokeWidth={2}
          strokeDasharray="5 4"
          dot={{ r: 4, fill: 'var(--vsk-panel)', stroke: 'var(--vsk-peers)', strokeWidth: 2, strokeDasharray: '' }}
          connectNulls={false}
          isAnimationActive={false}
          activeDot={false}
        />
        <Line
          dataKey="lookedAfter"
          stroke="var(--vsk-looked-after)"
          strokeWidth={2.5}
          dot={{ r: 4, fill: 'var(--vsk-looked-after)', stroke: 'var(--vsk-looked-after)' }}
          connectNulls={false}
          isAnimationActive={false}
          activeDot={false}
        />
        <LineNames
          own={cohort === 'LAC12' ? 'Looked after, 12 months' : 'All looked after'}
          peers={report.peerWords}
          points={points}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Breaks that follow each other closely are named once: their words would run into each other. */
function writtenApart(breaks: readonly SeriesBreak[], years: number): (SeriesBreak & { written: boolean })[] {
  const apart = years > 7 ? 2 : 1;
  let last = Number.NEGATIVE_INFINITY;
  return breaks.map((each) => {
    const written = each.year - last >= apart;
    if (written) last = each.year;
    return { ...each, written };
  });
}

/** A gap is written where the lines leave room for it; the table has every one. */
const ROOM_FOR_WORDS = 15;

/** Thin uprights from line to line with the gap beside them; where years stand close, every other gap is left out. */
function GapMarks({ points }: { points: readonly YearPoint[] }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (x === undefined || y === undefined) return null;
  const whole = points.filter((point) => Number.isInteger(point.year));
  const spacing = (x(whole[1]?.year) ?? 100) - (x(whole[0]?.year) ?? 0);
  const every = spacing >= 34 ? 1 : Math.ceil(34 / Math.max(spacing, 1));
  return (
    <g>
      {whole.map((point, index) => {
        const px = x(point.year);
        const from = y(point.peer);
        const to = y(point.lookedAfter);
        if (point.gap === null || point.peer === null || point.lookedAfter === null) return null;
        if (px === undefined || from === undefined || to === undefined) return null;
        const written = (whole.length - 1 - index) % every === 0 && Math.abs(to - from) >= ROOM_FOR_WORDS;
        return (
          <g key={point.year}>
            <line x1={px} x2={px} y1={from} y2={to} stroke="var(--vsk-line)" />
            {written && (
              <text x={px + 6} y={(from + to) / 2 - 6} className={classes.haloed} dominantBaseline="middle">
                {oneDecimal(point.gap)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** A dotted stroke at the rate that would meet the target, over the target's own year only: a target has one year. */
function TargetMark({ report, rate }: { report: GapReport; rate: number | null }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (rate === null || report.target === null || x === undefined || y === undefined) return null;
  const year = summerOf(report.target.academicYear);
  const px = x(year);
  const py = y(rate);
  if (px === undefined || py === undefined || Number.isNaN(px)) return null;
  return (
    <g>
      <line
        x1={px - 26}
        x2={px + 14}
        y1={py}
        y2={py}
        stroke="var(--vsk-target)"
        strokeWidth={2.5}
        strokeDasharray="2 4"
      />
      <text x={px + 18} y={py} dominantBaseline="middle" fill="var(--vsk-target)" className={classes.small}>
        target
      </text>
    </g>
  );
}

/** About as wide as 'Looked after, 12 months' is written. */
const NAME_WIDTH = 135;

/** The lines' names written at their last points instead of a legend. */
function LineNames({ own, peers, points }: { own: string; peers: string; points: readonly YearPoint[] }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (x === undefined || y === undefined) return null;
  const lastPeer = points.findLast((point) => point.peer !== null);
  const lastOwn = points.findLast((point) => point.lookedAfter !== null);
  const above = (lastPeer?.peer ?? 0) >= (lastOwn?.lookedAfter ?? 0);
  // Clear of the line along the whole length of its name, not only at its last point.
  const place = (point: YearPoint, key: 'peer' | 'lookedAfter', up: boolean) => {
    const end = x(point.year) ?? 0;
    const along = points
      .filter((each) => each[key] !== null && each.year <= point.year && (x(each.year) ?? 0) > end - NAME_WIDTH)
      .map((each) => y(each[key]) ?? 0);
    return {
      x: end + 4,
      y: up ? Math.max(12, Math.min(...along) - 13) : Math.max(...along) + 19,
      textAnchor: 'end' as const,
    };
  };
  return (
    <g>
      {lastPeer && (
        <text {...place(lastPeer, 'peer', above)} className={classes.name}>
          {peers}
        </text>
      )}
      {lastOwn && (
        <text
          {...place(lastOwn, 'lookedAfter', !above)}
          className={classes.haloed}
          style={{ fill: 'var(--vsk-looked-after)' }}
        >
          {own}
        </text>
      )}
    </g>
  );
}
