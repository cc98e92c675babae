import { isVocational } from '#domain/attainment/isVocational.ts';
import { bucketOf } from '#domain/attainment/keyStage4Subjects.ts';
import { qualificationKey } from '#domain/attainment/qualificationKey.ts';
import type { AssessmentStage, ResultComponent } from '#domain/attainment/result.ts';
import { UNNAMED } from '#domain/attainment/resultMeant.ts';
import { subjectNamed } from '#domain/attainment/subjectNamed.ts';
import { academicYear, oneOf, text } from '#service/imports/read/cells.ts';
import { localIdColumn, optionalDate } from '#service/imports/read/columns.ts';
import { optional, type RowOf, refuseRepeats, required, type TableFormat } from '#service/imports/read/table.ts';
import type { Fault, SourceRow, Warning } from '../types.ts';
import { resultValue } from './resultValue.ts';

const stages: Record<AssessmentStage, string[]> = {
  EYFS: ['fsp', 'foundation', 'early years'],
  phonics: [],
  KS1: ['1', 'key stage 1'],
  MTC: ['multiplication tables check'],
  KS2: ['2', 'key stage 2'],
  KS4: ['4', 'key stage 4', 'gcse'],
  KS5: ['5', 'key stage 5', '16-18'],
  termly: ['term', 'teacher assessment of the term'],
};

const components: Record<ResultComponent, string[]> = {
  level: ['nc level'],
  scaledScore: ['scaled score', 'scaled_score', 'score'],
  teacherAssessment: ['teacher assessment', 'teacher_assessment', 'ta'],
  grade: [],
  points: ['point score'],
  headline: ['measure'],
};

const columns = {
  localId: localIdColumn(),
  kind: optional('kind', oneOf({ result: [], target: [], prediction: ['predicted'] }), {
    mustBeRead: true,
    title: 'Kind',
    help: 'result, target or prediction; empty is result',
    example: 'result',
  }),
  academicYear: required('academic_year', academicYear, {
    title: 'Academic year',
    help: 'Year of the assessment, as 2024/25',
    example: '2024/25',
    aliases: ['year', 'time_period'],
  }),
  keyStage: required('key_stage', oneOf(stages), {
    title: 'Key stage',
    help: 'EYFS, phonics, KS1, MTC, KS2, KS4, KS5 or termly',
    example: 'KS2',
    aliases: ['stage', 'ks'],
  }),
  subject: required('subject', text(80), {
    title: 'Subject',
    help: 'Such as reading, writing, maths, gps, english-language; for a headline, the id of the measure',
    example: 'maths',
  }),
  component: required('component', oneOf(components), {
    title: 'Component',
    help: 'level, scaledScore, teacherAssessment, grade, points or headline',
    example: 'scaledScore',
    aliases: ['measure', 'method'],
  }),
  value: required('value', text(40), {
    title: 'Value',
    help: 'The score, level, grade or outcome code (A, B, H, J, Q, U, L, M …) as published',
    example: '104',
    aliases: ['result', 'grade', 'outcome'],
  }),
  status: optional('status', oneOf({ provisional: ['p'], revised: ['r'], final: ['f'] }), {
    mustBeRead: true,
    title: 'Status',
    help: 'provisional, revised or final; needed for a result',
    example: 'final',
    aliases: ['result_status'],
  }),
  dateReceived: optionalDate(
    'date_received',
    'Date received',
    'Day the result was issued, from which figures as at a date have it, or the target set; empty: the publication day assumed for its stage and status, at the latest today',
    '10/09/2025',
    ['received', 'date', 'set_on'],
  ),
  entry: optional('entry', oneOf({ first: ['1'], resit: ['2', 're-sit', 'retake'] }), {
    mustBeRead: true,
    title: 'Entry',
    help: 'first or resit; empty is first',
    example: 'first',
  }),
  qualification: optional('qualification', text(80), {
    title: 'Qualification',
    help: 'What was taken, where it is not a GCSE: such as BTEC level 1/2. Its grade is kept as it stands',
    example: '',
    aliases: ['qualification_type', 'award'],
  }),
};

