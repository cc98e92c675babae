import { describe, expect, it, test } from 'vitest';
import { careOfListSaid } from '#domain/care/careOfListSaid.ts';
import { type EpisodeOfReturnSaid, episodeOfReturnSaid } from '#domain/care/episodeOfReturnSaid.ts';
import type { CareOfListSaid } from '#domain/care/listTurn.ts';
import { returnLeavesOut } from '#domain/care/returnLeavesOut.ts';
import { secretOfListSaid } from '#domain/care/secretOfListSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

let turn = 0;
const on = (asOf: string, more: { later?: Record<string, string>; decided?: Record<string, string> } = {}) => {
  turn += 1;
  const [at, saying] = [turn, sayingOn(asOf, more)];
  return { ...saying, today: '2026-11-27', fresh: () => `${at}-${saying.fresh()}` };
};
const none: CareOfListSaid = {
  careStart: '2024-06-03',
  careEnd: saysNone,
  legalStatus: null,
  placementType: null,
  placementStart: null,
  placementPostcode: null,
  placementDistrict: null,
  carer: null,
  laCode: '886',
  isConfidential: false,
  districtOn: () => null,
};
const thanet = { placementPostcode: 'CT9 1AB', districtOn: () => 'thanet' };
const list = (facts: Facts, said: Partial<CareOfListSaid>, asOf: string, later: Record<string, string> = {}): Facts =>
  careOfListSaid(facts, { ...none, ...said }, on(asOf, { later })).facts;
const row = (start: string, end: string | null, more: Partial<EpisodeOfReturnSaid> = {}): EpisodeOfReturnSaid => ({
  start,
  end,
  reasonStarted: 'S',
  legalStatus: 'C2',
  needCode: 'N1',
  placementType: 'U6',
  placementProvider: 'PR1',
  reasonCeased: end === null ? null : 'X1',
  reasonPlacementChange: null,
  homePostcode: null,
  placementPostcode: null,
  ofstedUrn: null,
  districtId: null,
  laCode: '886',
  speaksTo: '2026-03-31',
  ...more,
});
const returned = (facts: Facts, said: EpisodeOfReturnSaid, asOf: string, later: Record<string, string> = {}): Facts =>
  episodeOfReturnSaid(facts, said, on(asOf, { later })).facts;
const shown = ({ episodes }: Facts) =>
  [...episodes]
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))
    .map(({ startDate, endDate, legalStatus, placementType, placementDistrictId, carer }) =>
      [startDate, endDate ?? '-', legalStatus, placementType, placementDistrictId ?? '-', carer ?? '-'].join(' '),
    );

const first = list(aRecord, { legalStatus: 'C1', placementType: 'U6', carer: 'Pat', ...thanet }, '2025-03-07');

describe('An older file', () => {
  const moved = [row('2024-06-03', '2025-02-03', { reasonPlacementChange: 'CHILD' }), row('2025-02-03', null)];
  const later = { episodes: '2025-03-31', placement: '2025-03-31' };

  it('of the return changes no episode of a later one, and adds none to its year', () => {
    const newer = moved.reduce((facts, said) => returned(facts, said, '2025-03-31'), aRecord as Facts);
    const again = returned(newer, row('2024-06-03', null), '2024-12-31', later);
    expect(again).toBe(newer);
    const { facts, remarks } = episodeOfReturnSaid(newer, row('2024-06-01', null), on('2024-12-31', { later }));
    expect([facts, remarks[0]?.reason]).toEqual([
      newer,
      expect.stringMatching(/return of 2025-03-31 no longer has this/),
    ]);
    expect(returned(newer, row('2020-01-01', '2021-01-01'), '2024-12-31', later).episodes).toHaveLength(3);
  });

  it('of the list gives a placement that has ended its carer, where nobody is known', () => {
    const newer = moved.reduce((facts, said) => returned(facts, said, '2025-03-31'), aRecord as Facts);
    const old = { legalStatus: 'C2', placementType: 'U6', carer: 'Pat' };
    expect(list(newer, old, '2025-01-31', later).episodes.map(({ carer }) => carer)).toEqual(['Pat', null]);
    expect(list(newer, { ...old, placementType: 'K2' }, '2025-01-31', later)).toBe(newer);
  });
});

