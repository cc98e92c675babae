import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** A window of the year in which one PEP is due, by calendar months, both included. */
export interface PepTermWindow {
  readonly name: 'autumn' | 'spring' | 'summer';
  readonly firstMonth: number;
  readonly lastMonth: number;
}

/** How often a PEP comes round, when it must start and be ready, and what brings a full new one. Dated, per authority. */
export interface PepRuleSet {
  readonly name: string;
  readonly from: PlainDate;
  /** null: still in force. */
  readonly to: PlainDate | null;
  /** Working days from the start of care in which the first PEP is begun: planned placements, and emergencies. */
  readonly startPlannedWorkingDays: number;
  readonly startEmergencyWorkingDays: number;
  /** Working days from the start of care in which the first PEP is ready, for the first statutory review. */
  readonly readyWorkingDays: number;
  readonly recurring:
    | { readonly kind: 'months'; readonly every: number }
    | { readonly kind: 'terms'; readonly windows: readonly PepTermWindow[] };
  /** Working days from a placement move, a school change or a new key stage in which the full new PEP is due. */
  readonly afterEventWorkingDays: number;
  /** National curriculum years that begin a new key stage for this purpose (0 is reception). */
  readonly newKeyStageYears: readonly number[];
}

const first = {
  startPlannedWorkingDays: 0,
  startEmergencyWorkingDays: 10,
  readyWorkingDays: 20,
  // The sources ask for a full PEP on these events and name no number of days: an authority sets its own [check].
  afterEventWorkingDays: 20,
  newKeyStageYears: [0, 7, 11],
} as const;

/**
 * The rule sets that ship: six-monthly as in the 2011 documents, then one in every school term.
 *
 * Source: domain.md section 8. The change date is that of the statutory guidance on promoting the education of looked
 * after children of 2014 [check].
 */
export const defaultPepRuleSets: readonly PepRuleSet[] = [
  { ...first, name: 'Six-monthly', from: '2000-01-01', to: '2014-08-31', recurring: { kind: 'months', every: 6 } },
  {
    ...first,
    name: 'Every term',
    from: '2014-09-01',
    to: null,
    recurring: {
      kind: 'terms',
      windows: [
        { name: 'autumn', firstMonth: 9, lastMonth: 12 },
        { name: 'spring', firstMonth: 1, lastMonth: 4 },
        { name: 'summer', firstMonth: 5, lastMonth: 7 },
      ],
    },
  },
];

/**
 * The rule set in force on a date; null when none is.
 *
 * @example pepRuleSetOn('2011-06-30')?.name // 'Six-monthly'
 */
export function pepRuleSetOn(date: PlainDate, ruleSets: readonly PepRuleSet[] = defaultPepRuleSets): PepRuleSet | null {
  return ruleSets.find((rules) => rules.from <= date && (rules.to === null || date <= rules.to)) ?? null;
}
