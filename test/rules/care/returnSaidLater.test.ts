import { expect, it } from 'vitest';
import { episodeOfReturnSaid } from '#domain/care/episodeOfReturnSaid.ts';
import { anEpisode } from '#domain/care/episodes.ts';
import { returnLeavesOut } from '#domain/care/returnLeavesOut.ts';
import { returnSaidLater } from '#domain/care/returnSaidLater.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const held = (
  startDate: string,
  endDate: string | null,
  reasonCeased: string | null,
  source = 'SSDA903',
): EpisodeRow => ({
  ...anEpisode(startDate, 'c', startDate, source),
  ...{ endDate, reasonCeased, legalStatus: 'C2', placementType: 'U6' },
});
/** The return of 2021/22, brought in after the upgrade; `last`: as of when a return was last brought in since. */
const on = (last: string | null, asOf = '2022-03-31') => ({ ...sayingOn(asOf), lastSaid: () => last, ofEarlier: true });
const speaksTo = '2022-03-31';
const goesOn = {
  ...{ start: '2018-01-19', end: null, reasonStarted: 'S', legalStatus: 'C2', needCode: null, placementType: 'U6' },
  ...{ placementProvider: null, reasonCeased: null, reasonPlacementChange: null, homePostcode: null },
  ...{ placementPostcode: null, ofstedUrn: null, districtId: null, laCode: '886', speaksTo },
};
const moved = [held('2018-01-19', '2023-08-19', 'X1'), held('2023-08-19', null, null)];

it.each([
  ['a child who turned 18 later', [held('2018-01-19', '2023-05-18', 'E7')]],
  ['an adoption of a later year', [held('2018-01-19', '2022-04-18', 'E12')]],
  ['a child who moved later', moved],
])('an older return of 0.2 brought in again turns nothing back: %s', (_what, episodes) => {
  const facts = { ...aRecord, episodes };
  for (const saying of [
    on(null),
    on('2022-03-31'),
    on('2021-03-31'),
    on(null, '2025-04-16'),
    on('2025-04-16', '2025-04-16'),
  ]) {
    expect(episodeOfReturnSaid(facts, goesOn, saying).facts.episodes).toEqual(episodes);
    const whole = {
      episodes: [{ ...goesOn, start: '2018-01-25' }],
      yearFrom: '2021-04-01',
      speaksTo,
      laCode: '886',
      mayBeOfNextYear: false,
    };
    expect(returnLeavesOut(facts, whole, saying)).toMatchObject({ facts, differences: [] });
  }
});

it.each([
  ['nothing came after its year', [held('2018-01-19', '2022-02-01', 'E12')], null],
  [
    'a list tells what came after',
    [held('2018-01-19', '2023-05-01', 'X1'), held('2023-05-01', null, null, 'lookedAfterList')],
    null,
  ],
  ['one brought in since told what came after, and this one corrects it', moved, '2023-09-01'],
])('a return is followed where %s', (_what, episodes, last) => {
  expect(returnSaidLater(episodes, { speaksTo }, on(last, '2024-07-01'))).toBeNull();
});

it('an end of care in the year itself is taken back by a corrected return of that year', () => {
  const facts = { ...aRecord, episodes: [held('2018-01-19', '2022-02-01', 'E8')] };
  expect(episodeOfReturnSaid(facts, goesOn, on(null)).facts.episodes).toMatchObject([{ endDate: null }]);
});

it('a move that a list told of after the year is no guess of the first day of what the return had before', () => {
  const episodes = [held('2018-01-19', '2024-10-02', 'X1'), held('2024-10-02', null, null, 'lookedAfterList')];
  expect(episodeOfReturnSaid({ ...aRecord, episodes }, goesOn, on(null)).facts.episodes).toEqual(episodes);
});

it('where version 0.2 never was, a return that is corrected on its own day is followed', () => {
  const saying = { ...on('2022-03-31'), ofEarlier: false };
  expect(returnSaidLater(moved, { speaksTo }, saying)).toBeNull();
});
