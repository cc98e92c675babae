import type { ReadConnection } from '#db/open.ts';
import { addMonths } from '#domain/calendar/plainDate.ts';
import { overallQuality } from '#domain/peps/overallQuality.ts';
import { isGradedBy, lastPepHeld, pepsAsAt, type VersionOfPep } from '#domain/peps/pepsAsAt.ts';
import { listedChildren } from './careFacts.ts';

export type PepGrade = 'green' | 'amber' | 'red';
export type PepDatesOfChild = { due: string; held: string | null };

/** What a list says of a child's PEPs. */
export type PepsToDate = {
  /** Every PEP recorded, held or not. */
  rounds: PepDatesOfChild[];
  lastHeld: string | null;
  /** By the rubric, of the PEP held last; null until all its sections are graded. */
  lastOverall: PepGrade | null;
  /** When the PEPs that wait for a grade were handed in. */
  toGrade: string[];
};

export const pepsOfListedSql = `${listedChildren} SELECT childId, pep.id AS id, version, amends_id AS amends, status, due_on AS due, held_on AS held,
  submitted_on AS submitted, signed_off_on AS signedOff, graded_on AS gradedOn FROM listed CROSS JOIN pep ON child_id = childId`;

export const gradesSql = `SELECT pep_id, group_concat(section || '=' || coalesce(grade, ''), '|') FROM json_each(?)
  CROSS JOIN pep_section ON pep_id = value GROUP BY pep_id`;

/** A PEP's overall grade in the words the contract knows; a grade of another scale is none. */
export const asPepGrade = (grade: string | null): PepGrade | null =>
  grade === 'green' || grade === 'amber' || grade === 'red' ? grade : null;

/** The PEPs, as at a date, of everybody looked after on it, each in the version that stood. */
export function pepsToDate(reader: ReadConnection, asAt: string): Map<string, PepsToDate> {
  const rows = reader.prepare(pepsOfListedSql).all({ asAt }) as (VersionOfPep & { childId: string })[];
  const standing = new Map(
    [...Map.groupBy(rows, (row) => row.childId)].map(([childId, peps]) => [childId, pepsAsAt(peps, asAt)]),
  );
  const last = new Map(
    [...standing].flatMap(([childId, peps]) => {
      const pep = lastPepHeld(peps, asAt);
      return pep ? [[childId, pep] as const] : [];
    }),
  );
  const asked = [...standing.values()].flat().filter((pep) => isWaiting(pep, asAt));
  const graded = [...last.values(), ...asked].filter((pep) => isGradedBy(pep, asAt)).map((pep) => pep.id);
  const grades = new Map(reader.prepare(gradesSql).raw().all(JSON.stringify(graded)) as [string, string][]);
  const overallOf = overallByGrades();
  const overall = (pep: VersionOfPep) => overallOf(isGradedBy(pep, asAt) ? (grades.get(pep.id) ?? '') : '');
  return new Map(
    [...standing].map(([childId, peps]) => {
      const held = last.get(childId);
      return [
        childId,
        {
          rounds: peps,
          lastHeld: held?.held ?? null,
          lastOverall: held ? overall(held) : null,
          toGrade: peps.flatMap((pep) =>
            isWaiting(pep, asAt) && pep.submitted !== null && overall(pep) === null ? [pep.submitted] : [],
          ),
        },
      ];
    }),
  );
}

/** Handed in by the date and not signed off: what is then without an overall grade waits for one. */
const isWaiting = ({ submitted, signedOff }: VersionOfPep, asAt: string): boolean =>
  submitted !== null && submitted <= asAt && (signedOff === null || signedOff > asAt);

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
