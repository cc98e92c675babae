// Files of an ordinary year, short.
import type { TestStore } from '#test/make/aStore.ts';
import { csv, type Files, importAll, rows } from './support.ts';

export const [ALPHA, BETA] = ['990601', '990602'];
const LIST =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,care_end,legal_status,placement_type,placement_start,placement_postcode,carer,confidential_placement,school_urn,nc_year';
const usual: Record<string, string> = {
  local_id: 'K1',
  legal_surname: 'Sample',
  legal_forename: 'Ana',
  date_of_birth: '05/05/2012',
  responsible_authority: '886',
  care_start: '03/02/2024',
  legal_status: 'C1',
  placement_type: 'U6',
  placement_postcode: 'CT9 1AB',
  carer: 'Pat Hill',
};
/** One row of the looked-after list of a day. */
export const list = (day: string, over: Record<string, string> = {}): Files => ({
  [`list ${day}.csv`]: csv(
    `${LIST}\n${LIST.split(',')
      .map((column) => ({ ...usual, ...over })[column] ?? '')
      .join(',')}`,
  ),
});
const file =
  (kind: string, header: string) =>
  (day: string, ...lines: string[]): Files => ({ [`${kind} ${day}.csv`]: csv([header, ...lines].join('\n')) });
export const peps = file(
  'peps',
  'local_id,reference,due,reason,held,submitted,signed_off,section_1_filled,section_1_grade,section_1_reason,section_2_filled,section_2_grade,section_2_reason',
);
export const enrolments = file('enrolments', 'local_id,school_urn,nc_year,kind,start,end');
export const suspensions = file('suspensions', 'local_id,school_urn,category,start_date,sessions,reason_1,status');
export const sen = file('sen-status', 'local_id,status,from,to');
export const schools: Files = {
  'schools.csv': csv(
    `urn,name,phase\n${ALPHA},Alpha School,secondary\n${BETA},Beta School,secondary\n140001,Oak Academy,secondary`,
  ),
};
export const theReturn = (day: string, ...lines: string[]): Files => ({
  [`header ${day}.csv`]: csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,UN3,,'),
  [`episodes ${day}.csv`]: csv(
    ['CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN', ...lines].join(
      '\n',
    ),
  ),
});
export async function inTurn(store: TestStore, ...all: Files[]): Promise<void> {
  for (const files of all) await importAll(store, files);
}
export const lines = (store: TestStore, sql: string): string[] =>
  rows(store, sql).map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  );
