import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpisodeRow, type Facts, noFacts } from '#domain/facts/factRows.ts';
import { type LeaverDecision, leaverDecided } from '#domain/needs/leaverDecided.ts';
import { missedFromList } from '#domain/needs/missedFromList.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const episode = (startDate: string, endDate: string | null = null): EpisodeRow => ({
  ...{ id: `e ${startDate}`, childId: 'c', startDate, endDate, reasonStarted: 'S', legalStatus: 'C2' },
  ...{ needCode: 'N1', placementType: 'U6', placementProvider: null, reasonCeased: null, source: 'test' },
  ...{ reasonPlacementChange: null, homePostcode: null, placementPostcode: null, placementDistrictId: null },
  ...{ providerOfstedUrn: null, carer: null, confidential: false, confidentialReason: null },
});
const held: Facts = {
  ...noFacts,
  child: aRecord.child,
  birthDates: [
    { id: 'b', childId: 'c', dateOfBirth: '2007-03-02', disputed: false, validFrom: '2007-03-02', validTo: null },
  ],
  authorities: [{ id: 'a', childId: 'c', laCode: '886', validFrom: '2020-01-01', validTo: null }],
  episodes: [episode('2020-01-01', '2023-05-01'), episode('2023-05-01')],
  possibleLeavers: [
    {
      ...{ id: 'l', childId: 'c', noticedOn: '2025-03-31', batchId: 'x', resolvedOn: null, resolution: null },
      ...{ leftOn: null, reason: null, decidedBy: null },
    },
  ],
};
const decide = (decision: LeaverDecision, facts = held) =>
  leaverDecided(facts, { leaverId: 'l', decision, decidedBy: 'D. Officer' }, sayingOn('2025-04-15'));
const care = ({ episodes }: Facts) =>
  episodes.map(({ startDate, endDate, reasonCeased }) => `${startDate} ${endDate ?? ''} ${reasonCeased ?? ''}`.trim());
const authorities = (facts: Facts) =>
  facts.authorities.map(({ laCode, validFrom, validTo }) => `${laCode} ${validFrom} ${validTo ?? ''}`.trim());

describe('What has become of a child who was not on the list', () => {
  it.each<[string, LeaverDecision, string, string, string | null, string[]]>([
    [
      'left on a day, for a reason',
      { as: 'left', on: '2025-03-14', reason: 'E4A' },
      'left',
      '2023-05-01 2025-03-14 E4A',
      '2025-03-14',
      ['886 2020-01-01'],
    ],
    [
      'turned 18',
      { as: 'turned18', reason: null },
      'turned 18',
      '2023-05-01 2025-03-02',
      '2025-03-02',
      ['886 2020-01-01'],
    ],
    ['still with us', { as: 'stillWithUs' }, 'still with us', '2023-05-01', null, ['886 2020-01-01']],
    ['not ours', { as: 'notOurs', laCode: '210' }, 'not ours', '2023-05-01', null, ['210 2020-01-01']],
    [
      'moved to another authority’s care',
      { as: 'otherAuthority', on: '2025-03-14', laCode: '210' },
      'moved to another authority',
      '2023-05-01 2025-03-14 E3',
      '2025-03-14',
      ['886 2020-01-01 2025-03-13', '210 2025-03-14'],
    ],
  ])('%s', (_, decision, resolution, last, leftOn, whose) => {
    const { facts, problems } = decide(decision);
    expect(problems).toEqual([]);
    expect(care(facts)).toEqual(['2020-01-01 2023-05-01', last]);
    expect(authorities(facts)).toEqual(whose);
    expect(facts.possibleLeavers).toMatchObject([
      { resolvedOn: '2025-04-15', resolution, leftOn, decidedBy: 'D. Officer' },
    ]);
  });

  it.each<[string, LeaverDecision, Facts, string]>([
    ['a day to come', { as: 'left', on: '2025-05-01', reason: null }, held, 'This day is still to come'],
    [
      'before the placement began',
      { as: 'left', on: '2023-04-30', reason: null },
      held,
      'The episode of 2023-05-01 began',
    ],
    ['an adoption', { as: 'left', on: '2025-03-14', reason: 'E12' }, held, 'An adoption closes the record'],
    [
      'a child of 17',
      { as: 'turned18', reason: null },
      { ...held, birthDates: held.birthDates.map((row) => ({ ...row, dateOfBirth: '2007-05-02' })) },
      'The child turns 18 on 2025-05-02',
    ],
    ['no date of birth', { as: 'turned18', reason: null }, { ...held, birthDates: [] }, 'No date of birth is known'],
    [
      'the authority that has the child',
      { as: 'notOurs', laCode: '886' },
      held,
      'The child is in the care of this authority',
    ],
    ['no care', { as: 'left', on: '2025-03-14', reason: null }, { ...held, episodes: [] }, 'The child was not in care'],
    ['decided before', { as: 'stillWithUs' }, decide({ as: 'stillWithUs' }).facts, 'Somebody has decided this already'],
  ])('is refused, with nothing changed, for %s', (_, decision, facts, reason) => {
    const ruling = decide(decision, facts);
    expect(ruling.problems[0]?.reason).toContain(reason);
    expect(ruling.facts).toBe(facts);
  });
});

describe('Who is missing from a full list', () => {
  const child = (
    childId: string,
    laCode: string | null = '886',
    saidWithUsOn: string | null = null,
    saidLater: string[] = [],
  ) => ({
    ...{ childId, laCode, saidWithUsOn, saidLater },
  });
  const missed = (children: ReturnType<typeof child>[], on: string[], named: Record<string, number>) =>
    missedFromList(children, { onList: new Set(on), named: new Map(Object.entries(named)), asOf: '2025-03-31' });

  it('is who is looked after here and not on it, of the authorities whose list it is', () => {
    const all = [child('a'), child('b'), child('p', '210'), child('q', '210'), child('r', '210'), child('n', null)];
    expect(missed(all, ['a'], { '886': 1 })).toEqual(['b']);
    expect(missed(all, ['a', 'b', 'p'], { '886': 2, '210': 1 })).toEqual([]);
    expect(missed(all, ['a', 'b', 'p', 'q'], { '886': 2, '210': 2 })).toEqual(['r']);
  });

  it.each([
    ['marks', ['marks', 'school'], ['b']],
    ['a name and a social worker', ['legalName', 'socialWorker'], ['b']],
    ['a later list', ['legalName', 'careStart'], []],
    ['a later return', ['episodes', 'return careStart'], []],
    ['a decision that care has ended', ['careEnd'], []],
  ])('is whoever later told the care, not %s', (_, saidLater, expected) => {
    expect(missed([child('a'), child('b', '886', null, saidLater)], ['a'], { '886': 1 })).toEqual(expected);
  });

  it('is not who somebody said is still with us, for four weeks', () => {
    expect(missed([child('a'), child('b', '886', '2025-03-04')], ['a'], { '886': 1 })).toEqual([]);
    expect(missed([child('a'), child('b', '886', '2025-03-03')], ['a'], { '886': 1 })).toEqual(['b']);
  });

  it('is never on it', () => {
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c', 'd']), (on) => {
        const found = missed(
          ['a', 'b', 'c', 'd'].map((id) => child(id)),
          on,
          { '886': on.length },
        );
        expect(found).toEqual(['a', 'b', 'c', 'd'].filter((id) => !on.includes(id)));
      }),
    );
  });
});
