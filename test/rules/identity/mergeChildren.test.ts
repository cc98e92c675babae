import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpisodeRow, type FactKind, type Facts, factKinds, noFacts } from '#domain/facts/factRows.ts';
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

  it('lose no row: each is held of the one that stays, or is another row’s alias', () => {
    fc.assert(
      fc.property(
        fc.record({
          care: fc.constantFrom('2020-01-01', '2021-05-05'),
          name: fc.constantFrom('Ida', 'Eva'),
          goes: fc.boolean(),
        }),
        ({ care, name, goes }) => {
          const b = record('b', {
            names: record('b').names.map((row) => ({ ...row, forename: name })),
            episodes: [episode('b care', 'b', care, null)],
          });
          const { facts, aliases } = merge(record('a'), b, () => (goes ? 'goes' : null));
          const gone = new Map(aliases.map(({ rowId, intoId }) => [rowId, intoId]));
          for (const kind of factKinds) {
            if (kind === 'child') continue;
            const held = new Set(ids(facts, kind));
            for (const id of [...ids(record('a'), kind), ...ids(b, kind)])
              expect(held.has(id) ? !gone.has(id) : held.has(gone.get(id) ?? '')).toBe(true);
            for (const row of facts[kind]) if ('childId' in row) expect(row.childId).toBe('a');
          }
        },
      ),
    );
  });
});
