// Reports in the data process: ten years of every measure, five years of attendance, a child's whole record.
import { academicYearStarting } from '#domain/calendar/academicYear.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import { report, timed } from './_measure.ts';
import { attendanceYearsInBench, benchStore } from './_population.ts';

const { store, childIds } = await benchStore({ withMarks: true });
const marks = (
  store.context.reader.prepare('SELECT count(*) * 10 AS marks FROM attendance_week').get() as { marks: number }
).marks;
console.log(`3,000 children, ${marks.toLocaleString('en-GB')} marks`);

// Cold: locking drops every page the connection holds.
const cold = async () => store.signInAsAdministrator();

await cold();
const measures = catalogue.filter((measure) => measure.computable && measure.subject !== 'peps');
const questions = [0, 1, 2].flatMap((shift) =>
  measures.flatMap((measure) =>
    (['Kent', 'England'] as const).map((peer) => ({
      measure: measure.id,
      fromYear: academicYearStarting(2015 - shift),
      toYear: academicYearStarting(2024 - shift),
      peer,
      everyYear: true,
    })),
  ),
);
const gap = await timed(questions, (question) => store.call('reports.gap', question), 0);
report(
  'gap report, ten years, each measure, localities and county, p95',
  gap.p95,
  50,
  'ms',
  `median ${gap.median.toFixed(1)} ms, ${gap.runs} runs over ${measures.length} measures, from a cold start`,
);

await cold();
const summaries = Array.from({ length: 24 }, (_unused, day) => ({
  asAt: `2025-0${(day % 7) + 1}-${String((day % 27) + 1).padStart(2, '0')}`,
  fromYear: attendanceYearsInBench[0],
  toYear: attendanceYearsInBench[4],
}));
const summary = await timed(summaries, (question) => store.call('reports.attendanceSummary', question), 0);
report(
  'attendance summary, five years, p95',
  summary.p95,
  100,
  'ms',
  `median ${summary.median.toFixed(1)} ms, ${summary.runs} runs, each as at another date`,
);

await cold();
const records = Array.from({ length: 300 }, (_unused, index) => childIds[(index * 37) % childIds.length] as string);
const record = await timed(records, (childId) => store.call('children.get', { childId, asAt: '2025-07-18' }), 0);
report(
  "a child's whole record, p95",
  record.p95,
  16,
  'ms',
  `median ${record.median.toFixed(1)} ms, ${record.runs} different children`,
);
store.close();
