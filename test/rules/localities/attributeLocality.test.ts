import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDayNumber, dayNumber } from '#domain/calendar/plainDate.ts';
import { attributeLocality, UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { attributionDate } from '#domain/localities/attributionDate.ts';
import type { AttributionProfile } from '#domain/localities/attributionProfile.ts';
import { type AttributionHistory, attributionFactsOn, localitySpans } from '#domain/localities/localitySpans.ts';
import { KENT_2011_LOCALITIES, kent2011Profile } from '#test/make/kent2011.ts';

const ON = '2011-06-30';
const facts = (district: string | null, ...cohorts: string[]) => ({
  placement: { district },
  cohorts: new Set(cohorts),
});

/** The twelve districts of `kent-districts.csv`, and the name Shepway had until 2018. */
const DISTRICTS = [
  ['Sevenoaks', 'north-west-kent'],
  ['Dartford', 'north-west-kent'],
  ['Gravesham', 'north-west-kent'],
  ['Tunbridge Wells', 'south-west-kent'],
  ['Tonbridge and Malling', 'south-west-kent'],
  ['Maidstone', 'south-west-kent'],
  ['Canterbury', 'east-kent-1'],
  ['Swale', 'east-kent-1'],
  ['Ashford', 'east-kent-2'],
  ['Folkestone and Hythe', 'east-kent-2'],
  ['Shepway', 'east-kent-2'],
  ['Thanet', 'east-kent-3'],
  ['Dover', 'east-kent-4'],
] as const;

describe('attribution to a locality', () => {
  it.each(DISTRICTS)('%s is in %s', (district, localityId) => {
    expect(attributeLocality(facts(district), ON, kent2011Profile)).toEqual({
      localityId,
      by: 'district',
      reason: null,
    });
  });

  it.each([
    ['placed out of authority', facts('Medway', 'outOfAuthority')],
    ['with SEN, in Maidstone', facts('Maidstone', 'sen')],
    ['both', facts(null, 'outOfAuthority', 'sen')],
    ['out of authority, no placement recorded', { placement: null, cohorts: new Set(['outOfAuthority']) }],
  ])('East Kent 4 leads for children %s', (_, child) => {
    expect(attributeLocality(child, ON, kent2011Profile)).toEqual({
      localityId: 'east-kent-4',
      by: 'cohort',
      reason: null,
    });
  });

  const overlapping: AttributionProfile = {
    ...kent2011Profile,
    districts: [
      ...kent2011Profile.districts,
      { localityId: 'east-kent-4', district: 'Thanet', start: '2011-01-01', end: null },
    ],
  };
  const noDistrictStep: AttributionProfile = {
    ...kent2011Profile,
    rules: [{ start: '2000-01-01', end: null, steps: [] }],
  };

  it.each([
    ['noPlacement', { placement: null, cohorts: new Set<string>() }, kent2011Profile, ON],
    ['districtUnknown', facts(null), kent2011Profile, ON],
    ['districtInNoLocality', facts('Medway'), kent2011Profile, ON],
    ['noRuleOnDate', facts('Thanet'), kent2011Profile, '2004-01-01'],
    ['districtInTwoLocalities', facts('Thanet'), overlapping, ON],
    ['noStepApplies', facts('Thanet'), noDistrictStep, ON],
  ] as const)('unallocated: %s', (reason, child, profile, date) => {
    expect(attributeLocality(child, date, profile)).toEqual({ localityId: UNALLOCATED, by: null, reason });
  });

  it('follows a profile that puts the district first, and one redrawn on a date', () => {
    const steps = [{ by: 'district' } as const];
    const redrawn: AttributionProfile = {
      rules: [{ start: '2010-09-01', end: null, steps }],
      districts: [
        { localityId: 'old', district: 'Dover', start: '2010-09-01', end: '2018-03-31' },
        { localityId: 'new', district: 'Dover', start: '2018-04-01', end: null },
      ],
    };
    expect(attributeLocality(facts('Dover', 'sen'), '2018-03-31', redrawn).localityId).toBe('old');
    expect(attributeLocality(facts('Dover', 'sen'), '2018-04-01', redrawn).localityId).toBe('new');
  });

  it('localities and unallocated add up to the county, and nobody counts twice', () => {
    const child = fc.record({
      placement: fc.option(
        fc.record({ district: fc.option(fc.constantFrom(...DISTRICTS.map(([name]) => name), 'Medway')) }),
      ),
      cohorts: fc.subarray(['outOfAuthority', 'sen', 'own']).map((list) => new Set(list)),
    });
    const profiles = fc.constantFrom(kent2011Profile, overlapping, noDistrictStep);
    fc.assert(
      fc.property(fc.array(child), profiles, (children, profile) => {
        const places = [...KENT_2011_LOCALITIES.map((each) => each.id as string), UNALLOCATED];
        const found = children.map((each) => attributeLocality(each, ON, profile).localityId);
        const sum = places.reduce((total, id) => total + found.filter((each) => each === id).length, 0);
        expect(sum).toBe(children.length);
      }),
    );
  });
});

describe('the date of attribution', () => {
  const history: AttributionHistory = {
    placements: [
      { district: 'Thanet', start: '2023-01-10', end: '2025-02-15' },
      { district: 'Ashford', start: '2025-02-15', end: null },
    ],
    cohorts: [],
  };
  const localityOf = (what: Parameters<typeof attributionDate>[0]): string => {
    const date = attributionDate(what);
    return attributeLocality(attributionFactsOn(history, date), date, kent2011Profile).localityId;
  };

  it.each([
    [{ kind: 'attainment', academicYear: '2024/25' }, '2025-03-31', 'east-kent-2'],
    [{ kind: 'attainment', academicYear: '2023/24' }, '2024-03-31', 'east-kent-3'],
    [{ kind: 'session', date: '2025-02-14' }, '2025-02-14', 'east-kent-3'],
    [{ kind: 'session', date: '2025-02-15' }, '2025-02-15', 'east-kent-2'],
    [{ kind: 'suspension', date: '2024-11-04' }, '2024-11-04', 'east-kent-3'],
    [{ kind: 'pep', dueDate: '2025-04-30' }, '2025-04-30', 'east-kent-2'],
    [{ kind: 'child', asAt: '2025-01-01' }, '2025-01-01', 'east-kent-3'],
  ] as const)('of %o is %s: %s, for a child who moved on 15 February 2025', (what, date, localityId) => {
    expect(attributionDate(what)).toBe(date);
    expect(localityOf(what)).toBe(localityId);
  });

  it('splits a year into spans of one locality each', () => {
    const spans = localitySpans(history, kent2011Profile, '2024-09-01', '2025-08-31');
    expect(spans.map((each) => [each.start, each.end, each.attribution.localityId])).toEqual([
      ['2024-09-01', '2025-02-14', 'east-kent-3'],
      ['2025-02-15', '2025-08-31', 'east-kent-2'],
    ]);
    expect(localitySpans(history, kent2011Profile, '2025-01-02', '2025-01-01')).toEqual([]);
  });

  it('covers every day once, with the locality of that day', () => {
    const day = fc.integer({ min: dayNumber('2024-06-01'), max: dayNumber('2025-12-31') }).map(dateOfDayNumber);
    const dated = fc.tuple(day, fc.option(fc.nat({ max: 200 }))).map(([start, length]) => ({
      start,
      end: length === null ? null : addDays(start, length),
    }));
    const anyHistory = fc.record({
      placements: fc.array(
        fc
          .tuple(dated, fc.constantFrom('Thanet', 'Ashford', 'Medway', null))
          .map(([d, district]) => ({ ...d, district })),
        { maxLength: 4 },
      ),
      cohorts: fc.array(
        fc.tuple(dated, fc.constantFrom('outOfAuthority', 'sen')).map(([d, cohort]) => ({ ...d, cohort })),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(anyHistory, day, (anyone, date) => {
        const spans = localitySpans(anyone, kent2011Profile, '2024-09-01', '2025-08-31');
        expect(spans[0]?.start).toBe('2024-09-01');
        expect(spans.at(-1)?.end).toBe('2025-08-31');
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1];
          if (next) expect(addDays(span.end, 1)).toBe(next.start);
        }
        const span = spans.find((each) => date >= each.start && date <= each.end);
        const own = attributeLocality(attributionFactsOn(anyone, date), date, kent2011Profile);
        if (span) expect(span.attribution).toEqual(own);
      }),
    );
  });
});
