import { expect, it } from 'vitest';
import { isSmallCount } from '#domain/disclosure/primarySuppression.ts';

it.each([
  [0, false],
  [1, true],
  [5, true],
  [6, false],
  [400, false],
])('%i children: suppressed %s', (count, suppressed) => {
  expect(isSmallCount(count)).toBe(suppressed);
});
