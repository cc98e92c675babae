import { z } from 'zod';
import { isAcademicYear } from '#domain/calendar/academicYear.ts';
import { isPlainDate } from '#domain/calendar/plainDate.ts';
import { TERM_NAMES } from '#domain/calendar/terms.ts';
import { defineCall, defineJob, type Topic } from './call.ts';
import { id, jobStarted, pageInput } from './shared.ts';

/** A day that exists and that the store's figures can reach: a year typed with a digit missing is caught here. */
const day = z
  .string()
  .refine(isPlainDate, 'Enter a date that exists, as year-month-day')
  .refine((date) => date >= '2000-01-01' && date <= '2099-12-31', 'Enter a date between 2000 and 2099');
const year = z.string().refine(isAcademicYear, 'Enter an academic year as 2024/25');
const text = (most: number, what: string) => z.string().trim().min(1, `Enter ${what}`).max(most, `${what} is too long`);
const laCode = z
  .string()
  .trim()
  .regex(/^\d{3}$/, 'An authority has a number of three digits, such as 886');
const reason = z.string().trim().min(1, 'Say why').max(500);

export const specialCohorts = ['outOfAuthority', 'specialEducationalNeeds'] as const;
export type SpecialCohortKind = (typeof specialCohorts)[number];
export const targetKinds = ['maximumGap', 'minimumRate', 'maximumRate'] as const;

/** The days a fact holds, both ends included; `to` null while it goes on. */
const span = { from: z.string(), to: z.string().nullable() };
const place = z.object({ districtId: id, name: z.string() });
const half = z.object({ term: z.enum(TERM_NAMES), half: z.union([z.literal(1), z.literal(2)]), start: day, end: day });
const bankHoliday = z.object({ bankHolidayId: id, date: z.string(), name: z.string() });
const newHoliday = z.object({ date: day, name: text(100, 'the name') });
const targetInput = z.object({
  measure: z.string(),
  academicYear: year,
  kind: z.enum(targetKinds),
  value: z.number(),
  floor: z.number().nullable(),
  /** Whose figure a gap is measured against: 'England' or the authority's own name, all pupils. null for a rate. */
  peer: z.string().nullable(),
  source: text(500, 'where the target comes from'),
});

/** Every change of the settings is one batch of the history under this id: what history lists and undo takes back. */
const changed = z.object({ changeId: id });
/** The same where children's localities or time in care are worked out again: a job. */
const changedByJob = jobStarted.extend({ changeId: id });

const profileTopics = ['settings', 'store', 'users', 'children', 'schools', 'reports', 'packs'] as const;
const figureTopics = ['settings', 'reports', 'children', 'packs'] as const;

const audited = (action: string) => ({
  action,
  subjects: (_input: unknown, output: { changeId: string }) => [{ kind: 'batch' as const, id: output.changeId }],
});
const read = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  reads: readonly Topic[] = ['settings', 'users'],
) => defineCall({ kind: 'query', input, output, access: 'team', audit: 'none', reads });
const write = <Input extends z.ZodType>(action: string, input: Input, changes: readonly Topic[]) =>
  defineCall({ kind: 'command', input, output: changed, access: 'administration', audit: audited(action), changes });
const writeByJob = <Input extends z.ZodType>(action: string, input: Input) =>
  defineJob({
    input,
    output: changedByJob,
    result: changed,
    access: 'administration',
    audit: audited(action),
    reads: [],
    changes: profileTopics,
  });

