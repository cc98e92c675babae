import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childDirectory, type KnownChild } from '#domain/identity/childDirectory.ts';
import { type ChildRef, type Match, matchChild, type RowOnFile } from '#domain/identity/matchChild.ts';

const [upnA, upnB, upnC] = ['H801200001001', 'X801200001002', 'Z886000031001'];
const [upnD, upnE, upnF] = ['D801200001003', 'E801200001004', 'F801200001005'];
const named = (text: string) => {
  const [forename = '', surname = ''] = text.split(' ');
  return { forename, surname };
};
const known = (id: string, localIds: string[], more: Partial<KnownChild> & { name?: string } = {}): KnownChild => ({
  id,
  localIds: localIds.map((text) => {
    const [issuer = '', value = ''] = text.split(' ');
    return { issuer, value };
  }),
  upns: more.upns ?? [],
  formerUpns: more.formerUpns ?? [],
  names: more.name === undefined ? [] : [named(more.name)],
  births: more.births ?? [],
  unaccompanied: more.unaccompanied ?? false,
  care: more.care ?? null,
});

const children = [
  known('ida', ['886 M300'], {
    ...{ upns: [upnA], name: 'Ida Sample', births: ['2013-02-14'] },
    care: { laCode: '886', until: '9999-12-31' },
  }),
  known('jon', ['886 00731'], { upns: [], name: 'Jon Sample', births: ['2013-02-14'] }),
  known('kim', ['210 4711'], {
    upns: [upnB],
    formerUpns: ['H80120000100A'],
    name: 'Kim Example',
    births: ['2011-03-03'],
  }),
  known('una', ['886 U1'], { name: 'Ali Ahmed', births: ['2009-06-17'], unaccompanied: true }),
  known('neu', ['886 N1'], { name: 'Max Example', births: ['2010-01-01'] }),
  known('two', ['210 M300'], { name: 'Bo Other', births: ['2012-12-12'] }),
  known('bare', ['886 S1'], {}),
  known('left', ['886 L1'], {
    ...{ upns: [upnD], name: 'Lea Gone', births: ['2012-08-08'] },
    care: { laCode: '886', until: '2024-07-31' },
  }),
  known('ourTwin', ['886 T1'], { upns: [upnE], name: 'Tom Pair', births: ['2014-09-09'] }),
  known('otherTwin', ['886 T2'], { upns: [upnF], name: 'Tim Pair', births: ['2014-09-09'] }),
  known('closed', ['886 C1'], { upns: [upnC], name: 'Zoe Sealed', births: ['2014-04-04'] }),
];

const asks = (
  ref: Partial<ChildRef> & { localId: string },
  { canBeNew = true, onFile = [] as string[], rows = {} as Record<string, RowOnFile> } = {},
): string => {
  const match: Match = matchChild(
    { issuer: '886', upn: null, name: null, dateOfBirth: null, unaccompanied: false, careStart: null, ...ref },
    {
      known: childDirectory(children),
      isClosed: (id) => id === 'closed',
      canBeNew,
      onFile: (localId) => onFile.includes(localId),
      rowOnFile: (localId) => rows[localId] ?? null,
      ours: '886',
    },
  );
  if (match.kind === 'found' && match.swapsWith) return `${match.childId} with the UPN of ${match.swapsWith.childId}`;
  if (match.kind === 'found') return match.upnCounts ? match.childId : `${match.childId} without UPN`;
  if (match.kind === 'nobody') return match.upnCounts ? 'nobody' : 'nobody without UPN';
  return match.kind === 'asked'
    ? `${match.why}: ${match.candidates.join(' ')}${match.canBeNew ? ' or new' : ''}`
    : 'closed';
};
const of = (text: string, dateOfBirth: string) => ({ name: named(text), dateOfBirth });

