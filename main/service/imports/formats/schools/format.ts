import { saidOr } from '#domain/facts/said.ts';
import { schoolKey } from '#domain/schools/schoolRow.ts';
import { date, email, laestab, oneOf, postcode, schoolUrn, text } from '#service/imports/read/cells.ts';
import { endBeforeStart, localIdColumn, optionalDate } from '#service/imports/read/columns.ts';
import { optional, type RowOf, refuseRepeats, required, said, type TableFormat } from '#service/imports/read/table.ts';

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
  urn: optional('urn', schoolUrn, {
    title: 'URN',
    help: "The school's six-digit number in Get Information about Schools; empty where it has none, such as a provision that is not registered or a school abroad",
    mustBeRead: true,
    example: '118264',
    aliases: ['school_urn'],
  }),
  laestab: said('laestab', laestab, {
    blank: 'nothing',
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
  phase: said('phase', phase, {
    blank: 'nothing',
    title: 'Phase',
    help: 'nursery, primary, secondary, all-through, special, pupil-referral-unit, 16-plus or other',
    example: 'primary',
  }),
  district: optional('district', text(80), {
    title: 'District',
    help: 'District the school stands in',
    example: 'Maidstone',
  }),
  postcode: said('postcode', postcode, {
    blank: 'nothing',
    title: 'Postcode',
    help: 'Postcode of the school; it tells two schools of one name apart',
    example: 'ME14 1XQ',
  }),
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
  openedOn: said('open_date', date, {
    blank: 'nothing',
    title: 'Open date',
    help: 'Day the school opened (DD/MM/YYYY)',
  }),
  closedOn: said('close_date', date, {
    blank: 'nothing',
    title: 'Close date',
    help: 'Day the school closed; empty while it is open (DD/MM/YYYY)',
  }),
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

/** What tells one row's school from another's: the URN, else the name with the LAESTAB or postcode. */
const keyOf = (row: SchoolRow): string =>
  row.urn ?? [schoolKey(row), saidOr(row.laestab, null) ?? saidOr(row.postcode, null) ?? ''].join('\u0000');

/**
 * Schools and their designated teachers: one row a school, by URN; one without a URN by its name. A teacher's e-mail or first
 * day without a name, and the same school twice, are refused.
 *
 * Source: domain notes, section 1 (designated teacher, DSL) and section 11 (URN and LAESTAB as in GIAS).
 */
export const schools: TableFormat<typeof columns, SchoolRow> = {
  id: 'schools',
  title: 'Schools and designated teachers',
  columns,
  signature: ['urn', 'name'],
  // A file about children that names their schools is no list of schools.
  without: { localId: localIdColumn() },
  finish: (row) => {
    const faults = endBeforeStart(saidOr(row.openedOn, null), saidOr(row.closedOn, null), 'close_date', 'opening');
    const reason = 'There is no name to go with it: fill in the name, or empty this cell';
    const nameless = (name: string | null, field: string, value: string | null) => {
      if (name === null && value !== null) faults.push({ field, value, reason });
    };
    nameless(row.designatedTeacherName, 'designated_teacher_email', row.designatedTeacherEmail);
    nameless(row.designatedTeacherName, 'designated_teacher_from', row.designatedTeacherFrom);
    return { row, faults };
  },
  across: (rows) => {
    const repeats = refuseRepeats(rows, keyOf, 'urn', 'this school');
    const withLaestab = rows.filter(
      (row) => saidOr(row.laestab, null) !== null && saidOr(row.closedOn, null) === null && row.status !== 'closed',
    );
    const shared = new Map<string, number>();
    const warnings = withLaestab.flatMap((row) => {
      const value = saidOr(row.laestab, null) ?? '';
      const earlier = shared.get(value);
      shared.set(value, row.row);
      const reason = `Row ${earlier} has the same LAESTAB and neither is closed: check both`;
      return earlier === undefined ? [] : [{ row: row.row, field: 'laestab', value, reason }];
    });
    return { refuse: repeats, warnings };
  },
};
