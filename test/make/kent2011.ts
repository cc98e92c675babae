import type { AttributionProfile } from '#domain/localities/attributionProfile.ts';

/** The six localities of Virtual School Kent in 2011 with their districts; ids are stable, names are for people. */
export const KENT_2011_LOCALITIES = [
  { id: 'north-west-kent', name: 'North West Kent', districts: ['Sevenoaks', 'Dartford', 'Gravesham'] },
  {
    id: 'south-west-kent',
    name: 'South West Kent',
    districts: ['Tunbridge Wells', 'Tonbridge and Malling', 'Maidstone'],
  },
  { id: 'east-kent-1', name: 'East Kent 1', districts: ['Canterbury', 'Swale'] },
  { id: 'east-kent-2', name: 'East Kent 2', districts: ['Ashford', 'Folkestone and Hythe'] },
  { id: 'east-kent-3', name: 'East Kent 3', districts: ['Thanet'] },
  { id: 'east-kent-4', name: 'East Kent 4', districts: ['Dover'] },
] as const;

/**
 * Virtual School Kent was set up in September 2010, but its localities are applied back to the first academic year with
 * published figures, so that a series over time compares the same areas.
 */
const APPLIES_FROM = '2005-09-01';

/**
 * Kent's attribution profile of 2011 as DEFAULT, editable data: East Kent 4 leads for children placed out of authority and
 * for SEN, ahead of the district. Shepway is the former name of Folkestone and Hythe (renamed in April 2018): both names
 * resolve, each to the same locality, so that old records do not fall out.
 *
 * Source: domain section 1 ("Localities, 2011"), from the strategy in the seed; districts as in `kent-districts.csv`.
 */
export const kent2011Profile: AttributionProfile = {
  rules: [
    {
      start: APPLIES_FROM,
      end: null,
      steps: [
        { by: 'cohort', cohort: 'outOfAuthority', localityId: 'east-kent-4' },
        { by: 'cohort', cohort: 'sen', localityId: 'east-kent-4' },
        { by: 'district' },
      ],
    },
  ],
  districts: [
    ...KENT_2011_LOCALITIES.flatMap(({ id, districts }) =>
      districts.map((district) => ({ localityId: id, district, start: APPLIES_FROM, end: null })),
    ),
    { localityId: 'east-kent-2', district: 'Shepway', start: APPLIES_FROM, end: null },
  ],
};
