import type { ReadConnection } from '#db/open.ts';
import { addMonths } from '#domain/calendar/plainDate.ts';
import { overallQuality } from '#domain/peps/overallQuality.ts';
import { listedChildren } from './careFacts.ts';

export type PepGrade = 'green' | 'amber' | 'red';
export type PepDatesOfChild = { due: string; held: string | null };

/** What a list says of a child's PEPs. */
export type PepsToDate = {
  /** Every round recorded, held or not. */
  rounds: PepDatesOfChild[];
  lastHeld: string | null;
  /** By the rubric, of the newest version of the PEP held last; null until all its sections are graded. */
  lastOverall: PepGrade | null;
};

export const pepsOfListedSql = `${listedChildren} SELECT childId, pep.id, version, due_on, held_on, graded_on FROM listed
  CROSS JOIN pep ON child_id = childId`;

export const gradesSql = `SELECT pep_id, group_concat(section || '=' || coalesce(grade, ''), '|') FROM json_each(?)
  CROSS JOIN pep_section ON pep_id = value GROUP BY pep_id`;

/** A PEP's overall grade in the words the contract knows; a grade of another scale is none. */
export const asPepGrade = (grade: string | null): PepGrade | null =>
  grade === 'green' || grade === 'amber' || grade === 'red' ? grade : null;

/** The PEPs, as at a date, of everybody looked after on it. What was held or graded after the date is not known yet. */
export function pepsToDate(reader: ReadConnection, asAt: string): Map<string, PepsToDate> {
  const rows = reader.prepare(pepsOfListedSql).raw().all({ asAt }) as [
    string,
    string,
    number,
    string,
    string | null,
    string | null,
  ][];
  const peps = new Map<string, PepsToDate>();
  const last = new Map<string, { id: string; held: string; version: number; graded: boolean }>();
  for (const [childId, id, version, due, held, gradedOn] of rows) {
    const known = peps.get(childId);
    if (known) known.rounds.push({ due, held });
    else peps.set(childId, { rounds: [{ due, held }], lastHeld: null, lastOverall: null });
    if (held === null || held > asAt) continue;
    const before = last.get(childId);
    if (!before || held > before.held || (held === before.held && version > before.version))
      last.set(childId, { id, held, version, graded: gradedOn === null || gradedOn <= asAt });
  }
  const graded = [...last.values()].filter((pep) => pep.graded).map((pep) => pep.id);
  const grades = new Map(reader.prepare(gradesSql).raw().all(JSON.stringify(graded)) as [string, string][]);
  const overallOf = overallByGrades();
  for (const [childId, pep] of last) {
    const known = peps.get(childId);
    if (!known) continue;
    known.lastHeld = pep.held;
    known.lastOverall = overallOf(grades.get(pep.id) ?? '');
  }
  return peps;
}

/** The rubric over 'section=grade|section=grade'; children share few patterns of grades, so each is judged once. */
function overallByGrades(): (grades: string) => PepGrade | null {
  const judged = new Map<string, PepGrade | null>();
  return (grades) => {
    const known = judged.get(grades);
    if (known !== undefined) return known;
    const sections = grades.split('|').map((pair) => {
      const [section = '', grade = ''] = pair.split('=');
      return { section, grade: grade || null, reason: null };
    });
    const overall = asPepGrade(overallQuality(sections).overall);
    judged.set(grades, overall);
    return overall;
  };
}

/**
 * From when a PEP that nobody recorded can be called missing: a year before the date where PEPs of that year are in the
 * store, otherwise the date itself. A store that holds no PEPs of the time knows nothing of who was late.
 */
export function pepsKnownSince(reader: ReadConnection, asAt: string): string {
  const aYearAgo = addMonths(asAt, -12);
  return reader.prepare('SELECT 1 FROM pep WHERE due_on BETWEEN ? AND ? LIMIT 1').get(aYearAgo, asAt) ? aYearAgo : asAt;
}
