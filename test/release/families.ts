import type { Variant } from '#domain/disclosure/protectVariants.ts';
import type { MeasureId, MeasureSubject } from '#domain/measures/measure.ts';
import type { FamilyYear, ProtectedLine, ProtectedMeasure } from '#service/release/family.ts';
import type { GroupFigure } from '#service/release/figuresOfFamily.ts';
import { orderBySecret } from '#service/release/storeOrder.ts';
import { generator } from '#test/make/generator.ts';
import { Knowledge } from './attacker.ts';

/** Any order will do: what is safe does not hang on it. */
export const testOrder = orderBySecret(Buffer.from(process.env.VSK_RELEASE_SECRET ?? 'of a test'));

/** A child as the attack counts them: where, in which cohorts, and a result (null: none) in each measure. */
export type AttackedChild = { locality: string; lac12: boolean; uasc: boolean; results: Record<string, number | null> };

export const localityIds = ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7', 'unallocated'];
const lineVariants: readonly Variant[] = ['LAC12 with', 'all with', 'LAC12 without', 'all without'];
const inVariant = (child: AttackedChild, variant: Variant) =>
  (variant.startsWith('all') || child.lac12) && (variant.endsWith(' with') || !child.uasc);

export type Shape = {
  subject: MeasureSubject;
  measures: readonly MeasureId[];
  means: readonly MeasureId[];
  sizes: readonly number[];
  rate: number;
};

/** The families of the app, in the sizes Kent has. */
export const shapes: Record<string, Shape> = {
  ks2: {
    subject: 'ks2',
    measures: [
      'ks2-rwm-expected',
      'ks2-reading-expected',
      'ks2-writing-expected',
      'ks2-maths-expected',
      'ks2-gps-expected',
    ],
    means: [],
    sizes: [3, 6, 9, 11, 14, 18, 24],
    rate: 0.45,
  },
  ks4: {
    subject: 'ks4',
    measures: ['ks4-attainment8', 'ks4-grade4-english-maths', 'ks4-grade5-english-maths'],
    means: ['ks4-attainment8'],
    sizes: [0, 8, 14, 20, 26, 35, 5],
    rate: 0.25,
  },
  sen: {
    subject: 'sen',
    measures: ['sen-support-share', 'sen-plan-share', 'sen-any-share'],
    means: [],
    sizes: [12, 40, 60, 75, 90, 110, 30],
    rate: 0.3,
  },
  attendance: {
    subject: 'attendance',
    measures: ['absence-persistent-10', 'absence-persistent-15', 'absence-severe-50', 'absence-missed-25-days'],
    means: [],
    sizes: [12, 30, 45, 60, 75, 90, 20],
    rate: 0.2,
  },
  exclusions: {
    subject: 'exclusions',
    measures: ['suspension-at-least-one', 'exclusion-permanent-rate'],
    means: [],
    sizes: [12, 30, 45, 60, 75, 90, 20],
    rate: 0.1,
  },
};

/** Measures of which the second counts only children whom the first counts. */
const within: readonly [wider: string, narrower: string, share: number][] = [
  ['absence-persistent-10', 'absence-persistent-15', 0.5],
  ['absence-persistent-15', 'absence-severe-50', 0.2],
  ['absence-persistent-10', 'absence-missed-25-days', 0.4],
  ['suspension-at-least-one', 'exclusion-permanent-rate', 0.05],
];

export function aFamily(shape: Shape, seed: number): AttackedChild[] {
  const next = generator(seed);
  const share = () => next(10_000) / 10_000;
  const children: AttackedChild[] = [];
  for (const locality of localityIds) {
    const size =
      locality === 'unallocated' ? next(8) : Math.max(0, (shape.sizes[next(shape.sizes.length)] ?? 0) + next(5) - 2);
    const rate = shape.rate * (0.4 + share() * 1.2);
    for (let each = 0; each < size; each += 1) {
      const results: Record<string, number | null> = {};
      const gone = share() < 0.05;
      const ability = share();
      const plan = share() < 0.35;
      for (const measure of shape.measures) {
        const absent = gone || share() < 0.02;
        if (shape.means.includes(measure)) results[measure] = absent ? null : Math.round(ability * 60);
        else if (measure === 'sen-support-share') results[measure] = !plan && ability < rate ? 1 : 0;
        else if (measure === 'sen-plan-share') results[measure] = plan ? 1 : 0;
        else if (measure === 'sen-any-share') results[measure] = plan || ability < rate ? 1 : 0;
        else results[measure] = absent ? null : share() < rate ? 1 : 0;
      }
      const outer = ['ks2-reading-expected', 'ks2-writing-expected', 'ks2-maths-expected'];
      if ('ks2-rwm-expected' in results) {
        const parts = outer.map((measure) => results[measure] as number | null);
        results['ks2-rwm-expected'] = parts.includes(null) ? null : parts.every((part) => part === 1) ? 1 : 0;
      }
      if ('ks4-grade5-english-maths' in results && results['ks4-grade4-english-maths'] !== 1)
        results['ks4-grade5-english-maths'] = results['ks4-grade4-english-maths'] ?? null;
      else if (results['ks4-grade5-english-maths'] === null) results['ks4-grade5-english-maths'] = 0;
      for (const [wider, narrower, part] of within)
        if (narrower in results)
          results[narrower] = results[wider] === 1 && share() < part ? 1 : results[wider] === null ? null : 0;
      children.push({ locality, lac12: share() < 0.85, uasc: share() < 0.1, results });
    }
  }
  return children;
}

