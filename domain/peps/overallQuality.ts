import { type PepRubric, ragRubric } from './pepRubrics.ts';

export interface SectionGrade {
  readonly section: string;
  readonly grade: string | null;
  /** Why, in writing; a grade without a reason is listed and must be mended before sign-off. */
  readonly reason: string | null;
}

export interface OverallQuality {
  /** null until every section of the rubric has a grade of its scale. */
  readonly overall: string | null;
  readonly ungraded: readonly string[];
  readonly withoutReason: readonly string[];
}

/**
 * The overall quality of a PEP from the grades of its sections by an agreed rubric: for the default, red if any section is
 * red, green if at most one is amber, amber otherwise. Nothing is said before all sections are graded.
 *
 * Quality is judged by the assistant head and says nothing about completeness or timeliness; the three are never merged.
 * Sections outside the rubric are ignored; a grade outside its scale counts as not graded.
 * Source: domain.md section 8.
 *
 * @example eight sections, seven green and one amber // overall 'green'
 * @example six green and two amber // overall 'amber'
 * @example seven green and one red // overall 'red'
 */
export function overallQuality(grades: readonly SectionGrade[], rubric: PepRubric = ragRubric): OverallQuality {
  const judged = rubric.sections.map((section) => {
    const found = grades.find((grade) => grade.section === section);
    const known = found?.grade != null && rubric.grades.includes(found.grade);
    return { section, grade: known ? found.grade : null, reason: found?.reason?.trim() ?? '' };
  });
  const ungraded = judged.filter(({ grade }) => grade === null).map(({ section }) => section);
  const withoutReason = judged.filter(({ grade, reason }) => grade !== null && reason === '').map((j) => j.section);
  if (ungraded.length > 0) return { overall: null, ungraded, withoutReason };
  const holds = ({
    grades: counted,
    atLeast = 0,
    atMost = judged.length,
  }: PepRubric['conditions'][number]): boolean => {
    const n = judged.filter(({ grade }) => grade !== null && counted.includes(grade)).length;
    return n >= atLeast && n <= atMost;
  };
  return { overall: rubric.conditions.find(holds)?.overall ?? rubric.otherwise, ungraded, withoutReason };
}
