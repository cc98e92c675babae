import { oneOf } from '#service/imports/read/cells.ts';
import { endBeforeStart, localIdColumn, optionalDate, requiredDate } from '#service/imports/read/columns.ts';
import { type RowOf, refuseRepeats, required, type TableFormat } from '#service/imports/read/table.ts';

const columns = {
  localId: localIdColumn(),
  status: required(
    'status',
    oneOf({
      N: ['none', 'no sen', 'no special educational need'],
      K: ['sen support', 'support', 'a', 'p'],
      E: ['ehcp', 'ehc plan', 'education, health and care plan'],
      S: ['statement'],
    }),
    {
      title: 'SEN status',
      help: 'N none, K SEN support, E education, health and care plan, S statement (until 2018)',
      example: 'K',
      aliases: ['sen_status', 'sen_provision', 'senprovision'],
    },
  ),
  from: requiredDate('from', 'From', 'First day of this status', '01/09/2023', ['start', 'valid_from', 'start_date']),
  to: {
    ...optionalDate('to', 'To', 'Last day of this status; empty while it holds', '', ['end', 'valid_to', 'end_date']),
    mustBeRead: true,
  },
};

/** One stretch of a child's SEN status. */
export type SenStatusRow = RowOf<typeof columns>;

/**
 * SEN status: one row a child and stretch of time. School action (A) and action plus (P) of the years before 2014 are
 * read as K; a statement (S) stays one. Stretches of one child that overlap are refused from the second on.
 *
 * Source: Children and Families Act 2014, part 3; school census field SEN provision (E, K, N; formerly A, P, S).
 */
export const senStatus: TableFormat<typeof columns, SenStatusRow> = {
  id: 'sen-status',
  title: 'SEN status',
  columns,
  signature: ['local_id', 'status', 'from'],
  finish: (row) => ({ row, faults: endBeforeStart(row.from, row.to, 'to', 'first day') }),
  across: (rows) => {
    const refuse = refuseRepeats(rows, (row) => `${row.localId}\u0000${row.from}`, 'from', 'a status from this day');
    const out = new Set(refuse.map((each) => each.row));
    const standing = rows.filter((row) => !out.has(row.row));
    for (const own of Map.groupBy(standing, (row) => row.localId).values()) {
      const sorted = own.toSorted((a, b) => (a.from < b.from ? -1 : 1));
      for (const [index, row] of sorted.entries()) {
        const before = sorted[index - 1];
        if (before?.to == null || before.to < row.from) continue;
        const reason = `Row ${before.row} holds until ${before.to}: the two overlap, correct one`;
        refuse.push({ row: row.row, field: 'from', value: row.from, reason });
      }
    }
    return { refuse, warnings: [] };
  },
};
