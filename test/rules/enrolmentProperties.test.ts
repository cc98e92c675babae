import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { saysIfGiven, saysNone } from '#domain/facts/said.ts';
import { aRecord } from './identity/saying.ts';

const days = ['2024-09-01', '2024-11-05', '2025-01-10', '2025-03-03', '2025-03-20', '2025-08-26', '2025-09-01'];
const day = fc.constantFrom(...days, '2025-10-15');
const maybe = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: null });
const school = fc.constantFrom('A', 'B', 'C');
const list = fc.record({ asOf: day, school, ncYear: maybe(6, 7, 8) });
/** A row of a file, which tells of no day after its own. */
const row = fc
  .record({
    ...{
      asOf: day,
      school,
      kind: maybe('main', 'dual'),
      ncYear: maybe(6, 7, 8),
      sessions: maybe<number | 'full'>(3, 10, 'full'),
    },
    ...{ provision: maybe(true, false), start: day, end: fc.option(day, { nil: null }) },
  })
  .filter(({ asOf, start, end }) => start <= asOf && (end === null || (start <= end && end <= asOf)));
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;
type Told = { asOf: string; school: string; ncYear: number | null } & Partial<Row>;

let made = 0;
/** What is held once something is told, which is noted in `said` as the store's statements do. */
function told(held: Facts, each: Told, said: [what: string, asOf: string][]): Facts {
  const { asOf, school: schoolId, ncYear, start, end } = each;
  const saying: Saying = {
    ...{ asOf, today: '2025-12-01' },
    saidLater: (what) =>
      said
        .filter((one) => one[0] === what && one[1] > asOf)
        .map((one) => one[1])
        .sort()
        .at(-1) ?? null,
    everSaid: (beginning) => said.map(([what]) => what).filter((what) => what.startsWith(beginning)),
    fresh: () => {
      made += 1;
      return `new ${made}`;
    },
  };
  const of = { schoolId, schoolUrn: schoolId, kind: saysIfGiven(each.kind), ncYear: saysIfGiven(ncYear) };
  const timetable = {
    partTimeSessions: each.sessions === 'full' ? saysNone : saysIfGiven(each.sessions),
    alternativeProvision: saysIfGiven(each.provision),
  };
  const ruling =
    start === undefined
      ? schoolOfListSaid(held, { schoolId, ncYear }, saying)
      : enrolmentSaid(held, { ...of, ...timetable, start, end: end ? saysIfGiven(end) : saysNone }, saying);
  for (const what of ruling.said) said.push([what, asOf]);
  return ruling.facts;
}
const shown = ({ enrolments }: Facts) => enrolments.map(({ id: _, ...each }) => JSON.stringify(each)).sort();
const runs = { numRuns: 2000 };

it('whatever lists and files say, a child is once at a school on a day, and the same again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(list, row), { maxLength: 6 }), (all: Told[]) => {
      const said: [string, string][] = [];
      let held: Facts = aRecord;
      for (const each of all) {
        held = told(held, each, said);
        for (const one of held.enrolments) {
          expect(one.endDate ?? '9').toSatisfy((end: string) => end >= one.startDate);
          for (const other of held.enrolments)
            if (other !== one && other.schoolId === one.schoolId && other.startDate >= one.startDate)
              expect(one.endDate ?? '9').toSatisfy((end: string) => end < other.startDate);
        }
        expect(shown(told(held, each, [...said]))).toEqual(shown(held));
      }
    }),
    runs,
  );
});

it.each([
  ['sessions', { provision: null }],
  ['alternative provision', { sessions: null }],
])('two files of a school end the same in either order: days and %s', (_what, not) => {
  const plain = row.map((each): Told => ({ ...each, school: 'A', kind: null, ncYear: null, ...not }));
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      fc.pre(one.asOf !== other.asOf);
      const [there, back] = [
        [one, other],
        [other, one],
      ].map((order) => {
        const said: [string, string][] = [];
        return shown(order.reduce((held, each) => told(held, each, said), aRecord as Facts));
      });
      expect(there).toEqual(back);
    }),
    runs,
  );
});
