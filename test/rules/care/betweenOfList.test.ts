import { describe, expect, it } from 'vitest';
import { careOfListSaid } from '#domain/care/careOfListSaid.ts';
import type { CareOfListSaid } from '#domain/care/listTurn.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { says, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const list = (facts: Facts, asOf: string, said: Partial<CareOfListSaid>, decided: Record<string, string> = {}) => {
  const later = facts.episodes.some(({ startDate }) => startDate > asOf) ? { careStart: '2025-03-03' } : {};
  return careOfListSaid(
    facts,
    {
      ...{
        careStart: '2024-02-03',
        careEnd: saysNothing,
        legalStatus: 'C1',
        placementType: null,
        placementStart: null,
      },
      ...{ placementPostcode: null, placementDistrict: null, carer: null, laCode: '886', isConfidential: false },
      ...{ districtOn: () => null, ...said },
    },
    sayingOn(asOf, { later, decided }),
  );
};
const shown = ({ episodes }: Facts) =>
  [...episodes]
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))
    .map((each) => `${each.startDate} ${each.endDate ?? '-'} ${each.legalStatus || '?'} ${each.placementType || '?'}`);

const u5 = { placementType: 'U5', placementStart: '2025-01-06', carer: 'Sam Reed' };
const k2 = { placementType: 'K2', placementStart: '2025-02-24' };

describe('A dated placement of a late list, between two that are held', () => {
  const u6 = list(aRecord, '2024-11-04', { placementType: 'U6', placementStart: '2024-02-03' }).facts;
  const both = list(u6, '2025-03-03', k2).facts;
  const as = ['2024-02-03 2025-02-24 C1 U6', '2025-02-24 - C1 K2'];

  it('is asked about, and what is held stays where nobody answers', () => {
    const ruling = list(both, '2025-01-13', u5);
    expect(shown(ruling.facts)).toEqual(as);
    expect(ruling.differences).toMatchObject([
      {
        what: 'placement',
        was: 'U6 from 2024-02-03 to 2025-02-24',
        now: 'U5 from 2025-01-06 to 2025-02-24',
        as: 'correction',
        canFlip: true,
        answers: { correction: 'Keep what is held', change: 'It lies between' },
      },
    ]);
    expect(ruling.remarks).toHaveLength(1);
  });

  it('is taken where a person says so, and the same again changes nothing', () => {
    const taken = list(both, '2025-01-13', u5, { placement: 'change' });
    const between = ['2024-02-03 2025-01-06 C1 U6', '2025-01-06 2025-02-24 C1 U5', '2025-02-24 - C1 K2'];
    expect(shown(taken.facts)).toEqual(between);
    expect(taken.remarks).toEqual([]);
    const again = list(taken.facts, '2025-01-13', u5);
    expect(again.facts.episodes).toEqual(taken.facts.episodes);
    expect(again.differences).toEqual([]);
  });

  it.each([
    ['without a first day', { ...u5, placementStart: null }],
    ['with one before what is held', { ...u5, placementStart: '2024-02-03' }],
    ['with one after the day of the list', { ...u5, placementStart: '2025-02-01' }],
  ])('%s cannot be taken: that is said', (_what, said) => {
    const ruling = list(both, '2025-01-13', said, { placement: 'change' });
    expect(shown(ruling.facts)).toEqual(as);
    expect(ruling.differences).toEqual([]);
    expect(ruling.remarks.map(({ reason }) => reason).join()).toContain('what this one says is not taken. Where');
  });

  it('of a return is never cut', () => {
    const ofReturn = { ...both, episodes: both.episodes.map((each) => ({ ...each, source: 'SSDA903' })) };
    expect(shown(list(ofReturn, '2025-01-13', u5, { placement: 'change' }).facts)).toEqual(as);
  });
});

describe('A placement of a late list, where none is known', () => {
  const unknown = list(aRecord, '2025-03-03', k2).facts;
  it('fills the time from its first day, or all of it', () => {
    expect(shown(unknown)).toEqual(['2024-02-03 2025-02-24 ? ?', '2025-02-24 - C1 K2']);
    const dated = list(unknown, '2025-01-13', u5);
    const filled = ['2024-02-03 2025-01-06 ? ?', '2025-01-06 2025-02-24 C1 U5', '2025-02-24 - C1 K2'];
    expect(shown(dated.facts)).toEqual(filled);
    expect(dated.facts.episodes.find(({ placementType }) => placementType === 'U5')?.carer).toBe('Sam Reed');
    expect(shown(list(dated.facts, '2025-01-13', u5).facts)).toEqual(filled);
    const undated = list(unknown, '2025-01-13', { ...u5, placementStart: null });
    expect(shown(undated.facts)).toEqual(['2024-02-03 2025-02-24 ? U5', '2025-02-24 - C1 K2']);
    expect(dated.differences).toMatchObject([{ what: 'placement', now: 'U5 from 2025-01-06', canFlip: false }]);
  });
  it('two late lists fill it; what the second says of days that the first one filled is asked about', () => {
    const one = (facts: Facts) => list(facts, '2025-01-13', u5).facts;
    const other = (facts: Facts) =>
      list(facts, '2024-06-03', { placementType: 'U6', placementStart: '2024-02-03' }).facts;
    expect(shown(one(other(unknown)))).toEqual(['2024-02-03 2025-02-24 ? U6', '2025-02-24 - C1 K2']);
    expect(shown(other(one(unknown)))).toEqual([
      '2024-02-03 2025-01-06 ? U6',
      '2025-01-06 2025-02-24 C1 U5',
      '2025-02-24 - C1 K2',
    ]);
  });
});

describe('A time in care of a late list, where no care is held', () => {
  const first = list(aRecord, '2022-03-01', {
    ...{ careStart: '2021-01-04', careEnd: says('2022-02-01'), placementType: 'U6' },
  }).facts;
  const held = list(first, '2025-03-03', { careStart: '2025-01-06', placementType: 'K2' }).facts;
  const between = { careStart: '2023-02-01', placementType: 'U5', placementStart: '2023-03-01' };

  it('is taken where it lies between, with its end or until the next began', () => {
    const ruling = list(held, '2023-05-01', between);
    expect(shown(ruling.facts)).toEqual([
      '2021-01-04 2022-02-01 C1 U6',
      '2023-02-01 2023-03-01 ? ?',
      '2023-03-01 2025-01-06 C1 U5',
      '2025-01-06 - C1 K2',
    ]);
    expect(ruling.differences).toMatchObject([{ what: 'careStart', now: '2023-02-01 to 2025-01-06', canFlip: true }]);
    expect(shown(list(ruling.facts, '2023-05-01', between).facts)).toEqual(shown(ruling.facts));
    const ended = list(held, '2023-05-01', { ...between, careEnd: says('2023-04-11') });
    expect(shown(ended.facts)).toContain('2023-03-01 2023-04-11 C1 U5');
    expect(shown(list(held, '2023-05-01', between, { careStart: 'change' }).facts)).toEqual(shown(held));
  });

  it('is said where it does not fit, or the return knows of the time', () => {
    const reaches = list(held, '2023-05-01', { ...between, careStart: '2022-01-10' });
    expect(shown(reaches.facts)).toEqual(shown(held));
    expect(reaches.remarks).toMatchObject([
      { field: 'care_start', reason: expect.stringMatching(/^No care is held on/) },
    ]);
    const ofReturn = { ...held, episodes: held.episodes.map((each) => ({ ...each, source: 'SSDA903' })) };
    expect(shown(list(ofReturn, '2023-05-01', between).facts)).toEqual(shown(ofReturn));
  });
});
