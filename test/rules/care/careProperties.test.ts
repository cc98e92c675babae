import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, laterOf } from '#domain/calendar/plainDate.ts';
import { careOfListSaid } from '#domain/care/careOfListSaid.ts';
import { type EpisodeOfReturnSaid, episodeOfReturnSaid } from '#domain/care/episodeOfReturnSaid.ts';
import { inOrder } from '#domain/care/episodes.ts';
import { returnLeavesOut } from '#domain/care/returnLeavesOut.ts';
import { yearOfReturn } from '#domain/care/yearOfReturn.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const DAY_ONE = '2024-01-01';
const day = (min: number, max: number) => fc.integer({ min, max }).map((days) => addDays(DAY_ONE, days));

/** A row of a list: every cell may be empty, days are of the months before. */
const aList = fc.record({
  asOf: day(100, 500),
  careStart: day(0, 99),
  careEnd: fc.constantFrom('nothing', 'none', 'said'),
  endsAfter: fc.integer({ min: 0, max: 90 }),
  legalStatus: fc.constantFrom(null, 'C1', 'C2'),
  placementType: fc.constantFrom(null, 'U6', 'K2'),
  startsAfter: fc.option(fc.integer({ min: 0, max: 120 })),
  placementPostcode: fc.constantFrom(null, 'CT9 1AB', 'ME7 1AA'),
  carer: fc.constantFrom(null, 'Pat Stone', 'Sam Reed'),
});
type List = typeof aList extends fc.Arbitrary<infer Value> ? Value : never;

let turn = 0;
const saying = (asOf: string) => {
  turn += 1;
  const at = turn;
  const on = sayingOn(asOf);
  return { ...on, today: '2026-11-28', fresh: () => `${at} ${on.fresh()}` };
};
const say = (facts: Facts, list: List): Facts => {
  const { asOf, careEnd, endsAfter, startsAfter, ...said } = list;
  const careStart = said.careStart;
  // The reader refuses an end before the start.
  const end = laterOf(careStart, addDays(asOf, -endsAfter));
  const start = startsAfter === null ? null : addDays(careStart, startsAfter);
  return careOfListSaid(
    facts,
    {
      ...said,
      careEnd: careEnd === 'nothing' ? saysNothing : careEnd === 'none' ? saysNone : says(end),
      placementStart: start !== null && start <= asOf ? start : null,
      placementDistrict: null,
      laCode: '886',
      isConfidential: false,
      districtOn: () => (said.placementPostcode === null ? null : said.placementPostcode.slice(0, 2)),
    },
    saying(asOf),
  ).facts;
};

/** Contiguous episodes of one child, as a return of a day has them. */
const aReturn = fc
  .record({
    asOf: day(100, 500),
    start: day(0, 60),
    lengths: fc.array(fc.integer({ min: 5, max: 60 }), { maxLength: 4 }),
    places: fc.array(fc.constantFrom('U6', 'K2'), { minLength: 5, maxLength: 5 }),
    isOver: fc.boolean(),
  })
  .map(({ asOf, start, lengths, places, isOver }) => {
    const rows: EpisodeOfReturnSaid[] = [];
    let from = start;
    for (const [at, length] of [...lengths, null].entries()) {
      const end = length === null ? null : addDays(from, length);
      if (from > asOf) break;
      const isLast = end === null || end > asOf;
      rows.push({
        start: from,
        end: isLast ? null : end,
        reasonStarted: at === 0 ? 'S' : 'P',
        legalStatus: 'C1',
        needCode: 'N1',
        placementType: places[at] ?? 'U6',
        placementProvider: 'PR1',
        reasonCeased: isLast ? null : 'X1',
        reasonPlacementChange: null,
        homePostcode: null,
        placementPostcode: null,
        ofstedUrn: null,
        districtId: null,
        laCode: '886',
        speaksTo: '2099-03-31',
      });
      if (isLast || end === null) break;
      from = end;
    }
    const last = rows.at(-1);
    if (isOver && last && last.end === null && last.start < addDays(asOf, -1))
      rows[rows.length - 1] = { ...last, end: addDays(asOf, -1), reasonCeased: 'E4A' };
    return { asOf, rows };
  });
type Returned = typeof aReturn extends fc.Arbitrary<infer Value> ? Value : never;

const bring = (facts: Facts, { asOf, rows }: Returned): Facts => {
  const { from, to } = yearOfReturn(
    rows.flatMap(({ start, end }) => [start, end]),
    asOf,
  );
  const left = returnLeavesOut(
    facts,
    { episodes: rows, yearFrom: from, speaksTo: to, laCode: '886', mayBeOfNextYear: false },
    saying(asOf),
  ).facts;
  return rows.reduce((held, row) => episodeOfReturnSaid(held, { ...row, speaksTo: to }, saying(asOf)).facts, left);
};

/** What is wrong with a child's episodes, as a person would say it. */
function wrong({ episodes }: Facts): string[] {
  const sorted = inOrder(episodes);
  return sorted.flatMap((each, at) => {
    const next = sorted[at + 1];
    return [
      ...(each.endDate !== null && each.endDate < each.startDate ? ['ends before it begins'] : []),
      ...(next?.startDate === each.startDate ? ['two begin on one day'] : []),
      ...(next && (each.endDate === null || each.endDate > next.startDate) ? ['overlaps the next'] : []),
    ].map((what) => `${each.startDate} to ${each.endDate} ${what}`);
  });
}

const shown = ({ episodes }: Facts) =>
  inOrder(episodes).map(
    ({ startDate, endDate, reasonStarted, legalStatus, placementType, placementPostcode, carer, source }) =>
      [startDate, endDate ?? '-', reasonStarted, legalStatus, placementType, placementPostcode, carer, source].join(
        ' ',
      ),
  );

const byDay = <Said extends { asOf: string }>(all: readonly Said[]): Said[] =>
  all.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));

describe('whatever lists say, one after the other', () => {
  it('episodes never overlap, and the same list again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(aList, { minLength: 1, maxLength: 5 }), (lists) => {
        let facts: Facts = aRecord;
        for (const list of byDay(lists)) {
          facts = say(facts, list);
          expect(wrong(facts)).toEqual([]);
          expect(shown(say(facts, list))).toEqual(shown(facts));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('lists, then a return, then lists', () => {
  it('episodes never overlap, and the same again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(aList, aReturn), { minLength: 2, maxLength: 5 }), (files) => {
        let facts: Facts = aRecord;
        for (const file of byDay(files)) {
          const once = 'rows' in file ? bring(facts, file) : say(facts, file);
          expect(wrong(once)).toEqual([]);
          expect(shown('rows' in file ? bring(once, file) : say(once, file))).toEqual(shown(once));
          facts = once;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
