import { academicYearOf } from '#domain/calendar/academicYear.ts';
import type { ReleasedFact } from './releasedFact.ts';

const number = (cell: unknown): number | null =>
  typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : null;

/**
 * What a release of version 0.2 showed, from its parameters and its cells as printed; null where they cannot be read, so
 * that the release is taken to have shown anything. The overview then kept its cells in a fixed order without headings.
 */
export function factsOfOldRelease(
  kind: 'gap' | 'overview',
  parameters: string,
  cells: string,
  areas: ReadonlyMap<string, string | null>,
): ReleasedFact[] | null {
  try {
    const asked = JSON.parse(parameters) as Record<string, string>;
    const rows = JSON.parse(cells) as unknown[];
    const facts = kind === 'gap' ? gap(asked, rows, areas) : overview(asked, rows, areas);
    return facts.length === 0 && rows.length > 0 ? null : facts;
  } catch {
    return null;
  }
}

const areaOf = (areas: ReadonlyMap<string, string | null>, name: unknown): string | null => {
  const area = areas.get(String(name));
  // A locality that was renamed since: nobody's, so nothing is compared with another's.
  return area === undefined ? `was ${String(name)}` : area;
};

function gap(
  asked: Record<string, string>,
  rows: readonly unknown[],
  areas: ReadonlyMap<string, string | null>,
): ReleasedFact[] {
  if (!asked.measure) return [];
  const measure = asked.measure;
  return (rows as Record<string, string>[]).map((row) => ({
    measure,
    year: String(row.year),
    date: null,
    cohort: asked.cohort === 'all' ? 'all' : 'LAC12',
    uasc: asked.uasc === 'without' ? 'without' : 'with',
    area: areaOf(areas, row.area),
    inCohort: number(row.inCohort),
    n: number(row.withResult),
    reached: number(row.reached),
    value: number(row.lookedAfter),
  }));
}

function overview(
  asked: Record<string, string>,
  rows: readonly unknown[],
  areas: ReadonlyMap<string, string | null>,
): ReleasedFact[] {
  if (!asked.asAt) return [];
  const date = asked.asAt;
  const year = academicYearOf(date);
  return (rows as string[][]).flatMap((row) => {
    const fact = (measure: string, shown: Partial<ReleasedFact>): ReleasedFact => ({
      measure,
      year: null,
      date,
      cohort: 'LAC12',
      uasc: 'with',
      area: areaOf(areas, row[0]),
      inCohort: null,
      n: null,
      reached: null,
      value: null,
      ...shown,
    });
    return [
      fact('children', { n: number(row[1]), reached: number(row[2]) }),
      fact('absence-overall', { year, value: number(row[5]) }),
      fact('absence-persistent-10', { year, value: number(row[6]) }),
      fact('suspension-at-least-one', { year, value: number(row[7]) }),
      fact('pep-on-time', { value: number(row[8]) }),
    ];
  });
}
