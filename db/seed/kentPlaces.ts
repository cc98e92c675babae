/** Locality of the 2011 profile, with the districts it holds and the cohorts it leads (domain.md section 1). */
export const kentLocalities = [
  {
    shortName: 'NWK',
    name: 'North West Kent',
    districts: ['E07000111', 'E07000107', 'E07000109'],
    cohorts: [],
  },
  {
    shortName: 'SWK',
    name: 'South West Kent',
    districts: ['E07000116', 'E07000115', 'E07000110'],
    cohorts: [],
  },
  { shortName: 'EK1', name: 'East Kent 1', districts: ['E07000106', 'E07000113'], cohorts: [] },
  { shortName: 'EK2', name: 'East Kent 2', districts: ['E07000105', 'E07000112'], cohorts: [] },
  { shortName: 'EK3', name: 'East Kent 3', districts: ['E07000114'], cohorts: [] },
  {
    shortName: 'EK4',
    name: 'East Kent 4',
    districts: ['E07000108'],
    // The 2011 profile gives this locality children with a statement as well. Whether that holds beyond statements, which
    // education, health and care plans replaced from September 2014, is [check]: by default it ends with them, because
    // plans would take two fifths of the county's children out of the locality they live in.
    cohorts: [
      { cohort: 'outOfAuthority', validTo: null },
      { cohort: 'specialEducationalNeeds', validTo: '2014-08-31' },
    ],
  },
] as const;

/** Kent's twelve districts and the neighbours in which Kent's children are placed; laCode is the DfE's authority number. */
export const districts = [
  { code: 'E07000105', name: 'Ashford', laCode: '886' },
  { code: 'E07000106', name: 'Canterbury', laCode: '886' },
  { code: 'E07000107', name: 'Dartford', laCode: '886' },
  { code: 'E07000108', name: 'Dover', laCode: '886' },
  { code: 'E07000109', name: 'Gravesham', laCode: '886' },
  { code: 'E07000110', name: 'Maidstone', laCode: '886' },
  { code: 'E07000111', name: 'Sevenoaks', laCode: '886' },
  { code: 'E07000112', name: 'Folkestone and Hythe', formerName: 'Shepway', laCode: '886' },
  { code: 'E07000113', name: 'Swale', laCode: '886' },
  { code: 'E07000114', name: 'Thanet', laCode: '886' },
  { code: 'E07000115', name: 'Tonbridge and Malling', laCode: '886' },
  { code: 'E07000116', name: 'Tunbridge Wells', laCode: '886' },
  { code: 'E06000035', name: 'Medway', laCode: '887' },
  { code: 'E07000061', name: 'Eastbourne', laCode: '845' },
  { code: 'E07000062', name: 'Hastings', laCode: '845' },
  { code: 'E07000064', name: 'Rother', laCode: '845' },
  { code: 'E09000004', name: 'Bexley', laCode: '303' },
  { code: 'E09000006', name: 'Bromley', laCode: '305' },
  { code: 'E09000008', name: 'Croydon', laCode: '306' },
  { code: 'E09000011', name: 'Greenwich', laCode: '203' },
  { code: 'E07000215', name: 'Tandridge', laCode: '936' },
] as const;

/**
 * Postcode districts to local authority districts, as a first default: a postcode district can straddle a boundary, so an
 * imported table of sectors replaces it where the longest match decides.
 */
export const postcodeAreas: Readonly<Record<string, string>> = {
  E07000105: 'TN23 TN24 TN25 TN26 TN27 TN30',
  E07000106: 'CT1 CT2 CT3 CT4 CT5 CT6',
  E07000107: 'DA1 DA2 DA9 DA10',
  E07000108: 'CT13 CT14 CT15 CT16 CT17',
  E07000109: 'DA11 DA12 DA13',
  E07000110: 'ME14 ME15 ME16 ME17 ME18',
  E07000111: 'TN8 TN13 TN14 TN15 TN16 DA3 DA4 BR8',
  E07000112: 'CT18 CT19 CT20 CT21 TN28 TN29',
  E07000113: 'ME9 ME10 ME11 ME12 ME13',
  E07000114: 'CT7 CT8 CT9 CT10 CT11 CT12',
  E07000115: 'TN9 TN10 TN11 TN12 ME6 ME19 ME20',
  E07000116: 'TN1 TN2 TN3 TN4 TN17 TN18',
  E06000035: 'ME1 ME2 ME3 ME4 ME5 ME7 ME8',
  E07000061: 'BN20 BN21 BN22 BN23',
  E07000062: 'TN34 TN35 TN37 TN38',
  E07000064: 'TN31 TN32 TN33 TN36 TN39 TN40',
  E09000004: 'DA5 DA6 DA7 DA8 DA14 DA15 DA16 DA17 DA18',
  E09000006: 'BR1 BR2 BR3 BR4 BR5 BR6 BR7',
  E09000008: 'CR0 CR2 CR5 CR7 CR8',
  E09000011: 'SE3 SE7 SE9 SE10 SE18',
  E07000215: 'RH7 RH8 RH9 CR3 CR6',
};
