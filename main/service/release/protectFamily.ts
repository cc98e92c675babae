import { besideAll } from '#domain/disclosure/besideEarlier.ts';
import { isNestedIn, nestedSideBySide } from '#domain/disclosure/nestedMeasures.ts';
import { isSmallCount, SMALLEST_SHOWN_DENOMINATOR } from '#domain/disclosure/primarySuppression.ts';
import { type CohortLine, cohortLocalities, cohortVariants } from '#domain/disclosure/protectCohort.ts';
import { type LineState, type LocalityLine, protectLocalities } from '#domain/disclosure/protectLocalities.ts';
import {
  perVariant,
  protectVariants,
  publicVariant,
  toldByVariants,
  type Variant,
  variantsByCount,
} from '#domain/disclosure/protectVariants.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { auditFamily } from './auditFamily.ts';
import type { Beside, FamilyYear, ProtectedLine, ProtectedMeasure, Why } from './family.ts';
import type { GroupFigure } from './figuresOfFamily.ts';

export type Earlier = (measure: MeasureId, variant: Variant, area: string | null, figure: GroupFigure) => Beside;

export const nothingEarlier: Earlier = () => ({ by: [] });

type Line = LocalityLine & { figure: GroupFigure; beside: Beside };
type Measured = {
  id: MeasureId;
  county: Record<Variant, Line>;
  localities: Line[];
  states?: { county: Record<Variant, LineState>; localities: LineState[]; safe: boolean };
};

const variants: readonly Variant[] = ['LAC12 with', 'all with', 'LAC12 without', 'all without'];
const none: GroupFigure = { inCohort: 0, n: 0, reached: 0, value: null };
/**
 * The protected table of a family in one year: every measure of a subject, the county's four lines and the localities of
 * the department's own cohort (12 months, with UASC), decided together, so that any releases printed from it agree. The
 * county's public line counts as out, whether or not anybody has published it yet.
 */
export function protectFamily(family: FamilyYear, earlier: Earlier = nothingEarlier): Map<MeasureId, ProtectedMeasure> {
  const measured = family.measures.map((measure) => measuredOf(family, measure, earlier));
  for (const [index, own] of measured.entries()) {
    const before = measured.slice(0, index);
    // One outcome in three measures: with two of them a reader has the third, so they are hidden or shown as one.
    const twin = family.subject === 'sen' ? before[0] : undefined;
    own.states = twin?.states ?? protect(family, own, before, schoolAge(family) ? cohortShown(own) : null);
  }
  // Exclusions and absence place a child where it happened, so the localities of each measure are other children.
  const shared = family.subject === 'ks2' || family.subject === 'ks4' || family.subject === 'sen';
  const groups = shared ? [measured] : measured.map((own) => [own]);
  const table = new Map(groups.flatMap((group) => protectedOf(family, group)));
  auditFamily(family, table);
  return table;
}

function measuredOf(family: FamilyYear, measure: FamilyYear['measures'][number], earlier: Earlier): Measured {
  const of = (id: string, from: (each: FamilyYear['measures'][number]) => GroupFigure | undefined) =>
    from(family.measures.find((each) => each.id === id) ?? measure) ?? none;
  const negative = [...Object.values(measure.county), ...measure.localities.values()].some(
    ({ n, reached }) => reached !== null && reached > n,
  );
  const line = (
    variant: Variant,
    area: string | null,
    from: (each: FamilyYear['measures'][number]) => GroupFigure | undefined,
  ): Line => {
    const figure = from(measure) ?? none;
    const { n, reached } = figure;
    // In SEN every measure of the family is told by the other two.
    const beside = besidesOf(family.subject === 'sen' ? family.measures : [measure], variant, area, from, earlier);
    const support = of('sen-support-share', from).reached ?? 0;
    const plan = of('sen-plan-share', from).reached ?? 0;
    const parts =
      family.subject === 'sen'
        ? [support, plan, n - support - plan]
        : reached === null
          ? []
          : negative
            ? [reached]
            : [reached, n - reached];
    return { n, parts, figure, beside, known: beside.known, close: beside.close };
  };
  return {
    id: measure.id,
    county: perVariant((variant) => line(variant, null, (each) => each.county[variant])),
    localities: family.localityIds.map((id) => line(publicVariant, id, (each) => each.localities.get(id))),
  };
}

function besidesOf(
  measures: FamilyYear['measures'],
  variant: Variant,
  area: string | null,
  from: (each: FamilyYear['measures'][number]) => GroupFigure | undefined,
  earlier: Earlier,
): Beside {
  const all = measures.map((each) => earlier(each.id, variant, area, from(each) ?? none));
  const cohort = all.find((each) => each.cohort === 'close')?.cohort ?? all.find((each) => each.cohort)?.cohort;
  return { ...besideAll(all), ...(cohort ? { cohort } : {}), by: [...new Set(all.flatMap((each) => each.by))] };
}

/** Attendance, exclusions and SEN are all of the school-age cohort, so each shows it for the others. */
const schoolAge = ({ subject }: FamilyYear): boolean => subject !== 'ks2' && subject !== 'ks4';

function cohortShown(own: Measured): { counts: Record<Variant, number>; shown: Set<Variant> } {
  const counts = perVariant((variant) => own.county[variant].figure.inCohort);
  return { counts, shown: variantsByCount(counts).shown };
}

/** Where each locality stands in a list of the family. */
const orderIn =
  ({ subject, order, label, localityIds }: FamilyYear, list: string) =>
  (index: number): number =>
    order(`${subject} ${label} ${list}`, localityIds[index] ?? '');

