import { describe, expect, it } from 'vitest';
import { placementOn, staysInForce } from '#domain/cohorts/placementOn.ts';

const stay = (name: string, start: string, end: string | null, legalStatus = 'C2') => ({
  name,
  start,
  end,
  legalStatus,
});
const medway = stay('Medway', '2020-01-01', null);
const thanet = stay('Thanet', '2024-03-01', null);
const away = stay('away', '2024-05-01', '2024-05-10', 'V4');

describe('placementOn', () => {
  it.each([
    ['an earlier one left open', [medway, thanet], '2024-02-29', 'Medway'],
    ['an earlier one left open', [medway, thanet], '2024-03-01', 'Thanet'],
    ['rows in another order', [thanet, medway], '2025-01-01', 'Thanet'],
    ['a later one that ended', [medway, { ...thanet, end: '2024-04-01' }], '2024-04-01', undefined],
    ['a short break', [medway, away], '2024-05-09', 'away'],
    ['a short break over', [medway, away], '2024-05-10', 'Medway'],
    ['a short break left open', [{ ...medway, legalStatus: 'V3' }, thanet], '2024-03-01', 'Thanet'],
    [
      'one inside another',
      [
        { ...medway, end: '2025-01-01' },
        { ...thanet, end: '2024-04-01' },
      ],
      '2024-06-01',
      'Medway',
    ],
    ['one that ends on the day it began', [medway, { ...thanet, end: '2024-03-01' }], '2024-03-01', undefined],
    ['nothing yet', [medway], '2019-12-31', undefined],
  ])('of %s', (_what, episodes, date, name) => {
    expect(placementOn(episodes, date)?.name).toBe(name);
  });
});

it('says when each stay ended', () => {
  expect(staysInForce([medway, away, thanet]).map(({ episode, until }) => [episode.name, until])).toEqual([
    ['Medway', '2024-03-01'],
    ['Thanet', null],
    ['away', '2024-05-10'],
  ]);
});
