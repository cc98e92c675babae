/** The year for which Kent's strategy of 2011-2014 set its first targets. */
export const STRATEGY_YEAR = '2011/12';
/** The authority whose strategy it is. */
export const STRATEGY_AUTHORITY = '886';

const printed = 'Kent, strategy of the Virtual School 2011-2014, target for 2011/12';
/** What is to be said beside the two gaps at KS2: their numbers and their subjects do not belong together. */
export const SWAPPED_SUBJECTS =
  'Nationally NI99 was English and NI100 maths, so the subjects look swapped; the row stands as the strategy prints it. To be checked.';

/**
 * The numbers the strategy prints for 2011/12 (domain.md section 3). The file of published figures brings them into a new
 * store; here they are for the administrator who removed some and wants them back, as rows to be edited.
 * Gaps are against all pupils in England. Two of its aims have no row: permanent exclusions are to 'reduce', without a
 * number, and health assessments are no measure of this app.
 */
export const strategyTargets = [
  {
    measure: 'ks2-maths-level4',
    kind: 'maximumGap',
    value: 33,
    peer: 'England',
    source: `${printed}: NI99, labelled maths. ${SWAPPED_SUBJECTS}`,
  },
  {
    measure: 'ks2-english-level4',
    kind: 'maximumGap',
    value: 34,
    peer: 'England',
    source: `${printed}: NI100, labelled English. ${SWAPPED_SUBJECTS}`,
  },
  { measure: 'ks4-5ac-english-maths', kind: 'maximumGap', value: 36, peer: 'England', source: `${printed}: NI101.` },
  {
    measure: 'absence-missed-25-days',
    kind: 'maximumRate',
    value: 11,
    peer: null,
    source: `${printed}: 25 or more days' absence in the year (CF/C24).`,
  },
] as const;
