import { expect, test } from 'vitest';
import { onTrack } from '#domain/attainment/onTrack.ts';

test.each([
  ['5', '5', 'onTrack'],
  ['5', '7', 'onTrack'],
  ['5', '4', 'oneBelow'],
  ['5', '3', 'below'],
  ['C', 'D', 'oneBelow'],
  ['EXS', 'WTS', 'oneBelow'],
  ['EXS', 'PKF', 'below'],
  ['4B', '4C', 'oneBelow'],
  ['100', '103', 'onTrack'],
  ['100', '97', 'below'],
  ['C', '4', 'notAvailable'],
  ['', '4', 'notAvailable'],
  [null, '4', 'notAvailable'],
  ['5', null, 'notAvailable'],
])('target %s, prediction %s: %s', (target, prediction, expected) => {
  expect(onTrack({ target, prediction })).toBe(expected);
});
