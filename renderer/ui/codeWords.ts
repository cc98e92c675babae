import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';

/**
 * The words of the codes a child's record carries, for reading beside the code.
 * Source: domain.md sections 7 and 10 (SSDA903 code sets; suspension categories and reasons). A code that is not here is
 * shown as it is: a later return may bring new ones.
 */
const legalStatus: Record<string, string> = {
  C1: 'interim care order',
  C2: 'full care order',
  D1: 'freeing order',
  E1: 'placement order',
  V2: 'accommodated, section 20',
  V3: 'short breaks under an agreed series',
  V4: 'short break, single',
  L1: 'police protection',
  L2: 'emergency protection order',
  L3: 'child assessment order',
  J1: 'remanded',
  J2: 'accommodated under PACE',
  J3: 'supervision order with residence',
};

const placement: Record<string, string> = {
  A3: 'placed for adoption, current carer',
  A4: 'placed for adoption, other carer',
  A5: 'placed for adoption, current carer',
  A6: 'placed for adoption, other carer',
  K1: 'secure unit',
  K2: "children's home",
  K3: 'supported accommodation',
  P1: 'with parents',
  P3: 'residential employment',
  R1: 'residential care home',
  R2: 'NHS or health establishment',
  R3: 'family centre',
  R5: 'young offender institution',
  S1: 'residential school',
  U1: 'kinship foster care, long term',
  U2: 'kinship foster care, for adoption',
  U3: 'kinship foster care',
  U4: 'foster care, long term',
  U5: 'foster care, for adoption',
  U6: 'foster care',
  Z1: 'other placement',
};

const need: Record<string, string> = {
  N1: 'abuse or neglect',
  N2: "child's disability",
  N3: 'parental illness or disability',
  N4: 'family in acute stress',
  N5: 'family dysfunction',
  N6: 'socially unacceptable behaviour',
  N7: 'low income',
  N8: 'absent parenting',
};

const started: Record<string, string> = {
  S: 'started to be looked after',
  L: 'legal status changed',
  P: 'placement and carer changed',
  T: 'placement changed, same carer',
  B: 'legal status, placement and carer changed',
  U: 'legal status and placement changed, same carer',
};

const ceased: Record<string, string> = {
  X1: 'episode continues in a new one',
  E2: 'died',
  E3: 'care taken over by another authority',
  E4A: 'returned home, planned',
  E4B: 'returned home, unplanned',
  E5: 'independent living with support',
  E6: 'independent living',
  E7: 'transferred to adult care',
  E8: 'other reason',
  E9: 'sentenced to custody',
  E11: 'adopted, application unopposed',
  E12: 'adopted, consent dispensed with',
  E13: 'left for other reason',
  E14: 'remand ended',
};

const suspensionCategory: Record<string, string> = {
  SUSP: 'Suspension',
  FIXD: 'Suspension',
  PERM: 'Permanent exclusion',
  LNCH: 'Lunchtime suspension',
};

const suspensionReason: Record<string, string> = {
  PP: 'physical assault against a pupil',
  PA: 'physical assault against an adult',
  VP: 'verbal abuse or threats to a pupil',
  VA: 'verbal abuse or threats to an adult',
  OW: 'weapon or prohibited item',
  BU: 'bullying',
  RA: 'racist abuse',
  LG: 'abuse about sexual orientation or gender identity',
  DS: 'abuse about disability',
  SM: 'sexual misconduct',
  DA: 'drugs and alcohol',
  DM: 'damage',
  TH: 'theft',
  DB: 'persistent disruptive behaviour',
  MT: 'misuse of social media or online technology',
  PH: 'public health measures not followed',
  OT: 'other',
};

const suspensionStatus: Record<string, string> = {
  issued: 'Issued',
  cancelled: 'Cancelled',
  reinstated: 'Reinstated',
  quashed: 'Quashed',
};

const pepStatus: Record<string, string> = {
  due: 'Due',
  draft: 'Draft',
  submitted: 'Submitted',
  returned: 'Returned to the designated teacher',
  signedOff: 'Signed off',
};

