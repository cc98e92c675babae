import { describe, expect, test } from 'vitest';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { noLines, schoolLines } from '#domain/schools/schoolLines.ts';
import { schoolOfName } from '#domain/schools/schoolOfName.ts';
import { type SchoolRow, schoolKey } from '#domain/schools/schoolRow.ts';
import { type SchoolSaid, type SchoolsHeld, schoolSaid } from '#domain/schools/schoolSaid.ts';
import { foldText } from '#domain/words/foldText.ts';

const held = (id: string, more: Partial<SchoolRow> = {}): SchoolRow => ({
  ...{ id, urn: null, laestab: null, name: 'The Lighthouse', phase: null, districtId: null },
  ...{ postcode: null, openedOn: null, closedOn: null },
  ...more,
});
const nothing = {
  ...{ laestab: saysNothing, phase: saysNothing, districtId: saysNothing },
  ...{ postcode: saysNothing, openedOn: saysNothing, closedOn: saysNothing },
};
const row = (more: Partial<SchoolSaid> = {}): SchoolSaid => ({
  urn: null,
  name: 'The Lighthouse',
  ...nothing,
  ...more,
});
const among = (schools: readonly SchoolRow[], said: SchoolSaid): SchoolsHeld => ({
  ofUrn: schools.find(({ urn }) => urn !== null && urn === said.urn) ?? null,
  named: schools.filter(({ name }) => foldText(name) === foldText(said.name)),
});
const saying = { asOf: '2025-03-31', authority: '886', lines: noLines, saidLater: () => false };
/** What becomes of the school, or the column that is asked about. */
const ruled = (schools: readonly SchoolRow[], said: SchoolSaid, more: Partial<typeof saying> = {}) => {
  const ruling = schoolSaid(among(schools, said), said, { ...saying, ...more });
  return 'problem' in ruling ? `asks ${ruling.problem.field}` : { id: ruling.id, ...ruling.row };
};

const oak = held('o', {
  urn: '118264',
  name: 'Oak School',
  closedOn: '2025-08-31',
  phase: 'primary',
  postcode: 'ME1 1AA',
});
const said118264 = (more: Partial<SchoolSaid>) => row({ urn: '118264', name: 'Oak School', ...more });

describe('A school that has a URN', () => {
  test.each<[string, SchoolSaid, Partial<SchoolRow>]>([
    ['an empty cell says nothing', said118264({}), {}],
    ['the register takes its closing day back', said118264({ closedOn: saysNone }), { closedOn: null }],
    ['and says another', said118264({ closedOn: says('2026-08-31') }), { closedOn: '2026-08-31' }],
    ['another name', said118264({ name: 'Oak Primary' }), { name: 'Oak Primary' }],
  ])('%s', (_what, said, changes) => {
    const { id, ...rest } = { ...oak, ...changes };
    expect(ruled([oak], said)).toEqual({ id, ...rest });
  });

  test('an older file turns nothing back, not even what a newer one took back', () => {
    const now = held('o', { urn: '118264', name: 'Oak School' });
    const older = said118264({ name: 'Oak', closedOn: says('2025-08-31') });
    expect(ruled([now], older, { saidLater: (what: string) => what === 'school 118264' } as never)).toEqual(now);
    expect(ruled([now], older)).toMatchObject({ name: 'Oak', closedOn: '2025-08-31' });
  });

  test('said twice it is one, and the first time it is new', () => {
    const said = said118264({ phase: says('primary') });
    expect(ruled([], said)).toMatchObject({ id: null, urn: '118264', phase: 'primary', postcode: null });
    expect(ruled([held('o', { urn: '118264', name: 'Oak School', phase: 'primary' })], said)).toMatchObject({
      id: 'o',
    });
  });
});

describe('A school without a URN', () => {
  const [here, there] = [held('h', { postcode: 'ME1 1AA' }), held('t', { postcode: 'CT1 9ZZ' })];
  const at = (postcode: string) => row({ postcode: says(postcode) });
  test.each<[string, SchoolRow[], SchoolSaid, unknown]>([
    ['is new', [], row(), null],
    ['of another name is another', [held('h')], row({ name: 'The Light House' }), null],
    ['the same by other capitals', [held('h')], row({ name: 'the lighthouse' }), 'h'],
    ['by its postcode among two', [here, there], at('CT1 9ZZ'), 't'],
    ['asked for among two without one', [here, there], row(), 'asks name'],
    ['asked at another postcode: moved, or another one', [here], at('CT1 9ZZ'), 'asks name'],
    ['new where the LAESTABs differ', [held('h', { laestab: '8861234' })], row({ laestab: says('8861235') }), null],
    ['of a name that a school with a URN has here', [held('h', { urn: '118264' })], row(), 'h'],
    ['not that of another authority', [held('h', { urn: '118264', laestab: '9261234' })], row(), null],
    [
      'but that one where the LAESTAB says so',
      [held('h', { urn: '118264', laestab: '9261234' })],
      row({ laestab: says('9261234') }),
      'h',
    ],
  ])('%s', (_what, schools, said, expected) => {
    const answer = ruled(schools, said);
    expect(typeof answer === 'string' ? answer : answer.id).toBe(expected);
  });

  test.each<[string, SchoolRow[], SchoolSaid, unknown]>([
    ['gets it where the postcode says that it is the same', [here], at('ME1 1AA'), 'h'],
    ['by the LAESTAB', [held('h', { laestab: '8861234' })], row({ laestab: says('8861234') }), 'h'],
    ['is another where it says that it is not', [here], at('CT1 9ZZ'), null],
    ['is asked about where nothing says so', [held('h')], row(), 'asks urn'],
    ['but not by a school of another authority', [held('h')], row({ laestab: says('9261234') }), null],
  ])('a row with a URN: %s', (_what, schools, said, expected) => {
    const answer = ruled(schools, { ...said, urn: '150001' });
    expect(typeof answer === 'string' ? answer : answer.id).toBe(expected);
    if (expected === 'h') expect(answer).toMatchObject({ id: 'h', urn: '150001' });
  });

  test('is called by its name in what is said, and by its URN from then on', () => {
    expect(schoolKey(held('h'))).toBe('the lighthouse');
    const said = { ...at('ME1 1AA'), urn: '150001' };
    const ruling = schoolSaid(among([here], said), said, saying);
    expect('problem' in ruling ? [] : ruling.said).toEqual(['school 150001']);
  });
});

describe('Which school a name means', () => {
  const where = { authority: '886', on: '2025-05-01', lines: noLines };
  const [before, after] = [held('a', { urn: '118264' }), held('b', { urn: '140001' })];
  const by = { laestab: null, postcode: null };
  const idOf = (found: ReturnType<typeof schoolOfName>) => (found === null || found === 'several' ? found : found.id);

  test('a school and the academy that it became are one', () => {
    const lines = schoolLines([{ fromId: 'a', toId: 'b', on: '2025-04-01' }]);
    expect(idOf(schoolOfName([before, after], by, { ...where, lines }))).toBe('a');
    expect(idOf(schoolOfName([before, after], by, where))).toBe('several');
  });
  test('one that had closed is left out where another is open', () => {
    const closed = held('a', { urn: '118264', closedOn: '2025-03-31' });
    expect(idOf(schoolOfName([closed, after], by, where))).toBe('b');
    expect(idOf(schoolOfName([closed], by, where))).toBe('a');
    expect(idOf(schoolOfName([closed, after], by, { ...where, on: '2025-03-31' }))).toBe('several');
  });
  test('none of that name', () => expect(schoolOfName([], by, where)).toBeNull());
});
