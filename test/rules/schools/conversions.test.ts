import { describe, expect, it, test } from 'vitest';
import { throughConversions } from '#domain/enrolment/throughConversions.ts';
import type { EnrolmentRow, PepRow } from '#domain/facts/factRows.ts';
import { pepsThroughConversions } from '#domain/peps/pepsThroughConversions.ts';
import { contactCarried } from '#domain/schools/contactCarried.ts';
import { schoolLines } from '#domain/schools/schoolLines.ts';
import { linksTogether, schoolLinkSaid } from '#domain/schools/schoolLinkSaid.ts';

const on = '2025-04-01';
const lines = schoolLines([{ fromId: 'A', toId: 'B', on }]);
const chain = schoolLines([
  { fromId: 'A', toId: 'B', on },
  { fromId: 'B', toId: 'C', on: '2025-09-01' },
]);

const enrolments = (...rows: string[]): EnrolmentRow[] =>
  rows.map((text, at) => {
    const [schoolId = '', startDate = '', end = '-', ncYear = '7', kind = 'main'] = text.split(' ');
    return {
      id: `${at}`,
      childId: 'c',
      schoolId,
      startDate,
      endDate: end === '-' ? null : end,
      ncYear: ncYear === '?' ? null : Number(ncYear),
      kind,
      partTimeSessions: null,
      alternativeProvision: false,
    };
  });
const shown = (rows: readonly EnrolmentRow[]) =>
  [...rows]
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))
    .map(({ schoolId, startDate, endDate, ncYear }) => `${schoolId} ${startDate} ${endDate ?? '-'} Y${ncYear ?? '?'}`);
const through = (rows: readonly EnrolmentRow[], by = lines) => {
  let made = 0;
  return throughConversions(rows, by, () => {
    made += 1;
    return `n${rows.length} ${made}`;
  });
};

