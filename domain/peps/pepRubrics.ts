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

/** Section scores with an overall rule. The scale is in use (domain.md section 8); the thresholds are a default [check]. */
export const goldRubric: PepRubric = {
  name: 'Gold, green, amber, red',
  grades: ['gold', 'green', 'amber', 'red'],
  sections,
  conditions: [
    { overall: 'red', grades: ['red'], atLeast: 1 },
    { overall: 'amber', grades: ['amber'], atLeast: 2 },
    { overall: 'green', grades: ['green', 'amber'], atLeast: 3 },
  ],
  otherwise: 'gold',
};

/** The four-point scale of inspections. The scale is in use (domain.md section 8); the thresholds are a default [check]. */
export const inspectionRubric: PepRubric = {
  name: 'Outstanding, good, requires improvement, inadequate',
  grades: ['outstanding', 'good', 'requiresImprovement', 'inadequate'],
  sections,
  conditions: [
    { overall: 'inadequate', grades: ['inadequate'], atLeast: 1 },
    { overall: 'requiresImprovement', grades: ['requiresImprovement'], atLeast: 2 },
    { overall: 'good', grades: ['good', 'requiresImprovement'], atLeast: 3 },
  ],
  otherwise: 'outstanding',
};
