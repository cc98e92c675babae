import { expect, test } from 'vitest';
import { reachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';

test.each([
  [null, '2025-03-31', null],
  ['2024-09-10', '2025-03-31', { to: '2024-09-10', covers: false, tooShort: true }],
  ['2025-03-28', '2025-03-31', { to: '2025-03-28', covers: false, tooShort: false }],
  ['2025-03-31', '2025-03-31', { to: '2025-03-31', covers: true, tooShort: false }],
  ['2025-07-18', '2025-03-31', { to: '2025-03-31', covers: true, tooShort: false }],
  ['2025-07-02', '2025-08-31', { to: '2025-07-02', covers: false, tooShort: false }],
  ['2025-07-01', '2025-08-31', { to: '2025-07-01', covers: false, tooShort: true }],
])('files to %s as at %s', (last, until, reach) => {
  expect(reachOfSuspensions(last, until)).toEqual(reach);
});