describe('Whom a row means', () => {
  it.each<[string, string, Parameters<typeof asks>[0], Parameters<typeof asks>[1]?]>([
    ['its authority’s local id', 'ida', { localId: 'M300' }],
    ['the same number of another authority is another child', 'two', { localId: 'M300', issuer: '210' }],
    ['a local id in small letters', 'ida', { localId: 'm300' }],
    ['a local id that lost its leading noughts', 'jon', { localId: '731' }],
    ['the same with a birth date that agrees', 'jon', { localId: '731', ...of('Jon Sample', '2013-02-14') }],
    [
      'the same with another birth date',
      'nearLocalId: jon or new',
      { localId: '731', ...of('Ben Else', '2015-05-05') },
    ],
    ['a corrected birth date', 'ida', { localId: 'M300', ...of('Ida Sample', '2013-04-12') }],
    ['a new name', 'ida', { localId: 'M300', ...of('Ida Newname', '2013-02-14') }],
    ['a mistyped number', 'otherPerson: ida', { localId: 'M300', ...of('Ben Else', '2015-05-05') }],
    ['a child of whom only a number is held', 'bare', { localId: 'S1', ...of('Ben Else', '2015-05-05') }],
    ['a UPN that is another child’s', 'ida without UPN', { localId: 'M300', upn: upnB }],
    [
      'a UPN that another authority’s child has',
      'kim',
      { localId: 'K5', upn: upnB, ...of('Kim Example', '2011-03-03') },
    ],
    ['a UPN that another child once had', 'ida', { localId: 'M300', upn: 'H80120000100A' }],
    ['a former, temporary UPN', 'kim', { localId: 'K5', upn: 'H80120000100A', dateOfBirth: '2011-03-03' }],
    ['a UPN alone', 'upnOfAnother: kim or new', { localId: 'K5', upn: upnB }],
    [
      'a UPN with another birth date and no name',
      'upnOfAnother: kim or new',
      { localId: 'K5', upn: upnB, dateOfBirth: '2012-01-02' },
    ],
    [
      'a UPN of somebody plainly else',
      'nobody without UPN',
      { localId: 'K5', upn: upnB, ...of('Ben Else', '2015-05-05') },
    ],
    ['a twin’s UPN', 'upnOfAnother: kim or new', { localId: 'K5', upn: upnB, ...of('Tim Example', '2011-03-03') }],
    ['a UPN of a child with another number here', 'upnOfAnother: ida or new', { localId: 'M999', upn: upnA }],
    ['that, with name and birth date', 'ida', { localId: 'M999', upn: upnA, ...of('Ida Sample', '2013-02-14') }],
    [
      'another authority’s number, in a file about children here',
      'otherAuthority: kim',
      { localId: '4711' },
      { canBeNew: false },
    ],
    [
      'that, with name and birth date',
      'kim',
      { localId: '4711', ...of('Kim Example', '2011-03-03') },
      { canBeNew: false },
    ],
    [
      'another authority’s list, with the UPN, name and birth date of a child in our care',
      'otherCare: ida or new',
      { issuer: '887', localId: 'M77', upn: upnA, careStart: '2024-06-01', ...of('Ida Sample', '2013-02-14') },
    ],
    [
      'that, by name and birth date alone',
      'otherCare: ida or new',
      { issuer: '887', localId: 'M77', careStart: '2024-06-01', ...of('Ida Sample', '2013-02-14') },
    ],
    [
      'a child whose care with us had ended before theirs began',
      'left',
      { issuer: '887', localId: 'M78', upn: upnD, careStart: '2024-07-31', ...of('Lea Gone', '2012-08-08') },
    ],
    [
      'a child whose care with us goes on into theirs',
      'otherCare: left or new',
      { issuer: '887', localId: 'M78', upn: upnD, careStart: '2024-06-01', ...of('Lea Gone', '2012-08-08') },
    ],
    [
      'a UPN of another child whom the file gives this one’s',
      'ourTwin with the UPN of otherTwin',
      { localId: 'T1', upn: upnF, ...of('Tom Pair', '2014-09-09') },
      { rows: { T2: { upn: upnE, ...of('Tim Pair', '2014-09-09') } } },
    ],
    [
      'that, of a return, which holds no names',
      'ourTwin with the UPN of otherTwin',
      { localId: 'T1', upn: upnF, dateOfBirth: '2014-09-09' },
      { rows: { T2: { upn: upnE, name: null, dateOfBirth: '2014-09-09' } } },
    ],
    [
      'that, where the forenames are the other’s too: the local ids are mixed up',
      'ourTwin without UPN',
      { localId: 'T1', upn: upnF, ...of('Tim Pair', '2014-09-09') },
      { rows: { T2: { upn: upnE, ...of('Tom Pair', '2014-09-09') } } },
    ],
    [
      'that, where this one’s forename alone is the other’s',
      'ourTwin without UPN',
      { localId: 'T1', upn: upnF, ...of('Tim Pair', '2014-09-09') },
      { rows: { T2: { upn: upnE, ...of('Tim Pair', '2014-09-09') } } },
    ],
    [
      'that, where the other’s row is of somebody else',
      'ourTwin without UPN',
      { localId: 'T1', upn: upnF, ...of('Tom Pair', '2014-09-09') },
      { rows: { T2: { upn: upnE, ...of('Ben Else', '2015-05-05') } } },
    ],
    [
      'that, where the other’s row gives a third number',
      'ourTwin without UPN',
      { localId: 'T1', upn: upnF },
      { rows: { T2: { upn: 'G801200001006', name: null, dateOfBirth: null } } },
    ],
    ['that, where the other is not on the file', 'ourTwin without UPN', { localId: 'T1', upn: upnF }],
    ['nobody’s number, in such a file', 'nobody', { localId: '9999' }, { canBeNew: false }],
    ['another authority’s number, on a list of ours', 'nobody', { localId: '4711', ...of('Ben Else', '2015-05-05') }],
    [
      'a name and birth date under a new number',
      'sameNameAndBirth: ida or new',
      { localId: 'M900', ...of('IDA SAMPLE', '2013-02-14') },
    ],
    [
      'that, where the other number stands on the list too',
      'nobody',
      { localId: 'M900', ...of('Ida Sample', '2013-02-14') },
      { onFile: ['M300'] },
    ],
    ['a twin', 'nobody', { localId: 'M900', ...of('Eva Sample', '2013-02-14') }],
    ['an unaccompanied child’s name and birth date', 'nobody', { localId: 'U9', ...of('Ali Ahmed', '2009-06-17') }],
    ['a birth on 1 January', 'nobody', { localId: 'N9', ...of('Max Example', '2010-01-01') }],
    ['a closed record, by its own number', 'closed', { localId: 'C1' }],
    ['a closed record, by name and birth date', 'nobody', { localId: 'C9', ...of('Zoe Sealed', '2014-04-04') }],
    ['a closed record, by UPN', 'closed', { localId: 'C9', upn: upnC }],
  ])('%s: %s', (_, expected, ref, surroundings) => {
    expect(asks(ref, surroundings)).toBe(expected);
  });

  it('is never an unaccompanied child, a birth on 1 January or a closed record by name and birth date', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...children.filter(({ id }) => ['una', 'neu', 'closed'].includes(id))),
        fc.stringMatching(/^Q[0-9]{4}$/),
        fc.boolean(),
        (child, localId, canBeNew) => {
          const [name, dateOfBirth] = [child.names[0] ?? null, child.births[0] ?? null];
          expect(asks({ localId, name, dateOfBirth }, { canBeNew })).toBe('nobody');
        },
      ),
    );
  });

  it('does not depend on the order in which children are known', () => {
    const ref = {
      ...{ issuer: '886', localId: 'm300', upn: upnB, name: null, dateOfBirth: null },
      ...{ unaccompanied: false, careStart: null },
    };
    const surroundings = {
      ...{ isClosed: () => false, canBeNew: true, onFile: () => false },
      ...{ rowOnFile: () => null, ours: '886' },
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(children, { minLength: children.length }), (shuffled) => {
        expect(matchChild(ref, { ...surroundings, known: childDirectory(shuffled) })).toEqual({
          kind: 'found',
          childId: 'ida',
          upnCounts: false,
          swapsWith: null,
        });
      }),
    );
  });
});