const figureOf = (children: readonly AttackedChild[], measure: string, mean: boolean): GroupFigure => {
  const values = children.map(({ results }) => results[measure] ?? null).filter((value) => value !== null);
  const total = values.reduce((sum, value) => sum + value, 0);
  return {
    inCohort: children.length,
    n: values.length,
    reached: mean ? null : total,
    value: values.length === 0 ? null : Math.round((mean ? 1 : 100) * (total / values.length) * 10) / 10,
  };
};

export function familyYear(shape: Shape, children: readonly AttackedChild[]): FamilyYear {
  return {
    subject: shape.subject,
    order: testOrder,
    label: 'a year',
    localityIds,
    measures: shape.measures.map((id) => {
      const figure = (own: readonly AttackedChild[]) => figureOf(own, id, shape.means.includes(id));
      const of = (variant: Variant) => figure(children.filter((child) => inVariant(child, variant)));
      return {
        id,
        county: {
          'LAC12 with': of('LAC12 with'),
          'all with': of('all with'),
          'LAC12 without': of('LAC12 without'),
          'all without': of('all without'),
        },
        localities: new Map(
          localityIds.map((locality) => [
            locality,
            figure(children.filter((child) => inVariant(child, 'LAC12 with') && child.locality === locality)),
          ]),
        ),
      };
    }),
  };
}

/** Groups a reader can name: a locality or the county; in the 12 months, not yet, or both; with, without or only UASC. */
const cohorts = ['LAC12', 'rest', 'all'] as const;
const uascs = ['without', 'only', 'with'] as const;
const cellsOf = (results: (number | null)[], mean: boolean) => {
  const with_ = results.filter((value) => value !== null);
  const reached = with_.reduce((sum, value) => sum + value, 0);
  return {
    n: with_.length,
    missing: results.length - with_.length,
    ...(mean ? { score: reached } : { reached, not: with_.length - reached }),
  };
};

/** Tells the attacker all that releases of the family print, and asks for every count of 1 to 5 and mean of fewer than six. */
export function attack(
  shape: Shape,
  children: readonly AttackedChild[],
  table: ReadonlyMap<string, ProtectedMeasure>,
): { recovered: string[]; asked: number } {
  const knowledge = new Knowledge();
  const ours = tellFamily(knowledge, shape, children, table);
  return { recovered: [...knowledge.recover(ours)].map(([cell, value]) => `${cell}: ${value}`), asked: ours.length };
}

