import { defaultPepSections } from './pepSections.ts';

/** One line of a rubric's rule: the overall grade when so many sections have one of these grades. */
export interface RubricCondition {
  readonly overall: string;
  readonly grades: readonly string[];
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A dated, agreed way to judge the quality of a PEP. */
export interface PepRubric {
  readonly name: string;
  /** Best first. */
  readonly grades: readonly string[];
  readonly sections: readonly string[];
  /** The first condition that holds decides. */
  readonly conditions: readonly RubricCondition[];
  /** The overall grade when no condition holds. */
  readonly otherwise: string;
}

const sections = defaultPepSections.map((definition) => definition.section);

/** Red if any section is red, green if at most one is amber, otherwise amber. Source: domain.md section 8. */
export const ragRubric: PepRubric = {
  name: 'Red, amber, green',
  grades: ['green', 'amber', 'red'],
  sections,
  conditions: [
    { overall: 'red', grades: ['red'], atLeast: 1 },
    { overall: 'green', grades: ['amber'], atMost: 1 },
  ],
  otherwise: 'amber',
};
