import {
  date,
  isWithheld,
  ncYear,
  personName,
  postcodeOrWithheld,
  sex,
  text,
  yesNo,
  yesUnlessNo,
} from '#service/imports/read/cells.ts';
import {
  endBeforeStart,
  localIdColumn,
  optionalDate,
  readUpn,
  requiredDate,
  responsibleAuthorityColumn,
  schoolColumns,
  warnOfLostNoughts,
} from '#service/imports/read/columns.ts';
import { optional, type RowOf, refuseRepeats, said, type TableFormat } from '#service/imports/read/table.ts';
import { LEGAL_STATUSES, PLACEMENT_TYPES } from '../ssda903Codes.ts';

const columns = {
  localId: localIdColumn(),
  legalSurname: optional('legal_surname', personName, {
    mustBeRead: true,
    title: 'Legal surname',
    help: 'Surname in law; the name the child goes by has its own column. A child with one name has it here',
    example: 'Sample',
    aliases: ['surname', 'last_name', 'family_name', 'lastname'],
  }),
  legalForename: optional('legal_forename', personName, {
    mustBeRead: true,
    title: 'Legal forename',
    help: 'Forename in law; empty for a child with one name',
    example: 'Alexandra',
    aliases: ['forename', 'first_name', 'given_name', 'firstname'],
  }),
  knownAsSurname: optional('known_as_surname', personName, {
    title: 'Known-as surname',
    help: 'Only where the child goes by another surname',
    aliases: ['preferred_surname'],
  }),
  knownAsForename: optional('known_as_forename', personName, {
    title: 'Known-as forename',
    help: 'Only where the child goes by another forename',
    example: 'Alex',
    aliases: ['preferred_forename', 'preferred_name', 'known_as'],
  }),
  dateOfBirth: requiredDate('date_of_birth', 'Date of birth', 'Date of birth', '14/02/2013', ['dob', 'birth_date']),
  sex: optional('sex', sex, { title: 'Sex', help: 'M, F or U (unknown)', example: 'F', aliases: ['gender'] }),
  ethnicity: optional('ethnicity', text(60), {
    title: 'Ethnicity',
    help: 'The four-letter code, such as WBRI',
    example: 'WBRI',
    aliases: ['ethnic', 'ethnic_origin', 'ethnicity_code'],
  }),
  firstLanguage: optional('first_language', text(60), {
    title: 'First language',
    help: 'The language code or name, such as ENG',
    example: 'ENG',
    aliases: ['language'],
  }),
  uasc: optional('uasc', yesNo, {
    title: 'UASC',
    help: 'Unaccompanied asylum-seeking child: yes or no',
    example: 'no',
  }),
  upnCell: optional('upn', text(50), {
    title: 'UPN',
    help: 'Unique pupil number; its check letter is verified. Leave empty, or UN1 to UN5, if not known',
    example: 'H801200001001',
    aliases: ['unique_pupil_number'],
  }),
  responsibleAuthority: responsibleAuthorityColumn(),
  careStart: requiredDate('care_start', 'Care start', 'First day of this period of care', '03/06/2022', [
    'date_became_looked_after',
    'lac_start_date',
    'care_start_date',
    'start_date',
  ]),
  careEnd: said('care_end', date, {
    title: 'Care end',
    help: 'Day care ceased (as DEC), on which the child is no longer looked after; empty while it goes on (DD/MM/YYYY)',
    aliases: ['lac_end_date', 'care_end_date', 'end_date'],
    blank: 'none',
  }),
  legalStatus: optional('legal_status', text(10), {
    title: 'Legal status',
    help: 'SSDA903 code, such as C2 (full care order) or V2 (section 20)',
    example: 'C2',
    aliases: ['ls'],
  }),
  placementType: optional('placement_type', text(10), {
    tellsPlace: true,
    title: 'Placement type',
    help: 'SSDA903 code, such as U6 (other foster care) or K2 (children’s home)',
    example: 'U6',
    aliases: ['place', 'placement_type_code'],
  }),
  placementStart: optionalDate('placement_start', 'Placement start', 'First day of this placement', '01/09/2023', [
    'placement_start_date',
  ]),
  placementPostcode: optional('placement_postcode', postcodeOrWithheld, {
    tellsPlace: true,
    title: 'Placement postcode',
    help: 'Postcode of the placement; it decides the locality where no district is given',
    example: 'ME14 1XQ',
    aliases: ['pl_post'],
  }),
  placementDistrict: optional('placement_district', text(80), {
    tellsPlace: true,
    title: 'Placement district',
    help: 'District of the placement, such as Maidstone; outside Kent, the name of that district',
    example: 'Maidstone',
    aliases: ['district'],
  }),
  confidentialPlacement: optional('confidential_placement', yesUnlessNo, {
    title: 'Confidential placement',
    help: 'yes where the address must stay hidden: place, carer and type then leave the team in no document',
    example: 'no',
    aliases: ['confidential', 'confidential_address'],
  }),
  carer: optional('carer', text(150), {
    tellsPlace: true,
    title: 'Carer',
    help: 'Name of the carer',
    example: 'Pat Carer',
    aliases: ['carer_name'],
  }),
  socialWorker: optional('social_worker', text(150), {
    title: 'Social worker',
    help: 'Name of the social worker',
    example: 'Sam Worker',
    aliases: ['allocated_worker', 'social_worker_name'],
  }),
  reviewingOfficer: optional('reviewing_officer', text(150), {
    title: 'Reviewing officer',
    help: 'Name of the independent reviewing officer',
    example: 'Ira Reviewer',
    aliases: ['iro', 'independent_reviewing_officer'],
  }),
  ...schoolColumns("The school's six-digit number; empty where the child has no school place"),
  ncYear: optional('nc_year', ncYear, {
    title: 'NC year',
    help: 'Year group the child is taught in: R, or 1 to 14',
    example: '8',
    aliases: ['national_curriculum_year', 'year_group', 'nc_year_group'],
  }),
};

