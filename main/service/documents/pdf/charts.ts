import { halfUp } from '#domain/format/halfUp.ts';
import { percentWords } from '../percentWords.ts';
import type { AttainmentScale, AttendancePoint } from './chartData.ts';
import type { Flow } from './flow.ts';
import { textWidth } from './fonts.ts';
import { baselineOf, type Sheet } from './sheet.ts';
import { COLOUR, STYLE } from './tokens.ts';

/** More points than this are drawn as a line: bars would be too thin to carry their figures. */
const MOST_BARS = 10;

const AXIS_WIDTH = 34;
const PLOT_HEIGHT = 104;
const TARGET_LABEL_WIDTH = 62;

interface AttendanceChart {
  title: string;
  unit: 'half-term' | 'week';
  points: readonly AttendancePoint[];
  targetPercent: number | null;
}

export const ATTENDANCE_CHART_HEIGHT = 16 + PLOT_HEIGHT + 32;

/** Percentage attended by half-term (bars) or week (line), from zero, with the target as a dotted line; one tagged figure. */
export function drawAttendanceChart(flow: Flow, chart: AttendanceChart): void {
  const { sheet, left, width } = flow;
  flow.ensure(ATTENDANCE_CHART_HEIGHT + STYLE.label.lead);
  const top = flow.y;
  const bottom = top + ATTENDANCE_CHART_HEIGHT;
  const figure = sheet.element(flow.parent, 'Figure', {
    alt: attendanceAlt(chart),
    bbox: [left, top, left + width, bottom],
  });
  sheet.tagged(figure, () => {
    sheet.lines([chart.title], left, top, STYLE.label);
    const plot = {
      x: left + AXIS_WIDTH,
      y: top + 28,
      width: width - AXIS_WIDTH - TARGET_LABEL_WIDTH,
      height: PLOT_HEIGHT - 12,
    };
    const yOf = (percent: number) => plot.y + plot.height * (1 - percent / 100);
    for (const percent of [0, 50, 100]) {
      sheet.rect(plot.x, yOf(percent) - 0.25, plot.width, 0.5, percent === 0 ? COLOUR.strongLine : COLOUR.line);
      sheet.line(`${percent} %`, plot.x - 6, yOf(percent) + 3, STYLE.small, 'right');
    }
    if (chart.points.length > MOST_BARS) drawWeeks(sheet, chart, plot, yOf);
    else drawBars(sheet, chart, plot, yOf);
    if (chart.targetPercent !== null) {
      const y = yOf(chart.targetPercent);
      const target = { ...STYLE.smallStrong, colour: COLOUR.target };
      sheet.polyline(
        [
          [plot.x, y],
          [plot.x + plot.width, y],
        ],
        COLOUR.target,
        1.4,
        [1.5, 2.5],
      );
      sheet.line(`target ${chart.targetPercent} %`, plot.x + plot.width + 5, y + 3, target);
    }
  });
  figure.end();
  flow.y = bottom;
}

interface Plot {
  x: number;
  y: number;
  width: number;
  height: number;
}

function drawBars(sheet: Sheet, chart: AttendanceChart, plot: Plot, yOf: (percent: number) => number): void {
  const step = plot.width / Math.max(1, chart.points.length);
  const bar = Math.min(38, step * 0.55);
  chart.points.forEach((point, index) => {
    const middle = plot.x + step * (index + 0.5);
    const below = yOf(0);
    sheet.line(point.label, middle, baselineOf(below + 3, STYLE.small), STYLE.small, 'center');
    if (point.possible === 0) {
      sheet.line('no marks', middle, below - 6, STYLE.small, 'center');
      return;
    }
    const percent = (point.attended / point.possible) * 100;
    sheet.rect(middle - bar / 2, yOf(percent), bar, below - yOf(percent), COLOUR.lookedAfterPale);
    sheet.rect(middle - bar / 2, yOf(percent), bar, 2, COLOUR.lookedAfter);
    // Inside the bar, where neither the target line nor the neighbour can cross it; below the axis for a bar too short for it.
    const inside = below - yOf(percent) > 22;
    sheet.line(halfUp(percent, 1), middle, inside ? yOf(percent) + 17 : yOf(percent) - 4, STYLE.smallStrong, 'center');
    sheet.line(`of ${point.possible}`, middle, baselineOf(below + 14, STYLE.small), STYLE.small, 'center');
  });
}

function drawWeeks(sheet: Sheet, chart: AttendanceChart, plot: Plot, yOf: (percent: number) => number): void {
  const step = plot.width / Math.max(1, chart.points.length - 1);
  const labelled = Math.ceil(chart.points.length / 6);
  let run: [number, number][] = [];
  const flush = () => {
    sheet.polyline(run, COLOUR.lookedAfter, 1.4);
    for (const [x, y] of run) sheet.circle(x, y, 1.8, COLOUR.lookedAfter);
    run = [];
  };
  chart.points.forEach((point, index) => {
    const x = plot.x + step * index;
    if (index % labelled === 0) {
      sheet.line(point.label, x, baselineOf(yOf(0) + 3, STYLE.small), STYLE.small, 'center');
    }
    // A week without a possible session breaks the line: it is not 0 % and not its neighbour's value.
    if (point.possible === 0) flush();
    else run.push([x, yOf((point.attended / point.possible) * 100)]);
  });
  flush();
}