describe('The list', () => {
  test.each<[string, Facts, string[]]>([
    ['the first time', first, ['2024-06-03 - C1 U6 thanet Pat']],
    ['said nothing changes nothing', list(first, {}, '2025-03-14'), ['2024-06-03 - C1 U6 thanet Pat']],
    [
      'another legal status keeps place, district and carer',
      list(first, { legalStatus: 'C2' }, '2025-03-14'),
      ['2024-06-03 2025-03-14 C1 U6 thanet Pat', '2025-03-14 - C2 U6 thanet Pat'],
    ],
    [
      'another placement does not keep them',
      list(first, { placementType: 'K2' }, '2025-03-14'),
      ['2024-06-03 2025-03-14 C1 U6 thanet Pat', '2025-03-14 - C1 K2 - -'],
    ],
    [
      'a move on the day the list gives',
      list(first, { placementType: 'K2', placementStart: '2025-03-10' }, '2025-03-14'),
      ['2024-06-03 2025-03-10 C1 U6 thanet Pat', '2025-03-10 - C1 K2 - -'],
    ],
    [
      'care, then a later placement: an episode with nothing in it before',
      list(aRecord, { placementStart: '2024-09-01', placementType: 'U6' }, '2025-03-07'),
      ['2024-06-03 2024-09-01   - -', '2024-09-01 -  U6 - -'],
    ],
    [
      'the end of care',
      list(first, { careEnd: says('2025-03-12') }, '2025-03-14'),
      ['2024-06-03 2025-03-12 C1 U6 thanet Pat'],
    ],
    [
      'back into care',
      list(
        list(first, { careEnd: says('2025-03-12') }, '2025-03-14'),
        { careStart: '2025-06-01', placementType: 'K2' },
        '2025-06-06',
      ),
      ['2024-06-03 2025-03-12 C1 U6 thanet Pat', '2025-06-01 -  K2 - -'],
    ],
  ])('%s', (_what, facts, episodes) => expect(shown(facts)).toEqual(episodes));

  it('of an earlier day turns back no later one, even one that only confirmed', () => {
    const later = { placement: '2025-03-14', legalStatus: '2025-03-14', carer: '2025-03-14', careEnd: '2025-03-14' };
    const old = { legalStatus: 'E1', placementType: 'K2', carer: 'Sam', careEnd: says('2025-01-31') };
    expect(shown(list(first, old, '2025-02-07', later))).toEqual(shown(first));
  });

  it('leaves an episode that begins after its day', () => {
    expect(shown(list(first, { legalStatus: 'E1', placementType: 'K2' }, '2024-05-31'))).toEqual(shown(first));
  });
});

describe('The return', () => {
  it('splits a placement at a change of legal status and keeps carer and place', () => {
    const facts = returned(
      returned(first, row('2024-06-03', '2025-01-10', { legalStatus: 'C1' }), '2025-03-31'),
      row('2025-01-10', null, { reasonStarted: 'L' }),
      '2025-03-31',
    );
    expect(shown(facts)).toEqual(['2024-06-03 2025-01-10 C1 U6 thanet Pat', '2025-01-10 - C2 U6 thanet Pat']);
  });

  it('takes the place of what the list had guessed', () => {
    const guessed = list(first, { legalStatus: 'C2' }, '2025-03-14');
    const facts = returned(guessed, row('2025-03-02', null, { reasonStarted: 'L' }), '2025-03-31');
    expect(shown(facts)).toEqual(['2024-06-03 2025-03-14 C1 U6 thanet Pat', '2025-03-02 - C2 U6 thanet Pat']);
  });

  it('leaves what a later list says of the placement in force', () => {
    const later = { placement: '2025-05-02', legalStatus: '2025-05-02' };
    const moved = list(first, { placementType: 'K2' }, '2025-05-02');
    const facts = returned(moved, row('2024-06-03', null, { legalStatus: 'C1' }), '2025-03-31', later);
    expect(shown(facts)).toEqual(['2024-06-03 2025-05-02 C1 U6 thanet Pat', '2025-05-02 - C1 K2 - -']);
  });

  it('the same again changes nothing', () => {
    const once = returned(aRecord, row('2024-06-03', null), '2025-03-31');
    expect(shown(returned(once, row('2024-06-03', null), '2025-04-30'))).toEqual(shown(once));
  });

  it('refuses care before birth', () => {
    const birth = {
      id: 'b',
      childId: 'c',
      dateOfBirth: '2024-07-01',
      disputed: false,
      validFrom: '2024-07-01',
      validTo: null,
    };
    const { problems } = episodeOfReturnSaid(
      { ...aRecord, birthDates: [birth] },
      row('2024-06-03', null),
      on('2025-03-31'),
    );
    expect(problems).toMatchObject([{ field: 'DECOM', value: '2024-06-03' }]);
  });

  it('closes the record on the day of an adoption order', () => {
    const facts = returned(aRecord, row('2024-06-03', '2025-02-01', { reasonCeased: 'E11' }), '2025-03-31');
    expect(facts.child[0]?.sealedOn).toBe('2025-02-01');
  });
});

