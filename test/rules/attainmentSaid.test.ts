import { describe, expect, it, test } from 'vitest';
import { type AttainmentTargetSaid, attainmentTargetSaid } from '#domain/attainment/attainmentTargetSaid.ts';
import { countingGrades } from '#domain/attainment/countingGrades.ts';
import { isVocational } from '#domain/attainment/isVocational.ts';
import type { ResultStatus } from '#domain/attainment/result.ts';
import { type ResultSaid, resultSaid } from '#domain/attainment/resultSaid.ts';
import { standingResult } from '#domain/attainment/standingResult.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { aRecord, sayingOn } from './identity/saying.ts';

const gcse = { academicYear: '2024/25', keyStage: 'KS4', subject: 'maths', component: 'grade', entry: 'first' };
const final = (value: string, issuedOn: string | null, asOf = '2025-12-01'): [ResultSaid, string] => [
  {
    ...gcse,
    status: 'final',
    value,
    qualification: null,
    namesEntry: false,
    namesQualification: false,
    others: [],
    issuedOn,
  },
  asOf,
];
const provisional = (value: string, issuedOn: string | null): [ResultSaid, string] => {
  const [said, asOf] = final(value, issuedOn);
  return [{ ...said, status: 'provisional' }, asOf];
};
let made = 0;
const nextId = () => {
  made += 1;
  return `r${String(made).padStart(3, '0')}`;
};
const said = (facts: Facts, [proposal, asOf]: [ResultSaid, string]): Facts => {
  const saying = sayingOn(asOf);
  return resultSaid(facts, proposal, { ...saying, fresh: nextId }).facts;
};
const standing = ({ results }: Facts) =>
  standingResult(
    results.map((row) => ({
      ...row,
      status: row.status as ResultStatus,
      dateReceived: row.receivedOn,
      supersedes: row.supersedesId,
    })),
  )?.value;

describe('A result', () => {
  const [first, remark] = [final('5', '2025-08-21'), final('6', '2025-10-10')];

  test.each<[string, [ResultSaid, string][], string, number]>([
    ['a re-mark', [first, remark], '6', 2],
    ['the first file again after a re-mark', [first, remark, first], '6', 2],
    ['the same again', [first, first], '5', 1],
    ['the re-mark before the first', [remark, first], '6', 2],
    ['a provisional value after a final one', [first, provisional('7', '2025-09-01')], '5', 2],
    ['a final value after a provisional one', [provisional('7', '2025-08-21'), final('5', '2025-09-30')], '5', 2],
    ['the first value once more, by a later day of its own', [first, remark, final('5', '2025-11-20')], '5', 3],
    ['the same by an earlier day', [final('5', '2025-10-10'), first], '5', 1],
    // Pinned the fault: a file of December without days is newer than both (a re-mark taken back).
    ['the first value once more, by a newer file without a day', [first, remark, final('5', null)], '5', 3],
    [
      'the first value once more, by an older file without a day',
      [first, remark, final('5', null, '2025-09-01')],
      '6',
      2,
    ],
  ])('%s', (_what, sayings, value, versions) => {
    const facts = sayings.reduce(said, aRecord);
    expect(standing(facts)).toBe(value);
    expect(facts.results).toHaveLength(versions);
  });

  it('has taken the place of the same versions in whatever order they came', () => {
    const all = [provisional('7', '2025-08-20'), first, remark, final('4', '2025-11-20')];
    const chain = (sayings: typeof all) => {
      const { results } = sayings.reduce(said, aRecord);
      return results
        .map(
          ({ value, supersedesId }) => `${value} over ${results.find(({ id }) => id === supersedesId)?.value ?? '-'}`,
        )
        .sort();
    };
    const expected = ['4 over 6', '5 over 7', '6 over 5', '7 over -'];
    expect(chain(all)).toEqual(expected);
    for (const order of [
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
      [0, 3, 2, 1],
    ])
      expect(chain(order.map((at) => all[at] ?? first))).toEqual(expected);
  });

  it('of one day stands as the later file says it, whichever came first', () => {
    const later = { later: { 'result 2024/25 KS4 maths grade first final': '2025-12-01' } };
    const facts = said(aRecord, final('6', '2025-08-21'));
    const older = resultSaid(facts, first[0], { ...sayingOn('2025-09-01', later), fresh: nextId }).facts;
    expect([standing(older), older.results.length]).toEqual(['6', 2]);
  });

  it('is another one in another entry', () => {
    const resit = { ...remark[0], entry: 'resit' };
    const facts = said(said(aRecord, first), [resit, '2025-12-01']);
    expect(facts.results.map(({ entry, supersedesId }) => [entry, supersedesId])).toEqual([
      ['first', null],
      ['resit', null],
    ]);
  });
});

describe('A target', () => {
  const target = (value: string, setOn: string | null): AttainmentTargetSaid => ({
    kind: 'target',
    ...{ academicYear: '2024/25', keyStage: 'KS4', subject: 'maths', component: 'grade' },
    value,
    setOn,
  });
  const history = (...sayings: AttainmentTargetSaid[]) =>
    sayings
      .reduce<Facts>(
        (facts, proposal, at) => attainmentTargetSaid(facts, proposal, sayingOn(`2025-04-0${at + 1}`)).facts,
        aRecord,
      )
      .attainmentTargets.map(({ value, setOn }) => `${setOn} ${value}`)
      .sort();

  test.each<[string, AttainmentTargetSaid[], string[]]>([
    [
      'an earlier one after the newest',
      [target('6', '2024-10-01'), target('4', '2023-10-01')],
      ['2023-10-01 4', '2024-10-01 6'],
    ],
    ['the other way round', [target('4', '2023-10-01'), target('6', '2024-10-01')], ['2023-10-01 4', '2024-10-01 6']],
    ['the same again', [target('6', '2024-10-01'), target('6', '2024-10-01')], ['2024-10-01 6']],
    ['the same set earlier', [target('6', '2024-10-01'), target('6', '2023-10-01')], ['2023-10-01 6']],
    ['the same set later', [target('6', '2023-10-01'), target('6', '2024-10-01')], ['2023-10-01 6']],
    ['the same without a day', [target('6', '2024-10-01'), target('6', null)], ['2024-10-01 6']],
    ['another of the same day', [target('6', '2024-10-01'), target('7', '2024-10-01')], ['2024-10-01 7']],
  ])('%s', (_what, sayings, rows) => expect(history(...sayings)).toEqual(rows));
});

describe('A vocational grade', () => {
  test.each<[string, string, boolean]>([
    ['btec-travel', 'DD', true],
    ['btec-engineering', 'D', true],
    ['btec-art', 'D*D*', true],
    ['engineering', 'D*', true],
    ['health-and-social-care', 'L2M', true],
    ['health-and-social-care', 'Merit', true],
    ['cambridge-national-sport', '5', true],
    ['combined-science', 'DD', false],
    ['combined-science', '5-4', false],
    ['maths', 'D', false],
    ['maths', 'A*', false],
    ['maths', 'U', false],
  ])('%s %s: %s', (subject, value, vocational) => expect(isVocational(subject, value)).toBe(vocational));

  it('never counts as GCSE letters', () => {
    const grade = (subject: string, value: string) => ({
      subject,
      value,
      entry: 'first' as const,
      academicYear: '2024/25',
    });
    const counted = countingGrades([grade('btec-travel', 'DD'), grade('history', 'D'), grade('art', 'L2M')], '2024/25');
    expect(counted.map(({ subject }) => subject)).toEqual(['history']);
  });
});