type Read = RowOf<typeof columns>;
/** One child on the current looked-after list. `upnUnknown` is UN1 to UN5 where the list says why there is no UPN. */
export type LookedAfterRow = Omit<Read, 'upnCell'> & { upn: string | null; upnUnknown: string | null };

const WITHHELD = {
  placementPostcode: 'placement_postcode',
  placementDistrict: 'placement_district',
  carer: 'carer',
} as const;

/** A place or carer that is withheld says that the placement is confidential, whatever the column for that says. */
function readWithheld(row: Pick<Read, keyof typeof WITHHELD | 'confidentialPlacement'>) {
  const withheld = (Object.keys(WITHHELD) as (keyof typeof WITHHELD)[]).filter((key) => isWithheld(row[key]));
  const reason = 'Taken as a confidential placement: this is kept secret, and not held';
  return {
    secret: {
      ...Object.fromEntries(withheld.map((key) => [key, null])),
      ...(withheld.length > 0 ? { confidentialPlacement: true } : {}),
    },
    // The address may stand beside the words: the note keeps neither.
    warnings: withheld.map((key) => ({ field: WITHHELD[key], value: '', reason })),
  };
}

const known = (list: readonly string[], field: string, value: string | null) =>
  value === null || list.includes(value)
    ? []
    : [{ field, value, reason: 'Not an SSDA903 code the app knows: it is kept as it stands' }];

/**
 * The current looked-after list from social care, the feed that keeps the cohort (weekly, CSV or XLSX): one row a child.
 * A wrong UPN is a warning; the same local id twice is refused from the second time on. A child who is missing from the
 * list is no concern of the parser: nothing is closed by absence.
 *
 * Source: domain notes, section 11 ("The current looked-after list") and section 1 (confidential placement, names).
 */
export const lookedAfterList: TableFormat<typeof columns, LookedAfterRow> = {
  id: 'looked-after-list',
  title: 'Current looked-after list',
  columns,
  signature: ['local_id', 'legal_surname', 'legal_forename', 'date_of_birth', 'care_start'],
  finish: ({ upnCell, ...rest }) => {
    const { upn, upnUnknown, warnings } = readUpn(upnCell, 'upn');
    const { secret, warnings: ofSecret } = readWithheld(rest);
    const legalStatus = rest.legalStatus?.toUpperCase() ?? null;
    const placementType = rest.placementType?.toUpperCase() ?? null;
    const nameless = rest.legalSurname === null && rest.legalForename === null;
    const faults = [
      ...(nameless ? [{ field: 'legal_surname', value: '', reason: 'A child needs a name: one name at least' }] : []),
      ...endBeforeStart(rest.dateOfBirth, rest.careStart, 'care_start', 'date of birth'),
      ...endBeforeStart(rest.careStart, rest.careEnd.said ? rest.careEnd.value : null, 'care_end', 'start of care'),
    ];
    const before = endBeforeStart(rest.careStart, rest.placementStart, 'placement_start', 'start of care');
    const placementStart = before.length > 0 ? null : rest.placementStart;
    return {
      row: { ...rest, ...secret, legalStatus, placementType, placementStart, upn, upnUnknown },
      faults,
      warnings: [
        ...warnings,
        ...ofSecret,
        ...before.map((each) => ({ ...each, reason: `${each.reason}. The row is taken without it` })),
        ...known(LEGAL_STATUSES, 'legal_status', legalStatus),
        ...known(PLACEMENT_TYPES, 'placement_type', placementType),
      ],
    };
  },
  across: (rows) => {
    const warnings = warnOfLostNoughts(rows, 'local_id');
    const byUpn = new Map<string, number>();
    for (const { row, upn } of rows) {
      if (upn === null) continue;
      const earlier = byUpn.get(upn);
      const reason = `Row ${earlier} has the same UPN: one of the two children has the wrong number`;
      if (earlier !== undefined) warnings.push({ row, field: 'upn', value: upn, reason });
      else byUpn.set(upn, row);
    }
    return {
      refuse: refuseRepeats(rows, (row) => `${row.responsibleAuthority} ${row.localId}`, 'local_id', 'this child'),
      warnings,
    };
  },
};
