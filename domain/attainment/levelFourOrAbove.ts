import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { keyStage2OutcomeCodes, type OutcomeCodeTable, outcomeCodeOf } from './keyStage2OutcomeCodes.ts';
import type { ChildOutcome } from './result.ts';

/**
 * The whole national curriculum level in a text such as '4', '4B', 'L4' or 'Level 3c'; null when it is not a level.
 * W (working towards level 1) is level 0.
 *
 * @example nationalCurriculumLevel('4B') // 4
 * @example nationalCurriculumLevel('W') // 0
 * @example nationalCurriculumLevel('EXS') // null
 */
export function nationalCurriculumLevel(value: string): number | null {
  const text = value.trim().toUpperCase();
  if (text === 'W') return 0;
  const parts = /^(?:LEVEL\s*|L\s*)?([1-8])\s*[ABC+-]?$/.exec(text);
  return parts === null ? null : Number(parts[1]);
}

/**
 * Whether a child reached level 4 in one key stage 2 subject, from its standing value: a level, an outcome code of that
 * year, or null for no record. A value that is neither a level nor a known code tells nothing, so it is 'missing'.
 *
 * Source: domain.md section 5 (to 2014/15: level 4+; codes A, B, H, J, Q, U not met, L and M excluded).
 *
 * @example levelFourOrAbove('4C', '2010/11') // 'met'
 * @example levelFourOrAbove('3A', '2010/11') // 'notMet'
 * @example levelFourOrAbove('A', '2010/11') // 'notMet'
 * @example levelFourOrAbove('L', '2010/11') // { excluded: 'L left the school' }
 * @example levelFourOrAbove(null, '2010/11') // 'missing'
 */
export function levelFourOrAbove(
  value: string | null,
  year: AcademicYear,
  assessment: OutcomeCodeTable['assessment'] = 'test',
  tables: readonly OutcomeCodeTable[] = keyStage2OutcomeCodes,
): ChildOutcome {
  if (value === null || value.trim() === '') return 'missing';
  const level = nationalCurriculumLevel(value);
  if (level !== null) return level >= 4 ? 'met' : 'notMet';
  return outcomeOfCode(value, year, assessment, tables);
}

/** How an outcome code counts: its table's word, or 'missing' when the year's table does not know it. */
export function outcomeOfCode(
  value: string,
  year: AcademicYear,
  assessment: OutcomeCodeTable['assessment'],
  tables: readonly OutcomeCodeTable[],
): ChildOutcome {
  const known = outcomeCodeOf(value, assessment, year, tables);
  if (known === null) return 'missing';
  return known.counts === 'excluded' ? { excluded: `${known.code} ${known.meaning}` } : known.counts;
}
