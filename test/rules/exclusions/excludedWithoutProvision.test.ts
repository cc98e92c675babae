import { describe, expect, it } from 'vitest';
import { type Exclusion, excludedWithoutProvision } from '#domain/exclusions/excludedWithoutProvision.ts';

const excluded: Exclusion = { category: 'PERM', status: 'issued', start: '2025-03-03', schoolId: 'a' };
const roll = (schoolId: string | null, start: string, end: string | null = null) => ({ schoolId, start, end });

describe('excludedWithoutProvision', () => {
  it.each([
    ['still on that school’s roll only', [excluded], [roll('a', '2022-09-01')], '2025-03-03'],
    ['off every roll', [excluded], [roll('a', '2022-09-01', '2025-03-03')], '2025-03-03'],
    ['at a unit since', [excluded], [roll('a', '2022-09-01'), roll('b', '2025-03-10')], null],
    ['at a second school all along', [excluded], [roll('a', '2022-09-01'), roll('b', '2024-09-01')], null],
    ['a unit that begins after the date', [excluded], [roll('b', '2025-04-01')], '2025-03-03'],
    ['taught by a tutor since', [excluded], [roll('a', '2022-09-01'), roll(null, '2025-03-10')], null],
    ['taught by a tutor all along', [excluded], [roll('a', '2022-09-01'), roll(null, '2025-01-06')], null],
    ['at a unit that has ended: without a school place', [excluded], [roll('b', '2025-03-10', '2025-03-20')], null],
    ['a second school that has ended', [excluded], [roll('b', '2024-09-01', '2025-03-20')], '2025-03-03'],
    ['reinstated', [{ ...excluded, status: 'reinstated' as const }], [], null],
    ['suspended only', [{ ...excluded, category: 'SUSP' as const }], [], null],
    ['excluded after the date', [{ ...excluded, start: '2025-04-01' }], [], null],
    [
      'twice, with a place between',
      [excluded, { ...excluded, start: '2025-03-24', schoolId: 'b' }],
      [roll('b', '2025-03-10')],
      '2025-03-24',
    ],
    [
      'by a school not recorded, on an older roll',
      [{ ...excluded, schoolId: null }],
      [roll('a', '2022-09-01')],
      '2025-03-03',
    ],
  ])('%s', (_what, exclusions, enrolments, since) => {
    expect(excludedWithoutProvision(exclusions, enrolments, '2025-03-31')).toBe(since);
  });
});
