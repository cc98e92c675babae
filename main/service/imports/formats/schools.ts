import { email, laestab, oneOf, postcode, schoolUrn, text } from './cells.ts';
import { endBeforeStart, optionalDate } from './columns.ts';
import { optional, type RowOf, refuseRepeats, required, type TableFormat } from './table.ts';

/** Phases as the app stores them. 'other' covers pupil referral units, hospital schools and whatever has no phase. */
export const phase = oneOf({
  nursery: ['early years'],
  primary: ['infant', 'junior', 'first', 'middle deemed primary', 'middle_deemed_primary'],
  secondary: ['middle deemed secondary', 'upper', 'middle_deemed_secondary'],
  'all-through': ['all through', 'all_through'],
  special: [],
  'pupil-referral-unit': ['pru', 'pupil referral unit', 'alternative provision', 'ap'],
  '16-plus': ['16 plus', 'post-16', 'post 16', 'sixth form', 'college', 'fe college'],
  other: ['not applicable', 'unknown'],
});

const columns = {
  urn: required('urn', schoolUrn, {
    title: 'URN',
    help: "The school's six-digit number in Get Information about Schools",
    example: '118264',
    aliases: ['school_urn'],
  }),
  laestab: optional('laestab', laestab, {
    title: 'LAESTAB',
    help: 'Local authority and establishment number, such as 886/2001',
    example: '886/2001',
    aliases: ['dfe_number', 'dfes_number', 'dfe_no'],
  }),
  name: required('name', text(200), {
    title: 'Name',
    help: 'Name of the school',
    example: 'Example Primary School',
    aliases: ['school_name', 'school', 'establishment_name'],
  }),
  phase: optional('phase', phase, {
    title: 'Phase',
    help: 'nursery, primary, secondary, all-through, special, pupil-referral-unit, 16-plus or other',
    example: 'primary',
  }),
  district: optional('district', text(80), {
    title: 'District',
    help: 'District the school stands in',
    example: 'Maidstone',
  }),
  postcode: optional('postcode', postcode, { title: 'Postcode', help: 'Postcode of the school', example: 'ME14 1XQ' }),
  status: optional(
    'status',
    oneOf({ open: ['open, but proposed to close'], closed: [], proposed: ['proposed to open'] }),
    {
      title: 'Status',
      help: 'open, closed or proposed',
      example: 'open',
      aliases: ['establishment_status'],
    },
  ),
  openDate: optionalDate('open_date', 'Open date', 'Day the school opened'),
  closeDate: optionalDate('close_date', 'Close date', 'Day the school closed; empty while it is open'),
  designatedTeacherName: optional('designated_teacher_name', text(150), {
    title: 'Designated teacher',
    help: 'Name of the designated teacher for looked-after children',
    example: 'Chris Teacher',
    aliases: ['designated_teacher', 'dt', 'dt_name'],
  }),
  designatedTeacherEmail: optional('designated_teacher_email', email, {
    title: 'Designated teacher e-mail',
    help: 'Work e-mail of the designated teacher',
    example: 'dt@example.sch.uk',
    aliases: ['dt_email'],
  }),
  designatedTeacherFrom: optionalDate(
    'designated_teacher_from',
    'Designated teacher from',
    'First day as designated teacher',
    '01/09/2024',
    ['dt_from'],
  ),
  dslName: optional('dsl_name', text(150), {
    title: 'DSL',
    help: 'Name of the designated safeguarding lead, who is not the designated teacher',
    example: 'Robin Lead',
    aliases: ['dsl', 'designated_safeguarding_lead'],
  }),
  dslEmail: optional('dsl_email', email, {
    title: 'DSL e-mail',
    help: 'Work e-mail of the safeguarding lead',
    example: 'dsl@example.sch.uk',
  }),
  dslPhone: optional('dsl_phone', text(40), {
    title: 'DSL telephone',
    help: 'Telephone of the safeguarding lead',
    example: '01622 000000',
    aliases: ['dsl_telephone'],
  }),
};

/** One school with its designated teacher and safeguarding lead. */
export type SchoolRow = RowOf<typeof columns>;

/**
 * Schools and their designated teachers: one row a school, by URN. A teacher's e-mail or first day without a name, and
 * the same URN twice, are refused.
 *
 * Source: domain notes, section 1 (designated teacher, DSL) and section 11 (URN and LAESTAB as in GIAS).
 */
export const schools: TableFormat<typeof columns, SchoolRow> = {
  id: 'schools',
  title: 'Schools and designated teachers',
  columns,
  signature: ['urn', 'name'],
  finish: (row) => {
    const faults = endBeforeStart(row.openDate, row.closeDate, 'close_date', 'opening');
    const reason = 'There is no name to go with it: fill in the name, or empty this cell';
    const nameless = (name: string | null, field: string, value: string | null) => {
      if (name === null && value !== null) faults.push({ field, value, reason });
    };
    nameless(row.designatedTeacherName, 'designated_teacher_email', row.designatedTeacherEmail);
    nameless(row.designatedTeacherName, 'designated_teacher_from', row.designatedTeacherFrom);
    return { row, faults };
  },
  across: (rows) => {
    const repeats = refuseRepeats(rows, (row) => row.urn, 'urn', 'this school');
    const withLaestab = rows.filter((row) => row.laestab !== null && row.closeDate === null && row.status !== 'closed');
    const shared = new Map<string, number>();
    const warnings = withLaestab.flatMap((row) => {
      const earlier = shared.get(row.laestab ?? '');
      shared.set(row.laestab ?? '', row.row);
      const reason = `Row ${earlier} has the same LAESTAB and neither is closed: check both`;
      return earlier === undefined ? [] : [{ row: row.row, field: 'laestab', value: row.laestab ?? '', reason }];
    });
    return { refuse: repeats, warnings };
  },
};
