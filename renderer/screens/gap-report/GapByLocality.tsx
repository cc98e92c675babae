import {
  ComposedChart,
  ResponsiveContainer,
  Scatter,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from 'recharts';
import type { GapReport, GapRow } from '#contract/reports.ts';
import { oneDecimal } from '#renderer/ui/format.ts';
import { gapAxis, type LocalityPoint, localityPoints } from './chartData.ts';
import classes from './charts.module.css';

/** The year's gap of each locality as a dot on its 95 % interval, with the county's gap and the target as uprights. */
export function GapByLocality(props: { report: GapReport; rows: readonly GapRow[]; height: number }) {
  const { report, rows, height } = props;
  const points = localityPoints(rows);
  const year = rows[0]?.academicYear;
  const county = report.county.find((row) => row.academicYear === year)?.gap.value ?? null;
  const target = report.target?.academicYear === year ? (report.target?.gapAllowed ?? null) : null;
  const ticks = gapAxis(points, [county, target]);
  const range: Range = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  return (
    <ResponsiveContainer width="100%" height={height} minWidth={0}>
      <ComposedChart
        layout="vertical"
        data={points}
        margin={{ top: 16, right: 48, bottom: 34, left: 0 }}
        accessibilityLayer={false}
        className={classes.chart ?? ''}
      >
        <XAxis
          type="number"
          domain={[...range]}
          ticks={ticks}
          axisLine={{ stroke: 'var(--vsk-line)' }}
          tickLine={false}
          tick={{ fill: 'var(--vsk-muted)', fontSize: 12 }}
        />
        <YAxis
          type="category"
          scale="band"
          dataKey="name"
          width={126}
          axisLine={false}
          tickLine={false}
          interval={0}
          tick={{ fill: 'var(--vsk-text)', fontSize: 12.5 }}
        />
        <Scatter dataKey="gap" isAnimationActive={false} shape={() => <g />} />
        <Uprights county={county} target={target} range={range} />
        <Dots points={points} range={range} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type Range = readonly [number, number];

/** County and target lines, named under the axis; two names that would meet stand on two lines. */
function Uprights({ county, target, range }: { county: number | null; target: number | null; range: Range }) {
  const x = useXAxisScale();
  const plot = usePlotArea();
  if (x === undefined || plot === undefined) return null;
  const bottom = plot.y + plot.height;
  const lines = [
    {
      value: county,
      words: `county ${county === null ? '' : oneDecimal(county)}`,
      colour: 'var(--vsk-looked-after)',
      dash: undefined,
    },
    { value: target, words: `target ${target}`, colour: 'var(--vsk-target)', dash: '2 4' },
  ].flatMap((line) => (line.value === null ? [] : [{ ...line, px: x(line.value) ?? plot.x }]));
  const near = lines.length === 2 && Math.abs((lines[0]?.px ?? 0) - (lines[1]?.px ?? 0)) < 84;
  const anchor = (px: number) => (px > (x(range[1]) ?? 0) - 40 ? 'end' : 'middle');
  return (
    <g>
      {lines.map((line, index) => (
        <g key={line.words}>
          <line
            x1={line.px}
            x2={line.px}
            y1={plot.y - 8}
            y2={bottom}
            stroke={line.colour}
            strokeWidth={1.75}
            strokeDasharray={line.dash}
          />
          <text
            x={line.px}
            y={bottom + 38 + (near ? index * 15 : 0)}
            textAnchor={anchor(line.px)}
            fill={line.colour}
            className={classes.small}
          >
            {line.words}
          </text>
        </g>
      ))}
    </g>
  );
}

function Dots({ points, range }: { points: readonly LocalityPoint[]; range: Range }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (x === undefined || y === undefined) return null;
  const left = x(range[0]) ?? 0;
  const right = x(range[1]) ?? 0;
  return (
    <g>
      {points.map((point) => {
        const py = y(point.name, { position: 'middle' }) ?? 0;
        const px = point.gap === null ? left : (x(point.gap) ?? left);
        return (
          <g key={point.name}>
            {point.low !== null && point.high !== null && (
              <rect
                x={x(point.low)}
                y={py - 3.5}
                width={Math.max(0, (x(point.high) ?? 0) - (x(point.low) ?? 0))}
                height={7}
                rx={2}
                fill="var(--vsk-looked-after)"
                fillOpacity={0.35}
              />
            )}
            {point.gap !== null && (
              <>
                <circle
                  cx={px}
                  cy={py}
                  r={5.5}
                  fill="var(--vsk-looked-after)"
                  stroke="var(--vsk-panel)"
                  strokeWidth={1.5}
                />
                <text x={px} y={py - 10} textAnchor="middle" className={classes.haloed}>
                  {oneDecimal(point.gap)}
                </text>
              </>
            )}
            {point.gap === null ? (
              <text x={left + 6} y={py} dominantBaseline="middle" className={classes.small} fill="var(--vsk-muted)">
                {point.words}
              </text>
            ) : (
              <text x={right + 8} y={py} dominantBaseline="middle" className={classes.small} fill="var(--vsk-muted)">
                n {point.n}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
