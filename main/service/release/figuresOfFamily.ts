import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Variant } from '#domain/disclosure/protectVariants.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import type { Measure, MeasureId } from '#domain/measures/measure.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';
import { aggregate } from '../figures/measures/aggregate.ts';
import { kindOf, measureMembers } from '../figures/measures/measureMembers.ts';
import type { Member, MemberKind } from '../figures/measures/member.ts';
import type { ReportContext } from '../figures/measures/reportRows.ts';

/** What a release could show of a group of children in one measure and year. */
export type GroupFigure = {
  inCohort: number;
  n: number;
  /** Children who reached, or events of a rate; null for a mean and a rate of sessions. */
  reached: number | null;
  value: number | null;
  /** The sum of the scores of a mean, for means over several years. */
  points?: number;
};

/** A measure's figures: the county's lines of a variant, and its localities of the public one, by year. */
export type MeasureFigures = {
  measure: Measure;
  kind: MemberKind;
  county: ReadonlyMap<Variant, ReadonlyMap<AcademicYear, GroupFigure>>;
  localities: ReadonlyMap<AcademicYear, ReadonlyMap<string, GroupFigure>>;
};

export const nobody: GroupFigure = { inCohort: 0, n: 0, reached: 0, value: null };

/** The measures that share their children, and are therefore protected together, the one worth most first. */
export const familyOf = (measure: Measure): Measure[] => {
  const headlines = ['ks2-rwm-expected', 'ks2-english-maths-level4', 'ks4-attainment8', 'ks4-5ac-english-maths'];
  const rank = ({ id }: Measure) => (headlines.includes(id) ? 0 : 1);
  return catalogue
    .filter((each) => each.subject === measure.subject && each.computable)
    .sort((a, b) => rank(a) - rank(b));
};

export const variants: readonly { variant: Variant; lac12Only: boolean; withUasc: boolean }[] = [
  { variant: 'LAC12 with', lac12Only: true, withUasc: true },
  { variant: 'all with', lac12Only: false, withUasc: true },
  { variant: 'LAC12 without', lac12Only: true, withUasc: false },
  { variant: 'all without', lac12Only: false, withUasc: false },
];

/** Children of a year in which the measure did not exist or nobody was assessed: in the cohort, without a result. */
const unmeasured = (members: readonly Member[], kind: MemberKind): GroupFigure => ({
  inCohort: new Set(members.map(({ childId }) => childId)).size,
  n: 0,
  reached: kind === 'mean' || kind === 'sessions' ? null : 0,
  value: null,
});

/** The figure of members, counted as every report counts them. */
export function figureOfMembers(members: readonly Member[], kind: MemberKind): GroupFigure {
  const total = aggregate(members, kind);
  const counts = kind === 'share' || kind === 'rate' || kind === 'count';
  return {
    inCohort: total.inCohort,
    n: total.children,
    reached: counts ? total.numerator : null,
    value: total.value === null ? null : Math.round(total.value * 10) / 10,
    ...(kind === 'mean' ? { points: total.numerator } : {}),
  };
}

/** The years of a family, and the day by which results, sessions and suspensions are read; null reads all there are. */
export type FamilyQuestion = { from: AcademicYear; to: AcademicYear; asAt: PlainDate | null };

/** A measure's figures without the measure itself, as they cross from a thread of their own. */
export type Figures = Omit<MeasureFigures, 'measure'> & { id: MeasureId };

/** Reads the figures of measures, one after the other; `tell` hears before each which one it is. */
export function readFigures(
  context: ReportContext,
  measures: readonly Measure[],
  years: FamilyQuestion,
  tell: (measure: Measure, index: number) => void,
): Figures[] {
  return measures.map((measure, index) => {
    tell(measure, index);
    return read(context, measure, years);
  });
}

function read(context: ReportContext, measure: Measure, { from: fromYear, to: toYear, asAt }: FamilyQuestion): Figures {
  const kind = kindOf(measure);
  const figure = (year: AcademicYear, members: readonly Member[]): GroupFigure =>
    measureInYear(measure, year).applies ? figureOfMembers(members, kind) : unmeasured(members, kind);
  const county = new Map<Variant, Map<AcademicYear, GroupFigure>>();
  const localities = new Map<AcademicYear, Map<string, GroupFigure>>();
  for (const { variant, lac12Only, withUasc } of variants) {
    const members = measureMembers(context, measure, { fromYear, toYear, lac12Only, withUasc, asAt });
    const byYear = new Map<AcademicYear, GroupFigure>();
    for (const [year, own] of members) {
      byYear.set(year, figure(year, own));
      if (variant !== 'LAC12 with') continue;
      const groups = Map.groupBy(own, (member) => member.locality);
      localities.set(year, new Map([...groups].map(([id, group]) => [id, figure(year, group)])));
    }
    county.set(variant, byYear);
  }
  return { id: measure.id, kind, county, localities };
}