describe('The end of care on the list', () => {
  const ended = list(aRecord, { ...thanet, placementType: 'U6', careEnd: says('2025-02-28') }, '2025-03-03');
  it.each([
    ['a list without the column says nothing', saysNothing, '2025-02-28'],
    ['an empty cell says that care goes on', saysNone, null],
    ['another day is another end', says('2025-03-01'), '2025-03-01'],
  ])('%s', (_what, careEnd, end) => {
    const { episodes } = list(ended, { ...thanet, placementType: 'U6', careEnd }, '2025-03-10');
    expect(episodes.map(({ endDate }) => endDate)).toEqual([end]);
  });
});

describe('What a return leaves out', () => {
  const held = returned(
    returned(aRecord, row('2024-06-05', '2025-09-01'), '2025-10-01'),
    row('2025-09-01', null, { placementType: 'K2', reasonStarted: 'P' }),
    '2025-10-01',
  );
  const leaves = (
    facts: Facts,
    rows: EpisodeOfReturnSaid[],
    more: Parameters<typeof on>[1] = {},
    asOf = '2025-10-31',
  ) =>
    returnLeavesOut(
      facts,
      { episodes: rows, yearFrom: '2025-04-01', speaksTo: '2026-03-31', laCode: '886', mayBeOfNextYear: false },
      on(asOf, more),
    );

  it('goes, and is shown', () => {
    const { facts, differences } = leaves(held, [row('2024-06-05', null)]);
    expect(facts.episodes.map(({ startDate }) => startDate)).toEqual(['2024-06-05']);
    expect(differences).toMatchObject([{ was: 'C2, K2 from 2025-09-01', now: 'not in the return', canFlip: true }]);
  });
  it('stays where a person keeps it', () => {
    const { facts } = leaves(held, [row('2024-06-05', null)], { decided: { 'episode 2025-09-01': 'change' } });
    expect(facts).toBe(held);
  });
  it('begins on another day where only that differs', () => {
    const { facts, differences } = leaves(held, [
      row('2024-06-05', '2025-09-03'),
      row('2025-09-03', null, { placementType: 'K2' }),
    ]);
    expect(facts.episodes.map(({ startDate }) => startDate)).toEqual(['2024-06-05', '2025-09-03']);
    expect(differences).toMatchObject([{ now: 'from 2025-09-03' }]);
  });
  it('stays where a later list or return has spoken, where it ended before the year, and where it begins after the day of the return', () => {
    const later = { placement: '2025-11-07' };
    expect(leaves(held, [row('2024-06-05', null)], { later }).facts).toBe(held);
    expect(leaves(held, [], { later: { episodes: '2025-11-07' } }).facts).toBe(held);
    expect(shown(returned(held, row('2024-06-05', null), '2025-10-31', later))).toEqual(shown(held));
    expect(
      leaves(held, [row('2025-09-01', null, { placementType: 'K2' })], {}, '2025-10-31').facts.episodes,
    ).toHaveLength(1);
    const ended = returned(aRecord, row('2023-01-01', '2024-01-01', { reasonCeased: 'E4A' }), '2024-03-31');
    expect(leaves(ended, [], {}).facts).toBe(ended);
    expect(leaves(held, [row('2024-06-05', null)], {}, '2025-08-31').facts).toBe(held);
  });
  it('of a list stays where it began after the year that the return is of, and an end of care that a list gave too', () => {
    const lastYears = {
      episodes: [row('2024-06-05', null)],
      yearFrom: '2024-04-01',
      speaksTo: '2025-03-31',
      mayBeOfNextYear: false,
      laCode: '886',
    };
    const ofList = {
      ...held,
      episodes: held.episodes.map((each) => ({ ...each, source: 'lookedAfterList' as const })),
    };
    expect(returnLeavesOut(ofList, lastYears, on('2025-10-31')).facts).toBe(ofList);
    const first = { ...thanet, placementType: 'U6', legalStatus: 'C2' };
    const ended = list(aRecord, { ...first, careStart: '2024-06-05', careEnd: says('2025-05-12') }, '2025-06-01');
    const again = returned(ended, row('2024-06-05', null, { speaksTo: '2025-03-31' }), '2025-06-10');
    expect(again.episodes.map(({ endDate }) => endDate)).toEqual(['2025-05-12']);
  });
  it('opens no record that adoption has closed', () => {
    const sealed = { ...held, child: held.child.map((child) => ({ ...child, sealedOn: '2025-10-01' })) };
    const { facts, remarks } = leaves(sealed, [row('2024-06-05', null)]);
    expect(facts).toBe(sealed);
    expect(remarks).toMatchObject([{ field: 'REC', reason: expect.stringMatching(/stays closed until two people/) }]);
  });
});

