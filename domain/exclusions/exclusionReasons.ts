import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** Kind of exclusion: suspension (called fixed-term, FIXD, before 2020), permanent, or lunchtime. */
export type ExclusionCategory = 'SUSP' | 'PERM' | 'LNCH';

/** A reason code with the dates it can be given on. */
export type ExclusionReason = {
  readonly code: string;
  readonly meaning: string;
  readonly validFrom: PlainDate | null;
  /** Last day, inclusive; null while current. */
  readonly validTo: PlainDate | null;
};

const row = (code: string, meaning: string, validFrom: PlainDate | null, validTo: PlainDate | null) => ({
  code,
  meaning,
  validFrom,
  validTo,
});

/** First day of the academic year in which the newer reasons replaced "other". */
const NEW_REASONS = '2020-09-01';

/**
 * Reasons for a suspension or exclusion: DEFAULT rows, editable. A record has one to three of them.
 *
 * Source: DfE, "Suspension and permanent exclusions guidance" and the common basic data set (CS084); domain section 7. The
 * starting day of the newer codes (OW, LG, DS, MT, PH) is [check]; OT ended with 2019/20.
 */
export const DEFAULT_EXCLUSION_REASONS: readonly ExclusionReason[] = [
  row('PP', 'Physical assault against a pupil', null, null),
  row('PA', 'Physical assault against an adult', null, null),
  row('VP', 'Verbal abuse or threatening behaviour against a pupil', null, null),
  row('VA', 'Verbal abuse or threatening behaviour against an adult', null, null),
  row('OW', 'Use or threat of use of an offensive weapon or prohibited item', NEW_REASONS, null),
  row('BU', 'Bullying', null, null),
  row('RA', 'Racist abuse', null, null),
  row('LG', 'Abuse against sexual orientation and gender identity', NEW_REASONS, null),
  row('DS', 'Abuse relating to disability', NEW_REASONS, null),
  row('SM', 'Sexual misconduct', null, null),
  row('DA', 'Drug and alcohol related', null, null),
  row('DM', 'Damage', null, null),
  row('TH', 'Theft', null, null),
  row('DB', 'Persistent or general disruptive behaviour', null, null),
  row('MT', 'Inappropriate use of social media or online technology', NEW_REASONS, null),
  row('PH', 'Wilful and repeated transgression of protective measures', NEW_REASONS, null),
  row('OT', 'Other', null, '2020-08-31'),
];

/** What a reason's code means; the code itself where it is none. Example: `meaningOfReason('BU')` is `'Bullying'`. */
export const meaningOfReason = (code: string): string =>
  DEFAULT_EXCLUSION_REASONS.find((reason) => reason.code === code)?.meaning ?? code;

/** Most reasons one record can carry. */
export const MOST_REASONS = 3;

/**
 * What is wrong with the reasons of a record that started on a date; empty when all is well.
 *
 * Source: domain section 7: up to three reasons.
 * Example: `reasonProblems(['OT'], '2021-10-01')` is `[{code: 'OT', problem: 'notValidOnDate'}]`.
 */
export const reasonProblems = (
  codes: readonly string[],
  date: PlainDate,
  reasons: readonly ExclusionReason[] = DEFAULT_EXCLUSION_REASONS,
): {
  readonly code: string;
  readonly problem: 'noReason' | 'tooMany' | 'unknown' | 'notValidOnDate' | 'repeated';
}[] => {
  const problems: ReturnType<typeof reasonProblems> = [];
  if (codes.length === 0) problems.push({ code: '', problem: 'noReason' });
  for (const [index, code] of codes.entries()) {
    const reason = reasons.find((each) => each.code === code);
    if (index >= MOST_REASONS) problems.push({ code, problem: 'tooMany' });
    if (codes.indexOf(code) !== index) problems.push({ code, problem: 'repeated' });
    if (reason === undefined) problems.push({ code, problem: 'unknown' });
    else if ((reason.validFrom ?? date) > date || (reason.validTo ?? date) < date) {
      problems.push({ code, problem: 'notValidOnDate' });
    }
  }
  return problems;
};
