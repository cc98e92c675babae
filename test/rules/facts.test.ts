import { describe, expect, it, test } from 'vitest';
import { marksSaid } from '#domain/attendance/marksSaid.ts';
import { dayOfFile } from '#domain/facts/dayOfFile.ts';
import { editsBetween } from '#domain/facts/edits.ts';
import { rowsHold } from '#domain/facts/rowsHold.ts';
import { type ContactRow, contactSaid } from '#domain/schools/contactSaid.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { aRecord } from './identity/saying.ts';

describe('the day that a file speaks of', () => {
  const today = '2025-04-15';
  test.each([
    ['looked after 2025-03-31.csv', null, null, '2025-03-31'],
    ['LAC_20250331_final.xlsx', null, null, '2025-03-31'],
    ['list 31.03.2025.csv', null, null, '2025-03-31'],
    ['list 31 March 2025.csv', null, null, '2025-03-31'],
    ['list 1st Mar 2025.csv', null, null, '2025-03-01'],
    ['list.csv', '2025-04-01', null, '2025-04-01'],
    ['list.csv', null, null, today],
    ['list 2025-12-31.csv', null, null, today],
    ['list 2025-02-31.csv', '2025-04-01', null, '2025-04-01'],
    ['list 2025-03-31.csv', null, '2025-04-02', '2025-04-02'],
    ['98765432.csv', null, null, today],
    ['Year 11 marks 2025.csv', '2025-04-01', null, '2025-04-01'],
    ['Year 10 decisions 2024.csv', '2025-04-01', null, '2025-04-01'],
    ['list 3 Sept 2024.csv', null, null, '2024-09-03'],
    ['LAC_20250331141500.csv', '2025-04-10', null, '2025-03-31'],
    ['LAC_20250331T1415.csv', '2025-04-10', null, '2025-03-31'],
    ['SEN 2024-09-01 to 2025-03-31.csv', null, null, '2025-03-31'],
    ['list 2025-3-5.csv', null, null, '2025-03-05'],
    ['list 31 - 03 - 2025.csv', null, null, '2025-03-31'],
    ['lista 5. 3. 2025.csv', null, null, '2025-03-05'],
    ['lista 31.03.2025r.csv', null, null, '2025-03-31'],
    ['lista 5 III 2025.csv', null, null, '2025-03-05'],
    ['lista 5.XII.2024r.csv', null, null, '2024-12-05'],
    ['March 31st, 2025 list.csv', null, null, '2025-03-31'],
    ['list 31st of March 2025.csv', null, null, '2025-03-31'],
    ['2025 Mar 31 list.csv', null, null, '2025-03-31'],
  ])('%s, saved %s, newest event %s: %s', (name, modifiedOn, newestEvent, day) =>
    expect(dayOfFile({ name, modifiedOn, newestEvent, today, isReturn: false })).toBe(day),
  );

  const saved = '2026-02-02';
  test.each([
    // Two digits of a year, the day first as everybody here writes it.
    ['List 05-09-25.xlsx', '2025-09-05'],
    ['List 5.9.25.xlsx', '2025-09-05'],
    ['List 24.09.25.xlsx', '2025-09-24'],
    ['LAC_05_09_25_final.csv', '2025-09-05'],
    ['list 5-9-25 (2).csv', '2025-09-05'],
    ['list 05Sep25.csv', '2025-09-05'],
    ["list 5th Sept '25.csv", '2025-09-05'],
    ['list 29-08-25 to 05-09-25.csv', '2025-09-05'],
    ['LAC 050925.csv', '2025-09-05'],
    ['LAC_300925.csv', '2025-09-30'],
    ['LAC 250905.csv', '2025-09-05'],
    ['LAC 25-09-05.csv', '2025-09-05'],
    // It may be one day or the other, or no day at all: the next source counts.
    ['list 24-09-25.csv', saved],
    ['list 10_11_12.csv', saved],
    ['LAC 200925.csv', saved],
    ['LAC 05-09-27.csv', saved],
    ['list 05-09-08.csv', saved],
    ['school 110630 marks.csv', saved],
    ['school 141224.csv', saved],
    ['K050925.csv', saved],
    ['marks 202425.csv', saved],
    ['marks 201011.csv', saved],
    ['marks 092025.csv', saved],
    ['tracker v5.9.25.csv', saved],
    ['list 2.5.9.25.csv', saved],
    ['list 1-2-12-3.csv', saved],
    ['urn 050925.csv', saved],
    ['30-02-25.csv', saved],
    // Numbers beside a month or a year that count something else.
    ['Year 11 Sep 2025.csv', saved],
    ['Years 10-11-2025.csv', saved],
    ['KS3-4 2025.csv', saved],
    ['Y10-11 2025.csv', saved],
    ['Year 11 Sep 25.csv', saved],
    ['terms 2011-12-1.csv', saved],
  ])('two digits of a year, and numbers that are none: %s is of %s', (name, day) =>
    expect(dayOfFile({ name, modifiedOn: saved, newestEvent: null, today: '2026-02-03', isReturn: false })).toBe(day),
  );
  it('two digits that were ambiguous once are not where one of the two is still to come', () =>
    expect(
      dayOfFile({
        name: 'list 24-09-25.csv',
        modifiedOn: null,
        newestEvent: null,
        today: '2025-01-01',
        isReturn: false,
      }),
    ).toBe('2024-09-25'));

  it.each([
    ['903 2024-25.csv', '2025-03-31'],
    ['episodes 2023/24 final.csv', '2024-03-31'],
    ['episodes 2024-2025.csv', '2025-03-31'],
    ['episodes 2024-27.csv', '2025-06-10'],
    ['episodes 2024-12-01.csv', '2024-12-01'],
  ])('of a return the name gives the year: %s', (name, day) =>
    expect(dayOfFile({ name, modifiedOn: null, newestEvent: null, today: '2025-06-10', isReturn: true })).toBe(day),
  );
});

