import { describe, expect, test } from 'vitest';
import { schoolLedTo } from '#domain/enrolment/schoolLedTo.ts';
import type { EnrolmentRow, Facts, PepRow } from '#domain/facts/factRows.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const led = { fromId: 'A', toId: 'C', was: 'Oak', now: 'Elm', on: '2025-04-01' };
const enrolment = (text: string, at: number): EnrolmentRow => {
  const [schoolId = '', startDate = '', end = '-', kind = 'main'] = text.split(' ');
  return {
    ...{ id: `${at}`, childId: 'c', schoolId, startDate, endDate: end === '-' ? null : end, ncYear: 7, kind },
    ...{ partTimeSessions: null, alternativeProvision: false },
  };
};
const held = (...rows: string[]): Facts => ({ ...aRecord, enrolments: rows.map(enrolment) });
const shown = ({ enrolments }: Facts) =>
  enrolments
    .map(({ schoolId, startDate, endDate, ncYear }) => `${schoolId} ${startDate} ${endDate ?? '-'} Y${ncYear}`)
    .sort();
const ruled = (facts: Facts, answer: string | null = null) => {
  const what = `schoolLed ${facts.child[0]?.id}`;
  return schoolLedTo(facts, led, { ...sayingOn('2025-06-02'), decided: (each) => (each === what ? answer : null) });
};

describe('A child at a school that was merged or split', () => {
  test.each<[string, string[], string[]]>([
    ['goes on there where somebody says so', ['A 2023-09-01'], ['A 2023-09-01 2025-03-31 Y7', 'C 2025-04-01 - Y8']],
    [
      'with its own last day',
      ['A 2023-09-01 2025-07-20'],
      ['A 2023-09-01 2025-03-31 Y7', 'C 2025-04-01 2025-07-20 Y8'],
    ],
    [
      'an earlier time at the other school stays as it was',
      ['C 2022-09-01 2023-07-20', 'A 2023-09-01'],
      ['A 2023-09-01 2025-03-31 Y7', 'C 2022-09-01 2023-07-20 Y7', 'C 2025-04-01 - Y8'],
    ],
  ])('%s', (_what, rows, expected) => {
    const facts = held(...rows);
    const { facts: after, differences } = ruled(facts, 'change');
    expect(shown(after)).toEqual(expected);
    expect(differences).toMatchObject([{ as: 'change', was: 'Oak', now: 'Elm', canFlip: true }]);
    // Nothing is guessed: undecided, or decided otherwise, it stays, and is asked about.
    for (const answer of [null, 'correction']) {
      const undecided = ruled(facts, answer);
      expect(undecided.facts).toBe(facts);
      expect(undecided.differences).toMatchObject([{ as: 'correction' }]);
    }
    // Decided once, it is not asked again.
    expect(ruled(after).differences ?? []).toEqual([]);
  });

  test.each<[string, Facts]>([
    ['who left before', held('A 2023-09-01 2025-03-14')],
    ['who came after', held('A 2025-04-22')],
    ['who is at the other school by then', held('A 2023-09-01', 'C 2025-04-01')],
    ['who was never there', held('B 2023-09-01')],
    [
      'whose record adoption has closed',
      { ...held('A 2023-09-01'), child: aRecord.child.map((row) => ({ ...row, sealedOn: '2025-05-01' })) },
    ],
  ])('is not asked about: %s', (_what, facts) => {
    const { facts: after, differences } = ruled(facts, 'change');
    expect([after, differences ?? []]).toEqual([facts, []]);
  });

  test('an open PEP of the school goes over, those of others do not', () => {
    const pep = (id: string, schoolId: string, status: string) =>
      ({ id, schoolId, status, dueOn: '2025-03-20' }) as PepRow;
    const facts = {
      ...held('A 2023-09-01'),
      peps: [pep('1', 'A', 'draft'), pep('2', 'A', 'signedOff'), pep('3', 'B', 'draft')],
    };
    expect(ruled(facts, 'change').facts.peps.map(({ schoolId }) => schoolId)).toEqual(['C', 'A', 'B']);
  });
});
