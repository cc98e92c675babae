import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EpisodeRow,
  type FactKind,
  type Facts,
  factKinds,
  noFacts,
  type PepRow,
  type SuspensionRow,
} from '#domain/facts/factRows.ts';
import { type Decided, mergeChildren } from '#domain/identity/mergeChildren.ts';

const day = { validFrom: '2020-01-01', validTo: null };
const episode = (id: string, childId: string, startDate: string, endDate: string | null): EpisodeRow => ({
  ...{ id, childId, startDate, endDate, reasonStarted: 'S', legalStatus: 'C2', reasonCeased: null, source: 'test' },
  ...{ needCode: 'N1', placementType: 'U6', placementProvider: null, reasonPlacementChange: null, homePostcode: null },
  ...{ placementPostcode: null, placementDistrictId: null, providerOfstedUrn: null, carer: null },
  ...{ confidential: false, confidentialReason: null },
});
/** A record with one of most kinds of fact. */
const record = (c: string, more: Partial<Facts> = {}): Facts => ({
  ...noFacts,
  child: [{ id: c, sex: 'F', ethnicity: null, firstLanguage: null, disabled: false, sealedOn: null }],
  identifiers: [
    { id: `${c} id`, childId: c, kind: 'localId', value: `M${c}`, issuer: '886', ...day },
    { id: `${c} upn`, childId: c, kind: 'upn', value: `UPN ${c}`, issuer: 'DfE', ...day },
  ],
  names: [{ id: `${c} name`, childId: c, kind: 'legal', surname: 'Sample', forename: 'Ida', ...day }],
  birthDates: [{ id: `${c} born`, childId: c, dateOfBirth: '2013-02-14', disputed: false, ...day }],
  authorities: [{ id: `${c} la`, childId: c, laCode: '886', ...day }],
  episodes: [episode(`${c} care`, c, '2020-01-01', null)],
  enrolments: [
    {
      ...{ id: `${c} school`, childId: c, schoolId: 's', ncYear: 7, kind: 'main', partTimeSessions: null },
      ...{ alternativeProvision: false, startDate: '2024-09-01', endDate: null },
    },
  ],
  secretPlacements: [
    {
      ...{ id: `${c} secret`, childId: c, localId: null, issuer: null, fromDate: '2021-01-01', toDate: null },
      ...{ kind: 'said', reason: 'r', saidBy: 's', withChildId: null, checkedOn: null, checkedReason: null },
      ...{ endedReason: null, answeredBy: null },
    },
  ],
  ...more,
});
const pep = (id: string, childId: string, more: Partial<PepRow> = {}): PepRow => ({
  ...{ id, childId, schoolId: null, version: 1, amendsId: null, reason: 'review', status: 'draft' },
  ...{ dueOn: '2025-01-20', heldOn: '2025-01-15', submittedOn: null, signedOffOn: null, gradedBy: null },
  ...{ gradedOn: null, noSchoolReason: null, reference: null, ...more },
});
const section = (pepId: string, name: string, grade: string | null) => ({
  ...{ id: `${pepId} ${name}`, pepId, section: name, filled: true, content: null, grade, reason: null },
});
const target = (pepId: string, position: number, what: string) => ({
  ...{
    id: `${pepId} target ${position}`,
    pepId,
    position,
    what,
    whenBy: '',
    wherePlace: null,
    who: '',
    howOften: null,
  },
  ...{ costPounds: null, evaluation: '', evidence: null },
});
const suspension = (id: string, childId: string, more: Partial<SuspensionRow> = {}): SuspensionRow => ({
  ...{ id, childId, schoolId: 's', category: 'SUSP', startDate: '2025-01-10', sessions: 4, reason1: null },
  ...{ reason2: null, reason3: null, status: 'issued', examAffected: false, ...more },
});
const merge = (stays: Facts, goes: Facts, decided: Decided = () => null) =>
  mergeChildren(stays, goes, decided, '2025-03-31');
const ids = (facts: Facts, kind: FactKind) => facts[kind].map(({ id }) => id);

