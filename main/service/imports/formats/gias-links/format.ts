import { date, schoolUrn, text } from '#service/imports/read/cells.ts';
import { optional, type RowOf, required, type TableFormat } from '#service/imports/read/table.ts';

const columns = {
  urn: required('URN', schoolUrn, { title: 'URN' }),
  linkUrn: optional('LinkURN', schoolUrn, { title: 'LinkURN', mustBeRead: true }),
  linkName: optional('LinkName', text(200), { title: 'LinkName' }),
  linkType: required('LinkType', text(100), { title: 'LinkType' }),
  linkedOn: optional('LinkEstablishedDate', date, { title: 'LinkEstablishedDate' }),
};

/** One link between two establishments, as one of them tells it: `linkUrn` is the `linkType` of `urn`. */
export type SchoolLinkRow = RowOf<typeof columns>;

/**
 * Which school became which, from the links file of Get Information about Schools (`links_edubasealldataYYYYMMDD.csv`, dates
 * dd-mm-yyyy). Every link stands there twice, once for each of its two schools. What becomes of it is `schoolLinkSaid`.
 *
 * Source: DfE, Get Information about Schools, downloads: 'All establishment links' (domain notes, section 11).
 */
export const schoolLinks: TableFormat<typeof columns, SchoolLinkRow> = {
  id: 'gias-links',
  title: 'GIAS links between schools',
  columns,
  signature: ['URN', 'LinkURN', 'LinkType', 'LinkEstablishedDate'],
  finish: (row) => ({ row }),
};
