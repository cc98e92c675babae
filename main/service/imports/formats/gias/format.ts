import { saysIfGiven } from '#domain/facts/said.ts';
import { laestabOf } from '#domain/identifiers/isLaestab.ts';
import { type CellReader, date, postcode, schoolUrn, text } from '#service/imports/read/cells.ts';
import { optional, refuseRepeats, required, said, type TableFormat } from '#service/imports/read/table.ts';
import type { SchoolRow } from '../schools/format.ts';
import { phase } from '../schools/format.ts';

const columns = {
  urn: required('URN', schoolUrn, { title: 'URN' }),
  laCode: optional('LA (code)', text(10), { title: 'LA (code)' }),
  establishmentNumber: optional('EstablishmentNumber', text(10), { title: 'EstablishmentNumber' }),
  name: required('EstablishmentName', text(200), { title: 'EstablishmentName' }),
  type: optional('TypeOfEstablishment (name)', text(200), { title: 'TypeOfEstablishment (name)' }),
  group: optional('EstablishmentTypeGroup (name)', text(200), { title: 'EstablishmentTypeGroup (name)' }),
  status: optional('EstablishmentStatus (name)', text(100), { title: 'EstablishmentStatus (name)' }),
  openedOn: said('OpenDate', date, { blank: 'none', title: 'OpenDate' }),
  closedOn: said('CloseDate', date, { blank: 'none', title: 'CloseDate' }),
  phase: optional('PhaseOfEducation (name)', text(100), { title: 'PhaseOfEducation (name)' }),
  postcode: optional('Postcode', text(20), { title: 'Postcode' }),
  district: optional('DistrictAdministrative (name)', text(100), { title: 'DistrictAdministrative (name)' }),
};

type Phase = Extract<SchoolRow['phase'], { said: true }>['value'];

/** Special schools and pupil referral units have no phase of their own in GIAS; their type tells. */
const phaseOf = (read: { phase: string | null; type: string | null; group: string | null }): Phase => {
  const kind = `${read.type ?? ''} ${read.group ?? ''}`.toLowerCase();
  if (/pupil referral|alternative provision/.test(kind)) return 'pupil-referral-unit';
  if (/special/.test(kind)) return 'special';
  const known = read.phase === null ? null : phase(read.phase);
  return known?.ok ? known.value : 'other';
};

const statusOf = (status: string | null): SchoolRow['status'] => {
  if (status === null) return null;
  if (/^proposed/i.test(status)) return 'proposed';
  return /^closed/i.test(status) ? 'closed' : 'open';
};

const orNull = (reader: CellReader<string>, cell: string | null): string | null => {
  const read = cell === null ? null : reader(cell);
  return read?.ok ? read.value : null;
};

/**
 * Schools from the establishment file of Get Information about Schools (139 columns, dates dd-mm-yyyy, Windows-1252):
 * the same rows as the schools template, without teachers. An establishment number that lost its leading noughts is
 * filled up to four digits; a number or postcode that makes no sense is left out. It is the whole truth about its dates: an empty
 * one says that there is none, where the file has the column.
 *
 * Source: DfE, Get Information about Schools, establishment fields (domain notes, section 11).
 */
export const gias: TableFormat<typeof columns, SchoolRow> = {
  id: 'gias',
  title: 'GIAS establishments',
  columns,
  signature: ['URN', 'EstablishmentName', 'EstablishmentNumber', 'LA (code)'],
  finish: (read) => {
    const number = (read.establishmentNumber ?? '').replace(/\.0+$/, '').padStart(4, '0');
    const school: SchoolRow = {
      urn: read.urn,
      laestab: saysIfGiven(laestabOf(`${read.laCode ?? ''}/${number}`)),
      name: read.name,
      phase: saysIfGiven(phaseOf(read)),
      district: read.district,
      postcode: saysIfGiven(orNull(postcode, read.postcode)),
      status: statusOf(read.status),
      openedOn: read.openedOn,
      closedOn: read.closedOn,
      designatedTeacherName: null,
      designatedTeacherEmail: null,
      designatedTeacherFrom: null,
      dslName: null,
      dslEmail: null,
      dslPhone: null,
    };
    return { row: school };
  },
  across: (rows) => ({ refuse: refuseRepeats(rows, (row) => row.urn ?? '', 'URN', 'this school'), warnings: [] }),
};
