import { type AcademicYear, isAcademicYear } from '#domain/calendar/academicYear.ts';
import type { Measure, MeasureUnit } from '#domain/measures/measure.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';
import type { TargetKind } from '#domain/measures/measureOfBenchmark.ts';

/** A target as somebody states it: percent, grade points or score, as its measure says. */
export type StatedTarget = {
  readonly academicYear: AcademicYear;
  readonly kind: TargetKind;
  readonly value: number;
  readonly floor: number | null;
  readonly peer: string | null;
  readonly source: string;
};

export type TargetField = keyof StatedTarget | 'measure';
export type TargetProblem = { readonly field: TargetField; readonly message: string };

/** The least and greatest figure of a unit: a percentage, Attainment 8 points, a Progress 8 score. */
const RANGES: Readonly<Record<MeasureUnit, readonly [number, number]>> = {
  percent: [0, 100],
  points: [0, 90],
  score: [-5, 5],
};
/** Incidents for each 100 children: one child can have several. */
const INCIDENTS = [0, 1000] as const;

/** The kinds of target a measure can have: a gap, and a least rate where more is better or a greatest where less is. */
export const kindsOf = (measure: Measure): readonly TargetKind[] =>
  measure.rated ? ['maximumGap', measure.polarity === 'higher' ? 'minimumRate' : 'maximumRate'] : [];

/**
 * The first thing wrong with a target, or null. A gap names its peer, a rate has none; the floor is easier than the target:
 * not below a greatest gap or rate, not above a least rate; the measure is one that is rated and exists in that year;
 * and where the target comes from is said.
 *
 * Source: domain.md section 3 ("a target is a maximum gap, with polarity, year and geography"; amber is "floor met").
 * Example: a greatest gap of 33 with a floor of 30 is wrong, for whoever misses the target has missed the floor already.
 */
export function targetProblem(
  measure: Measure | null,
  target: StatedTarget,
  peers: readonly string[],
): TargetProblem | null {
  const { academicYear, kind, value, floor, peer, source } = target;
  if (measure === null) return { field: 'measure', message: 'Choose a measure of the list' };
  if (!measure.rated)
    return { field: 'measure', message: `${measure.shortName} describes the children and is never rated` };
  if (!isAcademicYear(academicYear)) return { field: 'academicYear', message: 'Enter an academic year as 2024/25' };
  const inYear = measureInYear(measure, academicYear);
  if (!inYear.applies) return { field: 'academicYear', message: `No target in ${academicYear}: ${inYear.words}` };
  if (!kindsOf(measure).includes(kind))
    return {
      field: 'kind',
      message:
        measure.polarity === 'higher'
          ? 'More is better here: choose the greatest gap or the least rate'
          : 'Less is better here: choose the greatest gap or the greatest rate',
    };
  const [least, most] = measure.id === 'suspension-incident-rate' ? INCIDENTS : RANGES[measure.unit];
  const span = most - least;
  const [low, high] = kind === 'maximumGap' ? [-span, span] : [least, most];
  if (!Number.isFinite(value) || value < low || value > high)
    return { field: 'value', message: `Enter a target between ${low} and ${high}` };
  if (floor !== null) {
    if (!Number.isFinite(floor) || floor < low || floor > high)
      return { field: 'floor', message: `Enter a floor between ${low} and ${high}, or leave it out` };
    if (kind === 'minimumRate' ? floor > value : floor < value)
      return {
        field: 'floor',
        message:
          kind === 'minimumRate'
            ? 'The floor of a least rate cannot be above the target'
            : `The floor of a greatest ${kind === 'maximumGap' ? 'gap' : 'rate'} cannot be below the target`,
      };
  }
  if (kind === 'maximumGap' && (peer === null || !peers.includes(peer)))
    return { field: 'peer', message: `Choose whose figure the gap is measured against: ${peers.join(' or ')}` };
  if (kind !== 'maximumGap' && peer !== null)
    return { field: 'peer', message: 'A rate is not measured against a peer' };
  if (source.trim() === '') return { field: 'source', message: 'Say where the target comes from' };
  return null;
}
