import { expect, it } from 'vitest';
import { losesAdministration } from '#domain/access/losesAdministration.ts';
import { heldRole } from '#test/make/heldRole.ts';

const today = '2025-03-31';
const administrator = (from?: string, to?: string) =>
  heldRole('administrator', null, { ...(from ? { from } : {}), ...(to ? { to } : {}) });
const reader = heldRole('reader');

it.each([
  ['an administrator becomes a reader', [administrator()], [reader], true],
  ['is one for a time only', [administrator()], [administrator(undefined, '2025-04-30')], true],
  ['a cover is ended earlier', [administrator('2025-03-01', '2025-04-30')], [administrator('2025-03-01', today)], true],
  ['a cover is taken away', [administrator('2025-03-01', '2025-04-30'), reader], [reader], true],
  ['a cover ends today, and is taken away today', [administrator('2025-03-01', today)], [reader], true],
  ['one to come is taken away', [administrator('2025-05-01')], [reader], true],
  ['one to come begins later', [administrator('2025-05-01')], [administrator('2025-06-01')], true],
  ['a cover that is over is taken away', [administrator('2025-03-01', '2025-03-30'), reader], [reader], false],
  ['a cover goes on', [administrator('2025-03-01', '2025-04-30')], [administrator('2025-03-01')], false],
  ['a cover becomes one for good', [administrator('2025-03-01', '2025-04-30')], [administrator()], false],
  ['the first day of one that counts is changed', [administrator()], [administrator('2025-03-01')], false],
  ['an assistant head becomes a reader', [heldRole('assistantHead', 'EK3')], [reader], false],
  ['nothing changes', [administrator(), reader], [reader, administrator()], false],
])('%s', (_what, before, after, loses) => {
  expect(losesAdministration(before, after, today)).toBe(loses);
});
