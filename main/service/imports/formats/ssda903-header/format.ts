import { date, localId, oneOf, sex, text } from '#service/imports/read/cells.ts';
import { readUpn, warnOfLostNoughts } from '#service/imports/read/columns.ts';
import { optional, refuseRepeats, required, type TableFormat } from '#service/imports/read/table.ts';

const columns = {
  localId: required('CHILD', localId, { title: 'Child' }),
  sex: required('SEX', sex, { title: 'Sex', aliases: ['GENDER'] }),
  dateOfBirth: required('DOB', date, { title: 'Date of birth' }),
  ethnicity: optional('ETHNIC', text(10), { title: 'Ethnicity' }),
  upnCell: optional('UPN', text(50), { title: 'UPN' }),
  mother: optional('MOTHER', oneOf({ '1': ['yes', 'true'], '0': ['no', 'false'] }), { title: 'Mother' }),
  childDateOfBirth: optional('MC_DOB', date, { title: "Mother's child's date of birth" }),
};

/** One child of the SSDA903's Header file. The return holds no names; `localId` is its CHILD. */
export type Ssda903HeaderRow = {
  localId: string;
  sex: 'M' | 'F' | 'U';
  dateOfBirth: string;
  ethnicity: string | null;
  upn: string | null;
  /** Why there is no UPN (UN1 to UN5), where the return says so. */
  upnUnknown: string | null;
  mother: boolean | null;
  childDateOfBirth: string | null;
};

/**
 * SSDA903 Header: one row a child. SEX in either coding (1/2 until 2024, M/F/U since). A UPN whose check letter is wrong
 * is a warning and the child is taken without it; the same CHILD twice is refused from the second time on.
 *
 * Source: DfE, guide to the SSDA903 collection, Header file (domain notes, section 10).
 * `10001,1,04/09/2009,WBRI,UN1,,` gives `{localId: '10001', sex: 'M', dateOfBirth: '2009-09-04', upnUnknown: 'UN1', …}`.
 */
export const ssda903Header: TableFormat<typeof columns, Ssda903HeaderRow> = {
  id: 'ssda903-header',
  title: 'SSDA903 Header',
  columns,
  signature: ['CHILD', 'DOB', 'ETHNIC', 'UPN'],
  finish: ({ upnCell, mother, ethnicity, ...row }) => {
    const { upn, upnUnknown, warnings } = readUpn(upnCell, 'UPN');
    const isMother = mother === null ? null : mother === '1';
    return {
      row: { ...row, ethnicity: ethnicity?.toUpperCase() ?? null, upn, upnUnknown, mother: isMother },
      warnings,
    };
  },
  across: (rows) => {
    const warnings = warnOfLostNoughts(rows, 'CHILD');
    const byUpn = new Map<string, number>();
    for (const { row, upn } of rows) {
      if (upn === null) continue;
      const earlier = byUpn.get(upn);
      const reason = `Row ${earlier} has the same UPN: one of the two children has the wrong number`;
      if (earlier !== undefined) warnings.push({ row, field: 'UPN', value: upn, reason });
      else byUpn.set(upn, row);
    }
    return { refuse: refuseRepeats(rows, (row) => row.localId, 'CHILD', 'this child'), warnings };
  },
};
