import { describe, expect, it } from 'vitest';
import {
  type EnrolmentRow,
  type EpisodeRow,
  type Facts,
  noFacts,
  type PepRow,
  type PepTargetRow,
} from '#domain/facts/factRows.ts';
import { closedStill } from '#domain/mending/closedStill.ts';
import type { Earlier, MadeByEarlier } from '#domain/mending/finding.ts';
import { findingsOf } from '#domain/mending/findingsOf.ts';

const childId = 'ida';
/** Brought in on 15 April by a list of 31 March; `set` 2, where all else was made in set 1. */
const byList: MadeByEarlier = { set: 2, importedOn: '2025-04-15', listOf: '2025-03-31' };
const before: MadeByEarlier = { set: 1, importedOn: '2025-01-10', listOf: null };
const earlier = (made: Record<string, MadeByEarlier>, targetsTakenOut: PepTargetRow[] = []): Earlier => ({
  ...{ changes: [], madeIn: new Map(), byEarlier: new Map(Object.entries(made)), targetsTakenOut, today: '2025-05-01' },
});
const find = (held: Partial<Facts>, made: Record<string, MadeByEarlier> = {}, out: PepTargetRow[] = []) =>
  findingsOf({ ...noFacts, ...held }, earlier(made, out));
const kinds = (...args: Parameters<typeof find>) => find(...args).map(({ kind }) => kind);
/** All that is found put right one after another, as in bulk. */
const mend = (held: Partial<Facts>, made: Record<string, MadeByEarlier> = {}, out: PepTargetRow[] = []) =>
  find(held, made, out).reduce<Facts>(
    (facts, { putRight }) => {
      const ruling = putRight?.(facts);
      expect(ruling?.problems).toEqual([]);
      return ruling?.facts ?? facts;
    },
    { ...noFacts, ...held },
  );

const born = (id: string, dateOfBirth: string, validFrom: string, validTo: string | null, disputed = false) => ({
  ...{ id, childId, dateOfBirth, validFrom, validTo, disputed },
});
const split = [born('a', '2013-08-01', '2013-08-01', '2025-04-14'), born('b', '2013-09-01', '2025-04-15', null, true)];

describe('a date of birth of which two were made', () => {
  it('is one again', () => {
    expect(mend({ birthDates: split }, { b: byList }).birthDates).toEqual([
      born('b', '2013-09-01', '2013-08-01', null),
    ]);
  });
  it.each([
    [
      'of an unaccompanied child',
      { birthDates: split, uasc: [{ id: 'u', childId, validFrom: '2024-01-01', validTo: null }] },
      { b: byList },
    ],
    ['that was disputed after version 0.2', { birthDates: split }, {}],
    ['of which there is one', { birthDates: split.slice(1) }, { b: byList }],
  ])('stays %s', (_what, held, made) => {
    expect(find(held, made as Record<string, MadeByEarlier>)).toEqual([]);
  });
  it('is not put right where it was changed since', () => {
    const [finding] = find({ birthDates: split }, { b: byList });
    const since = { ...noFacts, birthDates: [born('b', '2013-10-01', '2013-10-01', null)] };
    expect(finding?.putRight?.(since).problems).toMatchObject([{ reason: 'This date of birth was changed since' }]);
  });
});

const name = (id: string, surname: string, validFrom: string, validTo: string | null, kind = 'legal') => ({
  ...{ id, childId, kind, surname, forename: 'Ida', validFrom, validTo },
});

