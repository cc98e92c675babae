import { type Said, saidOr } from '#domain/facts/said.ts';

/** A published figure, or a published gap between two. */
export interface BenchmarkHeld {
  readonly id: string;
  readonly measureId: string;
  readonly kind: string;
  readonly publishedName: string;
  readonly geography: string;
  readonly cohortKind: string;
  readonly cohortVariant: string;
  readonly academicYear: string;
  readonly value: number;
  readonly unit: string;
  readonly definition: string;
  readonly source: string;
  readonly url: string;
  readonly vintage: string;
  readonly confidence: string;
}

/** A figure as a file prints it; without a definition it is another figure than one with one. */
export type BenchmarkSaid = Omit<BenchmarkHeld, 'id' | 'url' | 'confidence'> & {
  /** The cohort in the file's own words. */
  readonly cohort: string;
  readonly url: Said<string>;
  readonly confidence: Said<string>;
};

/** The figure as it then is, `id` null where it is new; and what was said. */
export interface BenchmarkRuling {
  readonly id: string | null;
  readonly row: Omit<BenchmarkHeld, 'id'>;
  readonly said: string;
}

/** What tells one figure from another: the same figure differs by cohort, method, publication and source. */
const KEY = [
  ...(['measureId', 'publishedName', 'geography', 'cohortKind', 'cohortVariant', 'vintage', 'academicYear'] as const),
  ...(['definition', 'source'] as const),
] as const;

/**
 * A published figure. Said again with another value it is put right in place; an empty address or remark says nothing. One that a
 * newer file put right stays so when the older one comes again.
 *
 * Source: domain.md section 3 (cohort, method and vintage are kept with each value); issue 8 section 1.
 * @param held the figures of its measure and year
 * @example 48.9, then 49.1 of the same source in a newer file // 49.1
 */
export function benchmarkSaid(
  held: readonly BenchmarkHeld[],
  { cohort, url, confidence, ...proposal }: BenchmarkSaid,
  saidLater: (what: string) => boolean,
): BenchmarkRuling {
  const { publishedName, geography, academicYear, definition, source } = proposal;
  const said = [publishedName, geography, cohort, academicYear, definition, source].join(' ');
  const found = held.find((row) => KEY.every((column) => row[column] === proposal[column])) ?? null;
  const more = {
    url: saidOr(url, found?.url ?? null) ?? '',
    confidence: saidOr(confidence, found?.confidence ?? null) ?? '',
  };
  if (found === null) return { id: null, row: { ...proposal, ...more }, said };
  const { id, ...known } = found;
  return { id, row: saidLater(said) ? known : { ...known, ...proposal, ...more }, said };
}
