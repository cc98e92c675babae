import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isUnknownUpnCode, isUpn, type UnknownUpnCode } from '#domain/identifiers/isUpn.ts';
import type { Fault, Warning } from '../formats/types.ts';
import { date, laestab, localAuthority, localId, postcode, schoolUrn, text } from './cells.ts';
import { type Column, optional, required } from './table.ts';

/** The child's id in the social-care system: the column that ties the files about one child together. */
export const localIdColumn = (): Column<string> =>
  required('local_id', localId, {
    title: 'Local id',
    help: "The child's number in the social-care system, the same in every file",
    example: 'K100234',
    aliases: ['child_id', 'child', 'person_id', 'mosaic_id', 'client_id', 'social_care_id', 'lac_id'],
  });

/** In whose care the child is; the local id is that authority's. */
export const responsibleAuthorityColumn = (): Column<string> =>
  required('responsible_authority', localAuthority, {
    title: 'Responsible authority',
    help: 'The code of the authority in whose care the child is; Kent is 886. It is not where the child lives',
    example: '886',
    aliases: ['la', 'la_code', 'responsible_la', 'local_authority'],
  });

/** The school, by URN. */
export const schoolUrnColumn = (example = '118264'): Column<string> =>
  required('school_urn', schoolUrn, {
    title: 'School URN',
    help: "The school's six-digit number in Get Information about Schools",
    example,
    aliases: ['urn', 'establishment_urn'],
  });

/** The school that a row names: by its URN, else by its name, with LAESTAB or postcode where several have it. */
export type SchoolRef = {
  schoolUrn: string | null;
  schoolName: string | null;
  schoolLaestab: string | null;
  schoolPostcode: string | null;
};

/** What names a school without a URN: its name, with LAESTAB or postcode where several have it. */
export const besideSchoolName = {
  schoolName: optional('school_name', text(200), {
    title: 'School name',
    help: 'The name of the school where it has no URN, as in the schools file',
    aliases: ['establishment_name'],
  }),
  schoolLaestab: optional('school_laestab', laestab, { title: 'School LAESTAB', hidden: true, aliases: ['laestab'] }),
  schoolPostcode: optional('school_postcode', postcode, { title: 'School postcode', hidden: true }),
};

/** What a row calls its school; nothing where it names none. */
export const nameOfSchool = ({ schoolUrn, schoolName, schoolLaestab, schoolPostcode }: SchoolRef): string =>
  schoolUrn ?? (schoolName === null ? '' : [schoolName, schoolLaestab ?? schoolPostcode ?? ''].join(' ').trim());

/**
 * The columns that name a row's school.
 *
 * @param mustBeRead whether a number that is no URN refuses the row, instead of being left out
 */
export const schoolColumns = (help: string, mustBeRead = false) => ({
  schoolUrn: optional('school_urn', schoolUrn, {
    title: 'School URN',
    help,
    example: '118264',
    aliases: ['urn', 'establishment_urn'],
    mustBeRead,
  }),
  ...besideSchoolName,
});

export const optionalDate = (
  name: string,
  title: string,
  help: string,
  example = '',
  aliases: string[] = [],
): Column<PlainDate | null> => optional(name, date, { title, help: `${help} (DD/MM/YYYY)`, example, aliases });

export const requiredDate = (
  name: string,
  title: string,
  help: string,
  example: string,
  aliases: string[] = [],
): Column<PlainDate> => required(name, date, { title, help: `${help} (DD/MM/YYYY)`, example, aliases });

/** The fault of an end before its start, if there is one. Both days count, so the same day twice is one day long. */
export const endBeforeStart = (
  start: PlainDate | null,
  end: PlainDate | null,
  field: string,
  startWords: string,
): Fault[] =>
  start !== null && end !== null && end < start
    ? [{ field, value: end, reason: `Before the ${startWords} (${start}): correct one of the two` }]
    : [];

/** What a UPN cell says: a number, the reason there is none, or a warning that it cannot be right. */
export type UpnReading = {
  upn: string | null;
  upnUnknown: UnknownUpnCode | null;
  warnings: Omit<Warning, 'row'>[];
};

/**
 * Reads a UPN as text. A wrong one is a warning and not a refusal, so that a typing slip never drops a child from the
 * list: the row is taken without the number, which must not match anybody.
 * `readUpn('un3', 'UPN')` is `{upn: null, upnUnknown: 'UN3', warnings: []}`.
 */
export const readUpn = (cell: string | null, field: string): UpnReading => {
  const upn = (cell ?? '').toUpperCase().replace(/\s+/g, '');
  if (upn === '') return { upn: null, upnUnknown: null, warnings: [] };
  if (isUnknownUpnCode(upn)) return { upn: null, upnUnknown: upn, warnings: [] };
  if (isUpn(upn)) return { upn, upnUnknown: null, warnings: [] };
  const shaped = /^[A-Z]\d{11}[A-Z\d]$/.test(upn);
  const reason = shaped
    ? 'The check letter of this UPN is wrong, so a character is mistyped: the child is taken without it'
    : 'Not a UPN (a letter and twelve digits): the child is taken without it';
  return { upn: null, upnUnknown: null, warnings: [{ field, value: upn.slice(0, 50), reason }] };
};

/** Ids of one file that differ only by noughts in front: a spreadsheet has probably eaten them. */
export const warnOfLostNoughts = (rows: readonly { row: number; localId: string }[], field: string): Warning[] => {
  const seen = new Map<string, { row: number; localId: string }>();
  const warned = new Set<string>();
  const warnings: Warning[] = [];
  for (const row of rows) {
    if (!/^\d+$/.test(row.localId) || warned.has(row.localId)) continue;
    const bare = row.localId.replace(/^0+/, '');
    const earlier = seen.get(bare);
    if (earlier && earlier.localId !== row.localId) {
      const reason = `Differs from ${earlier.localId} (row ${earlier.row}) only by noughts in front: check whether they are one child`;
      warnings.push({ row: row.row, field, value: row.localId, reason });
      warned.add(row.localId);
    }
    if (!earlier) seen.set(bare, row);
  }
  return warnings;
};

/** Whether a column is one that the app adds to the rows it gives back to be mended. */
export const isOfRefusal = (header: string): boolean => /^refused[\s_-]?(row|reason)$/i.test(header.trim());