describe('a name of which two were made', () => {
  it('is one again, also of three spellings', () => {
    const names = [
      name('a', 'Sample', '2013-08-01', '2025-01-09'),
      name('b', 'SAMPLE', '2025-01-10', '2025-04-14'),
      name('c', 'Sampel', '2025-04-15', null),
      name('d', 'Sämple', '2025-04-15', null, 'knownAs'),
    ];
    const one = names.with(2, name('c', 'Samplé', '2025-04-15', null));
    expect(mend({ names: one }, { a: before, b: before, c: byList, d: byList }).names).toEqual([
      name('c', 'Samplé', '2013-08-01', null),
      names[3],
    ]);
  });
  it.each([
    ['in capitals', 'McDonald', 'MCDONALD', 'McDonald'],
    ['without its accent', 'Zając', 'Zajac', 'Zając'],
    ['without its apostrophe', "O'Neill", 'ONeill', "O'Neill"],
    ['in capitals though with its accent', 'Brontë', 'BRONTË', 'Brontë'],
    ['with its accent at last', 'Zajac', 'Zając', 'Zając'],
    ['out of capitals', 'MCDONALD', 'McDonald', 'McDonald'],
    ['with another letter', 'Sämple', 'Sampel', 'Sampel'],
    ['alike but for a capital', 'Mcdonald', 'McDonald', 'McDonald'],
  ])('written %s is the one that says more, and of two that say as much the last', (_how, first, then, stays) => {
    const names = [name('a', first, '2013-08-01', '2025-04-14'), name('b', then, '2025-04-15', null)];
    expect(find({ names }, { b: byList })).toMatchObject([{ mend: `It always was Ida ${stays}` }]);
    expect(mend({ names }, { b: byList }).names).toEqual([name('b', stays, '2013-08-01', null)]);
  });
  it('written so by one list and otherwise by the next is one, and nothing that was known of it is lost', () => {
    const names = [
      name('a', 'Zając', '2013-08-01', '2025-01-09'),
      name('b', 'ZAJAC', '2025-01-10', '2025-04-14'),
      name('c', 'Zajac', '2025-04-15', null),
    ];
    expect(mend({ names }, { b: before, c: byList }).names).toEqual([name('c', 'Zając', '2013-08-01', null)]);
  });
  it('stays where the child changed it, or it was written so after version 0.2', () => {
    const other = [name('a', 'Sample', '2013-08-01', '2025-04-14'), name('b', 'Other', '2025-04-15', null)];
    expect(kinds({ names: other }, { b: { ...byList, listOf: null } })).toEqual([]);
    const spelt = other.with(1, name('b', 'Sämple', '2025-04-15', null));
    expect(find({ names: spelt })).toEqual([]);
  });
});

const worker = (id: string, who: string, validFrom: string, validTo: string | null) => ({
  ...{ id, childId, kind: 'socialWorker', name: who, validFrom, validTo },
});
const enrolment = (
  id: string,
  schoolId: string,
  startDate: string,
  endDate: string | null,
  kind = 'main',
): EnrolmentRow => ({
  ...{
    id,
    childId,
    schoolId,
    startDate,
    endDate,
    kind,
    ncYear: 8,
    partTimeSessions: null,
    alternativeProvision: false,
  },
});
const episode = (
  id: string,
  startDate: string,
  endDate: string | null,
  more: Partial<EpisodeRow> = {},
): EpisodeRow => ({
  ...{ id, childId, startDate, endDate, reasonStarted: 'S', legalStatus: 'C1', placementType: 'U6', source: 'SSDA903' },
  ...{ needCode: null, placementProvider: null, reasonCeased: null, homePostcode: null, reasonPlacementChange: null },
  ...{ placementPostcode: null, placementDistrictId: null, providerOfstedUrn: null, carer: null },
  ...{ confidential: false, confidentialReason: null },
  ...more,
});

describe('a change dated on the day of the import', () => {
  it('holds from the day of the list: worker, school, legal status', () => {
    const facts = mend(
      {
        professionals: [worker('a', 'Ann', '2024-01-01', '2025-04-14'), worker('b', 'Bea', '2025-04-15', null)],
        enrolments: [enrolment('c', 'hill', '2024-09-01', '2025-04-14'), enrolment('d', 'vale', '2025-04-15', null)],
        episodes: [
          episode('e', '2024-01-01', '2025-04-15'),
          episode('f', '2025-04-15', null, { legalStatus: 'C2', reasonStarted: 'L' }),
        ],
      },
      { b: byList, d: byList, f: byList },
    );
    expect(facts.professionals).toMatchObject([{ validTo: '2025-03-30' }, { validFrom: '2025-03-31' }]);
    expect(facts.enrolments).toMatchObject([{ endDate: '2025-03-30' }, { startDate: '2025-03-31' }]);
    expect(facts.episodes).toMatchObject([{ endDate: '2025-03-31' }, { startDate: '2025-03-31' }]);
  });
  it('of an older list goes, where nothing hangs on it', () => {
    const professionals = [worker('a', 'Ann', '2025-04-01', '2025-04-14'), worker('b', 'Bea', '2025-04-15', null)];
    expect(kinds({ professionals }, { b: byList })).toEqual(['turnedBack']);
    expect(mend({ professionals }, { b: byList }).professionals).toEqual([worker('a', 'Ann', '2025-04-01', null)]);
    const enrolments = [enrolment('c', 'hill', '2025-04-01', '2025-04-14'), enrolment('d', 'vale', '2025-04-15', null)];
    expect(find({ enrolments }, { d: byList })).toEqual([]);
  });
  it.each([
    ['the name of its list has no day', { ...byList, listOf: null }],
    ['its list is of the day on which it was brought in', { ...byList, listOf: '2025-04-15' }],
    ['the row gave a day of its own', { ...byList, importedOn: '2025-04-20' }],
  ])('stays where %s', (_what, made) => {
    const professionals = [worker('a', 'Ann', '2024-01-01', '2025-04-14'), worker('b', 'Bea', '2025-04-15', null)];
    expect(find({ professionals }, { b: made })).toEqual([]);
  });
});

