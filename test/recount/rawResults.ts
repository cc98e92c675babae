import type { ReadConnection } from '#db/open.ts';

// Written from domain.md section 5 ('A result has a life') and decision D2 of figures.md; nothing of domain/ is read here.

export type RawResult = {
  id: string;
  childId: string;
  year: string;
  stage: string;
  subject: string;
  component: string;
  value: string;
  status: string;
  entry: string;
  received: string;
  issued: string | null;
  supersedes: string | null;
  qualification: string | null;
};

/** Every version of every result, by child and stage. */
export function rawResults(reader: ReadConnection): Map<string, RawResult[]> {
  const rows = reader
    .prepare(
      `SELECT id, child_id AS childId, academic_year AS year, key_stage AS stage, subject, component, value, status, entry,
         received_on AS received, issued_on AS issued, supersedes_id AS supersedes, qualification
       FROM attainment_result WHERE key_stage IN ('KS2', 'KS4') ORDER BY rowid`,
    )
    .all() as RawResult[];
  return Map.groupBy(rows, ({ childId, stage }) => `${childId} ${stage}`);
}

const rank: Record<string, number> = { provisional: 0, revised: 1, final: 2 };
/** The publication days the profile assumes: the year after the school year's first (1) or the one after that (2). */
const assumed: Record<string, [number, string]> = {
  'KS2 provisional': [1, '07-09'],
  'KS4 provisional': [1, '08-22'],
  'KS2 revised': [1, '12-12'],
  'KS4 revised': [1, '12-12'],
  'KS2 final': [2, '03-01'],
  'KS4 final': [2, '03-01'],
};
const outSince = ({ stage, status, year, issued, received }: RawResult): string => {
  const [after, day] = assumed[`${stage} ${status}`] ?? [0, ''];
  const out = `${Number(year.slice(0, 4)) + after}-${day}`;
  return issued ?? (out < received ? out : received);
};

/** What stands by a date, of a child's results of a stage: one value of each year, subject, component, entry and qualification. */
export function standing(rows: readonly RawResult[], asAt: string): RawResult[] {
  const known = rows.filter((row) => outSince(row) <= asAt);
  const kinds = Map.groupBy(known, (row) =>
    [row.year, row.subject, row.component, row.entry, row.qualification].join('|'),
  );
  return [...kinds.values()].flatMap((versions) => {
    const replaced = new Set(
      versions.flatMap((row) => {
        const old = versions.find(({ id }) => id === row.supersedes);
        return old && (rank[row.status] ?? 0) >= (rank[old.status] ?? 0) ? [old.id] : [];
      }),
    );
    const left = versions.filter(({ id }) => !replaced.has(id));
    left.sort((a, b) => (rank[a.status] ?? 0) - (rank[b.status] ?? 0) || Number(a.received > b.received) - 0.5);
    const top = left.at(-1);
    const last = left.filter((row) => row.status === top?.status);
    return last.length === 0 ? [] : [last.reduce((a, b) => (b.received >= a.received ? b : a))];
  });
}