/** Tells what releases of a family in a year print (without `localities`: the county's lines alone); answers what to ask for. */
export function tellFamily(
  knowledge: Knowledge,
  shape: Shape,
  children: readonly AttackedChild[],
  table: ReadonlyMap<string, ProtectedMeasure>,
  { year = '', localities = true }: { year?: string; localities?: boolean } = {},
): string[] {
  const asked = new Set<string>();
  const published = new Set<string>();
  const group = (area: string, cohort: string, uasc: string) =>
    children.filter(
      (child) =>
        (area === 'county' || child.locality === area) &&
        (cohort === 'all' || child.lac12 === (cohort === 'LAC12')) &&
        (uasc === 'with' || child.uasc === (uasc === 'only')),
    );
  const name = (...words: string[]) => [...words, year].filter(Boolean).join(' ');
  const areas = ['county', ...localityIds];
  const groups = [
    ...cohorts.flatMap((cohort) => uascs.map((uasc) => ['county', cohort, uasc] as const)),
    ...localityIds.map((id) => [id, 'LAC12', 'with'] as const),
  ];
  for (const [area, cohort, uasc] of groups) {
    const own = group(area, cohort, uasc);
    const all = name('cohort', area, cohort, uasc);
    if (own.length >= 1 && own.length <= 5) asked.add(all);
    for (const measure of shape.measures) {
      const mean = shape.means.includes(measure);
      const cells = cellsOf(
        own.map(({ results }) => results[measure] ?? null),
        mean,
      );
      const of = (cell: string) => name(cell, measure, area, cohort, uasc);
      knowledge.sum(all, [of('n'), of('missing')]);
      if (!mean) knowledge.sum(of('n'), [of('reached'), of('not')]);
      for (const [cell, count] of Object.entries(cells))
        if (cell === 'score' ? cells.n >= 1 && cells.n <= 5 : count >= 1 && count <= 5) asked.add(of(cell));
    }
    for (const [inner, outer] of nested)
      if (shape.measures.includes(inner) && shape.measures.includes(outer)) {
        const between = name('between', inner, outer, area, cohort, uasc);
        knowledge.sum(name('reached', outer, area, cohort, uasc), [
          name('reached', inner, area, cohort, uasc),
          between,
        ]);
        const count = own.filter(({ results }) => results[outer] === 1 && results[inner] !== 1).length;
        if (count >= 1 && count <= 5) asked.add(between);
      }
    if (shape.subject === 'sen')
      knowledge.sum(name('reached', 'sen-any-share', area, cohort, uasc), [
        name('reached', 'sen-support-share', area, cohort, uasc),
        name('reached', 'sen-plan-share', area, cohort, uasc),
      ]);
  }
  const every = [
    'cohort',
    ...shape.measures.flatMap((measure) =>
      ['n', 'missing', 'reached', 'not', 'score'].map((cell) => `${cell} ${measure}`),
    ),
  ];
  for (const cell of every) {
    if (
      cell.startsWith('score')
        ? !shape.means.some((mean) => cell.endsWith(mean))
        : shape.means.some((mean) => cell.endsWith(mean) && /^(reached|not)/.test(cell))
    )
      continue;
    knowledge.sum(
      name(cell, 'county', 'LAC12', 'with'),
      localityIds.map((id) => name(cell, id, 'LAC12', 'with')),
    );
    for (const uasc of uascs)
      knowledge.sum(name(cell, 'county', 'all', uasc), [
        name(cell, 'county', 'LAC12', uasc),
        name(cell, 'county', 'rest', uasc),
      ]);
    for (const cohort of cohorts)
      knowledge.sum(name(cell, 'county', cohort, 'with'), [
        name(cell, 'county', cohort, 'without'),
        name(cell, 'county', cohort, 'only'),
      ]);
  }
  const tell = (measure: MeasureId, area: string, variant: Variant, line: ProtectedLine): void => {
    const [cohort, uasc] = variant.split(' ') as [string, string];
    const own = group(area, cohort, uasc);
    const cells = cellsOf(
      own.map(({ results }) => results[measure] ?? null),
      shape.means.includes(measure),
    );
    const isPublic = area === 'county' && variant === 'LAC12 with';
    const told = (cell: string, value: number): void => {
      knowledge.tell(cell, value);
      if (isPublic) published.add(cell);
    };
    if (line.showsCohort) knowledge.tell(name('cohort', area, cohort, uasc), own.length);
    if (line.state === 'all' && !isPublic) return;
    told(name('n', measure, area, cohort, uasc), cells.n);
    if (line.state !== 'shown' && !isPublic) return;
    for (const [cell, value] of Object.entries(cells))
      if (cell !== 'missing' && cell !== 'n') told(name(cell, measure, area, cohort, uasc), value);
  };
  for (const measure of shape.measures) {
    const own = table.get(measure);
    if (!own) throw new Error(`The table has no ${measure}.`);
    for (const variant of lineVariants) tell(measure, 'county', variant, own.county[variant]);
    for (const area of localities ? areas.slice(1) : [])
      tell(measure, area, 'LAC12 with', own.localities.get(area) as ProtectedLine);
  }
  // What the department prints of the county is out whatever we do; differences between two of its own measures are too.
  return [...asked].filter((cell) => !published.has(cell) && !/^between .* county LAC12 with/.test(cell));
}

export const nested: readonly [MeasureId, MeasureId][] = [
  ['ks2-rwm-expected', 'ks2-reading-expected'],
  ['ks2-rwm-expected', 'ks2-writing-expected'],
  ['ks2-rwm-expected', 'ks2-maths-expected'],
  ['ks4-grade5-english-maths', 'ks4-grade4-english-maths'],
];
