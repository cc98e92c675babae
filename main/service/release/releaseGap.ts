import type { GapReport, GapRow } from '#contract/reports.ts';
import { type AcademicYear, previousAcademicYear } from '#domain/calendar/academicYear.ts';
import { publicVariant, type Variant } from '#domain/disclosure/protectVariants.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import { type GapReportInput, gapReport } from '../figures/gap/gapReport.ts';
import { groupOf, type Released } from './besideReleased.ts';
import type { FamilyTables, ProtectedLine } from './family.ts';
import { familyTables } from './familyTables.ts';
import { ofOneState } from './keptFigures.ts';
import type { Pool } from './pooledTables.ts';
import type { ReleasedFact } from './releasedFact.ts';
import { canBePooled, pooledHeadings, pooledRelease, poolingOffered } from './releasePooled.ts';
import {
  disclosureNote,
  hiddenCell,
  type ReleaseCell,
  type ReleaseTable,
  releasedSoFar,
  releaseWords,
  shownCell,
} from './releaseTable.ts';

export const gapHeadings = [
  'Academic year',
  'Area',
  'In cohort',
  'With result',
  'Reached',
  'Looked after',
  'Peers',
  'Gap in points',
  'Change',
  'Target',
] as const;

export type GapReleaseInput = GapReportInput & { pool?: 'single' | Pool };

const ratings = {
  met: 'Met',
  floorMet: 'Floor met',
  missed: 'Missed',
  tooFew: 'too few to rate',
  noTarget: '',
} as const;

const variantOf = ({ cohort, uasc }: GapReportInput): Variant =>
  `${cohort === 'LAC12' ? 'LAC12' : 'all'} ${uasc}` as Variant;

const onlyCountyWords =
  "By locality only the department's own cohort leaves the team (12 months or more, with UASC): side by side with another one it would tell of single children. This table holds the county's lines.";

/** A gap report as it may leave the team: every year from the protected table of its family, so that years side by side are the years one by one. */
export async function gapRelease(
  context: ServiceContext,
  asked: GapReleaseInput,
  progress?: Progress,
): Promise<{ table: ReleaseTable; report: GapReport; released: Released }> {
  return ofOneState(context, () => tableOf(context, asked, progress));
}

async function tableOf(
  context: ServiceContext,
  { pool = 'single', ...asked }: GapReleaseInput,
  progress: Progress | undefined,
): Promise<{ table: ReleaseTable; report: GapReport; released: Released }> {
  const variant = variantOf(asked);
  const countyOnly = asked.by === 'county' || variant !== publicVariant;
  const input: GapReportInput = { ...asked, by: countyOnly ? 'county' : 'locality' };
  const report = gapReport(context, input);
  const measure = measureOf(input.measure as MeasureId);
  if (pool !== 'single' && (countyOnly || !canBePooled({ ...input, measure })))
    throw new CallFailure(
      'invalidInput',
      'Years are taken together only for a key stage by locality, for the 12-month cohort with UASC and more than one year.',
      { field: 'pool', value: pool },
    );
  const { released, version, unreadable } = releasedSoFar(context);
  const asAt = input.asAt && input.asAt < context.clock.today() ? input.asAt : null;
  const tables = await familyTables(
    context,
    measure,
    { from: input.fromYear, to: input.toYear, asAt },
    released,
    progress,
  );
  const years = [...new Set(report.county.map((row) => row.academicYear))];
  const printed = years.flatMap((year) =>
    [...report.localities, ...report.county]
      .filter((row) => row.academicYear === year)
      .map((row) => ({ row, line: lineOf(tables, year, measure.id, variant, row) })),
  );
  const single = printed.map(({ row, line }) => cellsOf(tables, measure.id, variant, row, line));
  const forPools = { ...input, measure, report, tables, released, asAt };
  const pooled = pool === 'single' ? null : pooledRelease(context, forPools, pool);
  const rows = pooled?.rows ?? single;
  const refusedYears = years.flatMap((year) => {
    const by = tables.get(year)?.get(measure.id)?.refusedBy;
    return by ? [{ year, by }] : [];
  });
  const refused =
    refusedYears.length === 0
      ? null
      : `${measure.shortName} of ${refusedYears.map(({ year }) => year).join(', ')} would tell of 1 to 5 children beside ${releaseWords(
          released,
          refusedYears.flatMap(({ by }) => by),
        )}. Leave out ${refusedYears.length === 1 ? 'that year' : 'those years'}, or, if that table was never sent, let an administrator say so under Settings, Releases.`;
  const table: ReleaseTable = {
    kind: 'gap',
    parameters: { ...input, pool, asAt },
    fileName: `${gapFileName({ ...input, pool, asAt })}.csv`,
    headings: pooled ? pooledHeadings : gapHeadings,
    rows,
    notes: [
      report.title,
      `${report.cohortWords}. Peers: ${report.peerWords}.`,
      report.definition,
      ...(pooled?.notes ?? []),
      ...report.sources.map((source) => `Source of peers: ${source.words}${source.url ? ` ${source.url}` : ''}`),
      ...(asked.by === 'locality' && countyOnly ? [onlyCountyWords] : []),
      disclosureNote(rows),
    ],
    pooling: countyOnly ? null : poolingOffered(context, forPools, pool, single),
    advice: asked.by === 'locality' && countyOnly ? [onlyCountyWords] : [],
    facts: pooled?.facts ?? printed.flatMap(({ row, line }) => factOf(measure.id, variant, asAt, row, line)),
    earlier: pooled?.earlier ?? [
      ...new Set(
        printed.flatMap(({ line }) => (line?.why === 'earlier' || line?.whyCohort === 'earlier' ? line.earlier : [])),
      ),
    ],
    refused: unreadable ?? (pooled ? pooled.refused : refused),
    registerVersion: version,
  };
  return { table, report, released };
}