/** Ethnicity and language of the school census, as the return's own code sets write them. */
const ethnicity: Record<string, string> = {
  WBRI: 'White British',
  WIRI: 'White Irish',
  WIRT: 'Traveller of Irish heritage',
  WROM: 'Gypsy or Roma',
  WOTH: 'Any other White background',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Any other mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  AOTH: 'Any other Asian background',
  BCRB: 'Black Caribbean',
  BAFR: 'Black African',
  BOTH: 'Any other Black background',
  CHNE: 'Chinese',
  OOTH: 'Any other ethnic group',
  REFU: 'refused',
  NOBT: 'not yet obtained',
};

const language: Record<string, string> = {
  ENG: 'English',
  ENB: 'believed to be English',
  OTB: 'believed to be other than English',
  OTH: 'other than English',
  ALB: 'Albanian',
  AMR: 'Amharic',
  ARA: 'Arabic',
  BNG: 'Bengali',
  CHI: 'Chinese',
  FRN: 'French',
  KUR: 'Kurdish',
  LTH: 'Lithuanian',
  NEP: 'Nepali',
  PAN: 'Panjabi',
  PAT: 'Pashto',
  POL: 'Polish',
  POR: 'Portuguese',
  PRS: 'Persian (Farsi)',
  RMN: 'Romanian',
  RUS: 'Russian',
  SLO: 'Slovak',
  SOM: 'Somali',
  SPA: 'Spanish',
  TGR: 'Tigrinya',
  TUR: 'Turkish',
  URD: 'Urdu',
  VIE: 'Vietnamese',
};

const sex: Record<string, string> = { F: 'female', M: 'male' };

/** Subjects whose kebab-case name does not read as their words. */
const subject: Record<string, string> = {
  gps: 'Grammar, punctuation and spelling',
  rwm: 'Reading, writing and maths',
};

/** A subject as a cell has it; a whole measure by its short name. @example subjectWords('english-language') // 'English language' */
export const subjectWords = (name: string): string =>
  isMeasureId(name) ? measureOf(name).shortName : (subject[name] ?? capital(name.replaceAll('-', ' ')));

/** What a result is written in (domain/attainment/result.ts). */
const component: Record<string, string> = {
  level: 'Level',
  scaledScore: 'Scaled score',
  teacherAssessment: 'Teacher assessment',
  grade: 'Grade',
  points: 'Points',
  headline: 'Whole measure',
};

const keyStage: Record<string, string> = { termly: 'Termly assessment', phonics: 'Phonics', MTC: 'Times tables check' };

/** Termly teacher assessments against what is expected at the child's age. */
const result: Record<string, string> = { BELOW: 'Below', AT: 'At expected', ABOVE: 'Above' };

const sets = {
  result,
  component,
  keyStage,
  sex,
  ethnicity,
  language,
  legalStatus,
  placement,
  need,
  started,
  ceased,
  suspensionCategory,
  suspensionReason,
  suspensionStatus,
  pepStatus,
} as const;

/** A code's words, or the code itself where it has none. @example wordsOf('need', 'N1') // 'abuse or neglect' */
export const wordsOf = (set: keyof typeof sets, code: string | null, none = 'not recorded'): string =>
  code === null || code === '' ? none : (sets[set][code] ?? code);

/** Code and words together: 'C2, full care order'. */
export const codeAndWords = (set: keyof typeof sets, code: string | null): string => {
  if (code === null) return 'not recorded';
  const words = sets[set][code];
  return words === undefined ? code : `${code}, ${words}`;
};

const reasonsForPep: Record<string, string> = {
  initial: 'Initial PEP',
  review: 'Review',
  termly: 'Termly review',
  placementMove: 'Placement move',
  schoolChange: 'School change',
  newKeyStage: 'New key stage',
};

/** Why a PEP was due, in words: a code of the profile, or the profile's own words. */
export const pepReason = (reason: string): string => reasonsForPep[reason] ?? capital(reason);

/** Text that begins a sentence or a cell. @example capital('foster care') // 'Foster care' */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
