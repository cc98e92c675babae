import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDayNumber, dayNumber } from '#domain/calendar/plainDate.ts';
import type { Episode } from '#domain/cohorts/episode.ts';
import { periodsOfCare } from '#domain/cohorts/periodsOfCare.ts';

const episode = (start: string, end: string | null, rne: string, rec: string | null, legalStatus = 'C2'): Episode => ({
  start,
  end,
  legalStatus,
  placementType: 'U4',
  reasonEpisodeStarted: rne,
  reasonEpisodeCeased: rec,
});
const spans = (episodes: readonly Episode[], includeRespite = false) =>
  periodsOfCare(episodes, { includeRespite }).periods.map((each) => [each.start, each.end, each.reasonCeased]);
const kinds = (episodes: readonly Episode[]) => periodsOfCare(episodes).problems.map((each) => each.kind);

describe('periods of care', () => {
  it.each([
    ['ended', '2024-05-10'],
    ['open', null],
  ])('with short breaks go on after one that is %s inside an open placement', (_what, end) => {
    const episodes = [episode('2020-01-01', null, 'S', null), episode('2024-05-01', end, 'S', 'E8', 'V4')];
    expect(spans(episodes, true)).toEqual([['2020-01-01', null, null]]);
    expect(spans([...episodes, episode('2024-06-01', '2024-07-01', 'P', 'E4A')], true)).toEqual([
      ['2020-01-01', '2024-07-01', 'E4A'],
    ]);
    expect(kinds(episodes)).not.toContain('openEpisodeFollowed');
  });

  it('are chains of X1 continuations', () => {
    const episodes = [
      episode('2023-05-02', '2023-11-10', 'S', 'X1', 'V2'),
      episode('2023-11-10', '2024-01-05', 'L', 'X1'),
      episode('2024-01-05', null, 'P', null),
    ];
    expect(spans(episodes)).toEqual([['2023-05-02', null, null]]);
    expect(kinds(episodes)).toEqual([]);
    expect(periodsOfCare(episodes).periods[0]?.episodes).toHaveLength(3);
    expect(spans([...episodes].reverse())).toEqual([['2023-05-02', null, null]]);
  });

  it('end with a reason, and a new start begins a new one, even on the same day', () => {
    const episodes = [
      episode('2022-01-10', '2022-06-01', 'S', 'E4A'),
      episode('2022-06-01', '2022-09-01', 'S', 'E4B'),
      episode('2023-03-01', null, 'S', null),
    ];
    expect(spans(episodes)).toEqual([
      ['2022-01-10', '2022-06-01', 'E4A'],
      ['2022-06-01', '2022-09-01', 'E4B'],
      ['2023-03-01', null, null],
    ]);
    expect(kinds(episodes)).toEqual([]);
  });

  it.each<[string, Episode[], unknown[], string[]]>([
    [
      'a next-day continuation',
      [episode('2023-01-02', '2023-03-01', 'S', 'X1'), episode('2023-03-02', null, 'P', null)],
      [['2023-01-02', null, null]],
      [],
    ],
    [
      'a gap after X1',
      [episode('2023-01-02', '2023-03-01', 'S', 'X1'), episode('2023-03-09', null, 'P', null)],
      [
        ['2023-01-02', '2023-03-01', 'X1'],
        ['2023-03-09', null, null],
      ],
      ['gapAfterContinuation'],
    ],
    [
      'an overlap',
      [episode('2023-01-02', '2023-04-01', 'S', 'X1'), episode('2023-03-01', '2023-03-20', 'P', 'X1')],
      [['2023-01-02', '2023-04-01', 'X1']],
      ['overlap', 'continuationMissing'],
    ],
    [
      'an open episode that another follows',
      [episode('2023-01-02', null, 'S', null), episode('2023-03-01', '2023-03-20', 'P', 'E4A')],
      [['2023-01-02', '2023-03-20', 'E4A']],
      ['openEpisodeFollowed'],
    ],
    [
      'an open episode inside one that says until when it runs',
      [
        episode('2023-01-02', '2024-06-01', 'S', 'E4A'),
        episode('2023-02-01', null, 'P', null),
        episode('2023-03-01', '2023-04-01', 'P', 'X1'),
      ],
      [['2023-01-02', '2024-06-01', 'E4A']],
      ['overlap', 'openEpisodeFollowed'],
    ],
    [
      'an open episode with a reason',
      [episode('2023-01-02', null, 'S', 'X1')],
      [['2023-01-02', null, null]],
      ['openWithReason'],
    ],
    [
      'the same row twice',
      [episode('2023-01-02', null, 'S', null), episode('2023-01-02', null, 'S', null)],
      [['2023-01-02', null, null]],
      ['duplicate'],
    ],
    [
      'an end before the start',
      [episode('2023-01-02', null, 'S', null), episode('2023-05-01', '2023-04-01', 'P', 'X1')],
      [['2023-01-02', null, null]],
      ['endsBeforeStart'],
    ],
    [
      'an end without a reason, continued',
      [episode('2023-01-02', '2023-03-01', 'S', null), episode('2023-03-01', null, 'P', null)],
      [['2023-01-02', null, null]],
      ['endWithoutReason'],
    ],
    [
      'an end without a reason, last',
      [episode('2023-01-02', '2023-03-01', 'S', null)],
      [['2023-01-02', '2023-03-01', null]],
      ['endWithoutReason'],
    ],
    [
      'a return home that a change of placement contradicts',
      [episode('2023-01-02', '2023-03-01', 'S', 'E4A'), episode('2023-03-01', null, 'P', null)],
      [['2023-01-02', null, null]],
      ['ceasedButContinued'],
    ],
    [
      'a start in the middle of a continuation',
      [episode('2023-01-02', '2023-03-01', 'S', 'X1'), episode('2023-03-01', null, 'S', null)],
      [['2023-01-02', null, null]],
      ['startedWhileContinuing'],
    ],
    ['nothing at all', [], [], []],
  ])('cope with %s', (_, episodes, expected, problems) => {
    expect(spans(episodes)).toEqual(expected);
    expect(kinds(episodes)).toEqual(problems);
  });

  it('leave respite out unless asked', () => {
    const episodes = [
      episode('2023-01-02', '2023-01-05', 'S', 'E4A', 'V3'),
      episode('2023-02-01', '2023-02-03', 'S', 'E4A', 'V4'),
    ];
    expect(spans(episodes)).toEqual([]);
    expect(spans(episodes, true)).toHaveLength(2);
  });

  it('come in order, never overlap, and keep every usable episode once, whatever the rows', () => {
    const day = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2022-12-31') }).map(dateOfDayNumber);
    const row = fc
      .tuple(day, fc.option(fc.integer({ min: -5, max: 200 })), fc.constantFrom('S', 'P', 'L', ''), fc.boolean())
      .map(([start, length, rne, continues]) =>
        episode(start, length === null ? null : addDays(start, length), rne, continues ? 'X1' : 'E4A'),
      );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const { periods, problems } = periodsOfCare(rows);
        for (const [index, period] of periods.entries()) {
          expect(period.end === null || period.start <= period.end).toBe(true);
          const next = periods[index + 1];
          if (next) expect(period.end !== null && period.end <= next.start).toBe(true);
        }
        const dropped = problems.filter((each) => each.kind === 'duplicate' || each.kind === 'endsBeforeStart').length;
        expect(periods.flatMap((each) => each.episodes)).toHaveLength(rows.length - dropped);
      }),
    );
  });
});