describe('Two records of one child', () => {
  it('that say the same are one, with both local ids, and a UPN that still finds the child', () => {
    const { facts, collisions, problems } = merge(record('a'), record('b'));
    expect(problems).toEqual([]);
    expect(collisions).toEqual([{ id: 'upn', stays: 'UPN a', goes: 'UPN b' }]);
    expect(
      facts.identifiers.map(({ kind, value, childId, validTo }) => `${kind} ${value} ${childId} ${validTo}`),
    ).toEqual(['localId Ma a null', 'upn UPN a a null', 'localId Mb a 2025-03-30', 'formerUpn UPN b a 2025-03-30']);
    for (const kind of ['names', 'birthDates', 'authorities', 'episodes', 'enrolments'] as const)
      expect(facts[kind]).toEqual(record('a')[kind]);
  });

  it('keep what only one of them knows', () => {
    const { facts, collisions } = merge(record('a', { names: [], birthDates: [], identifiers: [] }), record('b'));
    expect(collisions).toEqual([]);
    expect(facts.names).toEqual([{ ...record('b').names[0], childId: 'a' }]);
    expect(facts.identifiers.map(({ childId }) => childId)).toEqual(['a', 'a']);
  });

  it('that differ are asked about; what holds for stretches is taken whole', () => {
    const goes = record('b', {
      names: [
        {
          id: 'b1',
          childId: 'b',
          kind: 'legal',
          surname: 'Before',
          forename: 'Ida',
          validFrom: '2013-02-14',
          validTo: '2021-01-01',
        },
        {
          id: 'b2',
          childId: 'b',
          kind: 'legal',
          surname: 'After',
          forename: 'Ida',
          validFrom: '2021-01-02',
          validTo: null,
        },
      ],
      episodes: [episode('b care', 'b', '2021-05-05', null)],
    });
    const asked = merge(record('a'), goes);
    expect(asked.collisions.map(({ id }) => id)).toEqual(['upn', 'legalName', 'care']);
    expect(ids(asked.facts, 'names')).toEqual(['a name']);
    expect(ids(asked.facts, 'episodes')).toEqual(['a care']);
    const other = merge(record('a'), goes, (id) => (id === 'upn' ? null : 'goes'));
    expect(ids(other.facts, 'names')).toEqual(['b1', 'b2']);
    expect(ids(other.facts, 'episodes')).toEqual(['b care']);
    expect(other.aliases).toContainEqual({ kind: 'names', rowId: 'a name', intoId: 'b2' });
  });

  it('have the care of both where it does not overlap', () => {
    const earlier = record('b', { episodes: [episode('b care', 'b', '2018-01-01', '2020-01-01')] });
    const { facts, collisions } = merge(record('a'), earlier);
    expect(collisions.map(({ id }) => id)).toEqual(['upn']);
    expect(facts.episodes.map(({ id, childId }) => `${id} ${childId}`)).toEqual(['a care a', 'b care a']);
  });

  it('lose no secrecy', () => {
    expect(ids(merge(record('a'), record('b')).facts, 'secretPlacements')).toEqual(['a secret', 'b secret']);
  });

  it('are not merged where one is closed by adoption, or where they are one', () => {
    const [child] = record('b').child;
    const closed = record('b', { child: child ? [{ ...child, sealedOn: '2024-05-01' }] : [] });
    for (const [a, b] of [
      [record('a'), closed],
      [closed, record('a')],
      [record('a'), record('a')],
    ] as const) {
      const { problems, facts, aliases } = merge(a, b);
      expect(problems).toHaveLength(1);
      expect([facts, aliases]).toEqual([a, []]);
    }
  });

  it('have a PEP once, found by its reference, its kind and due day, or the day it was held; with its amendment', () => {
    const mergedPeps = (a: Partial<PepRow>, b: Partial<PepRow>) => {
      const { facts, collisions } = merge(
        record('a', { peps: [pep('a pep', 'a', a)] }),
        record('b', { peps: [pep('b pep', 'b', b)] }),
      );
      return [facts.peps.length, collisions.filter(({ id }) => id.startsWith('peps')).length];
    };
    expect(mergedPeps({}, {})).toEqual([1, 0]);
    expect(mergedPeps({ reference: 'P1', schoolId: 's' }, { gradedBy: 'Ann' })).toEqual([1, 0]);
    expect(mergedPeps({ reference: 'P1' }, { reference: 'P2' })).toEqual([2, 0]);
    expect(mergedPeps({ reference: 'P1' }, { reference: 'P1', dueOn: '2025-03-01' })).toEqual([1, 1]);
    expect(mergedPeps({}, { dueOn: '2025-01-27' })).toEqual([1, 1]);
    expect(mergedPeps({ reason: 'initial' }, { heldOn: null, status: 'due' })).toEqual([2, 0]);
    expect(mergedPeps({}, { heldOn: null, status: 'due' })).toEqual([1, 0]);
    expect(mergedPeps({ heldOn: null, status: 'due' }, { dueOn: '2025-01-22' })).toEqual([1, 1]);
    expect(mergedPeps({ heldOn: null, status: 'due' }, { dueOn: '2025-05-22' })).toEqual([2, 0]);
    const amended = (c: string) => [
      pep(`${c} 1`, c, { status: 'signedOff' }),
      pep(`${c} 2`, c, { version: 2, amendsId: `${c} 1` }),
    ];
    const both = merge(record('a', { peps: amended('a') }), record('b', { peps: amended('b') }));
    expect(both.collisions.map(({ id }) => id)).toEqual(['upn']);
    expect(both.facts.peps.map(({ id, amendsId }) => [id, amendsId])).toEqual([
      ['a 1', null],
      ['a 2', 'a 1'],
    ]);
  });

  it('have what is written in a PEP of either, and are asked only where the two contradict each other', () => {
    const a = record('a', { peps: [pep('a pep', 'a')], pepSections: [section('a pep', 'one', 'green')] });
    const b = record('b', {
      peps: [pep('b pep', 'b')],
      pepSections: [section('b pep', 'one', null), section('b pep', 'two', 'red')],
      pepTargets: [target('b pep', 0, 'Reads')],
    });
    const { facts, collisions, aliases } = merge(a, b);
    expect(collisions.map(({ id }) => id)).toEqual(['upn']);
    expect(facts.pepSections.map(({ pepId, section: name, grade }) => [pepId, name, grade])).toEqual([
      ['a pep', 'one', 'green'],
      ['a pep', 'two', 'red'],
    ]);
    expect(facts.pepTargets).toEqual([{ ...target('b pep', 0, 'Reads'), pepId: 'a pep' }]);
    expect(aliases).toContainEqual({ kind: 'pepSections', rowId: 'b pep one', intoId: 'a pep one' });
    const other = merge({ ...a, pepTargets: [target('a pep', 0, 'Writes')] }, b);
    expect(other.collisions.map(({ id }) => id)).toEqual(['upn', 'peps 2025-01-20 review version 1']);
  });

  it('have a suspension once of a school, day and category; each row is one of the other’s, never of two', () => {
    const schools = (a: (string | null)[], b: (string | null)[]) => {
      const of = (c: string, all: (string | null)[]) =>
        record(c, { suspensions: all.map((schoolId, at) => suspension(`${c} ${at}`, c, { schoolId })) });
      return merge(of('a', a), of('b', b)).facts.suspensions.map(({ schoolId }) => schoolId);
    };
    expect(schools(['s'], ['s', 't'])).toEqual(['s', 't']);
    expect(schools(['s'], ['t', 's'])).toEqual(['s', 't']);
    expect(schools([null], ['s', 't'])).toEqual(['s', 't']);
    expect(schools(['s', 't'], [null])).toEqual(['s', 't']);
    expect(schools([null], [null])).toEqual([null]);
  });

  it('lose no row: each is held of the one that stays, or is another row’s alias', () => {
    fc.assert(
      fc.property(
        fc.record({
          care: fc.constantFrom('2020-01-01', '2021-05-05'),
          name: fc.constantFrom('Ida', 'Eva'),
          upn: fc.constantFrom('UPN a', 'UPN b', 'UPN c'),
          former: fc.constantFrom('UPN a', 'UPN b', 'UPN c'),
          grade: fc.constantFrom('green', 'red', null),
          status: fc.constantFrom('draft', 'due'),
          school: fc.constantFrom('s', 't', null),
          goes: fc.boolean(),
        }),
        ({ care, name, upn, former, grade, status, school, goes }) => {
          const parts = (c: string, of: string | null) => ({
            peps: [pep(`${c} pep`, c, c === 'a' ? {} : { status })],
            pepSections: [section(`${c} pep`, 'one', of), ...(of === 'red' ? [section(`${c} pep`, c, of)] : [])],
            pepTargets: of === null ? [] : [target(`${c} pep`, 0, of), target(`${c} pep`, c === 'a' ? 1 : 2, 'more')],
            suspensions: ['s', school].map((schoolId, at) => suspension(`${c} ${at}`, c, { schoolId })),
          });
          const number = (c: string, kind: string, value: string) => ({
            ...{ id: `${c} ${kind}`, childId: c, kind, value, issuer: 'DfE', validFrom: '2020-01-01' },
            validTo: kind === 'upn' ? null : '2021-01-01',
          });
          const a = record('a', {
            ...parts('a', 'green'),
            identifiers: [number('a', 'upn', 'UPN a'), number('a', 'formerUpn', former)],
          });
          const b = record('b', {
            ...parts('b', grade),
            identifiers: [number('b', 'upn', upn), number('b', 'formerUpn', former)],
            names: record('b').names.map((row) => ({ ...row, forename: name })),
            episodes: [episode('b care', 'b', care, null)],
          });
          const { facts, aliases } = merge(a, b, () => (goes ? 'goes' : null));
          const gone = new Map(aliases.map(({ rowId, intoId }) => [rowId, intoId]));
          for (const kind of factKinds) {
            if (kind === 'child') continue;
            const held = new Set(ids(facts, kind));
            for (const id of [...ids(a, kind), ...ids(b, kind)])
              expect(held.has(id) ? !gone.has(id) : held.has(gone.get(id) ?? '')).toBe(true);
            for (const row of facts[kind]) if ('childId' in row) expect(row.childId).toBe('a');
          }
          const unique = (keys: string[]) => expect(new Set(keys).size).toBe(keys.length);
          unique(facts.identifiers.map(({ kind, value, issuer }) => `${kind} ${value} ${issuer}`));
          unique(facts.pepSections.map((row) => `${row.pepId} ${row.section}`));
          unique(facts.pepTargets.map((row) => `${row.pepId} ${row.position}`));
          const kept = new Set(ids(facts, 'peps'));
          for (const { pepId } of [...facts.pepSections, ...facts.pepTargets]) expect(kept).toContain(pepId);
          expect(facts.identifiers.filter(({ kind }) => kind === 'upn')).toHaveLength(1);
        },
      ),
    );
  });
});