describe('an episode whose first day a return corrected', () => {
  const made = { a: before, b: { ...byList, set: 2 }, c: { ...byList, set: 3 } };
  it('is one, with what only the list knew, also where it was corrected twice', () => {
    const episodes = [
      episode('a', '2024-02-01', null, { carer: 'Mrs Stone' }),
      episode('b', '2024-02-03', null, { placementPostcode: 'CT9 1AB' }),
      episode('c', '2024-02-05', '2025-01-31', { reasonCeased: 'E4' }),
    ];
    expect(mend({ episodes: episodes.slice(0, 2) }, made).episodes).toEqual([
      episode('b', '2024-02-03', null, { carer: 'Mrs Stone', placementPostcode: 'CT9 1AB' }),
    ]);
    expect(mend({ episodes }, made).episodes).toMatchObject([
      { id: 'c', carer: 'Mrs Stone', placementPostcode: 'CT9 1AB' },
    ]);
  });
  it.each([
    ['the two may be two times in care', episode('a', '2023-09-01', null)],
    ['the first had ended', episode('a', '2024-02-01', '2024-02-03')],
    ['they are of two placements', episode('a', '2024-02-01', null, { placementType: 'K2' })],
    ['one is of the list', episode('a', '2024-02-01', null, { source: 'lookedAfterList' })],
  ])('stays where %s', (_what, first) => {
    expect(find({ episodes: [first, episode('b', '2024-02-03', null)] }, made)).toEqual([]);
  });
  it('stays where both came together, or after version 0.2', () => {
    const episodes = [episode('a', '2024-02-01', null), episode('b', '2024-02-03', null)];
    expect(find({ episodes }, { a: before, b: before })).toEqual([]);
    expect(find({ episodes })).toEqual([]);
  });
});

describe('a record that stayed closed', () => {
  const child = {
    id: childId,
    sex: null,
    ethnicity: null,
    firstLanguage: null,
    disabled: false,
    sealedOn: '2024-03-01',
  };
  it('is found where no episode ends with an adoption, and is opened elsewhere', () => {
    const held = { ...noFacts, child: [child], episodes: [episode('a', '2023-01-01', null)] };
    expect(closedStill(held)).toMatchObject([{ kind: 'closedStill', putRight: null }]);
    expect(
      closedStill({ ...held, episodes: [episode('a', '2023-01-01', '2024-03-01', { reasonCeased: 'E11' })] }),
    ).toEqual([]);
    expect(closedStill({ ...held, episodes: [] })).toEqual([]);
    expect(closedStill({ ...held, child: [{ ...child, sealedOn: null }] })).toEqual([]);
  });
});

describe('targets that a PEP lost', () => {
  const pep = { id: 'p', childId, dueOn: '2024-12-13', heldOn: '2024-12-10', schoolId: null } as PepRow;
  const target = (id: string, position: number, what: string): PepTargetRow => ({
    ...{ id, pepId: 'p', position, what, whenBy: 'July', wherePlace: null, who: 'Ida', howOften: null },
    ...{ costPounds: null, evaluation: 'notEvaluated', evidence: null },
  });
  const [first, second, third] = [target('1', 1, 'Read'), target('2', 2, 'Sing'), target('3', 3, 'Swim')];
  it('are back in their places, the one taken out last', () => {
    const out = [target('0', 2, 'Draw'), second, third];
    expect(mend({ peps: [pep], pepTargets: [first] }, {}, out).pepTargets).toEqual([first, second, third]);
  });
  it.each([
    ['its place has another target', [first, target('9', 2, 'Draw')], [pep]],
    ['it stands in another place', [target('9', 1, 'Sing')], [pep]],
    ['its PEP is gone', [first], []],
  ])('stay out where %s', (_what, pepTargets, peps) => {
    expect(find({ peps, pepTargets }, {}, [second])).toEqual([]);
  });
});