/** What a table is about, in its name: two different tables have different names. */
export function gapFileName({
  measure,
  fromYear,
  toYear,
  cohort,
  uasc,
  by,
  peer,
  everyYear,
  pool = 'single',
  asAt,
}: GapReleaseInput): string {
  const years = fromYear === toYear ? fromYear : `${fromYear} to ${toYear}`;
  return [
    'gap',
    measure,
    years.replaceAll('/', '-').replaceAll(' ', '-'),
    cohort === 'LAC12' ? '12-months' : 'all-looked-after',
    `${uasc}-uasc`,
    ...(pool === 'single' ? [] : [pool === 'three' ? 'three-years-together' : 'all-years-together']),
    by === 'county' ? 'county' : everyYear && fromYear !== toYear ? 'by-locality-every-year' : 'by-locality',
    `peers-${peer.toLowerCase()}`,
    ...(asAt ? [`as-at-${asAt}`] : []),
  ].join('-');
}

function lineOf(
  tables: FamilyTables,
  year: AcademicYear,
  measure: MeasureId,
  variant: Variant,
  row: Pick<GapRow, 'isCounty' | 'localityId'>,
): ProtectedLine | undefined {
  const own = tables.get(year)?.get(measure);
  return row.isCounty ? own?.county[variant] : own?.localities.get(row.localityId ?? '');
}

function cellsOf(
  tables: FamilyTables,
  measure: MeasureId,
  variant: Variant,
  row: GapRow,
  line: ProtectedLine | undefined,
): ReleaseCell[] {
  // A locality that is not of the year has no children in it.
  const nobody = line === undefined && row.inCohort === 0;
  const state = line?.state ?? (nobody ? 'shown' : 'all');
  const why = line?.why ?? null;
  const number = (hidden: boolean, value: number | null, decimals: number | null, unknown: string) => {
    if (value === null) return shownCell(unknown);
    if (hidden) return hiddenCell(why);
    return shownCell(decimals === null ? String(value) : halfUp(value, decimals));
  };
  const outcomeHidden = state !== 'shown';
  const words = row.lookedAfterAbsent === 'noTests' ? (row.peerNote ?? 'no tests') : 'not available';
  const { change, rag } = row.gap;
  // A change tells the figure of the year before as well.
  const earlier =
    change === null ? undefined : lineOf(tables, previousAcademicYear(row.academicYear), measure, variant, row);
  const changeHidden = outcomeHidden || (earlier !== undefined && earlier.state !== 'shown');
  return [
    shownCell(row.academicYear),
    shownCell(row.name),
    line?.showsCohort || nobody ? shownCell(String(row.inCohort)) : hiddenCell(line?.whyCohort ?? null),
    number(state === 'all', row.withResult, null, ''),
    number(outcomeHidden, row.reached, null, ''),
    number(outcomeHidden, row.lookedAfter, 1, words),
    shownCell(row.peer === null ? 'not published' : String(row.peer)),
    number(outcomeHidden, row.gap.value, 1, row.gap.absent === 'notPublished' ? 'peer not published' : words),
    change === null
      ? shownCell('')
      : changeHidden
        ? hiddenCell(why ?? earlier?.why ?? null)
        : shownCell(`${halfUp(change.size, 1)} ${change.word}`),
    rag === null ? shownCell('') : outcomeHidden ? hiddenCell(why) : shownCell(ratings[rag]),
  ];
}

/** What the shown cells of a line mean, for those that come later. */
function factOf(
  measure: MeasureId,
  variant: Variant,
  date: string | null,
  row: GapRow,
  line: ProtectedLine | undefined,
): ReleasedFact[] {
  if (line === undefined) return [];
  const { figure, state, showsCohort } = line;
  return [
    {
      ...groupOf(measure, row.academicYear, variant, row.isCounty ? null : row.localityId),
      date,
      inCohort: showsCohort ? figure.inCohort : null,
      n: state === 'all' ? null : figure.n,
      reached: state === 'shown' ? figure.reached : null,
      value: state === 'shown' ? figure.value : null,
    },
  ];
}
