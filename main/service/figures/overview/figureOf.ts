import type { Figure } from '#contract/shared.ts';
import type { Aggregate } from '../measures/aggregate.ts';

const units = { share: 'percent', sessions: 'percent', rate: 'percent', mean: 'score', count: 'count' } as const;

/** A figure of the contract from what its members add up to. */
export function figureOf(
  aggregate: Aggregate,
  about: {
    cohort: string;
    definition: string;
    source: string;
    coverageWords?: string;
    drill: Figure['drill'];
    change?: Figure['change'];
  },
): Figure {
  return {
    value: aggregate.value,
    unit: units[aggregate.kind],
    absent: aggregate.value === null ? 'notAvailable' : null,
    numerator: aggregate.kind === 'count' ? aggregate.children : aggregate.children === 0 ? null : aggregate.numerator,
    denominator: aggregate.kind === 'count' || aggregate.children === 0 ? null : aggregate.denominator,
    n:
      aggregate.kind === 'count' || aggregate.children === 0
        ? null
        : aggregate.kind === 'share'
          ? aggregate.denominator
          : aggregate.children,
    cohort: about.cohort,
    coverage: about.coverageWords
      ? { with: aggregate.children, of: aggregate.inCohort, words: about.coverageWords }
      : null,
    bounds:
      aggregate.children > 0 && aggregate.missing > 0 && about.coverageWords === undefined ? aggregate.bounds : null,
    interval: aggregate.interval,
    definition: about.definition,
    source: about.source,
    rag: null,
    target: null,
    change: about.change ?? null,
    drill: about.drill,
  };
}