/** Localities, districts, calendar and targets: what an administrator may change of the authority's profile. */
export const settingsCalls = {
  'settings.profile': read(
    z.object({}),
    z.object({
      name: z.string(),
      virtualSchoolName: z.string(),
      laCode: z.string(),
      /** Published figures whose geography is this name: peers and targets are found by it. */
      publishedFigures: z.number(),
      ownChildren: z.number(),
    }),
    ['settings', 'children', 'reference'],
  ),
  /** Localities in force on a date with what they hold; with `unallocated` the authority's districts are all there once. */
  'settings.localities': read(
    z.object({ asAt: day }),
    z.object({
      rows: z.array(
        z.object({
          localityId: id,
          name: z.string(),
          shortName: z.string(),
          ...span,
          districts: z.array(place),
          cohorts: z.array(z.enum(specialCohorts)),
          /** Full-time equivalents; null where none were entered. */
          staff: z.number().nullable(),
          /** Active assistant heads of the locality. */
          heads: z.array(z.string()),
        }),
      ),
      unallocated: z.array(place),
      /** Who leads each special cohort on the date, in the order in which they are looked at. */
      cohorts: z.array(
        z.object({
          cohort: z.enum(specialCohorts),
          localityId: id.nullable(),
          localityName: z.string().nullable(),
          precedence: z.number().nullable(),
          ...span,
        }),
      ),
      /** Localities that ended before the date, or begin after it. */
      others: z.array(z.object({ localityId: id, name: z.string(), ...span })),
    }),
  ),
  'settings.districts': read(
    z.object({ asAt: day }),
    z.object({
      rows: z.array(
        z.object({
          districtId: id,
          code: z.string(),
          name: z.string(),
          formerName: z.string().nullable(),
          laCode: z.string(),
          /** Whether it is one of the authority's own districts. */
          own: z.boolean(),
          localityName: z.string().nullable(),
          /** Its localities over time; days in none of them are unallocated. */
          spans: z.array(z.object({ localityId: id, localityName: z.string(), ...span })),
          /** Postcode areas in force on the date. */
          postcodeAreas: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** Where a postcode lies by the table in force on a date: the longest match and what it leads to. */
  'settings.postcode': read(
    z.object({ postcode: z.string().trim().toUpperCase().max(10), asAt: day }),
    z.object({
      area: z.string().nullable(),
      districtName: z.string().nullable(),
      localityName: z.string().nullable(),
    }),
  ),
  /** Placements whose postcode no area of the table covers, by the first half of the postcode: nothing finer is told. */
  'settings.unresolvedPostcodes': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(z.object({ area: z.string(), placements: z.number(), now: z.number() })),
      withoutPostcode: z.number(),
    }),
    access: 'administration',
    audit: 'none',
    reads: ['settings', 'children'],
  }),
  'settings.calendar': read(
    z.object({ academicYear: year.nullable().default(null) }),
    z.object({
      years: z.array(z.string()),
      academicYear: z.string().nullable(),
      halves: z.array(half),
      /** Those between 1 September and 31 August of the year. */
      bankHolidays: z.array(bankHoliday),
      schoolDays: z.number(),
      /** Only the first and the last year may go, so that no year between lacks its dates. */
      removable: z.boolean(),
      /** Years that can be added: the one before the first and the one after the last. */
      addable: z.array(z.string()),
    }),
  ),
  /** A year that is not there yet, in the pattern of its neighbour: to be compared with the published dates. */
  'settings.proposedYear': read(
    z.object({ academicYear: year }),
    z.object({ academicYear: z.string(), halves: z.array(half), bankHolidays: z.array(newHoliday), after: z.string() }),
  ),
  'settings.targets': read(
    z.object({}),
    z.object({
      geography: z.string(),
      peers: z.array(z.string()),
      rows: z.array(targetInput.extend({ targetId: id, measureName: z.string(), unit: z.string() })),
      /** Whether the targets of Kent's strategy of 2011 can be added: they are Kent's, and the store has none of that year. */
      strategyOffered: z.boolean(),
    }),
  ),
  'settings.minimumToRate': read(
    z.object({ asAt: day }),
    z.object({
      children: z.number(),
      spans: z.array(z.object({ children: z.number(), source: z.string(), ...span })),
    }),
  ),
  /** Who changed what and when, newest first. What the store was made with is not a change. */
  'settings.history': defineCall({
    kind: 'query',
    input: z.object({ subject: z.enum(['all', 'places', 'calendar', 'targets']).default('all'), ...pageInput }),
    output: z.object({
      total: z.number(),
      rows: z.array(
        z.object({
          changeId: id,
          at: z.string(),
          by: z.string(),
          what: z.string(),
          /** Nothing has been written to its rows since. */
          undoable: z.boolean(),
        }),
      ),
    }),
    access: 'administration',
    audit: 'none',
    reads: ['settings', 'users'],
  }),

  'settings.changeProfile': writeByJob(
    'change authority profile',
    z.object({ name: text(80, 'the name'), virtualSchoolName: text(80, 'the name of the virtual school'), laCode }),
  ),
  'settings.addLocality': write(
    'add locality',
    z.object({ name: text(60, 'the name'), shortName: text(10, 'the short name'), from: day }),
    profileTopics,
  ),
  /** The same locality under another name, on every date; what it was called stands in the history. */
  'settings.renameLocality': write(
    'rename locality',
    z.object({ localityId: id, name: text(60, 'the name'), shortName: text(10, 'the short name') }),
    profileTopics,
  ),
  /** Ends a locality after a day; its districts, cohorts and staff end with it and are unallocated until moved. */
  'settings.endLocality': writeByJob('end locality', z.object({ localityId: id, lastDay: day, reason })),
  /** From a day on, to the next change that is already recorded: a district belongs to this locality, or to none. */
  'settings.moveDistrict': writeByJob(
    'move district',
    z.object({ districtId: id, localityId: id.nullable(), from: day }),
  ),
  /** From a day on: who leads a special cohort, or nobody. Precedence 1 is looked at first. */
  'settings.setCohort': writeByJob(
    'set special cohort',
    z.object({
      cohort: z.enum(specialCohorts),
      localityId: id.nullable(),
      precedence: z.int().min(1, 'Precedence starts at 1').max(9),
      from: day,
    }),
  ),
  'settings.setStaff': write(
    'set locality staff',
    z.object({
      localityId: id,
      fullTimeEquivalent: z.number().min(0, 'Enter 0 or more').max(999, 'Enter fewer than 1,000').nullable(),
      from: day,
    }),
    figureTopics,
  ),
  'settings.addDistrict': write(
    'add district',
    z.object({
      code: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^E0[6-9]\d{6}$/, 'A district has a code such as E07000114'),
      name: text(80, 'the name'),
      formerName: z.string().trim().max(80).nullable().default(null),
      laCode,
    }),
    profileTopics,
  ),
  'settings.changeDistrict': write(
    'change district',
    z.object({ districtId: id, name: text(80, 'the name'), formerName: z.string().trim().max(80).nullable() }),
    profileTopics,
  ),
  /** From a day on: a postcode area ('CT9'), sector ('CT9 1') or whole postcode lies in this district, or is not told. */
  'settings.setPostcodeArea': writeByJob(
    'set postcode area',
    z.object({
      area: z
        .string()
        .trim()
        .toUpperCase()
        .regex(
          /^[A-Z]{1,2}\d[A-Z\d]?( \d([A-Z]{2})?)?$/,
          "Enter a postcode's first half (CT9), a sector (CT9 1) or a whole postcode (CT9 1AB)",
        ),
      districtId: id.nullable(),
      from: day,
    }),
  ),
  'settings.addYear': writeByJob(
    'add calendar year',
    z.object({ academicYear: year, halves: z.array(half), bankHolidays: z.array(newHoliday).max(30) }),
  ),
  'settings.changeYear': write(
    'change calendar year',
    z.object({ academicYear: year, halves: z.array(half) }),
    figureTopics,
  ),
  'settings.removeYear': writeByJob('remove calendar year', z.object({ academicYear: year, reason })),
  'settings.addBankHoliday': write('add bank holiday', newHoliday, figureTopics),
  'settings.changeBankHoliday': write('change bank holiday', newHoliday.extend({ bankHolidayId: id }), figureTopics),
  'settings.removeBankHoliday': write('remove bank holiday', z.object({ bankHolidayId: id, reason }), figureTopics),
  'settings.addTarget': write('add target', targetInput, figureTopics),
  'settings.changeTarget': write('change target', targetInput.extend({ targetId: id }), figureTopics),
  'settings.removeTarget': write('remove target', z.object({ targetId: id, reason }), figureTopics),
  'settings.addStrategyTargets': write('add targets of the 2011-2014 strategy', z.object({}), figureTopics),
  'settings.setMinimumToRate': write(
    'set smallest group rated',
    z.object({
      children: z.int().min(1, 'Enter 1 or more').max(100, 'Enter 100 or fewer'),
      source: text(500, 'where the number comes from'),
      from: day,
    }),
    figureTopics,
  ),
  /** Takes a change back, as a change of its own; refused where its rows were written again since. */
  'settings.undo': writeByJob('undo change of settings', z.object({ changeId: id })),
};
