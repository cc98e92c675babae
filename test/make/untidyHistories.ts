import type { EpisodeSpec } from './aChild.ts';

/** Days from a date, for histories told as 'so many days later'. */
export const daysOn = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** What a history is made of: its first day, a way to choose below a number, and districts by chance. */
export type HistoryParts = { from: string; pick: (below: number) => number; district: () => string | null };

const stay = (start: string, end: string | null, districtId: string | null, more: Partial<EpisodeSpec> = {}) =>
  ({ start, end, districtId, reasonStarted: 'P', reasonCeased: end === null ? null : 'X1', ...more }) as EpisodeSpec;
const began = { reasonStarted: 'S' };
const left = { reasonCeased: 'E8' };
const respite = { legalStatus: 'V4', ...began, ...left };

/**
 * Histories of care as real extracts have them, by what is untidy about each. Every one begins on `from` or up to a year
 * after; none is what a tidy return would say, but every one can be told by the rules of `domain.md` section 4.
 */
export const untidyHistories = {
  tidy: ({ from, pick, district }) => {
    const moved = daysOn(from, 200 + pick(600));
    return [stay(from, moved, district(), began), stay(moved, null, district())];
  },
  continuedNextDay: ({ from, pick, district }) => {
    const moved = daysOn(from, 100 + pick(500));
    return [stay(from, moved, district(), began), stay(daysOn(moved, 1), null, district())];
  },
  overlap: ({ from, pick, district }) => {
    const moved = daysOn(from, 300 + pick(300));
    return [stay(from, daysOn(moved, 5 + pick(60)), district(), began), stay(moved, null, district())];
  },
  overlapInside: ({ from, pick, district }) => {
    const within = daysOn(from, 100 + pick(200));
    return [
      stay(from, daysOn(within, 400 + pick(200)), district(), { ...began, ...left }),
      stay(within, daysOn(within, 20 + pick(90)), district()),
    ];
  },
  gapAfterContinuation: ({ from, pick, district }) => {
    const moved = daysOn(from, 200 + pick(300));
    return [stay(from, moved, district(), began), stay(daysOn(moved, 2 + pick(40)), null, district())];
  },
  leftOpen: ({ from, pick, district }) => [
    stay(from, null, district(), began),
    stay(daysOn(from, 150 + pick(500)), null, district()),
  ],
  leftOpenThenEnded: ({ from, pick, district }) => {
    const moved = daysOn(from, 150 + pick(400));
    return [stay(from, null, district(), began), stay(moved, daysOn(moved, 60 + pick(400)), district(), left)];
  },
  leftOpenTwice: ({ from, pick, district }) => {
    const moved = daysOn(from, 100 + pick(200));
    const again = daysOn(moved, 50 + pick(200));
    return [
      stay(from, null, district(), began),
      stay(moved, null, district()),
      stay(again, daysOn(again, 30), district()),
      stay(daysOn(again, 30), null, district()),
    ];
  },
  endedInsideOpen: ({ from, pick, district }) => {
    const long = daysOn(from, 500 + pick(200));
    const open = daysOn(from, 60 + pick(100));
    return [
      stay(from, long, district(), { ...began, ...left }),
      stay(open, null, district()),
      stay(daysOn(open, 90), daysOn(open, 120 + pick(60)), district()),
    ];
  },
  respiteInTheMiddle: ({ from, pick, district }) => {
    const away = daysOn(from, 150 + pick(500));
    return [stay(from, null, district(), began), stay(away, daysOn(away, 2 + pick(20)), district(), respite)];
  },
  respiteTwiceInTheMiddle: ({ from, pick, district }) => {
    const away = daysOn(from, 150 + pick(300));
    return [
      stay(from, daysOn(from, 900), district(), { ...began, ...left }),
      stay(away, daysOn(away, 3), district(), respite),
      stay(daysOn(away, 30), daysOn(away, 33), district(), { ...respite, legalStatus: 'V3' }),
    ];
  },
  respiteBetween: ({ from, pick, district }) => {
    const away = daysOn(from, 100 + pick(400));
    const back = daysOn(away, 5 + pick(20));
    return [
      stay(from, away, district(), began),
      stay(away, back, district(), { legalStatus: 'V4' }),
      stay(back, null, district()),
    ];
  },
  respiteOnly: ({ from, pick, district }) => [
    stay(daysOn(from, pick(200)), null, district(), { ...began, legalStatus: 'V4' }),
  ],
  respiteLeftOpenThenCare: ({ from, pick, district }) => [
    stay(from, null, district(), { ...began, legalStatus: 'V4' }),
    stay(daysOn(from, 100 + pick(300)), null, district(), began),
  ],
  readmission: ({ from, pick, district }) => {
    const ended = daysOn(from, 200 + pick(400));
    return [
      stay(from, ended, district(), { ...began, ...left }),
      stay(daysOn(ended, 1 + pick(120)), null, district(), began),
    ];
  },
  readmissionSameDay: ({ from, pick, district }) => {
    const ended = daysOn(from, 200 + pick(400));
    return [stay(from, ended, district(), { ...began, ...left }), stay(ended, null, district(), began)];
  },
  leaver: ({ from, pick, district }) => {
    const moved = daysOn(from, 200 + pick(200));
    return [
      stay(from, moved, district(), began),
      stay(moved, daysOn(moved, 200 + pick(400)), district(), { reasonCeased: 'E4A' }),
    ];
  },
  cameLate: ({ from, pick, district }) => [stay(daysOn(from, 300 + pick(500)), null, district(), began)],
  aSingleDay: ({ from, pick, district }) => {
    const day = daysOn(from, 100 + pick(300));
    return [stay(from, null, district(), began), stay(day, day, district()), stay(daysOn(day, 3), null, district())];
  },
} satisfies Record<string, (parts: HistoryParts) => EpisodeSpec[]>;
