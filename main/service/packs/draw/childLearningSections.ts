import {
  ATTENDANCE_CHART_HEIGHT,
  attainmentChartHeight,
  drawAttainmentChart,
  drawAttendanceChart,
} from '#service/documents/pdf/charts.ts';
import type { Flow } from '#service/documents/pdf/flow.ts';
import { type Cell, drawTable, type TableSpec, tableStartHeight } from '#service/documents/pdf/table.ts';
import { STYLE } from '#service/documents/pdf/tokens.ts';
import { percentWords } from '#service/documents/percentWords.ts';
import {
  type AttainmentPack,
  type AttendanceFigures,
  type ChildPack,
  NOT_ASSESSED,
  type SuspensionsPack,
} from '../model/packModel.ts';
import { daysWords, longDate, missedWords, notAvailableWords, statusWords, tableDate } from '../model/packWords.ts';

const ONE_LINE = STYLE.body.lead * 2;

/** Attendance: the finding in a sentence, the chart, then this year beside earlier years with their coverage. */
export function drawAttendance(flow: Flow, child: ChildPack): void {
  const { attendance } = child;
  if (!attendance.available) {
    flow.section('Attendance', ONE_LINE, () => flow.paragraph(notAvailableWords(attendance)));
    return;
  }
  const { thisYear, earlierYears, series, seriesUnit, targetPercent } = attendance.value;
  flow.section('Attendance', ATTENDANCE_CHART_HEIGHT + STYLE.body.lead * 2, () => {
    flow.paragraph(
      `${thisYear.academicYear}: ${percentWords(thisYear.attended, thisYear.possible)}, ${missedWords(thisYear)} (${thisYear.coverageWords}).`,
    );
    flow.space(8);
    if (series.some((point) => point.possible > 0)) {
      drawAttendanceChart(flow, {
        title: `Sessions attended, % by ${seriesUnit}, ${thisYear.academicYear}`,
        unit: seriesUnit,
        points: series,
        targetPercent,
      });
      flow.space(10);
    } else {
      flow.paragraph(`Not available by ${seriesUnit}: no marks are recorded.`, STYLE.muted);
      flow.space(8);
    }
    drawTable(flow, attendanceTable([thisYear, ...earlierYears]));
    flow.space(6);
    flow.paragraph(
      'Sessions are half days. Attendance is sessions attended out of possible sessions; approved activities elsewhere count as attended.',
      STYLE.small,
    );
  });
}

function attendanceTable(years: AttendanceFigures[]): TableSpec {
  return {
    title: 'Attendance by academic year',
    columns: [
      { title: 'Year', share: 1.1, rowHeader: true },
      { title: 'Possible', share: 1, align: 'right' },
      { title: 'Attended', share: 1, align: 'right' },
      { title: 'Authorised', share: 1.1, align: 'right' },
      { title: 'Unauthorised', share: 1.25, align: 'right' },
      { title: 'Attendance', share: 1.15, align: 'right' },
      { title: 'Coverage', share: 2.4 },
    ],
    rows: years.map((year): Cell[] => [
      year.academicYear,
      ...[year.possible, year.attended, year.authorised, year.unauthorised].map(
        // Without a possible session nothing is known: a printed 0 would say that the child missed nothing.
        (count): Cell => (year.possible === 0 ? { text: 'no marks', style: STYLE.small } : `${count}`),
      ),
      {
        text: percentWords(year.attended, year.possible),
        style: year.possible === 0 ? STYLE.small : STYLE.strong,
      },
      { text: year.coverageWords, style: STYLE.small },
    ]),
  };
}