describe('A first day that the list says otherwise', () => {
  const two = list(first, { placementType: 'K2', placementStart: '2025-02-01' }, '2025-02-07');
  const ofReturn = returned(
    returned(aRecord, row('2024-06-03', '2025-02-01'), '2025-02-07'),
    row('2025-02-01', null, { placementType: 'K2', reasonStarted: 'P' }),
    '2025-02-07',
  );
  const k2 = { placementType: 'K2', placementStart: '2025-02-01' };
  type Told = { later?: Record<string, string>; decided?: Record<string, string> };
  const told = (facts: Facts, said: Partial<CareOfListSaid>, more: Told = {}, asOf = '2025-03-14') => {
    const { remarks, differences = [], facts: now } = careOfListSaid(facts, { ...none, ...said }, on(asOf, more));
    return {
      days: shown(now).map((line) => line.split(' ').slice(0, 2).join(' ')),
      as: differences.map(({ what, as }) => `${what} ${as}`),
      says: remarks.map(({ reason }) => reason),
    };
  };

  it.each<[string, ReturnType<typeof told>, string[], string[]]>([
    ['earlier, in care', told(first, { careStart: '2024-03-03' }), ['2024-03-03 -'], ['careStart correction']],
    ['later, in care', told(first, { careStart: '2024-06-10' }), ['2024-06-10 -'], ['careStart correction']],
    [
      'more than two months later: the end of the time before was not told',
      told(first, { careStart: '2024-12-01', placementType: 'K2' }),
      ['2024-06-03 2024-12-01', '2024-12-01 -'],
      ['careStart change'],
    ],
    [
      'more than two months later, and a person says that it is a correction',
      told(first, { careStart: '2024-12-01' }, { decided: { careStart: 'correction' } }),
      ['2024-12-01 -'],
      ['careStart correction'],
    ],
    [
      'a few days later, and a person says that the child came back',
      told(first, { careStart: '2024-06-10' }, { decided: { careStart: 'change' } }),
      ['2024-06-03 2024-06-10', '2024-06-10 -'],
      ['careStart change'],
    ],
    [
      'earlier in care, and the placement began when it began',
      told(first, { careStart: '2024-03-03', placementStart: '2024-06-03' }),
      ['2024-03-03 2024-06-03', '2024-06-03 -'],
      ['careStart correction'],
    ],
    [
      'later in care than the first of two placements ended',
      told(two, { careStart: '2025-02-01', ...k2 }, { decided: { careStart: 'correction' } }),
      ['2025-02-01 -'],
      ['careStart correction'],
    ],
    [
      'a newer voice stands',
      told(first, { careStart: '2024-03-03' }, { later: { careStart: '2025-04-01' } }),
      ['2024-06-03 -'],
      [],
    ],
    [
      'the placement, two days later',
      told(two, { ...k2, placementStart: '2025-02-03' }),
      ['2024-06-03 2025-02-03', '2025-02-03 -'],
      ['placement correction'],
    ],
    [
      'the placement, two days earlier',
      told(two, { ...k2, placementStart: '2025-01-30' }),
      ['2024-06-03 2025-01-30', '2025-01-30 -'],
      ['placement correction'],
    ],
    [
      'the placement, and a person says that the child moved again',
      told(two, { ...k2, placementStart: '2025-02-03' }, { decided: { placement: 'change' } }),
      ['2024-06-03 2025-02-01', '2025-02-01 2025-02-03', '2025-02-03 -'],
      ['placement change'],
    ],
    [
      'a move that never was',
      told(two, { placementType: 'U6', placementStart: '2024-06-03' }),
      ['2024-06-03 -'],
      ['placement correction'],
    ],
    [
      'a move that never was, and a person keeps what is held',
      told(two, { placementType: 'U6', placementStart: '2024-06-03' }, { decided: { placement: 'change' } }),
      ['2024-06-03 2025-02-01', '2025-02-01 -'],
      ['placement change'],
    ],
    [
      'the first placement began later than the care',
      told(first, { placementStart: '2024-06-20', placementType: 'U6' }),
      ['2024-06-03 2024-06-20', '2024-06-20 -'],
      ['placement correction'],
    ],
  ])('%s', (_what, { days, as }, expected, differences) => {
    expect([days, as]).toEqual([expected, differences]);
  });

  it.each<[string, Partial<CareOfListSaid>, string]>([
    ['care', { careStart: '2024-06-10' }, 'The SSDA903 says 2024-06-03: it stands'],
    ['care, earlier', { careStart: '2024-05-10' }, 'The SSDA903 says 2024-06-03: it stands'],
    ['placement', { ...k2, placementStart: '2025-02-05' }, 'The SSDA903 says 2025-02-01: it stands'],
    ['placement, earlier', { ...k2, placementStart: '2025-01-05' }, 'The SSDA903 says 2025-02-01: it stands'],
  ])('the return’s stands: %s', (_what, said, says) => {
    expect(told(ofReturn, said)).toEqual({ days: ['2024-06-03 2025-02-01', '2025-02-01 -'], as: [], says: [says] });
  });

  it('care that began before the first episode of the return is care of which no placement is known', () => {
    const ofYear = returned(aRecord, row('2024-06-03', null, { reasonStarted: 'L' }), '2025-03-31');
    expect(told(ofYear, { careStart: '2023-01-10' }).days).toEqual(['2023-01-10 2024-06-03', '2024-06-03 -']);
  });
});

