import type { AcademicYear } from '#domain/calendar/academicYear.ts';

export interface OutcomeCode {
  readonly code: string;
  readonly meaning: string;
  /** 'notMet' stays in the denominator; 'excluded' leaves it. */
  readonly counts: 'met' | 'notMet' | 'excluded';
}

/** The codes that may stand in place of a score or level, for the years the table is in force. */
export interface OutcomeCodeTable {
  readonly assessment: 'test' | 'teacherAssessment';
  readonly from: AcademicYear;
  readonly to: AcademicYear | null;
  readonly codes: readonly OutcomeCode[];
}

const code = (name: string, counts: OutcomeCode['counts'], meaning: string): OutcomeCode => ({
  code: name,
  counts,
  meaning,
});

const testCodes: readonly OutcomeCode[] = [
  code('A', 'notMet', 'absent'),
  code('B', 'notMet', 'working below the level of the test'),
  code('H', 'notMet', 'pupil cheated'),
  code('J', 'notMet', 'just arrived'),
  code('Q', 'notMet', 'maladministration'),
  code('U', 'notMet', 'unable to access the test'),
  code('L', 'excluded', 'left the school'),
  code('M', 'excluded', 'missing test script'),
];

/**
 * The default tables of key stage 2 outcome codes. Editable rows of the authority's configuration, with dates; these
 * are what ships. Source: domain.md section 5. N and T of the years of levels, and the teacher assessment codes, are
 * from the key stage 2 assessment and reporting arrangements [check].
 */
export const keyStage2OutcomeCodes: readonly OutcomeCodeTable[] = [
  {
    assessment: 'test',
    from: '1994/95',
    to: '2014/15',
    codes: [
      ...testCodes,
      code('N', 'notMet', 'no level awarded'),
      code('T', 'notMet', 'working at the level but unable to access the test'),
    ],
  },
  {
    assessment: 'test',
    from: '2015/16',
    to: null,
    codes: [
      ...testCodes,
      code('N', 'notMet', 'sat the test, too few marks for a scaled score'),
      code('AS', 'met', 'achieved the standard'),
      code('NS', 'notMet', 'did not achieve the standard'),
    ],
  },
  {
    assessment: 'teacherAssessment',
    from: '1994/95',
    to: '2014/15',
    codes: [
      code('A', 'notMet', 'absent'),
      code('D', 'notMet', 'disapplied'),
      code('W', 'notMet', 'working towards level 1'),
      code('L', 'excluded', 'left the school'),
    ],
  },
  {
    assessment: 'teacherAssessment',
    from: '2015/16',
    to: null,
    codes: [
      code('GDS', 'met', 'working at greater depth'),
      code('EXS', 'met', 'working at the expected standard'),
      code('WTS', 'notMet', 'working towards the expected standard'),
      ...['HNM', 'PKG', 'PKF', 'PKE', 'PK1', 'PK2', 'PK3', 'PK4', 'PK5', 'PK6', 'BLW', 'EM'].map((name) =>
        code(name, 'notMet', 'below the standard of the teacher assessment framework'),
      ),
      code('A', 'notMet', 'absent'),
      code('D', 'notMet', 'disapplied'),
      code('L', 'excluded', 'left the school'),
    ],
  },
];

/**
 * The meaning of a code in one assessment and year, from dated tables; null when the year's table has no such code.
 *
 * @example outcomeCodeOf('L', 'test', '2023/24')?.counts // 'excluded'
 * @example outcomeCodeOf('EXS', 'teacherAssessment', '2010/11') // null
 */
export function outcomeCodeOf(
  value: string,
  assessment: OutcomeCodeTable['assessment'],
  year: AcademicYear,
  tables: readonly OutcomeCodeTable[] = keyStage2OutcomeCodes,
): OutcomeCode | null {
  const wanted = value.trim().toUpperCase();
  const table = tables.find((t) => t.assessment === assessment && t.from <= year && (t.to === null || year <= t.to));
  return table?.codes.find((known) => known.code === wanted) ?? null;
}
