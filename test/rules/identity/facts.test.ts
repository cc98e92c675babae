import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { says, saysIfGiven, saysNothing } from '#domain/facts/said.ts';
import { aboutChildSaid } from '#domain/identity/aboutChildSaid.ts';
import { authoritySaid } from '#domain/identity/authoritySaid.ts';
import { birthDateSaid } from '#domain/identity/birthDateSaid.ts';
import { differsInOneLetter, foldedName } from '#domain/identity/foldedName.ts';
import { localIdSaid } from '#domain/identity/localIdSaid.ts';
import { nameSaid } from '#domain/identity/nameSaid.ts';
import { professionalSaid } from '#domain/identity/professionalSaid.ts';
import { uascSaid } from '#domain/identity/uascSaid.ts';
import { upnSaid } from '#domain/identity/upnSaid.ts';
import { aRecord, sayingOn } from './saying.ts';

type Stretch = { validFrom: string; validTo: string | null };
const inOrder = <Row extends Stretch>(rows: readonly Row[], value: (row: Row) => string): string[] =>
  [...rows]
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .map((row) => `${value(row)} ${row.validFrom} ${row.validTo ?? ''}`.trim());

const BORN = '2010-01-01';
const named = (held: Facts, name: string, saying: Saying) => {
  const [forename = '', surname = ''] = name.split(' ');
  return nameSaid(held, { kind: 'legal', forename, surname, first: BORN }, saying);
};
const namesOf = (facts: Facts) => inOrder(facts.names, ({ forename, surname }) => `${forename} ${surname}`);

describe('A name', () => {
  it.each([
    ['the same', 'Zoë O’Neill', 'Zoë O’Neill', ['Zoë O’Neill 2010-01-01'], null],
    ['without accents and apostrophe, in capitals', 'Zoë O’Neill', 'ZOE ONEILL', ['Zoë O’Neill 2010-01-01'], null],
    ['a hyphen for none', 'Anne-Marie Sample', 'AnneMarie Sample', ['Anne-Marie Sample 2010-01-01'], null],
    ['a Polish letter', 'Łucja Sample', 'Lucja Sample', ['Łucja Sample 2010-01-01'], null],
    ['one other letter', 'Nour Sample', 'Noor Sample', ['Noor Sample 2010-01-01'], 'correction'],
    ['two letters changed round', 'Kit Smaple', 'Kit Sample', ['Kit Sample 2010-01-01'], 'correction'],
    [
      'another surname',
      'Jude Specimen',
      'Jude Specimen-Day',
      ['Jude Specimen 2010-01-01 2025-03-30', 'Jude Specimen-Day 2025-03-31'],
      'change',
    ],
    [
      'a short forename with another letter',
      'Jon Sample',
      'Jan Sample',
      ['Jon Sample 2010-01-01 2025-03-30', 'Jan Sample 2025-03-31'],
      'change',
    ],
  ])('%s: %s, then %s', (_, before, after, expected, as) => {
    const once = named(aRecord, before, sayingOn('2024-03-31')).facts;
    const { facts, differences = [] } = named(once, after, sayingOn('2025-03-31'));
    expect(namesOf(facts)).toEqual(expected);
    expect(differences.map((difference) => difference.as)).toEqual(as === null ? [] : [as]);
  });

  it('is the other of the two where a person decides so', () => {
    const once = named(aRecord, 'Alex Before', sayingOn('2024-03-31')).facts;
    const corrected = named(once, 'Alex After', sayingOn('2025-03-31', { decided: { legalName: 'correction' } }));
    expect(namesOf(corrected.facts)).toEqual(['Alex After 2010-01-01']);
    const near = named(aRecord, 'Nour Sample', sayingOn('2024-03-31')).facts;
    const changed = named(near, 'Noor Sample', sayingOn('2025-03-31', { decided: { legalName: 'change' } }));
    expect(namesOf(changed.facts)).toEqual(['Nour Sample 2010-01-01 2025-03-30', 'Noor Sample 2025-03-31']);
  });

  it('is not turned back by an older file, known by what was said since or by the days alone', () => {
    const once = named(aRecord, 'Alex Before', sayingOn('2024-03-31')).facts;
    const twice = named(once, 'Alex After', sayingOn('2025-03-31')).facts;
    expect(named(twice, 'Alex Before', sayingOn('2024-12-01')).facts).toEqual(twice);
    const confirmed = named(once, 'Alex Elder', sayingOn('2024-04-30', { later: { legalName: '2025-03-31' } }));
    expect(confirmed.facts).toEqual(once);
    expect(confirmed.said).toEqual(['legalName']);
  });

  it('is put right where it began on the day of the file', () => {
    const once = named(aRecord, 'Alex Before', sayingOn('2024-03-31')).facts;
    const twice = named(once, 'Alex Between', sayingOn('2025-03-31')).facts;
    expect(namesOf(named(twice, 'Alex After', sayingOn('2025-03-31')).facts)).toEqual([
      'Alex Before 2010-01-01 2025-03-30',
      'Alex After 2025-03-31',
    ]);
  });

  it('known-as leaves the legal one alone', () => {
    const once = named(aRecord, 'Alex Sample', sayingOn('2024-03-31')).facts;
    const both = nameSaid(
      once,
      { kind: 'knownAs', forename: 'Lex', surname: 'Sample', first: BORN },
      sayingOn('2025-03-31'),
    );
    expect(both.facts.names.map(({ kind, forename }) => `${kind} ${forename}`)).toEqual(['legal Alex', 'knownAs Lex']);
  });
});

