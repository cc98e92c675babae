import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { schoolBecame } from '#domain/enrolment/schoolBecame.ts';
import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { rowsHold } from '#domain/facts/rowsHold.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { saysIfGiven, saysNone } from '#domain/facts/said.ts';
import { type Conversion, type SchoolLines, schoolLines } from '#domain/schools/schoolLines.ts';
import { aRecord } from '../identity/saying.ts';

const days = [
  '2024-09-01',
  '2024-11-05',
  '2025-01-10',
  '2025-03-14',
  '2025-03-31',
  '2025-04-01',
  '2025-04-22',
  '2025-07-18',
  '2025-08-31',
  '2025-09-01',
];
const day = fc.constantFrom(...days, '2025-10-15');
const maybe = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: null });
/** A became B, B became C; X is another school. */
const school = fc.constantFrom('A', 'B', 'C', 'X');
const list = fc.record({ asOf: day, school, ncYear: maybe(6, 7, 8) });
const row = fc
  .record({
    asOf: day,
    school,
    ncYear: maybe(6, 7, 8),
    sessions: maybe(3, 10),
    start: day,
    end: fc.option(day, { nil: null }),
  })
  .filter(({ asOf, start, end }) => start <= asOf && (end === null || (start <= end && end <= asOf)));
/** The register's links: what they say of A and of B. */
const link = fc.record({ ab: maybe('2025-01-10', '2025-04-01'), bc: maybe('2025-04-22', '2025-09-01') });
type Link = typeof link extends fc.Arbitrary<infer Value> ? Value : never;
type List = typeof list extends fc.Arbitrary<infer Value> ? Value : never;
type Told = List | (typeof row extends fc.Arbitrary<infer Value> ? Value : never) | Link;
type State = { held: Facts; lines: SchoolLines; said: readonly (readonly [what: string, asOf: string])[] };

const begun: State = { held: aRecord, lines: schoolLines([]), said: [] };
let made = 0;
function told({ held, lines: known, said }: State, each: Told): State {
  const isLink = 'ab' in each;
  const conversions = isLink
    ? [
        ...(each.ab ? [{ fromId: 'A', toId: 'B', on: each.ab }] : []),
        ...(each.bc ? [{ fromId: 'B', toId: 'C', on: each.bc }] : []),
      ]
    : [];
  // A link that the register no longer has stays as it was.
  const stays = (fromId: string): Conversion[] =>
    conversions.some((one) => one.fromId === fromId) ? [] : [known.after(fromId) ?? []].flat();
  const lines = isLink ? schoolLines([...conversions, ...stays('A'), ...stays('B')]) : known;
  const asOf = isLink ? '2025-12-01' : each.asOf;
  const saying: Saying = {
    ...{ asOf, today: '2025-12-01', schools: lines },
    saidLater: (what) =>
      said
        .filter((one) => one[0] === what && one[1] > asOf)
        .map((one) => one[1])
        .sort()
        .at(-1) ?? null,
    everSaid: (beginning) => said.map(([what]) => what).filter((what) => what.startsWith(beginning)),
    lastSaid: (what) =>
      said
        .filter((one) => one[0] === what)
        .map((one) => one[1])
        .sort()
        .at(-1) ?? null,
    fresh: () => {
      made += 1;
      return `new ${made}`;
    },
  };
  const ruled = () => {
    if (isLink)
      return schoolBecame(
        held,
        { was: '', now: '', on: '2025-04-01', keys: new Map(['A', 'B', 'C'].map((id) => [id, id])) },
        saying,
      );
    if (!('start' in each)) return schoolOfListSaid(held, { schoolId: each.school, ncYear: each.ncYear }, saying);
    const { start, end, ncYear, sessions } = each;
    const at = {
      schoolId: lines.schoolOn(each.school, start),
      schoolUrn: each.school,
      otherUrns: lines.allOf(each.school).filter((id) => id !== each.school),
    };
    return enrolmentSaid(
      held,
      {
        ...{ ...at, start, end: end ? saysIfGiven(end) : saysNone, ncYear: saysIfGiven(ncYear) },
        ...{
          kind: saysIfGiven(null),
          partTimeSessions: saysIfGiven(sessions),
          alternativeProvision: saysIfGiven(null),
        },
      },
      saying,
    );
  };
  const ruling = ruled();
  expect(ruling.problems).toEqual([]);
  expect(rowsHold(held, ruling.facts)).toBeNull();
  return { held: ruling.facts, lines, said: [...said, ...ruling.said.map((what) => [what, asOf] as const)] };
}
const shown = ({ held }: State) => held.enrolments.map(({ id: _, ...each }) => JSON.stringify(each)).sort();
const runs = { numRuns: 2000 };

it('whatever comes in whatever order, a child is once at a school on a day, by its name of then; the same again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(list, row, link), { maxLength: 7 }), (all: Told[]) => {
      let state = begun;
      for (const each of all) {
        state = told(state, each);
        const { enrolments } = state.held;
        for (const one of enrolments)
          for (const other of enrolments) {
            const isSame = one.schoolId && other.schoolId && state.lines.isSame(one.schoolId, other.schoolId);
            if (other !== one && isSame && one.startDate <= other.startDate)
              expect(`${shown(state).join('\n')} ${(one.endDate ?? '9') < other.startDate}`).toContain('true');
          }
        for (const { schoolId, startDate, endDate } of enrolments) {
          expect(state.lines.schoolOn(schoolId ?? '', startDate)).toBe(schoolId);
          expect(state.lines.schoolOn(schoolId ?? '', endDate ?? '2026-01-01')).toBe(schoolId);
        }
        expect(shown(told(state, each))).toEqual(shown(state));
      }
    }),
    runs,
  );
});

/** Rows of one school by whichever of its names; a roll that ends on the very eve of a conversion says nothing of what comes then. */
const plain = row
  .map((each) => ({ ...each, school: each.school === 'X' ? 'A' : each.school, ncYear: null }))
  .filter(({ end }) => end !== '2025-03-31' && end !== '2025-08-31');
const links = { ab: '2025-04-01', bc: '2025-09-01' };
const inTurn = (...all: Told[]) => shown(all.reduce(told, begun));

it('two files end the same in either order, by whichever name each of them calls the school', () => {
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      fc.pre(one.asOf !== other.asOf);
      expect(inTurn(links, one, other)).toEqual(inTurn(links, other, one));
    }),
    runs,
  );
});

it('links may come before a file, after it or between two; after both, where they say the same timetable', () => {
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      fc.pre(one.asOf < other.asOf);
      expect(inTurn(one, links)).toEqual(inTurn(links, one));
      expect(inTurn(one, links, other)).toEqual(inTurn(links, one, other));
      if (one.sessions === other.sessions) expect(inTurn(one, other, links)).toEqual(inTurn(links, one, other));
    }),
    runs,
  );
});