describe('Enrolments of a school that became another on 2025-04-01', () => {
  test.each<[string, string[], string[]]>([
    ['goes on', ['A 2023-09-01'], ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8']],
    [
      'with its own last day',
      ['A 2023-09-01 2025-07-20'],
      ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 2025-07-20 Y8'],
    ],
    ['said of the successor all along', ['B 2023-09-01'], ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8']],
    ['said of both', ['A 2023-09-01', 'B 2025-04-01 - 8'], ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8']],
    [
      'of both, after the holidays',
      ['A 2023-09-01', 'B 2025-04-22 - 8'],
      ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8'],
    ],
    ['said of the old name only since', ['A 2025-04-22'], ['B 2025-04-22 - Y7']],
    ['of the new name only before', ['B 2023-09-01 2024-07-20'], ['A 2023-09-01 2024-07-20 Y7']],
    ['ended before', ['A 2023-09-01 2025-03-14'], ['A 2023-09-01 2025-03-14 Y7']],
    ['left on its last day', ['A 2023-09-01 2025-03-31'], ['A 2023-09-01 2025-03-31 Y7']],
    [
      'ended early at the new name',
      ['A 2023-09-01', 'B 2025-04-01 2025-04-30 8'],
      ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8'],
    ],
    [
      'begun early at the new name',
      ['A 2024-09-01 2025-03-14 8', 'B 2023-09-01'],
      ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8'],
    ],
    [
      'said of the new name for a time',
      ['A 2023-09-01', 'B 2025-09-01 2026-07-20 9'],
      ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8'],
    ],
    ['said of both since', ['A 2025-05-12', 'B 2025-04-22 2025-06-06'], ['B 2025-04-22 - Y7']],
    ['said of both since, in two year groups', ['A 2025-05-12 - 6', 'B 2025-04-22'], ['B 2025-04-22 - Y7']],
    [
      'as main and dual',
      ['A 2023-09-01', 'B 2025-04-01 - 8 dual'],
      ['A 2023-09-01 2025-03-31 Y7', 'B 2025-04-01 - Y8'],
    ],
    ['at another school', ['X 2023-09-01'], ['X 2023-09-01 - Y7']],
    ['without a year group', ['A 2023-09-01 - ?'], ['A 2023-09-01 2025-03-31 Y?', 'B 2025-04-01 - Y?']],
  ])('%s', (_, held, then) => {
    const once = through(enrolments(...held));
    expect(shown(once)).toEqual(then);
    expect(through(once)).toEqual(once);
  });

  it('follow two conversions, and a day that the register puts right', () => {
    const held = enrolments('A 2023-09-01');
    expect(shown(through(held, chain))).toEqual([
      'A 2023-09-01 2025-03-31 Y7',
      'B 2025-04-01 2025-08-31 Y8',
      'C 2025-09-01 - Y9',
    ]);
    for (const [day, before] of [
      ['2025-05-01', '2025-04-30'],
      ['2025-03-01', '2025-02-28'],
    ] as const)
      expect(shown(through(through(held), schoolLines([{ fromId: 'A', toId: 'B', on: day }])))).toEqual([
        `A 2023-09-01 ${before} Y7`,
        `B ${day} - Y8`,
      ]);
  });
});

describe('PEPs', () => {
  const pep = (status: string, dueOn: string) => ({ id: 'p', schoolId: 'A', status, dueOn }) as PepRow;
  test.each([
    ['a draft that was due before', 'draft', '2025-03-20', '2025-04-10', 'B'],
    ['one due later, the day still to come', 'due', '2025-05-20', '2025-03-10', 'B'],
    ['one due before, the day still to come', 'due', '2025-03-20', '2025-03-10', 'A'],
    ['one signed off', 'signedOff', '2025-05-20', '2025-06-10', 'A'],
  ])('%s', (_, status, due, today, school) => {
    expect(pepsThroughConversions([pep(status, due)], lines, today)[0]?.schoolId).toBe(school);
  });
});

describe('Schools that are one', () => {
  test.each([
    ['A', '2025-03-31', 'A'],
    ['A', '2025-04-01', 'B'],
    ['A', '2026-01-01', 'C'],
    ['C', '2025-05-01', 'B'],
    ['C', '2020-01-01', 'A'],
    ['X', '2025-05-01', 'X'],
  ])('%s on %s is %s', (school, day, is) => {
    expect(chain.schoolOn(school, day)).toBe(is);
  });

  it('do not run in a ring for ever', () => {
    const ring = schoolLines([
      { fromId: 'A', toId: 'B', on },
      { fromId: 'B', toId: 'A', on },
    ]);
    expect(['A', 'B']).toContain(ring.schoolOn('A', '2025-05-01'));
    expect(through(enrolments('A 2023-09-01'), ring).length).toBeLessThan(5);
  });
});

describe('The designated teacher', () => {
  const pat = { id: 't', name: 'Pat', email: 'p@x', telephone: null, validFrom: '2024-09-01', validTo: null };
  it('goes on, unless somebody is known there', () => {
    const { id: _, ...row } = { ...pat, validFrom: on };
    const ended = { id: 't', changes: { validTo: '2025-03-31' } };
    expect(contactCarried([pat], [], on)).toEqual({ changed: [ended], added: [{ at: 'to', row }] });
    expect(contactCarried([pat], [{ ...pat, id: 'u', name: 'Jo', validFrom: on }], on)).toEqual({
      changed: [ended],
      added: [],
    });
    expect(contactCarried([{ ...pat, validTo: '2025-03-31' }], [], on)).toEqual({ changed: [], added: [] });
  });

  it('is said of the new school from before it began', () => {
    const { id: _, ...row } = { ...pat, validTo: '2025-03-31' };
    expect(contactCarried([], [pat], on)).toEqual({
      changed: [{ id: 't', changes: { validFrom: on } }],
      added: [{ at: 'from', row }],
    });
  });

  test.each(['2025-03-20', '2025-04-14'])('meets at the day as the register puts it right: %s', (day) => {
    const held = [{ ...pat, validTo: '2025-03-31' }];
    const there = [{ ...pat, id: 'u', validFrom: on }];
    const { changed, added } = contactCarried(held, there, day);
    expect(added).toEqual([]);
    expect(new Map(changed.map(({ id, changes }) => [id, Object.values(changes)[0]]))).toEqual(
      new Map([
        ['t', day === '2025-03-20' ? '2025-03-19' : '2025-04-13'],
        ['u', day],
      ]),
    );
  });
});

describe('A link of the register', () => {
  const link = (urn: string, linkType: string, linkUrn: string, linkedOn: string | null = on) =>
    schoolLinkSaid({ urn, linkUrn, linkType, linkedOn });
  test.each<[string, ReturnType<typeof link>, string]>([
    ['Successor', link('1', 'Successor', '2'), '1 2 conversion'],
    ['Predecessor', link('2', 'Predecessor', '1'), '1 2 conversion'],
    ['merged', link('1', 'Successor - merged', '2'), '1 2 merger'],
    ['amalgamated', link('2', 'Predecessor - amalgamated', '1'), '1 2 merger'],
    ['Result of Amalgamation', link('2', 'Result of Amalgamation', '1'), '1 2 merger'],
    ['split', link('1', 'Successor - Split School', '2'), '1 2 split'],
  ])('%s', (_, said, is) => {
    expect(`${said?.from} ${said?.to} ${said?.kind}`).toBe(is);
  });

  test.each(['Sixth Form Centre Link', 'Other', 'Expansion', 'Closure'])('%s says nothing', (words) => {
    expect(link('1', words, '2')).toBeNull();
  });

  it('is told from both sides once, and seen together with the others', () => {
    const told = [link('1', 'Successor', '2', null), link('2', 'Predecessor', '1'), link('4', 'Predecessor', '3')];
    const more = [
      link('5', 'Successor', '7'),
      link('6', 'Successor', '7'),
      link('8', 'Successor', '9'),
      link('8', 'Successor', '10'),
    ];
    expect(
      linksTogether([...told, ...more].flatMap((each) => each ?? [])).map(
        ({ from, to, kind, on: day }) => `${from} ${to} ${kind} ${day}`,
      ),
    ).toEqual([
      `1 2 conversion ${on}`,
      `3 4 conversion ${on}`,
      `5 7 merger ${on}`,
      `6 7 merger ${on}`,
      `8 9 split ${on}`,
      `8 10 split ${on}`,
    ]);
  });
});