describe('A folded name', () => {
  it('never tells apart what only the writing tells apart, and one letter more or less is near', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(11), (name, at) => {
        const place = at % name.length;
        expect(foldedName(` ${name.toUpperCase().normalize('NFD')}’ `)).toBe(name);
        expect(differsInOneLetter(name, name)).toBe(false);
        expect(differsInOneLetter(name, `${name.slice(0, place)}ż${name.slice(place)}`)).toBe(true);
        expect(differsInOneLetter(name, `${name}zz`)).toBe(false);
      }),
    );
  });
});

const birthsOf = (facts: Facts) =>
  inOrder(facts.birthDates, ({ dateOfBirth, disputed }) => `${dateOfBirth}${disputed ? ' disputed' : ''}:`);
const born = (held: Facts, dateOfBirth: string, saying: Saying) =>
  birthDateSaid(held, { dateOfBirth, field: 'dob' }, saying);

describe('A date of birth', () => {
  const once = born(aRecord, '2013-08-01', sayingOn('2024-03-31')).facts;

  it('that is corrected leaves no second true one (B6)', () => {
    const { facts, differences } = born(once, '2013-09-01', sayingOn('2025-03-31'));
    expect(birthsOf(facts)).toEqual(['2013-09-01: 2013-08-01']);
    expect(differences).toEqual([
      { what: 'dateOfBirth', was: '2013-08-01', now: '2013-09-01', as: 'correction', from: null, canFlip: true },
    ]);
  });

  it('of an unaccompanied child is disputed, and keeps its history', () => {
    const uasc = uascSaid(once, { uasc: says(true), first: '2023-05-01' }, sayingOn('2024-03-31')).facts;
    expect(birthsOf(born(uasc, '2012-06-17', sayingOn('2025-03-31')).facts)).toEqual([
      '2013-08-01: 2013-08-01 2025-03-30',
      '2012-06-17 disputed: 2025-03-31',
    ]);
  });

  it('still to come is refused, by the name of its column', () => {
    expect(born(aRecord, '2026-01-01', sayingOn('2025-03-31')).problems).toEqual([
      { field: 'dob', value: '2026-01-01', reason: 'This day is still to come: correct the date' },
    ]);
  });

  it('said by an older file changes nothing', () => {
    const older = born(once, '2013-01-08', sayingOn('2024-01-31', { later: { dateOfBirth: '2024-03-31' } }));
    expect(birthsOf(older.facts)).toEqual(['2013-08-01: 2013-08-01']);
  });
});

