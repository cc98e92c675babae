import { expect, test } from 'vitest';
import { figuresPublishedOn } from '#domain/measures/figuresPublished.ts';

test.each([
  ['ks2', '2023/24', 'England', 'ALL', '2024-07-09'],
  ['ks2', '2023/24', 'Kent', 'ALL', '2024-09-12'],
  ['ks2', '2023/24', 'England', 'LAC12', '2025-04-10'],
  ['ks4', '2010/11', 'England', 'ALL', '2011-10-19'],
  ['attendance', '2023/24', 'Kent', 'ALL', '2025-03-20'],
  ['exclusions', '2023/24', 'Kent', 'ALL', '2025-07-18'],
  ['sen', '2023/24', 'Kent', 'ALL', '2024-06-20'],
  ['sen', '2023/24', 'Kent', 'LAC', '2025-04-10'],
  ['peps', '2023/24', 'Kent', 'LAC12', null],
] as const)('%s of %s, %s, %s are taken to be out on %s', (subject, year, geography, cohortKind, day) => {
  expect(figuresPublishedOn({ subject, year, geography, cohortKind })).toBe(day);
});

test('a profile says otherwise', () => {
  const days = [{ subject: 'ks2', allPupils: true, england: true, yearsAfter: 0, day: '08-01' }] as const;
  const figure = { subject: 'ks2', year: '2023/24', geography: 'England', cohortKind: 'ALL' } as const;
  expect(figuresPublishedOn(figure, days)).toBe('2024-08-01');
});
