// Short files of the field for the tests beside it.
import { csv } from '#test/imports/support.ts';

const LIST =
  'local_id,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,sex,ethnicity,uasc,upn,responsible_authority,care_start,care_end,legal_status,placement_type,placement_start,placement_postcode,school_urn,nc_year,social_worker';
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
};
/** The looked-after list of a day, a row for each child. */
export const lists = (day: string, ...children: Record<string, string>[]): Record<string, string> => ({
  [`list ${day}.csv`]: csv(
    [
      LIST,
      ...children.map((over) =>
        LIST.split(',')
          .map((column) => ({ ...usual, ...over })[column] ?? '')
          .join(','),
      ),
    ].join('\n'),
  ),
});
