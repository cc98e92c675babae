import { integer, oneOf, yesNo } from '#service/imports/read/cells.ts';
import {
  localIdColumn,
  nameOfSchool,
  requiredDate,
  type SchoolRef,
  schoolColumns,
} from '#service/imports/read/columns.ts';
import {
  type Column,
  optional,
  type RowOf,
  refuseRepeats,
  required,
  type TableFormat,
} from '#service/imports/read/table.ts';
import type { Fault, Warning } from '../types.ts';

const REASONS = [
  ...['PP', 'PA', 'VP', 'VA', 'OW', 'BU', 'RA', 'LG', 'DS', 'SM', 'DA', 'DM', 'TH', 'DB', 'MT', 'PH', 'OT'],
] as const;
type Reason = (typeof REASONS)[number];

const reasonCode = oneOf(Object.fromEntries(REASONS.map((code) => [code, []])) as unknown as Record<Reason, string[]>);

const reason = (place: number, example: string): Column<Reason | null> =>
  optional(`reason${place}`, reasonCode, {
    title: `Reason ${place}`,
    help: `DfE reason code: ${REASONS.slice(0, -1).join(', ')} (OT until 2020)`,
    example,
    aliases: [`reason_${place}`],
  });

const columns = {
  localId: localIdColumn(),
  ...schoolColumns('The school that suspended or excluded'),
  category: required(
    'category',
    oneOf({ SUSP: ['fixd', 'suspension', 'fixed'], PERM: ['permanent'], LNCH: ['lunchtime'] }),
    {
      title: 'Category',
      help: 'SUSP suspension (formerly FIXD), PERM permanent exclusion, LNCH lunchtime',
      example: 'SUSP',
    },
  ),
  startDate: requiredDate('start_date', 'Start date', 'First day', '14/11/2024', ['startdate', 'start', 'from']),
  sessions: optional('sessions', integer(0, 400), {
    title: 'Sessions',
    help: 'Length in sessions: one school day is two, a lunchtime one; may be empty for PERM, and of one that is here already',
    example: '4',
  }),
  reason1: reason(1, 'PA'),
  reason2: reason(2, ''),
  reason3: reason(3, ''),
  status: optional('status', oneOf({ issued: [], cancelled: ['withdrawn'], reinstated: [], quashed: [] }), {
    title: 'Status',
    help: 'issued, cancelled, reinstated or quashed; empty is issued. Only standing ones count',
    example: 'issued',
  }),
  examAffected: optional('exam_affected', yesNo, {
    title: 'Exam affected',
    help: 'yes where a public examination or national test would be missed',
    example: 'no',
  }),
};

type Read = RowOf<typeof columns>;
/** One suspension, permanent exclusion or lunchtime exclusion; `reasons` holds one to three codes, none twice. */
export type SuspensionRow = Pick<Read, 'localId' | keyof SchoolRef | 'category' | 'startDate'> & {
  /** Null says nothing, as do the columns below. */
  sessions: number | null;
  reasons: Reason[];
  status: 'issued' | 'cancelled' | 'reinstated' | 'quashed' | null;
  examAffected: boolean | null;
};

/** The law stopped schools giving the reason OT from the academic year 2020/21. */
const LAST_DAY_OF_OT = '2020-08-31';
const SESSIONS_IN_A_YEAR = 90;

/**
 * Suspensions and exclusions: one row each, counted in sessions. FIXD is read as SUSP. Lengths beyond the yearly limit
 * of 45 school days (90 sessions) are listed and taken; a suspension of no sessions is refused.
 *
 * Source: domain notes, section 7; Education Act 2002 s. 51A and the School Discipline (Pupil Exclusions and Reviews)
 * (England) Regulations 2012.
 */
export const suspensions: TableFormat<typeof columns, SuspensionRow> = {
  id: 'suspensions',
  title: 'Suspensions and exclusions',
  columns,
  signature: ['local_id', 'category', 'start_date', 'sessions'],
  finish: ({ reason1, reason2, reason3, sessions, status, examAffected, ...read }) => {
    const reasons = [...new Set([reason1, reason2, reason3].filter((each) => each !== null))];
    const faults: Fault[] = [];
    const warnings: Omit<Warning, 'row'>[] = [];
    if (read.category !== 'PERM' && sessions === 0)
      faults.push({ field: 'sessions', value: '0', reason: 'Give the length in sessions (a day is two)' });
    if (sessions !== null && read.category === 'SUSP' && sessions > SESSIONS_IN_A_YEAR) {
      const limit = 'More than 45 school days, the most a child may be suspended in a year: check the number';
      warnings.push({ field: 'sessions', value: String(sessions), reason: limit });
    }
    if (reasons.includes('OT') && read.startDate > LAST_DAY_OF_OT) {
      warnings.push({
        field: 'reason1',
        value: 'OT',
        reason: 'OT is not a reason since September 2020: ask the school for the reason',
      });
    }
    if (reasons.length === 0) warnings.push({ field: 'reason1', value: '', reason: 'No reason is given' });
    return {
      row: {
        ...read,
        sessions,
        reasons,
        status,
        examAffected,
      },
      faults,
      warnings,
    };
  },
  across: (rows) => {
    const key = (row: SuspensionRow) => [row.localId, nameOfSchool(row), row.category, row.startDate].join('\u0000');
    return { refuse: refuseRepeats(rows, key, 'start_date', 'one of this day'), warnings: [] };
  },
};