describe('marks laid over a week', () => {
  const held = weekOf('/ \\ I - - - - - - -');
  test.each([
    ['a new mark replaces, no mark leaves', 'N - - / - - - - - -', false, 'N \\ I / - - - - - -', 1, 1],
    ['an older file only fills in', 'N - - / - - - - - -', true, '/ \\ I / - - - - - -', 1, 0],
    ['the same again', '/ \\ I - - - - - - -', false, '/ \\ I - - - - - - -', 0, 0],
  ])('%s', (_what, given, older, marks, added, changed) =>
    expect(marksSaid(held, weekOf(given), older)).toEqual({ marks: weekOf(marks), added, changed }),
  );
  it('of a week that is not held are all new', () => {
    expect(marksSaid(null, held, true)).toEqual({ marks: held, added: 3, changed: 0 });
  });
});

describe('a person at a school', () => {
  const pat: ContactRow = {
    id: 'p',
    name: 'Pat',
    email: null,
    telephone: null,
    validFrom: '2024-09-01',
    validTo: null,
  };
  const said = (name: string, more: object = {}) => ({
    name,
    email: null,
    telephone: null,
    from: null,
    first: '2024-09-01',
    ...more,
  });
  const now = { asOf: '2025-03-31', older: false };
  const before = said('Jo', { from: '2023-09-01' });
  const earlier = {
    kind: 'add',
    row: expect.objectContaining({ name: 'Jo', validFrom: '2023-09-01', validTo: '2024-08-31' }),
  };
  test.each([
    ['one who was there before', contactSaid([pat], before, { asOf: '2024-03-31', older: true }), earlier],
    ['another of an older file', contactSaid([pat], said('Jo'), { ...now, older: true }), { kind: 'none' }],
    ['the first', contactSaid([], said('Pat'), now).kind, 'add'],
    ['the same', contactSaid([pat], said('Pat'), now), { kind: 'change', id: 'p', changes: {} }],
    [
      'the same with an address',
      contactSaid([pat], said('Pat', { email: 'p@x.uk' }), now),
      { kind: 'change', id: 'p', changes: { email: 'p@x.uk' } },
    ],
    [
      'another, after an older file',
      contactSaid([pat], said('Jo'), { asOf: '2024-08-31', older: false }),
      { kind: 'none' },
    ],
  ])('%s', (_what, change, expected) => expect(change).toEqual(expected));
  it('follows the one before', () => {
    expect(contactSaid([pat], said('Jo'), now)).toMatchObject({
      kind: 'follow',
      ended: { id: 'p', validTo: '2025-03-30' },
      row: { name: 'Jo', validFrom: '2025-03-31' },
    });
  });
});

describe('rows that a rule answers', () => {
  const sen = (id: string, validFrom: string, validTo: string | null) => ({
    id,
    childId: 'c',
    status: 'K',
    validFrom,
    validTo,
  });
  const identifier = (id: string) => ({
    id,
    childId: 'c',
    kind: 'upn',
    value: 'A',
    issuer: 'DfE',
    validFrom: '2020-01-01',
    validTo: null,
  });
  it('are refused where a period ends before it begins, or two rows have one key', () => {
    expect(rowsHold(aRecord, { ...aRecord, senStatuses: [sen('a', '2025-01-01', '2024-12-31')] })?.reason).toContain(
      'before it began',
    );
    expect(rowsHold(aRecord, { ...aRecord, identifiers: [identifier('a'), identifier('b')] })?.reason).toContain(
      'two rows',
    );
    expect(rowsHold(aRecord, { ...aRecord, senStatuses: [sen('a', '2025-01-01', null)] })).toBeNull();
  });
  it('are written only where they differ, whatever lay between', () => {
    const held = { ...aRecord, senStatuses: [sen('a', '2025-01-01', null), sen('b', '2026-01-01', null)] };
    expect(editsBetween(held, { ...held, senStatuses: held.senStatuses.map((row) => ({ ...row })) })).toEqual({});
    expect(
      editsBetween(held, {
        ...held,
        senStatuses: [sen('a', '2025-01-01', '2025-12-31'), sen('c', '2027-01-01', null)],
      }),
    ).toEqual({
      senStatuses: {
        added: [sen('c', '2027-01-01', null)],
        changed: [{ id: 'a', changes: { validTo: '2025-12-31' } }],
        removed: ['b'],
      },
    });
  });
});
