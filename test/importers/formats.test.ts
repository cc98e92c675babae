import { describe, expect, it } from 'vitest';
import type { FormatId } from '#service/imports/formats/types.ts';
import { parseText, refusals, warned } from './support.ts';

const UPN = 'H801200001001';

/** format, what the case shows, header, rows, what is refused ('row field'), what is warned of ('row field') */
type Case = [FormatId, string, string, string[], string[], string[]];

const header903 = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB';
const episodes = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const list =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,care_end,upn,legal_status';
const school = 'urn,laestab,name,status,designated_teacher_name,designated_teacher_email,designated_teacher_from';
const enrolment = 'local_id,school_urn,nc_year,kind,start,end,part_time_sessions';
const result = 'local_id,kind,academic_year,key_stage,subject,component,value,status,entry';
const suspension = 'local_id,school_urn,category,start_date,sessions,reason1,reason2,reason3,status';
const pep =
  'local_id,due,held,submitted,signed_off,section_1_grade,section_1_reason,target_1_what,target_1_when,target_1_who';

const cases: Case[] = [
  [
    'ssda903-header',
    'both codings of SEX',
    header903,
    ['1,1,04/09/2009,WBRI,UN1,,', '2,F,4/9/2009,WBRI,,0,', '3,U,2009-09-04,,,,'],
    [],
    [],
  ],
  ['ssda903-header', 'a SEX that is neither', header903, ['1,X,04/09/2009,WBRI,UN1,,'], ['2 SEX'], []],
  ['ssda903-header', 'no such day', header903, ['1,1,31/02/2009,WBRI,UN1,,'], ['2 DOB'], []],
  [
    'ssda903-header',
    'a UPN with a wrong check letter is taken without it',
    header903,
    [`1,1,04/09/2009,WBRI,A${UPN.slice(1)},,`],
    [],
    ['2 UPN'],
  ],
  [
    'ssda903-header',
    'one UPN for two children',
    header903,
    [`1,1,04/09/2009,,${UPN},,`, `2,1,04/09/2009,,${UPN},,`],
    [],
    ['3 UPN'],
  ],
  [
    'ssda903-header',
    'the same CHILD twice',
    header903,
    ['1,1,04/09/2009,,,,', '1,1,05/09/2009,,,,', '1,1,04/09/2009,,,,'],
    ['3 CHILD', '4 CHILD'],
    [],
  ],
  [
    'ssda903-header',
    'noughts in front that were lost',
    header903,
    ['0012,1,04/09/2009,,,,', '12,1,04/09/2009,,,,'],
    [],
    ['3 CHILD'],
  ],
  ['ssda903-header', 'several faults in a row', header903, [',9,never,,,,'], ['2 CHILD'], []],

  [
    'ssda903-episodes',
    'a chain',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,PR1,05/06/2021,X1,CARPL,,,', '1,05/06/2021,P,C2,N1,K2,PR1,,,,,,SC012345'],
    [],
    [],
  ],
  [
    'ssda903-episodes',
    'an open episode with a reason for ceasing',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,,E4A,,,,'],
    ['2 REC'],
    [],
  ],
  [
    'ssda903-episodes',
    'an end without a reason',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,01/02/2021,,,,,'],
    ['2 REC'],
    [],
  ],
  [
    'ssda903-episodes',
    'an end before the start',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,31/01/2020,X1,,,,'],
    ['2 DEC'],
    [],
  ],
  [
    'ssda903-episodes',
    'two that begin on one day',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,,,,,,', '1,01/02/2020,S,V2,N1,U6,,,,,,,'],
    ['3 DECOM'],
    [],
  ],
  [
    'ssda903-episodes',
    'an overlap',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,05/06/2021,X1,,,,', '1,01/06/2021,P,C2,N1,U6,,,,,,,'],
    [],
    ['2 DEC'],
  ],
  [
    'ssda903-episodes',
    'a gap after X1',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,05/06/2021,X1,,,,', '1,09/06/2021,P,C2,N1,U6,,,,,,,'],
    [],
    ['2 REC'],
  ],
  ['ssda903-episodes', 'X1 and nothing after', episodes, ['1,01/02/2020,S,C2,N1,U6,,05/06/2021,X1,,,,'], [], ['2 REC']],
  [
    'ssda903-episodes',
    'care ended but goes on the same day',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,05/06/2021,E4A,,,,', '1,05/06/2021,S,C2,N1,U6,,,,,,,'],
    [],
    ['2 REC'],
  ],
  [
    'ssda903-episodes',
    'two open episodes',
    episodes,
    ['1,01/06/2021,P,C2,N1,U6,,,,,,,', '1,01/02/2020,S,C2,N1,U6,,,,,,,'],
    [],
    ['3 DEC'],
  ],
  [
    'ssda903-episodes',
    'codes newer than the app',
    episodes,
    ['1,01/02/2020,S,C2,N9,Z19,,05/06/2021,E99,,,,'],
    [],
    ['2 CIN', '2 PLACE', '2 REC'],
  ],
  [
    'ssda903-episodes',
    'a legal status that decides the cohort must be known',
    episodes,
    ['1,01/02/2020,S,ZZ,N1,U6,,,,,,,'],
    ['2 LS'],
    [],
  ],
  [
    'ssda903-episodes',
    'half a postcode',
    episodes,
    ['1,01/02/2020,S,C2,N1,U6,,,,,ME14,ME14 1XQ,'],
    [],
    ['2 HOME_POST'],
  ],

  [
    'looked-after-list',
    'a name with accents and an apostrophe',
    list,
    ['K1,O’Neil-Łuk,Zoë,01/01/2010,886,01/02/2020,,,C2'],
    [],
    [],
  ],
  [
    'looked-after-list',
    'a wrong UPN never drops the child',
    list,
    ['K1,A,B,01/01/2010,886,01/02/2020,,X1,c2'],
    [],
    ['2 upn'],
  ],
  ['looked-after-list', 'care before birth', list, ['K1,A,B,01/01/2010,886,01/02/2009,,,'], ['2 care_start'], []],
  [
    'looked-after-list',
    'care that ends before it starts',
    list,
    ['K1,A,B,01/01/2010,886,01/02/2020,01/01/2020,,'],
    ['2 care_end'],
    [],
  ],
  [
    'looked-after-list',
    'the same child twice',
    list,
    ['K1,A,B,01/01/2010,886,01/02/2020,,,', 'K1,A,B,01/01/2010,886,01/02/2020,,,'],
    ['3 local_id'],
    [],
  ],
  [
    'looked-after-list',
    'an id that a spreadsheet rounded',
    list,
    ['1.2E+11,A,B,01/01/2010,886,01/02/2020,,,'],
    ['2 local_id'],
    [],
  ],

  ['schools', 'without a teacher', school, ['118264,886/2001,Example School,open,,,'], [], []],
  [
    'schools',
    "a teacher's e-mail without a name",
    school,
    ['118264,,Example School,,,dt@example.sch.uk,'],
    ['2 designated_teacher_email'],
    [],
  ],
  ['schools', 'the same URN twice', school, ['118264,,A,,,,', '118264,,B,,,,'], ['3 urn'], []],
  ['schools', "Ofsted's number is no URN", school, ['SC118264,,A,,,,'], ['2 urn'], []],
  [
    'schools',
    'one LAESTAB for two open schools',
    school,
    ['118264,8862001,A,open,,,', '118265,8862001,B,open,,,'],
    [],
    ['3 laestab'],
  ],
  [
    'schools',
    'a predecessor with the same LAESTAB',
    school,
    ['118264,8862001,A,closed,,,', '118265,8862001,B,open,,,'],
    [],
    [],
  ],

  [
    'enrolments',
    'dual registration',
    enrolment,
    ['K1,118264,7,main,01/09/2024,,', 'K1,118265,7,dual,01/09/2024,,5'],
    [],
    [],
  ],
  [
    'enrolments',
    'two main enrolments at once',
    enrolment,
    ['K1,118264,7,main,01/09/2024,,', 'K1,118265,7,main,01/10/2024,,'],
    [],
    ['2 end'],
  ],
  [
    'enrolments',
    'more sessions than a week has',
    enrolment,
    ['K1,118264,7,main,01/09/2024,,11'],
    [],
    ['2 part_time_sessions'],
  ],
  [
    'enrolments',
    'full time in words',
    enrolment,
    [
      'K1,118264,7,main,01/09/2024,,full time',
      'K2,118264,7,main,01/09/2024,,Full',
      'K3,118264,7,main,01/09/2024,,none',
    ],
    [],
    [],
  ],
  ['enrolments', 'an end before the start', enrolment, ['K1,118264,7,,01/09/2024,31/08/2024,'], ['2 end'], []],

  [
    'sen-status',
    'codes of several eras',
    'local_id,status,from,to',
    ['K1,A,01/09/2012,31/08/2014', 'K1,K,01/09/2014,', 'K2,S,01/09/2012,', 'K3,EHCP,01/09/2015,'],
    [],
    [],
  ],
  [
    'sen-status',
    'two that overlap',
    'local_id,status,from,to',
    ['K1,K,01/09/2014,01/09/2016', 'K1,E,01/09/2016,'],
    ['3 from'],
    [],
  ],

  [
    'results',
    'the values of several stages',
    result,
    [
      'K1,,2024/25,KS2,Mathematics,scaledScore,104.0,final,',
      'K1,,2010/11,KS2,English,level,4b,final,',
      'K1,,2024/25,KS2,writing,teacherAssessment,EXS,provisional,',
      'K1,,2024/25,KS4,English Language,grade,7,final,first',
      'K1,,2024/25,KS4,ks4-attainment8,headline,38.5,final,',
      'K1,target,2024/25,KS4,maths,grade,5,,',
    ],
    [],
    [],
  ],
  ['results', 'an outcome code of the year', result, ['K1,,2024/25,KS2,reading,scaledScore,b,final,'], [], []],
  ['results', 'no such score', result, ['K1,,2024/25,KS2,reading,scaledScore,121,final,'], ['2 value'], []],
  ['results', 'a grade before its time', result, ['K1,,2015/16,KS4,maths,grade,9,final,'], ['2 value'], []],
  ['results', 'a result without its status', result, ['K1,,2024/25,KS2,reading,scaledScore,104,,'], ['2 status'], []],
  [
    'results',
    'provisional and final are two values',
    result,
    [
      'K1,,2024/25,KS2,reading,scaledScore,104,provisional,',
      'K1,,2024/25,KS2,reading,scaledScore,105,final,',
      'K1,,2024/25,KS2,reading,scaledScore,106,final,',
    ],
    ['4 value'],
    [],
  ],
  [
    'results',
    'a headline of no known measure',
    result,
    ['K1,,2024/25,KS4,happiness,headline,9,final,'],
    ['2 value'],
    [],
  ],

  ['suspensions', 'the former name FIXD', suspension, ['K1,118264,FIXD,2024-Oct-16 00:00:00,10.0,PP,,,'], [], []],
  ['suspensions', 'a suspension of no sessions', suspension, ['K1,118264,SUSP,16/10/2024,0,PP,,,'], ['2 sessions'], []],
  ['suspensions', 'a permanent exclusion has no length', suspension, ['K1,118264,PERM,16/10/2024,,PA,,,'], [], []],
  ['suspensions', 'no such reason', suspension, ['K1,118264,SUSP,16/10/2024,2,ZZ,,,'], [], ['2 reason1', '2 reason1']],
  [
    'suspensions',
    'OT after 2020, and more than a year allows',
    suspension,
    ['K1,118264,SUSP,16/10/2024,91,OT,,,'],
    [],
    ['2 sessions', '2 reason1'],
  ],
  [
    'suspensions',
    'a day given twice',
    suspension,
    ['K1,118264,SUSP,16/10/2024,2,PP,,,', 'K1,118264,SUSP,16/10/2024,4,PP,,,'],
    ['3 start_date'],
    [],
  ],

  [
    'peps',
    'graded, with a target',
    pep,
    ['K1,20/12/2024,11/12/2024,13/12/2024,18/12/2024,A,too general,Read daily,end of spring term,Carer'],
    [],
    [],
  ],
  ['peps', 'not held yet', pep, ['K1,20/12/2024,,,,,,,,'], [], []],
  ['peps', 'red without a reason', pep, ['K1,20/12/2024,,,,red,,,,'], ['2 section_1_reason'], []],
  ['peps', 'green without a reason', pep, ['K1,20/12/2024,,,,green,,,,'], [], ['2 section_1_reason']],
  ['peps', 'a grade of another scale', pep, ['K1,20/12/2024,,,,gold,x,,,'], [], ['2 section_1_grade']],
  ['peps', 'signed off before it was held', pep, ['K1,20/12/2024,11/12/2024,,10/12/2024,,,,,'], ['2 signed_off'], []],
  ['peps', 'a target that names nobody', pep, ['K1,20/12/2024,,,,,,Read daily,04/04/2025,'], ['2 target_1_who'], []],
  ['peps', 'two of one due date', pep, ['K1,20/12/2024,,,,,,,,', 'K1,20/12/2024,11/12/2024,,,,,,,'], ['3 due'], []],
];