type Read = RowOf<typeof columns>;
/** One result, target or prediction. `status` is null for targets and predictions; `subject` is in kebab case. */
export type ResultRow = Omit<Read, 'kind' | 'entry'> & {
  kind: 'result' | 'target' | 'prediction';
  entry: 'first' | 'resit';
  /** Whether the row says itself which entry it is, and what was taken. */
  namesEntry: boolean;
  namesQualification: boolean;
};

/** A full GCSE, however its name goes on: 'GCSE (9-1) full course', 'Full course', 'GCSE double award'. */
const isFullGcse = (name: string): boolean =>
  /^(gcse|full course)\b/i.test(name) && !/short|half|equivalent/i.test(name);

/** What was taken, where it is no GCSE: as the file says, else by the course's name and the grade. */
const qualificationOf = ({ keyStage, component, value }: Read, said: string | null, subject: string): string | null => {
  if (keyStage !== 'KS4' || component !== 'grade') return said;
  if (said !== null) return isFullGcse(said) ? null : said;
  return isVocational(subject, value) ? UNNAMED : null;
};

/**
 * Attainment results with their life (provisional, revised, final), targets and predictions: one row a value. What
 * supersedes what is decided against the store; within a file, the same child, year, stage, subject, component, entry,
 * status, kind and qualification (of a term, the same day) twice is refused from the second time on.
 *
 * Source: domain notes, section 5 ("A result has a life").
 */
export const results: TableFormat<typeof columns, ResultRow> = {
  id: 'results',
  title: 'Results, targets and predictions',
  columns,
  signature: ['local_id', 'academic_year', 'key_stage', 'subject', 'value'],
  finish: (read) => {
    const kind = read.kind ?? 'result';
    const { academicYear: year, keyStage: stage, component } = read;
    const named = subjectNamed(read.subject);
    const subject = component === 'headline' ? read.subject.toLowerCase() : named.subject;
    const faults: Fault[] = [];
    const said = read.qualification ?? named.qualification;
    const qualification = qualificationOf(read, said, subject);
    const value = resultValue(read.value, { stage, subject, component, academicYear: year, qualification });
    if (!value.ok) faults.push({ field: 'value', value: read.value, reason: value.reason });
    if (kind === 'result' && read.status === null) {
      faults.push({ field: 'status', value: '', reason: 'A result needs its status: provisional, revised or final' });
    }
    const status = kind === 'result' ? read.status : null;
    const stored = value.ok ? value.value : read.value;
    const entry = read.entry ?? 'first';
    const names = { namesEntry: read.entry !== null, namesQualification: said !== null };
    return { row: { ...read, kind, subject, value: stored, status, entry, qualification, ...names }, faults };
  },
  across: (rows) => {
    const key = (row: ResultRow) =>
      [
        ...[row.localId, row.kind, row.academicYear, row.keyStage, row.subject, row.component, row.entry, row.status],
        // Targets are of a subject, whatever is taken in it.
        row.kind === 'result' ? qualificationKey(row.qualification) : '',
        row.keyStage === 'termly' && row.kind === 'result' ? row.dateReceived : '',
      ].join('\u0000');
    return { refuse: refuseRepeats(rows, key, 'value', 'this value'), warnings: unplacedSubjects(rows) };
  },
};

/** Words of subjects that fill a place of their own in the measures. */
const PLACED =
  /english|math|science|biolog|chemist|physics|histor|geograph|comput|french|german|spanish|italian|arabic|chinese|latin|greek|polish|portuguese|russian|turkish|urdu/;

/** Subjects that sound like English, maths or one of the English Baccalaureate, and would count as any other: once each. */
function unplacedSubjects(rows: readonly (ResultRow & SourceRow)[]): Warning[] {
  const found = new Map<string, Warning>();
  for (const { row, kind, keyStage, component, subject, qualification } of rows) {
    const counts = kind === 'result' && keyStage === 'KS4' && component === 'grade' && qualification === null;
    if (!counts || bucketOf(subject) !== 'open' || !PLACED.test(subject) || found.has(subject)) continue;
    const reason =
      'Not known as English, maths or an English Baccalaureate subject: counts as any other GCSE. Known are english-language, maths, combined-science, history and their like';
    found.set(subject, { row, field: 'subject', value: subject, reason });
  }
  return [...found.values()];
}
