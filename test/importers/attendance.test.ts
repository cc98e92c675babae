import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedAttendance } from '#service/imports/formats/attendance/format.ts';
import { allWeeks } from '#service/imports/formats/attendance/packedWeeks.ts';
import { parseAttendance } from '#service/imports/formats/attendance/read.ts';
import { isWeekMarks } from '#test/make/weekOf.ts';
import { bytesOf, refusals } from './support.ts';

const header = 'local_id,school_urn,date,session,code';
const parse = (rows: readonly string[], end = '\n') => parseAttendance(bytesOf([header, ...rows, ''].join(end)));
const rowsOf = (parsed: ParsedAttendance) => allWeeks(parsed).reduce((sum, week) => sum + week.rows, 0);
const inOrder = (parsed: ParsedAttendance) =>
  allWeeks(parsed)
    .map((week) => `${week.localId} ${week.school} ${week.weekStart} ${week.marks} ${week.rows} ${week.marked}`)
    .toSorted();

describe('weeks of marks', () => {
  it('puts each session into its slot', () => {
    const parsed = parse([
      'K1,118264,02/09/2024,AM,/',
      'K1,118264,2024-09-02,pm,\\',
      'K1,118264,04/09/2024,AM,Y1',
      'K1,118264,06/09/2024,PM,i',
    ]);
    expect(allWeeks(parsed)).toEqual([
      {
        localId: 'K1',
        school: '118264',
        weekStart: '2024-09-02',
        marks: '/ \\     Y1        I ',
        rows: 4,
        marked: 4,
        firstRow: 2,
      },
    ]);
    expect(parsed.refused).toEqual([]);
  });

  it('keeps two schools of one child in one week apart', () => {
    const parsed = parse(['K1,118264,02/09/2024,AM,/', 'K1,118265,02/09/2024,AM,D', 'K1,118264,02/09/2024,PM,\\']);
    expect(allWeeks(parsed).map((week) => [week.school, week.rows])).toEqual([
      ['118264', 2],
      ['118265', 1],
    ]);
  });

  it('counts a mark given twice once, and a hyphen as no mark', () => {
    const parsed = parse([
      'K1,118264,02/09/2024,AM,/',
      'K1,118264,02/09/2024,AM,/',
      'K1,118264,02/09/2024,PM,-',
      'K1,118264,02/09/2024,PM,I',
    ]);
    expect(allWeeks(parsed)[0]).toMatchObject({ rows: 4, marked: 2, marks: `/ I ${' '.repeat(16)}` });
  });

  it.each([
    ['another mark for the same session', ['K1,118264,02/09/2024,AM,/', 'K1,118264,02/09/2024,AM,I'], ['3 code']],
    ['a Saturday', ['K1,118264,07/09/2024,AM,/'], ['2 date']],
    ['a code of later years', ['K1,118264,05/09/2023,AM,K'], ['2 code']],
    ['a code of earlier years', ['K1,118264,03/09/2024,AM,H'], ['2 code']],
    ['no code', ['K1,118264,03/09/2024,AM,'], ['2 code']],
    ['a code of three characters', ['K1,118264,03/09/2024,AM,ABC'], ['2 code']],
    ['a session at midnight', ['K1,118264,03/09/2024,night,/'], ['2 session']],
    ['a year without codes', ['K1,118264,01/09/1999,AM,/'], ['2 date']],
    ['a row a cell short, and the next one whole', ['K1,118264,03/09/2024,AM', 'K1,118264,03/09/2024,AM,/'], ['2 ']],
    ['a row a cell long', ['K1,118264,03/09/2024,AM,/,x'], ['2 ']],
    ['a name with a comma and no quotes', ['K,1,118264,03/09/2024,AM,/'], ['2 ']],
  ])('refuses %s', (_, rows, expected) => {
    const parsed = parse(rows);
    expect(refusals(parsed)).toEqual(expected);
    expect(rowsOf(parsed) + parsed.refused.length).toBe(parsed.dataRows);
    expect(parsed.dataRows).toBe(rows.length);
  });

  it('lists every fault of a row', () => {
    const [row] = parse([',1,07/09/2024,noon,']).refused;
    expect(row?.faults.map((fault) => fault.field)).toEqual(['local_id', 'school_urn', 'date', 'session', 'code']);
  });

  it('takes columns in any order, with others between, and blank lines', () => {
    const text = 'Name;Code;Session;Mark note;Date;School URN;Local ID\n\nX;/;AM;;02/09/2024;118264;K1\n;;;;;;\n';
    const parsed = parseAttendance(bytesOf(text));
    expect(allWeeks(parsed)[0]).toMatchObject({ localId: 'K1', firstRow: 3, marked: 1 });
    expect(parsed.dataRows).toBe(1);
    expect(parsed.warnings[0]?.reason).toBe('Columns that are not used: Name, Mark note');
  });

  it('reads an empty file, and a header alone', () => {
    expect(parseAttendance(new Uint8Array())).toMatchObject({ dataRows: 0, weeks: [], refused: [] });
    expect(parse([])).toMatchObject({ dataRows: 0, weeks: [], headers: header.split(',') });
  });

  it('says so when an id holds bytes of Windows-1252', () => {
    const bytes = Buffer.concat([bytesOf(`${header}\nK`), Buffer.from([0xeb]), bytesOf(',118264,02/09/2024,AM,/\n')]);
    const parsed = parseAttendance(bytes);
    expect(allWeeks(parsed)[0]?.localId).toBe('Kë');
    expect(parsed.warnings[0]?.reason).toContain('Windows-1252');
  });
});