describe('After a return, a later list', () => {
  const held = returned(aRecord, row('2024-06-03', null, { legalStatus: 'C1' }), '2025-03-31');
  it.each<[string, Partial<CareOfListSaid>, string[]]>([
    ['moves the child', { placementType: 'K2' }, ['2024-06-03 2025-05-19 C1 U6 - -', '2025-05-19 - C1 K2 - -']],
    ['changes the status', { legalStatus: 'C2' }, ['2024-06-03 2025-05-19 C1 U6 - -', '2025-05-19 - C2 U6 - -']],
    [
      'of the same day of the placement lets its type stand',
      { placementType: 'K2', placementStart: '2024-06-03' },
      ['2024-06-03 - C1 U6 - -'],
    ],
    ['gives the carer', { carer: 'Pat' }, ['2024-06-03 - C1 U6 - Pat']],
  ])('%s', (_what, said, episodes) => expect(shown(list(held, said, '2025-05-19'))).toEqual(episodes));

  it('knows the placement in force, of which the return of the year before does not', () => {
    const again = row('2024-06-03', null, { legalStatus: 'C1', speaksTo: '2025-03-31' });
    const moved = list(held, { placementType: 'K2' }, '2025-05-19');
    expect(shown(returned(moved, again, '2025-07-15', { placement: '2025-05-19' }))).toEqual(shown(moved));
  });
});

