import type { GapReport, ReleasePreview } from '#contract/reports.ts';
import { localitiesBetween } from '#db/queries/localities.ts';
import { endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { publicVariant } from '#domain/disclosure/protectVariants.ts';
import { yearBlocks } from '#domain/disclosure/yearBlocks.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import type { Measure } from '#domain/measures/measure.ts';
import type { ServiceContext } from '../context/context.ts';
import { groupOf, type Released } from './besideReleased.ts';
import type { FamilyTables, ProtectedLine } from './family.ts';
import { type Pool, type PooledTable, pooledTables } from './pooledTables.ts';
import type { ReleasedFact } from './releasedFact.ts';
import { hiddenCell, hiddenCells, type ReleaseCell, releaseWords, shownCell } from './releaseTable.ts';

export const pooledHeadings = [
  'Academic years together',
  'Area',
  'With result',
  'Reached',
  'Looked after',
  'Peers',
  'Gap in points',
] as const;

/** The keys of a line in JSON, in the order of the columns. */
export const pooledKeys = ['years', 'area', 'withResult', 'reached', 'lookedAfter', 'peer', 'gap'] as const;

const poolWords = { single: 'Each year by itself', three: 'Three years together', all: 'All years together' } as const;

/** A report's years taken together, as they may leave. */
export type PooledRelease = {
  rows: ReleaseCell[][];
  notes: string[];
  facts: ReleasedFact[];
  earlier: string[];
  refused: string | null;
};

type Asked = {
  measure: Measure;
  report: GapReport;
  tables: FamilyTables;
  released: Released;
  fromYear: string;
  toYear: string;
  asAt: string | null;
};

/**
 * Years are taken together for key stages, where each child counts once: in attendance and special needs the same child is in
 * every year, and many children of several years may be one.
 */
export const canBePooled = ({ measure, fromYear, toYear }: Pick<Asked, 'measure' | 'fromYear' | 'toYear'>): boolean =>
  measure.keyStage !== null && fromYear < toYear;

/** The lines of each block of years: localities, and the county last. */
export function pooledRelease(context: ServiceContext, asked: Asked, pool: Pool): PooledRelease {
  const { measure, report, released, fromYear, toYear, asAt } = asked;
  const blocks = pooledTables(measure.subject, { from: fromYear, to: toYear, pool, ...asked });
  const areas = [
    ...localitiesBetween(context.reader, startOfAcademicYear(fromYear), endOfAcademicYear(toYear)),
    { id: 'unallocated', name: 'Unallocated' },
  ];
  const lines = blocks.flatMap(({ block, table }) => {
    const own = table.get(measure.id);
    const peer = peerOf(report, block.years);
    const county = { id: null, name: report.county[0]?.name ?? '', line: own?.county[publicVariant] };
    return [...areas.map(({ id, name }) => ({ id, name, line: own?.localities.get(id) })), county].flatMap((area) =>
      area.line === undefined ? [] : [{ label: block.label, peer, ...area, line: area.line }],
    );
  });
  return {
    rows: lines.map(cellsOf),
    notes: notesOf(report, blocks),
    facts: lines.map(({ label, id, line: { figure, state } }) => ({
      ...groupOf(measure.id, label, publicVariant, id),
      date: asAt,
      inCohort: null,
      n: state === 'shown' ? figure.n : null,
      reached: state === 'shown' ? figure.reached : null,
      value: state === 'shown' ? figure.value : null,
    })),
    earlier: [...new Set(lines.flatMap(({ line }) => (line.why === 'earlier' ? line.earlier : [])))],
    refused: refusedOf(asked, blocks, released),
  };
}

/** How many cells each way of taking years together hides: what the preview offers, null where nothing is to be won. */
export function poolingOffered(
  context: ServiceContext,
  asked: Asked,
  chosen: 'single' | Pool,
  single: readonly (readonly ReleaseCell[])[],
): ReleasePreview['pooling'] {
  if (!canBePooled(asked) || (chosen === 'single' && hiddenCells({ rows: single }) === 0)) return null;
  const pools = (['three', 'all'] as const).filter((pool) => yearBlocks(asked.fromYear, asked.toYear, pool).length > 0);
  const choice = (pool: 'single' | Pool, rows: readonly (readonly ReleaseCell[])[]) => ({
    pool,
    words: poolWords[pool],
    // Year and area are never hidden.
    cells: rows.reduce((sum, row) => sum + row.length - 2, 0),
    hidden: hiddenCells({ rows }),
  });
  return {
    chosen,
    choices: [choice('single', single), ...pools.map((pool) => choice(pool, pooledRelease(context, asked, pool).rows))],
  };
}

/** The mean of the published values of the years with results; null where one of them is not published. */
function peerOf({ county }: GapReport, years: readonly string[]): number | null {
  const peers = county
    .filter((row) => years.includes(row.academicYear) && row.withResult > 0)
    .map((row) => row.peer ?? Number.NaN);
  const mean = peers.reduce((sum, each) => sum + each, 0) / peers.length;
  return Number.isNaN(mean) ? null : mean;
}

function cellsOf({
  label,
  name,
  line,
  peer,
}: {
  label: string;
  name: string;
  line: ProtectedLine;
  peer: number | null;
}): ReleaseCell[] {
  const { n, reached, points } = line.figure;
  const own = n === 0 ? null : reached === null ? (points ?? 0) / n : (100 * reached) / n;
  const cell = (value: string) => (line.state === 'shown' ? shownCell(value) : hiddenCell(line.why));
  return [
    shownCell(label),
    shownCell(name),
    cell(String(n)),
    reached === null ? shownCell('') : cell(String(reached)),
    cell(own === null ? 'not available' : halfUp(own, 1)),
    shownCell(peer === null ? 'not published' : halfUp(peer, 1)),
    own === null || peer === null
      ? shownCell(own === null ? 'not available' : 'peer not published')
      : cell(halfUp(peer - own, 1)),
  ];
}

function notesOf({ county }: GapReport, blocks: readonly PooledTable[]): string[] {
  const years = blocks.flatMap(({ block }) => block.years);
  const without = county.filter((row) => years.includes(row.academicYear) && row.withResult === 0);
  return [
    'Years together: the children of all years of a line are one group, and each child counts once. ‘With result’ is their number; peers are the mean of the values published for the years with results.',
    ...(without.length > 0
      ? [`No results in ${without.map((row) => row.academicYear).join(', ')}: those years add nobody.`]
      : []),
  ];
}

function refusedOf({ measure, tables }: Asked, blocks: readonly PooledTable[], released: Released): string | null {
  const measures = new Set<string>(blocks.flatMap(({ table }) => [...table.keys()]));
  const other = released
    .blocksOf(measures)
    .find((left) =>
      blocks.some(({ block }) => left.label !== block.label && block.years.some((year) => left.years.includes(year))),
    );
  if (other !== undefined)
    return `Years taken together in another way left before: ${other.label}. Side by side the two would tell single years. Take years that do not overlap with them, or exactly those.`;
  const by = blocks.flatMap(({ block, table }) => [
    ...(table.get(measure.id)?.refusedBy ?? []),
    ...block.years.flatMap((year) => tables.get(year)?.get(measure.id)?.refusedBy ?? []),
  ]);
  return by.length === 0
    ? null
    : `${measure.shortName} of these years would tell of 1 to 5 children beside ${releaseWords(released, by)}. Leave out those years, or, if that table was never sent, let an administrator say so under Settings, Releases.`;
}