describe('the two ways of reading agree', () => {
  const cell = (...some: string[]) => fc.constantFrom(...some);
  const row = fc
    .tuple(
      cell('K1', 'K2', ' K2', '00K', 'Zoë', ''),
      cell('118264', '118265.0', 'x'),
      cell('02/09/2024', '2024-09-03', '06/09/2024', '09/09/2024', '07/09/2024', '2023-09-05', 'never', ''),
      cell('AM', 'PM', 'am', 'noon'),
      cell('/', '\\', 'I', 'i', 'Y1', 'K', '-', "'-", '', '?'),
    )
    .map((cells) => cells.join(','));
  const line = fc.oneof(
    { weight: 12, arbitrary: row },
    cell('', ',,,,', ' , ,,,', 'K1,118264', 'K1,118264,02/09/2024,AM,/,more', 'K1,118264,02/09/2024,AM,/,'),
  );
  const lines = fc.array(line, { maxLength: 60 });

  const slowly = (rows: readonly string[], end: string) => {
    const quoted = header
      .split(',')
      .map((name) => `"${name}"`)
      .join(',');
    return parseAttendance(bytesOf([quoted, ...rows, ''].join(end)));
  };

  it.each(['\n', '\r\n'])('line by line and record by record, with line end %j', (end) => {
    fc.assert(
      fc.property(lines, (rows) => {
        const fast = parse(rows, end);
        const slow = slowly(rows, end);
        expect(fast).toEqual(slow);
        expect(rowsOf(fast) + fast.refused.length).toBe(fast.dataRows);
        expect(allWeeks(fast).every((week) => isWeekMarks(week.marks))).toBe(true);
      }),
    );
  });

  it('reads a file of carriage returns alone', () => {
    fc.assert(
      fc.property(lines, (rows) => {
        expect(parse(rows, '\r')).toEqual(slowly(rows, '\n'));
      }),
    );
  });

  it('gives the same weeks whatever the order of the rows, where no mark contradicts another', () => {
    const session = fc.tuple(fc.nat(2), fc.nat(1), fc.nat(20), fc.boolean());
    const distinct = fc.uniqueArray(session, { selector: (each) => each.join(' '), maxLength: 80 });
    fc.assert(
      fc.property(distinct, fc.infiniteStream(fc.nat()), (sessions, keys) => {
        const rows = sessions.map(([child, school, day, morning]) => {
          const date = new Date(Date.UTC(2024, 8, 2 + Math.floor(day / 5) * 7 + (day % 5))).toISOString().slice(0, 10);
          return `K${child},11826${school},${date},${morning ? 'AM' : 'PM'},${(child + day) % 4 === 0 ? 'I' : '/'}`;
        });
        const shuffled = rows
          .map((each) => ({ each, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(inOrder(parse(shuffled))).toEqual(inOrder(parse(rows)));
        expect(parse(shuffled).refused).toEqual([]);
      }),
    );
  });

  it('cuts chunks of a megabyte at line ends, through letters of several bytes', () => {
    const many: string[] = [];
    for (let child = 0; many.length < 60_000; child += 1) {
      for (let day = 2; day <= 6; day += 1) {
        for (const half of ['AM', 'PM']) many.push(`Zoë${child},118264,0${day}/09/2024,${half},/`);
      }
    }
    const parsed = parse(many, '\r\n');
    expect(parsed.refused).toEqual([]);
    expect(allWeeks(parsed)).toHaveLength(6000);
    expect(allWeeks(parsed).every((week) => week.marked === 10 && week.localId.startsWith('Zoë'))).toBe(true);
    expect(allWeeks(parsed).at(-1)?.firstRow).toBe(60_000 - 10 + 2);
  });

  it('tells more different texts apart than it keeps, cells longer than it keeps, and lines that end oddly', () => {
    const rows = Array.from({ length: 90_000 }, (_, at) => {
      const child = (at * 7919) % 90_000;
      const id = at % 1000 === 0 ? `K${child}${'0'.repeat(45)}` : `K${child}`;
      return `${id},118264,0${2 + (at % 5)}/09/2024,${at % 2 === 0 ? 'AM' : 'PM'},${at % 3 === 0 ? '/' : 'I'}${at % 997 === 0 ? ',' : ''}`;
    });
    expect(parse(rows)).toEqual(slowly(rows, '\n'));
    for (const last of ['K1,118264,02/09/2024,AM,/', 'K1,118264,02/09/2024,AM,/\r', 'K1,118264,02/09/2024\r', 'K1'])
      expect(parseAttendance(bytesOf(`${header}\nK1,118264,03/09/2024,AM,/\n${last}`)), last).toEqual(
        parseAttendance(bytesOf(`"${header.split(',').join('","')}"\nK1,118264,03/09/2024,AM,/\n${last}`)),
      );
  });
});