describe('Another place without its first day', () => {
  const dover = { placementType: 'U6', placementDistrict: 'Dover', districtOn: () => 'dover' };
  const inThanet = { placementType: 'U6', placementDistrict: 'Thanet', districtOn: () => 'thanet' };
  const before = list(aRecord, { ...inThanet, carer: 'Pat Stone' }, '2025-03-17');
  it.each<[string, Partial<CareOfListSaid>, string[]]>([
    ['another district is a move', dover, ['2024-06-03 2025-06-16  U6 thanet Pat Stone', '2025-06-16 -  U6 dover -']],
    [
      'another carer, of whom no address is known, is a move',
      { ...inThanet, carer: 'Sam Reed' },
      ['2024-06-03 2025-06-16  U6 thanet Pat Stone', '2025-06-16 -  U6 thanet Sam Reed'],
    ],
    ['a carer written otherwise is none', { ...inThanet, carer: 'Mrs Stone' }, ['2024-06-03 -  U6 thanet Mrs Stone']],
  ])('%s', (_what, said, episodes) => expect(shown(list(before, said, '2025-06-16'))).toEqual(episodes));

  it('another carer at the same address is put right, and told', () => {
    const { facts, differences } = careOfListSaid(
      first,
      { ...none, ...thanet, placementType: 'U6', carer: 'Sam' },
      on('2025-06-16'),
    );
    expect(shown(facts)).toEqual(['2024-06-03 - C1 U6 thanet Sam']);
    expect(differences).toMatchObject([{ what: 'carer', was: 'Pat', now: 'Sam' }]);
  });

  it('of care that has ended, the one held stands, and it is said', () => {
    const { facts, remarks, differences } = careOfListSaid(
      before,
      { ...none, ...dover, legalStatus: null, careEnd: says('2025-06-12') },
      on('2025-06-16'),
    );
    expect(shown(facts)).toEqual(['2024-06-03 2025-06-12  U6 thanet Pat Stone']);
    expect(differences).toMatchObject([{ what: 'careEnd' }]);
    expect(remarks).toMatchObject([
      { field: 'placement_start', reason: expect.stringMatching(/U6, Dover.*has ended/) },
    ]);
    const ended = list(first, { careEnd: says('2025-03-12') }, '2025-03-14');
    const status = careOfListSaid(ended, { ...none, legalStatus: 'C2', careEnd: says('2025-03-12') }, on('2025-03-21'));
    expect([shown(status.facts), status.remarks]).toMatchObject([
      shown(ended),
      [{ field: 'legal_status', value: 'C2' }],
    ]);
  });

  it('tells no address of a secret placement', () => {
    const unknown = { ...none, placementPostcode: 'ZZ9 9ZZ', isConfidential: true };
    expect(careOfListSaid(aRecord, unknown, on('2025-06-16')).remarks).toMatchObject([{ value: '' }]);

    const secret = secretOfListSaid(
      first,
      { confidential: says(true), careStart: '2024-06-03', placementStart: null },
      on('2025-03-07'),
    ).facts;
    const said = { ...none, placementType: 'K2', placementPostcode: 'ME7 1AA', carer: 'Sam' };
    const { differences } = careOfListSaid(secret, said, on('2025-06-16'));
    expect(differences).toMatchObject([{ what: 'placement', was: 'U6 from 2024-06-03', now: 'K2' }]);
  });
});

describe('Secrecy that the list says', () => {
  const secret = (facts: Facts, confidential: boolean | null, asOf = '2025-03-07') =>
    secretOfListSaid(
      facts,
      {
        confidential: confidential === null ? saysNothing : says(confidential),
        careStart: '2024-06-03',
        placementStart: null,
      },
      { ...on(asOf), everSaid: () => ['placement'] },
    );
  it('begins with the placement in force, whatever episodes it was split into', () => {
    const split = list(first, { legalStatus: 'C2' }, '2025-03-14');
    expect(secret(split, true).facts.secretPlacements).toMatchObject([
      { fromDate: '2024-06-03', toDate: null, kind: 'said' },
    ]);
  });
  it('begins with the placement of its own day, where a list comes late', () => {
    const moved = list(first, { placementType: 'K2', placementStart: '2025-02-03' }, '2025-03-07');
    const from = (facts: Facts) => facts.secretPlacements.map(({ fromDate, toDate }) => [fromDate, toDate]);
    expect(from(secret(moved, true, '2025-01-31').facts)).toEqual([['2024-06-03', null]]);
    const now = secret(moved, true).facts;
    expect(from(now)).toEqual([['2025-02-03', null]]);
    expect(from(secret(now, true, '2025-01-31').facts)).toEqual([['2024-06-03', null]]);
  });
  it('is since care began by the first list that names a placement without its first day, as that list alone has it', () => {
    const ofReturn = list(first, { placementType: 'K2', placementStart: '2025-02-03' }, '2025-03-07');
    const said = { confidential: says(true), careStart: '2024-06-03', placementStart: null };
    const { facts } = secretOfListSaid(ofReturn, said, { ...on('2025-03-07'), everSaid: () => [] });
    expect(facts.secretPlacements).toMatchObject([{ fromDate: '2024-06-03' }]);
  });
  it('is never ended by no, by an empty cell, or twice begun', () => {
    const open = secret(first, true).facts;
    for (const said of [false, null, true]) expect(secret(open, said).facts).toBe(open);
    expect(secret(open, false).remarks).toMatchObject([{ value: 'no' }]);
  });
});
