import { daysBetween } from '#domain/calendar/plainDate.ts';
import { type BesideEarlier, besideAll, besideEarlier, type ReleasedFigure } from '#domain/disclosure/besideEarlier.ts';
import type { HidingOrder } from '#domain/disclosure/hidingOrder.ts';
import { isSmallCount } from '#domain/disclosure/primarySuppression.ts';
import type { Variant } from '#domain/disclosure/protectVariants.ts';
import { blockNamed, type YearBlock } from '#domain/disclosure/yearBlocks.ts';
import type { Beside } from './family.ts';
import type { GroupFigure } from './figuresOfFamily.ts';
import type { Earlier } from './protectFamily.ts';
import type { Release } from './register.ts';
import type { ReleasedFact } from './releasedFact.ts';

/** Figures of dates less than a year apart are of the same children, but for those who came or went. */
const SAME_CHILDREN_DAYS = 365;

type Told = { release: Release; fact: ReleasedFact };
export type Group = {
  measure: string;
  /** Null for a count on a date. */
  year: string | null;
  date: string | null;
  cohort: 'LAC12' | 'all';
  uasc: 'with' | 'without';
  area: string | null;
};

/** The earlier releases, by what their cells are about. */
export class Released {
  readonly releases: readonly Release[];
  /** By which the store chooses what else is hidden, in whatever leaves. */
  readonly order: HidingOrder;
  readonly #facts = new Map<string, Told[]>();

  constructor(releases: readonly Release[], order: HidingOrder) {
    this.releases = releases;
    this.order = order;
    for (const release of releases)
      for (const fact of release.facts ?? []) {
        const key = keyOf(fact);
        const list = this.#facts.get(key);
        if (list) list.push({ release, fact });
        else this.#facts.set(key, [{ release, fact }]);
      }
  }

  /** Releases whose cells can no longer be read, so that nothing can be compared with them. */
  get unreadable(): Release[] {
    return this.releases.filter(({ facts }) => facts === null);
  }

  /** What earlier releases show of a group. */
  factsOf(group: Group): ReleasedFact[] {
    return this.#toldOf(group).map(({ fact }) => fact);
  }

  /** The releases that facts stand in. */
  releasesOf(facts: readonly ReleasedFact[]): string[] {
    return this.releases.filter((each) => each.facts?.some((fact) => facts.includes(fact))).map(({ id }) => id);
  }

  /** The years that left taken together, of any of these measures. */
  blocksOf(measures: ReadonlySet<string>): YearBlock[] {
    const blocks = [...this.#facts.values()].flatMap((told) =>
      told.flatMap(({ fact }) =>
        measures.has(fact.measure) && fact.year !== null ? (blockNamed(fact.year) ?? []) : [],
      ),
    );
    return [...new Map(blocks.map((block) => [block.label, block])).values()];
  }

  #toldOf(group: Group): Told[] {
    return (this.#facts.get(keyOf(group)) ?? []).filter(({ fact }) => isOfSameChildren(fact, group));
  }

  /** What earlier releases do to a figure of a group now. */
  beside(group: Group, now: ReleasedFigure, inCohort: number | null = null): Beside {
    const told = this.#toldOf(group);
    const each: BesideEarlier[] = [];
    const by = new Set<string>();
    let cohort: 'known' | 'close' | undefined;
    for (const { release, fact } of told) {
      const own = besideEarlier(fact, now);
      each.push(own);
      if (own.known || own.close) by.add(release.id);
      if (fact.inCohort === null || inCohort === null) continue;
      if (fact.inCohort === inCohort) cohort ??= 'known';
      else if (isSmallCount(Math.abs(fact.inCohort - inCohort))) {
        cohort = 'close';
        by.add(release.id);
      }
    }
    return { ...besideAll(each), ...(cohort ? { cohort } : {}), by: [...by] };
  }

  /** The same for the lines of a family's table of a year. */
  ofYear(year: string): Earlier {
    return (measure, variant, area, figure) =>
      this.beside(groupOf(measure, year, variant, area), figureOf(figure), figure.inCohort);
  }
}

export const figureOf = ({ n, reached, value }: GroupFigure): ReleasedFigure => ({ n, reached, value });

export const groupOf = (measure: string, year: string, variant: Variant, area: string | null): Group => ({
  measure,
  year,
  date: null,
  cohort: variant.startsWith('all') ? 'all' : 'LAC12',
  uasc: variant.endsWith('without') ? 'without' : 'with',
  area,
});

const keyOf = ({ measure, cohort, uasc, area }: Group): string => [measure, cohort, uasc, area ?? ''].join('|');

/** A year's figure with the same year's, to whatever date; a count on a date with those of less than a year before or after. */
function isOfSameChildren(fact: ReleasedFact, group: Group): boolean {
  if (fact.year !== null && group.year !== null) return fact.year === group.year;
  if (fact.date !== null && group.date !== null)
    return Math.abs(daysBetween(fact.date, group.date)) < SAME_CHILDREN_DAYS;
  return false;
}
