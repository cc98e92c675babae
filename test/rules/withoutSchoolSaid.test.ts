import { describe, expect, test } from 'vitest';
import { enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import { withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { type WithoutSchoolSaid, withoutSchoolSaid } from '#domain/enrolment/withoutSchoolSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from './identity/saying.ts';

const nothing = { ncYear: saysNothing, partTimeSessions: saysNothing, alternativeProvision: saysNothing };
const row = (
  kind: WithoutSchoolSaid['kind'],
  start: string,
  end: string | null = null,
  more: Partial<WithoutSchoolSaid> = {},
): WithoutSchoolSaid => ({ ...nothing, kind, start, end: end === null ? saysNone : says(end), ...more });
let turn = 0;
const sayingNow = (later: Record<string, string> = {}): Saying => {
  turn += 1;
  const [at, saying] = [turn, sayingOn('2025-03-31', { later })];
  return { ...saying, fresh: () => `${at}-${saying.fresh()}` };
};
const atSchool = (schoolId: string, start: string) => (facts: Facts) =>
  enrolmentSaid(
    facts,
    { ...nothing, kind: saysNothing, schoolId, schoolUrn: schoolId, start, end: saysNone },
    sayingNow(),
  ).facts;
const said = (given: WithoutSchoolSaid) => (facts: Facts) => withoutSchoolSaid(facts, given, sayingNow()).facts;
const shown = ({ enrolments }: Facts) =>
  [...enrolments]
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))
    .map(({ schoolId, kind, startDate, endDate, alternativeProvision }) =>
      [schoolId ?? kind, startDate, endDate ?? '-', ...(alternativeProvision ? ['AP'] : [])].join(' '),
    );
const heldOf = (...steps: ((facts: Facts) => Facts)[]) =>
  shown(steps.reduce<Facts>((facts, step) => step(facts), aRecord));

describe('What a child does at no school', () => {
  test.each<[string, ((facts: Facts) => Facts)[], string[]]>([
    ['tuition is alternative provision', [said(row('tuition', '2025-01-06'))], ['tuition 2025-01-06 - AP']],
    [
      'unless it is said not to be',
      [said(row('tuition', '2025-01-06', null, { alternativeProvision: says(false) }))],
      ['tuition 2025-01-06 -'],
    ],
    [
      'said again it is one, and ends where a row says so',
      [said(row('tuition', '2025-01-06')), said(row('tuition', '2025-01-06', '2025-02-14'))],
      ['tuition 2025-01-06 2025-02-14 AP'],
    ],
    [
      'a row that begins in it confirms it',
      [said(row('homeEducation', '2024-09-02')), said(row('homeEducation', '2025-01-06'))],
      ['homeEducation 2024-09-02 -'],
    ],
    [
      'one that begins before it moves its first day back',
      [said(row('homeEducation', '2025-01-06')), said(row('homeEducation', '2024-09-02'))],
      ['homeEducation 2024-09-02 -'],
    ],
    [
      'another stretch, after one that ended, is its own',
      [said(row('tuition', '2024-09-02', '2024-10-04')), said(row('tuition', '2025-01-06'))],
      ['tuition 2024-09-02 2024-10-04 AP', 'tuition 2025-01-06 - AP'],
    ],
    [
      'the wait for a place ends the day before one begins',
      [said(row('noPlace', '2025-01-06')), atSchool('A', '2025-02-24')],
      ['noPlace 2025-01-06 2025-02-23', 'A 2025-02-24 -'],
    ],
    [
      'the same the other way round',
      [atSchool('A', '2025-02-24'), said(row('noPlace', '2025-01-06'))],
      ['noPlace 2025-01-06 2025-02-23', 'A 2025-02-24 -'],
    ],
    [
      'by a list that names the school',
      [
        said(row('homeEducation', '2025-01-06')),
        (facts) => schoolOfListSaid(facts, { schoolId: 'A', ncYear: null }, sayingNow()).facts,
      ],
      ['A 2024-09-01 -', 'homeEducation 2025-01-06 -'],
    ],
    [
      'tuition goes on beside a school',
      [said(row('tuition', '2025-01-06')), atSchool('A', '2025-02-24')],
      ['tuition 2025-01-06 - AP', 'A 2025-02-24 -'],
    ],
    [
      'two kinds are two things',
      [said(row('noPlace', '2025-01-06')), said(row('tuition', '2025-01-06'))],
      ['noPlace 2025-01-06 -', 'tuition 2025-01-06 - AP'],
    ],
  ])('%s', (_what, steps, expected) => {
    expect(heldOf(...steps)).toEqual(expected);
    // Said once more, nothing is different.
    expect(heldOf(...steps, ...steps)).toEqual(expected);
  });

  test('a wait beside a school that goes on is listed, and both are kept', () => {
    const held = atSchool('A', '2024-09-01')(aRecord);
    const { facts, remarks } = withoutSchoolSaid(held, row('noPlace', '2025-01-06'), sayingNow());
    expect(remarks).toMatchObject([
      { field: 'kind', reason: expect.stringContaining('since 2024-09-01 all the same') },
    ]);
    expect(shown(facts)).toEqual(['A 2024-09-01 -', 'noPlace 2025-01-06 -']);
    expect(withoutSchoolSaid(held, row('tuition', '2025-01-06'), sayingNow()).remarks).toEqual([]);
  });

  test('an older file does not turn back what a newer one said', () => {
    const held = said(row('tuition', '2025-01-06', '2025-02-14'))(aRecord);
    const later = { 'enrolment tuition 2025-01-06': '2025-03-31' };
    expect(shown(withoutSchoolSaid(held, row('tuition', '2025-01-06'), sayingNow(later)).facts)).toEqual(shown(held));
  });

  test('in words', () => {
    expect([withoutSchoolWords('homeEducation'), withoutSchoolWords(null), withoutSchoolWords('main')]).toEqual([
      'educated at home',
      'no school place',
      'no school place',
    ]);
  });
});