describe('Sex, ethnicity and first language', () => {
  const held = aboutChildSaid(
    aRecord,
    { sex: says('F'), ethnicity: says('WBRI'), firstLanguage: saysNothing },
    sayingOn('2024-03-31'),
  ).facts;

  it('are corrected, and said nothing leaves them', () => {
    const next = { sex: saysNothing, ethnicity: says('MWBC'), firstLanguage: says('ENG') };
    const { facts, differences } = aboutChildSaid(held, next, sayingOn('2025-03-31'));
    expect(facts.child).toMatchObject([{ sex: 'F', ethnicity: 'MWBC', firstLanguage: 'ENG' }]);
    expect(differences?.map(({ what, was, now }) => `${what} ${was} ${now}`)).toEqual(['ethnicity WBRI MWBC']);
  });

  it('that nobody knows (U) take away nothing', () => {
    const unknown = { sex: says('U'), ethnicity: saysNothing, firstLanguage: saysNothing };
    expect(aboutChildSaid(held, unknown, sayingOn('2025-03-31')).facts).toBe(held);
  });

  it('said by an older file change nothing', () => {
    const older = { sex: says('M'), ethnicity: saysNothing, firstLanguage: saysNothing };
    expect(aboutChildSaid(held, older, sayingOn('2024-01-31', { later: { sex: '2024-03-31' } })).facts).toBe(held);
  });
});

describe('A UPN', () => {
  const [permanent, other, temporary] = ['H801200001001', 'X801200001002', 'H80120000100A'];
  const upnsOf = (facts: Facts) => inOrder(facts.identifiers, ({ kind, value }) => `${kind} ${value}`);
  const given = (held: Facts, upn: string | null, saying = sayingOn('2025-03-31'), takesBack = true) =>
    upnSaid(held, { upn: saysIfGiven(upn), first: BORN, takesBack }, saying);
  const once = given(aRecord, permanent, sayingOn('2024-03-31')).facts;

  it('ends the one before; one had before is in force again where a newer list says it, and not where a return does', () => {
    const twice = given(once, other).facts;
    expect(upnsOf(twice)).toEqual([`upn ${permanent} 2010-01-01 2025-03-30`, `upn ${other} 2025-03-31`]);
    expect(upnsOf(given(twice, permanent, sayingOn('2025-04-10')).facts)).toEqual([
      `upn ${permanent} 2010-01-01`,
      `formerUpn ${other} 2025-03-31 2025-04-09`,
    ]);
    const lagging = given(twice, permanent, sayingOn('2025-04-10'), false);
    expect(lagging.facts).toBe(twice);
    expect(lagging.remarks).toMatchObject([{ field: 'upn', value: permanent }]);
    expect(given(twice, permanent, sayingOn('2025-03-10')).facts).toBe(twice);
    expect(given(twice, permanent, sayingOn('2025-04-10', { later: { upn: '2025-04-20' } })).facts).toBe(twice);
    expect(given(twice, null).facts).toBe(twice);
  });

  it('that is temporary stands beside a permanent one, and gives way to it', () => {
    expect(upnsOf(given(once, temporary).facts)).toEqual([
      `upn ${permanent} 2010-01-01`,
      `formerUpn ${temporary} 2025-03-31 2025-03-31`,
    ]);
    const first = given(aRecord, temporary, sayingOn('2024-03-31')).facts;
    expect(upnsOf(given(first, permanent).facts)).toEqual([
      `upn ${temporary} 2010-01-01 2025-03-30`,
      `upn ${permanent} 2025-03-31`,
    ]);
  });
});

