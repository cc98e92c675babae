import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectFormat, headersOf } from '#service/imports/formats/detectFormat.ts';
import { parseFile } from '#service/imports/read/parseFile.ts';
import { readXlsx } from '#service/imports/read/readXlsx.ts';
import { bytesOf, workbook, zip } from './support.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

describe('what a file is', () => {
  it.each<[string, string, string]>([
    ['SSDA903 Header', '\uFEFFCHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n', 'ssda903-header'],
    ['SSDA903 Header without its last columns', 'child;sex;dob;ethnic;upn\n', 'ssda903-header'],
    [
      'SSDA903 Episodes',
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n',
      'ssda903-episodes',
    ],
    [
      'benchmarks',
      'confidence,measure,geography,cohort,academic_year,value,unit,definition,source,url\n',
      'benchmarks',
    ],
    [
      'a list with the words of social care',
      'Person ID,Surname,Forename,DOB,Gender,LAC start date,Legal status,IRO\n',
      'looked-after-list',
    ],
    ['a header that runs over two lines', '"local_id","status","from","to","remarks\nof the school"\n', 'sen-status'],
  ])('%s', async (_, text, format) => {
    expect(await detectFormat('file.csv', bytesOf(text))).toMatchObject({ kind: 'format', format });
  });

  it.each<[string, Uint8Array, string]>([
    ['reviews of the 903', bytesOf('CHILD,DOB,REVIEW,REVIEW_CODE\n1,04/09/2009,01/02/2024,PN1\n'), 'SSDA903 Reviews'],
    ['UASC of the 903', bytesOf('CHILD,SEX,DOB,DUC\n'), 'SSDA903 UASC'],
    [
      'OC2',
      bytesOf('CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK\n'),
      'SSDA903 OC2 (health)',
    ],
    ['OC3', bytesOf('CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n'), 'SSDA903 OC3 (care leavers)'],
    ['missing', bytesOf('CHILD,DOB,MISSING,MIS_START,MIS_END\n'), 'SSDA903 Missing'],
    ['previous permanence', bytesOf('CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n'), 'SSDA903 Previous permanence'],
    ['a shopping list', bytesOf('milk\neggs\n'), 'Unknown file'],
    ['nothing', new Uint8Array(), 'Empty file'],
    ['blank lines', bytesOf('\n\n , \n'), 'Empty file'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'Old Excel workbook'],
    ['a PDF', bytesOf('%PDF-1.7\n'), 'PDF document'],
    ['a ZIP that is no workbook', zip([{ name: 'a.txt', data: bytesOf('a') }]), 'Unreadable workbook'],
    ['half a ZIP', zip([{ name: 'a.txt', data: bytesOf('a') }]).subarray(0, 30), 'Unreadable workbook'],
    ['random bytes', new Uint8Array(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256)), 'Unknown file'],
    ['a census extract of pupils', fixture('school-census/2024_autumn_pupilonroll.csv'), 'Unknown file'],
    ['a census extract of exclusions', fixture('school-census/2024_autumn_termlyexclusionsonroll.csv'), 'Unknown file'],
    [
      'a census extract of sessions',
      fixture('school-census/2024_autumn_termlysessiondetailsonroll.csv'),
      'Unknown file',
    ],
  ])('lists %s and leaves it alone, whatever its name', async (_, bytes, title) => {
    const read = await parseFile('looked-after-list.csv', bytes);
    expect(read).toMatchObject({ kind: 'listed', title });
    expect(read.kind === 'listed' && read.reason.length).toBeGreaterThan(10);
  });

  it('reads a header in any encoding', () => {
    expect(headersOf(Buffer.from('\uFEFFlocal_id\tName\n', 'utf16le'))).toEqual(['local_id', 'Name']);
  });
});

describe('workbooks', () => {
  const header = [
    'local_id',
    'legal_surname',
    'legal_forename',
    'date_of_birth',
    'responsible_authority',
    'care_start',
    'school_urn',
    'uasc',
  ];

  it('reads the looked-after list, its dates and its numbers', async () => {
    const bytes = workbook([
      header,
      [100234, 'O’Neil & Łuk', 'Zoë', { date: 41319 }, 886, { date: 44715 }, 118264, 'no'],
    ]);
    const read = await parseFile('list.xlsx', bytes);
    if (read.kind !== 'parsed' || read.parsed.format !== 'looked-after-list') throw new Error('not read as the list');
    expect(read.parsed.refused).toEqual([]);
    expect(read.parsed.rows[0]).toMatchObject({
      row: 2,
      localId: '100234',
      legalSurname: 'O’Neil & Łuk',
      dateOfBirth: '2013-02-14',
      careStart: '2022-06-03',
      responsibleAuthority: '886',
      schoolUrn: '118264',
      uasc: false,
    });
  });

  it('refuses a row with its number, cells that are short at the end being blank', async () => {
    const bytes = workbook([
      header,
      ['K1', 'A', 'B', { date: 41319 }, 886],
      [null],
      ['K2', 'A', 'B', 41319, 886, '03/06/2022'],
    ]);
    const read = await parseFile('list.xlsx', bytes);
    if (read.kind !== 'parsed') throw new Error(read.reason);
    expect(read.parsed.refused.map((each) => `${each.row} ${each.field}`)).toEqual(['2 care_start', '4 date_of_birth']);
    expect(read.parsed.dataRows).toBe(2);
  });

  it('is told as damaged where the archive cannot be followed', async () => {
    const archive = Buffer.from(zip([{ name: 'a.xml', data: bytesOf('abc') }]));
    const elsewhere = Buffer.from(archive);
    elsewhere.writeUInt32LE(0xfffffff0, elsewhere.indexOf('PK\x01\x02') + 42);
    for (const bytes of [elsewhere, archive.subarray(0, archive.length - 30), bytesOf('PK')])
      expect(await readXlsx(bytes)).toMatchObject({ ok: false, error: { code: 'notAWorkbook' } });
  });
});

describe('a file that no import asks for', () => {
  const told = async (header: string) => detectFormat('file.csv', bytesOf(`${header}\n`));

  it('is told the nearest format and what it lacks', async () => {
    expect(await told('local_id,status,note')).toMatchObject({
      kind: 'listed',
      reason: expect.stringMatching(/the nearest is SEN status, which also needs from$/i),
    });
    expect(await told('child_id,surname,forename,dob')).toMatchObject({
      reason: expect.stringMatching(/which also needs care_start$/),
    });
  });

  it('is told of none that is not near', async () => {
    expect(await told('colour,shape,local_id')).toMatchObject({
      reason: expect.stringMatching(/compare the header with the templates$/),
    });
  });
});