describe('rows and what is wrong with them', () => {
  it.each(cases)('%s: %s', (format, _, header, rows, refused, warnings) => {
    const parsed = parseText(format, `${header}\r\n${rows.join('\r\n')}\r\n`);
    expect(refusals(parsed)).toEqual(refused);
    expect(warned(parsed)).toEqual(warnings);
    expect(parsed.dataRows).toBe(rows.length);
  });
});

describe('what the rows become', () => {
  it('a child of the SSDA903 Header, without any name', () => {
    const [row] = parseText('ssda903-header', `\uFEFF${header903}\n0012,2,04/09/2009,wbri,un3,1,01/01/2024`).rows;
    expect(row).toEqual({
      row: 2,
      localId: '0012',
      sex: 'F',
      dateOfBirth: '2009-09-04',
      ethnicity: 'WBRI',
      upn: null,
      upnUnknown: 'UN3',
      mother: true,
      childDateOfBirth: '2024-01-01',
    });
  });

  it("an episode, with Ofsted's number and no school", () => {
    const [row] = parseText('ssda903-episodes', `${episodes}\n1,01/02/2020,s,c2,n1,u6,PR1,,,,,me141xq,118264`).rows;
    expect(row).toMatchObject({
      localId: '1',
      start: '2020-02-01',
      end: null,
      ofstedUrn: '118264',
      placementPostcode: 'ME14 1XQ',
    });
    expect(row).not.toHaveProperty('schoolUrn');
  });

  it('a PEP with the sections and targets it speaks of', () => {
    const header =
      'local_id,due,held,section_2_grade,section_2_reason,section_8_reason,target_2_what,target_2_when,target_2_who,target_2_evaluation';
    const [row] = parseText(
      'peps',
      `${header}\nK1,20/12/2024,,G,fine,not judged,Swim,04/04/2025,Carer,partly met`,
    ).rows;
    expect(row?.sections).toEqual([
      { section: 2, filled: true, grade: 'green', reason: 'fine' },
      { section: 8, filled: true, grade: null, reason: 'not judged' },
    ]);
    expect(row?.targets).toEqual([
      {
        position: 2,
        what: 'Swim',
        when: '2025-04-04',
        where: null,
        who: 'Carer',
        howOften: null,
        evaluation: 'partlyMet',
      },
    ]);
  });

  it('results in the app’s own spelling', () => {
    const rows = parseText(
      'results',
      `${result}\nK1,,202425,key stage 2,"Grammar, punctuation & spelling",scaled score,104.0,F,`,
    ).rows;
    expect(rows[0]).toMatchObject({
      kind: 'result',
      academicYear: '2024/25',
      keyStage: 'KS2',
      subject: 'gps',
      component: 'scaledScore',
      value: '104',
      status: 'final',
      entry: 'first',
    });
  });

  it('lists every fault of a row, the first one first', () => {
    const [row] = parseText('ssda903-header', `${header903}\n,7,never,,,,`).refused;
    expect(row?.faults.map((fault) => fault.field)).toEqual(['CHILD', 'SEX', 'DOB']);
    expect(row).toMatchObject({ row: 2, field: 'CHILD', value: '', cells: ['', '7', 'never', '', '', '', ''] });
  });

  it('two columns of one name that disagree refuse the row, and agree without harm', () => {
    const parsed = parseText('sen-status', 'local_id,status,from,to,Status\nK1,K,01/09/2014,,E\nK2,K,01/09/2014,,K\n');
    expect(refusals(parsed)).toEqual(['2 status']);
    expect(parsed.rows.map((row) => row.localId)).toEqual(['K2']);
  });

  it('a cell beyond all measure is refused', () => {
    const parsed = parseText('sen-status', `local_id,status,from,to\nK1,${'K'.repeat(40_000)},01/09/2014,\n`);
    expect(refusals(parsed)).toEqual(['2 status']);
    expect(parsed.refused[0]?.value.length).toBeLessThan(200);
  });

  it('names columns that are not used', () => {
    const parsed = parseText('sen-status', 'local_id,status,from,to,shoe_size\nK1,K,01/09/2014,,38\n');
    expect(parsed.warnings).toEqual([{ reason: 'Columns that are not used: shoe_size' }]);
  });
});