describe('A local id', () => {
  it('that differs in capitals or leading noughts is the same; of another authority it is another', () => {
    const said = (localId: string, issuer: string) => ({ localId, issuer, first: BORN });
    const once = localIdSaid(aRecord, said('M300', '886'), sayingOn('2024-03-31')).facts;
    for (const again of ['M300', 'm300', '0m300'])
      expect(localIdSaid(once, said(again, '886'), sayingOn('2025-03-31')).facts).toBe(once);
    expect(localIdSaid(once, said('M300', '210'), sayingOn('2025-03-31')).facts.identifiers).toHaveLength(2);
  });
});

describe('The responsible authority and those who work with the child', () => {
  it('change on the day of the file', () => {
    const first = '2020-01-01';
    const once = authoritySaid(aRecord, { laCode: '886', first }, sayingOn('2024-03-31')).facts;
    const moved = authoritySaid(once, { laCode: '210', first }, sayingOn('2025-03-31')).facts;
    expect(inOrder(moved.authorities, ({ laCode }) => laCode)).toEqual(['886 2020-01-01 2025-03-30', '210 2025-03-31']);
    const worker = (held: Facts, name: string | null, saying: Saying) =>
      professionalSaid(held, { kind: 'socialWorker', name: saysIfGiven(name), first }, saying);
    const sam = worker(moved, 'Sam Worker', sayingOn('2024-03-31')).facts;
    expect(worker(sam, 'SAM WORKER', sayingOn('2025-03-31')).facts.professionals).toEqual(sam.professionals);
    expect(worker(sam, null, sayingOn('2025-03-31')).facts).toBe(sam);
    expect(inOrder(worker(sam, 'Kim Other', sayingOn('2025-03-31')).facts.professionals, ({ name }) => name)).toEqual([
      'Sam Worker 2020-01-01 2025-03-30',
      'Kim Other 2025-03-31',
    ]);
  });
});

describe('Being unaccompanied', () => {
  const uasc = (held: Facts, value: boolean, saying: Saying) =>
    uascSaid(held, { uasc: says(value), first: '2023-05-01' }, saying).facts;

  it('ends on the day of the file that says no, and not by an older one', () => {
    const once = uasc(aRecord, true, sayingOn('2024-03-31'));
    const ended = uasc(once, false, sayingOn('2025-03-31'));
    expect(inOrder(ended.uasc, () => 'yes')).toEqual(['yes 2023-05-01 2025-03-31']);
    expect(uasc(once, false, sayingOn('2024-01-31', { later: { uasc: '2024-03-31' } }))).toBe(once);
    expect(uasc(ended, true, sayingOn('2024-12-01'))).toBe(ended);
    expect(inOrder(uasc(ended, true, sayingOn('2025-04-10')).uasc, () => 'yes')).toEqual([
      'yes 2023-05-01 2025-03-31',
      'yes 2025-04-01',
    ]);
  });
});

describe('Every rule of identity', () => {
  const value = fc.constantFrom('Ana Sample', 'Ben Sample', 'Cara Example');
  const day = fc.constantFrom('2024-01-31', '2024-06-30', '2025-03-31');

  it('said again changes nothing, and files of a batch that are folded in the order of their days agree', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(day, value), { minLength: 1, maxLength: 6 }), (files) => {
        const told = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
        let facts: Facts = aRecord;
        for (const [asOf, name] of told) {
          facts = named(facts, name, sayingOn(asOf)).facts;
          expect(named(facts, name, sayingOn(asOf)).facts.names).toEqual(facts.names);
        }
        const open = facts.names.filter(({ validTo }) => validTo === null);
        expect(open).toHaveLength(1);
        expect(`${open[0]?.forename} ${open[0]?.surname}`).toBe(told.at(-1)?.[1]);
        // No two names hold on one day.
        for (const a of facts.names)
          for (const b of facts.names)
            if (a.id !== b.id)
              expect(a.validTo !== null && a.validTo < b.validFrom).toBe(
                !(b.validTo !== null && b.validTo < a.validFrom),
              );
      }),
    );
  });
});
