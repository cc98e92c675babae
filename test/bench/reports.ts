// Reports in the data process: ten years of every measure, five years of attendance, a child's whole record.
import { academicYearStarting } from '#domain/calendar/academicYear.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import { note, report, timed, timingWords } from './_measure.ts';
import { attendanceYearsInBench, benchStore } from './_population.ts';

const { store, childIds } = await benchStore();
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
const gap = await timed(questions, (question) => store.call('reports.gap', question));
report(
  'gap report, ten years, each measure, localities and county, p95',
  gap.p95,
  50,
  'ms',
  `${timingWords(gap)} over ${measures.length} measures, cold at the start`,
);

// Each measure as the first thing that is asked of a store just opened.
const firstAsked = await timed(
  questions.filter((question) => question.peer === 'Kent' && question.fromYear === '2015/16'),
  (question) => store.call('reports.gap', question),
  { before: cold },
);
report(
  'the same, each measure as the very first call of a store just opened, p95',
  firstAsked.p95,
  50,
  'ms',
  `${timingWords(firstAsked)}, locked before each`,
);

// Every measure in one go, on a store just opened: what printing the whole book of gaps costs.
const whole = await timed(
  [0, 1, 2, 3, 4, 5, 6, 7],
  async (round) => {
    for (const question of questions)
      if (
        question.peer === (round % 2 ? 'England' : 'Kent') &&
        question.fromYear === academicYearStarting(2015 - (round % 3))
      )
        await store.call('reports.gap', question);
  },
  { before: cold },
);
note(
  `gap report of ten years for all ${measures.length} measures one after another, locked and unlocked before each round: p95 ${whole.p95.toFixed(1)} ms in all, ${(whole.p95 / measures.length).toFixed(1)} ms a measure; ${timingWords(whole)}`,
);

await cold();
const summaries = Array.from({ length: 24 }, (_unused, day) => ({
  asAt: `2025-0${(day % 7) + 1}-${String((day % 27) + 1).padStart(2, '0')}`,
  fromYear: attendanceYearsInBench[0],
  toYear: attendanceYearsInBench[4],
}));
const summary = await timed(summaries, (question) => store.call('reports.attendanceSummary', question));
report(
  'attendance summary, five years, p95',
  summary.p95,
  100,
  'ms',
  `${timingWords(summary)}, each as at another date, cold at the start`,
);

await cold();
const records = Array.from({ length: 300 }, (_unused, index) => childIds[(index * 37) % childIds.length] as string);
const record = await timed(records, (childId) => store.call('children.get', { childId, asAt: '2025-07-18' }));
report("a child's whole record, p95", record.p95, 16, 'ms', `${timingWords(record)}, each another child`);
store.close();