/** Attainment: every subject by point with target, prediction and judgement; then result against target on one scale. */
export function drawAttainment(flow: Flow, child: ChildPack): void {
  const { attainment } = child;
  if (!attainment.available || attainment.value.rows.length === 0) {
    const words = attainment.available ? 'Not available: no subject is recorded.' : notAvailableWords(attainment);
    flow.section('Attainment', ONE_LINE, () => flow.paragraph(words));
    return;
  }
  const { value } = attainment;
  const table = attainmentTable(value);
  flow.section('Attainment', tableStartHeight(flow, table), () => {
    drawTable(flow, table);
    flow.space(6);
    flow.paragraph(value.sourceNote, STYLE.small);
    const { scale } = value;
    if (scale === null || scale.rows.length === 0) return;
    flow.space(10);
    // A page holds 20 subjects; a longer list is drawn as several figures on the same scale.
    for (let from = 0; from < scale.rows.length; from += 20) {
      const part = { ...scale, rows: scale.rows.slice(from, from + 20) };
      flow.ensure(attainmentChartHeight(part));
      drawAttainmentChart(flow, part, 'Latest result (dot) against target (tick)');
    }
  });
}

function attainmentTable(value: AttainmentPack): TableSpec {
  const last = value.points.length - 1;
  return {
    title: 'Attainment by subject',
    columns: [
      { title: 'Subject', share: 2.4, rowHeader: true },
      ...value.points.map((title) => ({ title, share: 1.1, align: 'right' as const })),
      { title: 'Target', share: 0.95, align: 'right' },
      { title: 'Prediction', share: 1.2, align: 'right' },
      { title: 'On track', share: 1.9 },
    ],
    rows: value.rows.map((row): Cell[] => [
      row.subject,
      ...value.points.map((_, index): Cell => {
        const result = row.results[index] ?? null;
        if (result === null || result === NOT_ASSESSED) return { text: result ?? 'no result', style: STYLE.small };
        return { text: result, style: index === last ? STYLE.strong : STYLE.body };
      }),
      row.target ?? { text: 'none', style: STYLE.small },
      row.prediction ?? { text: 'none', style: STYLE.small },
      { tag: row.onTrack ?? { rag: null, words: 'Not judged' } },
    ]),
  };
}

/** Suspensions and exclusions; a cancelled or quashed one is shown with its status and does not count. */
export function drawSuspensions(flow: Flow, child: ChildPack): void {
  const { suspensions } = child;
  const title = 'Suspensions and exclusions';
  if (!suspensions.available) {
    flow.section(title, ONE_LINE, () => flow.paragraph(notAvailableWords(suspensions)));
    return;
  }
  const { value } = suspensions;
  if (value.rows.length === 0) {
    flow.section(title, ONE_LINE, () =>
      flow.paragraph(
        value.listedFrom === undefined
          ? 'None is recorded.'
          : `None is recorded since ${longDate(value.listedFrom)}${receivedTo(value)}.`,
      ),
    );
    return;
  }
  const table = suspensionTable(value);
  flow.section(title, STYLE.body.lead + 8 + tableStartHeight(flow, table), () => {
    flow.paragraph(
      `${value.academicYear}${receivedTo(value)}: ${daysWords(value.standingSessions)} suspended. Only standing (issued) entries count.`,
    );
    flow.space(8);
    drawTable(flow, table);
  });
}

/** ', received to 14 November 2024' where files do not reach to the pack's date. */
const receivedTo = (value: SuspensionsPack): string =>
  value.receivedTo === undefined ? '' : `, received to ${longDate(value.receivedTo)}`;

function suspensionTable(value: SuspensionsPack): TableSpec {
  return {
    title: 'Suspensions and exclusions',
    columns: [
      { title: 'Date', share: 1, rowHeader: true },
      { title: 'Kind', share: 1.3 },
      { title: 'Length', share: 0.8, align: 'right' },
      { title: 'Reasons', share: 3 },
      { title: 'Status', share: 1 },
    ],
    rows: value.rows.map((row): Cell[] => [
      tableDate(row.date),
      row.category,
      row.sessions === null ? { text: 'no end', style: STYLE.small } : daysWords(row.sessions),
      row.reasons.length === 0 ? { text: 'no reason recorded', style: STYLE.small } : row.reasons.join('; '),
      statusWords(row.status),
    ]),
  };
}