function attendanceAlt(chart: AttendanceChart): string {
  const points = chart.points.map((point) =>
    point.possible === 0
      ? `${point.label}: no marks`
      : `${point.label}: ${percentWords(point.attended, point.possible)} of ${point.possible} sessions`,
  );
  const target = chart.targetPercent === null ? '' : ` Target ${chart.targetPercent} %.`;
  return `${chart.points.length > MOST_BARS ? 'Line' : 'Bar'} chart. ${chart.title}. ${points.join('; ')}.${target}`;
}

const SUBJECT_WIDTH = 168;
const GAP_WIDTH = 118;
const ROW_HEIGHT = 22;

export function attainmentChartHeight(scale: AttainmentScale): number {
  return 16 + 18 + scale.rows.length * ROW_HEIGHT + 18;
}

/** Result (dot) against target (tick) for each subject on one scale; the difference is said in words; one tagged figure. */
export function drawAttainmentChart(flow: Flow, scale: AttainmentScale, title: string): void {
  const { sheet, left, width } = flow;
  const height = attainmentChartHeight(scale);
  flow.ensure(height);
  const top = flow.y;
  const figure = sheet.element(flow.parent, 'Figure', {
    alt: attainmentAlt(scale, title),
    bbox: [left, top, left + width, top + height],
  });
  const plot = { x: left + SUBJECT_WIDTH, width: width - SUBJECT_WIDTH - GAP_WIDTH };
  const xOf = (value: number) =>
    plot.x + (plot.width * (Math.min(scale.max, Math.max(scale.min, value)) - scale.min)) / (scale.max - scale.min);
  const rowsTop = top + 34;
  const rowsBottom = rowsTop + scale.rows.length * ROW_HEIGHT;
  sheet.tagged(figure, () => {
    sheet.lines([title], left, top, STYLE.label);
    if (scale.expected !== null) {
      const x = xOf(scale.expected.value);
      sheet.line(scale.expected.label, x, rowsTop - 5, STYLE.small, 'center');
      sheet.polyline(
        [
          [x, rowsTop],
          [x, rowsBottom],
        ],
        COLOUR.strongLine,
        1,
        [4, 3],
      );
    }
    for (const [index, row] of scale.rows.entries()) {
      drawSubject(sheet, row, left, rowsTop + index * ROW_HEIGHT, plot, xOf, width);
    }
    sheet.rect(plot.x, rowsBottom, plot.width, 0.5, COLOUR.strongLine);
    sheet.line(`${scale.min}`, plot.x, rowsBottom + 11, STYLE.small, 'center');
    sheet.line(`${scale.max}`, plot.x + plot.width, rowsBottom + 11, STYLE.small, 'center');
    sheet.line(scale.unit, plot.x + plot.width / 2, rowsBottom + 11, STYLE.small, 'center');
  });
  figure.end();
  flow.y = top + height;
}

function drawSubject(
  sheet: Sheet,
  row: AttainmentScale['rows'][number],
  left: number,
  top: number,
  plot: { x: number; width: number },
  xOf: (value: number) => number,
  width: number,
): void {
  const middle = top + ROW_HEIGHT / 2;
  const base = middle + 3.3;
  sheet.line(shortened(row.subject, SUBJECT_WIDTH - 10), left, base, STYLE.body);
  sheet.rect(plot.x, middle - 0.4, plot.width, 0.8, COLOUR.line);
  if (row.result !== null && row.target !== null) {
    const [from, to] = [xOf(row.result), xOf(row.target)].sort((a, b) => a - b) as [number, number];
    sheet.rect(from, middle - 2, to - from, 4, COLOUR.lookedAfterPale);
  }
  if (row.target !== null) {
    const x = xOf(row.target);
    sheet.rect(x - 1.25, middle - 7, 2.5, 14, COLOUR.target);
  }
  if (row.result !== null) sheet.circle(xOf(row.result), middle, 4, COLOUR.lookedAfter);
  sheet.line(againstTarget(row), left + width, base, STYLE.small, 'right');
}

/** A label that must stay on one line of a chart; the full words stand in the table above it. */
function shortened(text: string, width: number): string {
  if (textWidth(text, STYLE.body) <= width) return text;
  let short = text;
  while (short.length > 1 && textWidth(`${short}…`, STYLE.body) > width) short = short.slice(0, -1).trimEnd();
  return `${short}…`;
}

function againstTarget(row: { result: number | null; target: number | null }): string {
  if (row.result === null) return row.target === null ? 'no result, no target' : `no result, target ${row.target}`;
  if (row.target === null) return `${row.result}, no target`;
  const difference = Math.round((row.result - row.target) * 10) / 10;
  const words = difference === 0 ? 'met' : difference > 0 ? `${difference} above` : `${-difference} below`;
  return `${row.result}, target ${row.target}: ${words}`;
}

function attainmentAlt(scale: AttainmentScale, title: string): string {
  const rows = scale.rows.map((row) => `${row.subject} (${row.point}): ${againstTarget(row)}`);
  const expected = scale.expected === null ? '' : ` ${scale.expected.label} at ${scale.expected.value}.`;
  return `Chart. ${title}, ${scale.unit} from ${scale.min} to ${scale.max}. ${rows.join('; ')}.${expected}`;
}
