import type { CallOutput } from '#contract/calls.ts';
import type { LocalityRow } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { newId } from '#db/newId.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { SUPPRESSED, suppressMean } from '#domain/disclosure/primarySuppression.ts';
import { suppressShares } from '#domain/disclosure/suppressShares.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { ServiceContext } from '../context.ts';
import { writeCsv } from '../importers/writeCsv.ts';
import { headlineMeasure } from '../overview/headlineMeasures.ts';
import { overviewOf } from '../overview/overview.ts';

type Column = { heading: string; cells: string[] };

/** The overview's locality table as it may leave the team: small counts and what would reveal them are `c`. */
export async function exportOverview(
  context: ServiceContext,
  asAt: string,
  localityId: string | null,
): Promise<CallOutput<'reports.exportOverview'>> {
  const view = overviewOf(context, asAt, localityId);
  const rows = [...view.localities.filter((row) => !row.isCounty), ...view.localities.filter((row) => row.isCounty)];
  const columns: Column[] = [
    { heading: 'Area', cells: rows.map((row) => row.name) },
    ...children(rows),
    gaps(2, view.ks2Year, rows, (row) => row.ks2Gap),
    gaps(4, view.ks4Year, rows, (row) => row.ks4Gap),
    means('Absence %', rows, (row) => row.absence),
    shares('Persistent absence %', rows, (row) => row.persistentAbsence),
    shares('Suspended %', rows, (row) => row.suspended),
    shares('PEPs on time %', rows, (row) => row.pepsOnTime),
  ];
  const suppressedCells = columns.reduce(
    (sum, column) => sum + column.cells.filter((cell) => cell === SUPPRESSED).length,
    0,
  );
  const body = rows.map((_row, index) => columns.map((column) => column.cells[index] ?? ''));
  const notes = [
    view.sentence,
    ...view.notes.slice(0, 2),
    `Disclosure control: counts of 1 to 5, and figures that would reveal them, are shown as c (${suppressedCells} cells). A true 0 is shown.`,
  ];
  await context.write((writer) =>
    writer.insert('released_report', {
      id: newId(),
      at: new Date(context.clock.now()).toISOString(),
      user_id: context.user.id,
      kind: 'overview',
      parameters: JSON.stringify({ asAt, localityId }),
      cells: JSON.stringify(body),
    }),
  );
  return {
    fileName: `overview-${asAt}.csv`,
    text: writeCsv([columns.map((column) => column.heading), ...body, [], ...notes.map((note) => [note])]),
    suppressedCells,
  };
}

/** Children and those of them in the 12-month cohort, guarded together: their difference is a count of children too. */
function children(rows: readonly LocalityRow[]): Column[] {
  const parts = rows.filter((row) => !row.isCounty);
  const { parts: disclosed, total } = suppressShares(
    parts.map((row) => ({ numerator: row.lac12.value ?? 0, denominator: row.children.value ?? 0 })),
  );
  const cells = (of: 'numerator' | 'denominator') =>
    [...disclosed, total].map((each) => (each[of].suppressed ? SUPPRESSED : String(each[of].value)));
  return [
    { heading: 'Children looked after', cells: cells('denominator') },
    { heading: 'In the 12-month cohort', cells: cells('numerator') },
  ];
}

/** The peer's value is published, so a gap in a percentage tells the percentage, and is hidden as that would be. */
function gaps(
  keyStage: 2 | 4,
  year: AcademicYear | null,
  rows: readonly LocalityRow[],
  of: (row: LocalityRow) => Figure,
): Column {
  const heading = `KS${keyStage} gap in points, ${year ?? 'not available'}`;
  if (year === null || measureOf(headlineMeasure(keyStage, year)).unit !== 'percent') return means(heading, rows, of);
  const parts = rows.filter((row) => !row.isCounty);
  const { parts: disclosed, total } = suppressShares(
    parts.map((row) => ({ numerator: of(row).numerator ?? 0, denominator: of(row).denominator ?? 0 })),
  );
  return {
    heading,
    cells: [...disclosed, total].map(({ percentage }, index) =>
      percentage.suppressed ? SUPPRESSED : oneDecimal(of(rows[index] as LocalityRow).value),
    ),
  };
}

function shares(heading: string, rows: readonly LocalityRow[], of: (row: LocalityRow) => Figure): Column {
  const parts = rows.filter((row) => !row.isCounty);
  const disclosed = suppressShares(
    parts.map((row) => ({ numerator: of(row).numerator ?? 0, denominator: of(row).denominator ?? 0 })),
  );
  return {
    heading,
    cells: [...disclosed.parts, disclosed.total].map(({ percentage }) =>
      percentage.suppressed ? SUPPRESSED : oneDecimal(percentage.value),
    ),
  };
}

/** Means and rates of sessions: hidden on 1 to 5 children, and one more where the county's figure would tell a lone one. */
function means(heading: string, rows: readonly LocalityRow[], of: (row: LocalityRow) => Figure): Column {
  const children = (row: LocalityRow) => of(row).coverage?.with ?? 0;
  const hidden = rows.map((row) => suppressMean(of(row).value, children(row)).suppressed);
  const lone = rows.flatMap((row, index) => (!row.isCounty && hidden[index] ? [index] : []));
  if (lone.length === 1) {
    const next = rows
      .flatMap((row, index) => (row.isCounty || hidden[index] || children(row) === 0 ? [] : [index]))
      .sort((a, b) => children(rows[a] as LocalityRow) - children(rows[b] as LocalityRow))[0];
    if (next !== undefined) hidden[next] = true;
  }
  return {
    heading,
    cells: rows.map((row, index) => (hidden[index] ? SUPPRESSED : oneDecimal(of(row).value))),
  };
}

const oneDecimal = (value: number | null): string => (value === null ? 'not available' : halfUp(value, 1));
