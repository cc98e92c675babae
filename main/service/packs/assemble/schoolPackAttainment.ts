import type { ResultRow, TargetRow } from '#db/queries/results.ts';
import { onTrack } from '#domain/attainment/onTrack.ts';
import { qualificationKey } from '#domain/attainment/qualificationKey.ts';
import { standingResult } from '#domain/attainment/standingResult.ts';
import { academicYearOf, firstCalendarYear, previousAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { AttainmentScale } from '#service/documents/pdf/chartData.ts';
import {
  type AttainmentPack,
  type AttainmentRow,
  NOT_ASSESSED,
  type RagWords,
  type Section,
} from '../model/packModel.ts';
import { attainmentNote, compareSubjects, resultWords, stageTitle, subjectTitle } from './schoolPackWords.ts';

/** Columns of results that a page has room for. */
const MOST_POINTS = 4;

/** Every KS1 and KS2 child has these from 2015/16 on, so that their absence is a gap and not a choice of subjects. */
const STATUTORY = ['reading', 'writing', 'maths'];

/** Which of several values of one subject at one point is shown. */
const COMPONENTS = ['scaledScore', 'grade', 'level', 'teacherAssessment', 'points', 'headline'];

interface Point {
  key: string;
  title: string;
  keyStage: string;
  academicYear: string;
  values: Map<string, ResultRow>;
  /** A later resit of the subject beside its first entry. */
  resits: Map<string, ResultRow>;
}

const TRACK: Record<'onTrack' | 'oneBelow' | 'below', RagWords> = {
  onTrack: { rag: 'green', words: 'On track' },
  oneBelow: { rag: 'amber', words: 'One step below' },
  below: { rag: 'red', words: 'Below target' },
};

/**
 * A child's attainment as at a date: the standing results of the last four assessment points by subject, with the target and
 * prediction next to come (or the last there was), and how they stand to each other.
 *
 * A point is a key stage in an academic year, or a term for termly assessments. A subject that nobody would expect at a
 * point is 'not assessed' there; 'no result' is kept for what is missing: a statutory subject, or one with a target.
 * Results stand from the day they were issued; targets set after the date are not known yet.
 *
 * Source: domain.md section 5 ('A result has a life'; 'termly teacher assessments with targets').
 * @example KS2 reading '97' final, target '100' // row { subject: 'Reading', results: ['97'], target: '100', onTrack: 'Below target' }
 */
export function attainmentOfPack(
  results: readonly ResultRow[],
  targets: readonly TargetRow[],
  asAt: PlainDate,
): Section<AttainmentPack> {
  const outlooks = targets.filter(({ setOn }) => setOn <= asAt);
  const points = pointsOf(results).slice(-MOST_POINTS);
  const latest = points.at(-1);
  const subjects = new Set(points.flatMap((point) => [...point.values.keys()]));
  const year = academicYearOf(asAt);
  // Last year's targets too: their results may be what is missing.
  for (const outlook of outlooks) if (outlook.academicYear >= previousAcademicYear(year)) subjects.add(outlook.subject);
  if (latest && isStatutory(latest)) for (const subject of STATUTORY) subjects.add(subject);
  if (subjects.size === 0) return { available: false, reason: 'no result or target has reached the team' };
  const judged = [...subjects].toSorted(compareSubjects).map((subject) => {
    const target = outlookOf('target', subject, outlooks, year);
    const prediction = outlookOf('prediction', subject, outlooks, year);
    return { subject, target, prediction, row: rowOf(subject, points, target, prediction, outlooks) };
  });
  return {
    available: true,
    value: {
      points: points.map((point) => point.title),
      rows: judged.map(({ row }) => row),
      scale: latest === undefined ? null : scaleOf(latest, judged),
      sourceNote: attainmentNote(points.flatMap((point) => [...point.values.values()])),
    },
  };
}

/** Where a subject was taken in several qualifications, each but the GCSE goes by its own name too: 'Maths, Functional Skills Level 1'. */
function underOwnName(results: readonly ResultRow[]): (result: ResultRow) => ResultRow {
  const taken = new Map<string, Set<string>>();
  for (const { subject, qualification } of results)
    taken.set(subject, new Set([...(taken.get(subject) ?? []), qualificationKey(qualification)]));
  return (result) =>
    result.qualification && (taken.get(result.subject)?.size ?? 0) > 1
      ? { ...result, subject: `${result.subject}, ${result.qualification}` }
      : result;
}

function pointsOf(all: readonly ResultRow[]): Point[] {
  const results = all.map(underOwnName(all));
  const groups = new Map<string, ResultRow[]>();
  for (const result of results) {
    const { key } = placeOf(result);
    const { subject, component, entry, qualification } = result;
    const group = `${key}|${subject}|${component}|${entry}|${qualificationKey(qualification)}`;
    const known = groups.get(group);
    if (known) known.push(result);
    else groups.set(group, [result]);
  }
  const points = new Map<string, Point>();
  for (const versions of groups.values()) {
    const result = standingResult(versions);
    if (result === null) continue;
    const { key, title } = placeOf(result);
    const { keyStage, academicYear } = result;
    const point = points.get(key) ?? {
      key,
      title,
      keyStage,
      academicYear,
      values: new Map<string, ResultRow>(),
      resits: new Map<string, ResultRow>(),
    };
    points.set(key, point);
    const into = result.entry === 'resit' ? point.resits : point.values;
    const known = into.get(result.subject);
    if (known === undefined || COMPONENTS.indexOf(result.component) < COMPONENTS.indexOf(known.component))
      into.set(result.subject, result);
  }
  for (const point of points.values())
    for (const [subject, resit] of point.resits) if (!point.values.has(subject)) point.values.set(subject, resit);
  return [...points.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Where a result stands in time; keys sort as the assessments followed each other. */
function placeOf({ keyStage, academicYear, dateReceived }: ResultRow): { key: string; title: string } {
  if (keyStage !== 'termly') {
    const order = { EYFS: 1, phonics: 2, KS1: 3, MTC: 4, KS2: 5, KS4: 6, KS5: 7 }[keyStage];
    return {
      key: `${firstCalendarYear(academicYear) + 1}-07-${order}`,
      title: `${stageTitle(keyStage)} ${academicYear}`,
    };
  }
  const month = Number(dateReceived.slice(5, 7));
  const [first, term] = month >= 9 ? ['10', 'Autumn'] : month <= 4 ? ['02', 'Spring'] : ['06', 'Summer'];
  const year = month >= 9 ? firstCalendarYear(academicYear) : firstCalendarYear(academicYear) + 1;
  return { key: `${year}-${first}-0`, title: `${term} ${year}` };
}

const isStatutory = ({ keyStage, academicYear }: Point): boolean =>
  (keyStage === 'KS1' || keyStage === 'KS2') && academicYear >= '2015/16';

const isExpected = (point: Point, subject: string, outlooks: readonly TargetRow[]): boolean =>
  (isStatutory(point) && STATUTORY.includes(subject)) ||
  outlooks.some(
    (each) => each.subject === subject && each.keyStage === point.keyStage && each.academicYear === point.academicYear,
  );

/** The target or prediction next to come, the newest of it; where none is to come, the last there was. */
function outlookOf(
  kind: TargetRow['kind'],
  subject: string,
  outlooks: readonly TargetRow[],
  year: string,
): TargetRow | null {
  const own = outlooks.filter((each) => each.kind === kind && each.subject === subject);
  const next = own.find((each) => each.academicYear >= year)?.academicYear ?? own.at(-1)?.academicYear;
  return own.findLast((each) => each.academicYear === next) ?? null;
}

function rowOf(
  subject: string,
  points: readonly Point[],
  target: TargetRow | null,
  prediction: TargetRow | null,
  outlooks: readonly TargetRow[],
): AttainmentRow {
  return {
    subject: subjectTitle(subject),
    results: points.map((point) => {
      const result = point.values.get(subject);
      if (result === undefined) return isExpected(point, subject, outlooks) ? null : NOT_ASSESSED;
      const resit = point.resits.get(subject);
      const words = resultWords(result);
      return resit === undefined || resit === result ? words : `${words}, resit ${resultWords(resit)}`;
    }),
    target: target === null ? null : resultWords(target),
    prediction: prediction === null ? null : resultWords(prediction),
    onTrack: trackOf(points, target, prediction),
  };
}

/** The result of the target's own assessment decides once it is there; until then the prediction for it does. */
function trackOf(points: readonly Point[], target: TargetRow | null, prediction: TargetRow | null) {
  if (target === null) return null;
  const sameAim = (each: { keyStage: string; academicYear: string; component: string }) =>
    each.keyStage === target.keyStage &&
    each.academicYear === target.academicYear &&
    each.component === target.component;
  const own = points.findLast(
    (point) => point.keyStage === target.keyStage && point.academicYear === target.academicYear,
  );
  const result = own?.resits.get(target.subject) ?? own?.values.get(target.subject);
  const reached = result !== undefined && sameAim(result) ? result.value : null;
  const predicted = prediction !== null && sameAim(prediction) ? prediction.value : null;
  const outcome = onTrack({
    target: target.value,
    prediction: target.keyStage === 'termly' ? (predicted ?? reached) : (reached ?? predicted),
  });
  if (outcome === 'notAvailable') return null;
  return outcome === 'onTrack' && reached !== null && target.keyStage !== 'termly'
    ? { rag: 'green' as const, words: 'Target met' }
    : TRACK[outcome];
}

type Judged = { subject: string; target: TargetRow | null; row: AttainmentRow };

/** The numeric scale of the latest point with its subjects; null where its values are letters, words or mixed levels. */
function scaleOf(latest: Point, judged: readonly Judged[]): AttainmentScale | null {
  for (const scale of SCALES) {
    const read = (component: string, value: string) =>
      component === scale.component && scale.pattern.test(value.trim()) ? Number(value) : null;
    const rows = judged.flatMap(({ subject, target, row }) => {
      const result = latest.resits.get(subject) ?? latest.values.get(subject);
      const reached = result === undefined ? null : read(result.component, result.value);
      if (reached === null) return [];
      const aim = target === null ? null : read(target.component, target.value);
      return [{ subject: row.subject, point: latest.title, result: reached, target: aim }];
    });
    if (rows.length > 0) return { unit: scale.unit, min: scale.min, max: scale.max, expected: scale.expected, rows };
  }
  return null;
}

const SCALES = [
  {
    component: 'scaledScore',
    pattern: /^(8\d|9\d|1[01]\d|120)$/,
    unit: 'scaled score',
    min: 80,
    max: 120,
    expected: { value: 100, label: 'expected standard' },
  },
  {
    component: 'grade',
    pattern: /^[1-9]$/,
    unit: 'GCSE grade',
    min: 0,
    max: 9,
    expected: { value: 4, label: 'grade 4' },
  },
  { component: 'level', pattern: /^[1-8]$/, unit: 'national curriculum level', min: 0, max: 8, expected: null },
];