/** The states of one measure beside those of the family decided before it. */
function protect(
  family: FamilyYear,
  own: Measured,
  before: readonly Measured[],
  cohort: ReturnType<typeof cohortShown> | null,
): NonNullable<Measured['states']> {
  const pairs = before.flatMap((other) =>
    isNestedIn(own.id, other.id)
      ? [{ other, outer: false }]
      : isNestedIn(other.id, own.id)
        ? [{ other, outer: true }]
        : [],
  );
  // A few children with a result in the outer measure and none in the inner: the later of the two keeps its number back.
  const lines = own.localities.map((line, index): Line => {
    const apart = pairs.some(({ other }) => {
      const beside = other.localities[index];
      return (
        beside !== undefined &&
        other.states?.localities[index] !== 'all' &&
        beside.n !== line.n &&
        isSmallCount(Math.abs(beside.n - line.n))
      );
    });
    return apart && line.known === undefined ? { ...line, close: 'all' } : line;
  });
  const localities = protectLocalities(lines, orderIn(family, own.id), (states) =>
    pairs.every(({ other, outer }) => {
      const theirs = { lines: other.localities, states: other.states?.localities ?? [] };
      const mine = { lines, states };
      return outer ? nestedSideBySide(mine, theirs) : nestedSideBySide(theirs, mine);
    }),
  );
  const county = protectVariants(own.county, {
    cohort,
    allowed: (states) =>
      pairs.every(({ other, outer }) => {
        const theirs = other.states?.county;
        const both = new Set<Variant>([
          publicVariant,
          ...variants.filter((variant) => theirs?.[variant] === 'shown' && states[variant] === 'shown'),
        ]);
        const sign = outer ? 1 : -1;
        const apart = perVariant(
          (variant) => sign * ((own.county[variant].parts[0] ?? 0) - (other.county[variant].parts[0] ?? 0)),
        );
        return (
          [...both].every((variant) => variant === publicVariant || !isSmallCount(Math.abs(apart[variant]))) &&
          toldByVariants(apart, both).every((count) => !isSmallCount(Math.abs(count)))
        );
      }),
  });
  return { county: county.states, localities: localities.states, safe: localities.safe && county.safe };
}

const isSmall = ({ n, parts }: LocalityLine): boolean =>
  (n > 0 && n < SMALLEST_SHOWN_DENOMINATOR) || parts.some(isSmallCount);

function protectedOf(family: FamilyYear, group: readonly Measured[]): [MeasureId, ProtectedMeasure][] {
  const cohortLine = (of: (own: Measured) => Line, shows: (own: Measured) => boolean): CohortLine => {
    const lines = group.map(of);
    return {
      inCohort: Math.max(0, ...lines.map(({ figure }) => figure.inCohort)),
      without: lines.map(({ figure }) => figure.inCohort - figure.n),
      showsChildren: group.map(shows),
      known: lines.some(({ beside }) => beside.cohort === 'known'),
      close: lines.some(({ beside }) => beside.cohort === 'close'),
    };
  };
  const countyCohort = perVariant((variant) =>
    cohortLine(
      (own) => own.county[variant],
      (own) => variant === publicVariant || own.states?.county[variant] !== 'all',
    ),
  );
  const cohorts = family.localityIds.map((_id, index) =>
    cohortLine(
      (own) => own.localities[index] as Line,
      (own) => own.states?.localities[index] !== 'all',
    ),
  );
  const shownVariants = schoolAge(family)
    ? new Set(
        variants.filter(
          (variant) =>
            (variant === publicVariant || !countyCohort[variant].showsChildren.includes(false)) &&
            !countyCohort[variant].without.some(isSmallCount) &&
            !isSmallCount(countyCohort[variant].inCohort),
        ),
      )
    : cohortVariants(countyCohort);
  const countyKnown = schoolAge(family) || shownVariants.has(publicVariant);
  const order = orderIn(family, `cohort of ${group[0]?.id}`);
  const beside = countyKnown ? cohortLocalities(cohorts, true, order) : null;
  // Where other families show the county's cohort, nothing is won by hiding it here.
  const alone = beside === null && !schoolAge(family) ? cohortLocalities(cohorts, false, order) : null;
  if (alone !== null) shownVariants.delete(publicVariant);
  const hidden = beside ?? alone ?? new Set(cohorts.keys());
  const whyCohortOf = (line: CohortLine, otherwise: Why): Why =>
    line.close ? 'earlier' : isSmallCount(line.inCohort) || line.without.some(isSmallCount) ? 'small' : otherwise;
  const lineOf = (line: Line, state: LineState, shows: boolean, cohort: CohortLine, otherwise: Why): ProtectedLine => ({
    figure: line.figure,
    state,
    why: state === 'shown' ? null : line.close ? 'earlier' : isSmall(line) ? 'small' : otherwise,
    showsCohort: shows,
    whyCohort: shows ? null : whyCohortOf(cohort, otherwise),
    earlier: line.beside.by,
  });
  return group.map((own) => {
    const { county, localities, safe } = own.states as NonNullable<Measured['states']>;
    const lines = [...Object.values(own.county), ...own.localities];
    const blockers = own.county[publicVariant].close
      ? own.county[publicVariant].beside.by
      : safe
        ? null
        : [...new Set(lines.flatMap((line) => (line.known || line.close ? line.beside.by : [])))];
    return [
      own.id,
      {
        county: perVariant((variant) =>
          lineOf(own.county[variant], county[variant], shownVariants.has(variant), countyCohort[variant], 'difference'),
        ),
        localities: new Map(
          family.localityIds.map((id, index) => [
            id,
            lineOf(
              own.localities[index] as Line,
              localities[index] ?? 'all',
              !hidden.has(index),
              cohorts[index] as CohortLine,
              'givesBack',
            ),
          ]),
        ),
        refusedBy: blockers,
      },
    ];
  });
}
