import { tableClasses } from '#db/history/tableClasses.ts';
import { formats } from '#service/imports/formats/formats.ts';
import type { FormatId } from '#service/imports/formats/types.ts';
import type { TestStore } from '#test/make/aStore.ts';
import { csv, type Files, rows } from './support.ts';

/** Two days of files; each format has one of each, and the later says something else of what the earlier said. */
export const DAYS = ['2025-09-30', '2025-10-24'] as const;
type Both = readonly [earlier: string, later: string];

/** What makes the schools and children known that the files name, and where they are at school, without which marks are refused. */
export const everybody: Files = {
  'schools 2025-09-01.csv': csv(`urn,name,phase
    990601,Pretend Vale School,secondary
    990602,Pretend High School,secondary`),
  'list 2025-09-01.csv':
    csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn,nc_year
    K1,Sample,Ida,14/02/2010,886,03/06/2022,990601,11
    K2,Sample,Jon,15/02/2013,886,01/02/2024,990602,8`),
};

const header = (more: string) =>
  csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
    K1,F,14/02/2010,${more},H801200001001,,
    K2,M,15/02/2013,WBRI,UN1,,`);
const episodes = (rest: string) =>
  csv(`CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
    K1,03/06/2022,S,C2,N1,U6,PR1,,,,CT9 1AA,CT9 1AB,
    ${rest}`);
const list = (first: string, second: string) =>
  csv(`local_id,legal_surname,legal_forename,known_as_forename,date_of_birth,sex,ethnicity,responsible_authority,care_start,legal_status,placement_type,placement_start,placement_postcode,confidential_placement,carer,social_worker,school_urn,nc_year
    K1,Sample,Ida,${first}
    K2,Sample,Jon,${second}`);
const gias = (status: string, closes: string) =>
  csv(`URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),Postcode
    990601,886,9601,Pretend Vale School,Community school,Open,01-09-2001,,Secondary,CT1 9ZZ
    990602,886,9602,Pretend High School,Academy converter,${status},,${closes},Secondary,CT1 9ZY`);
const links = (day: string) =>
  csv(`URN,LinkURN,LinkName,LinkType,LinkEstablishedDate
    990602,990699,Pretend High Academy,Successor,${day}
    990699,990602,Pretend High School,Predecessor,${day}`);
const schools = (teacher: string) =>
  csv(`urn,name,phase,designated_teacher_name,designated_teacher_email,designated_teacher_from,dsl_name,dsl_phone
    990601,Pretend Vale School,secondary,${teacher},Robin Lead,01622 000000
    990602,Pretend High School,secondary,Kim Teacher,kim@example.sch.uk,01/09/2024,,`);
const benchmarks = (value: number) =>
  csv(`measure,geography,cohort,academic_year,value,unit,definition,source
    KS2 expected standard reading,England,LAC12,2018/19,${value},%,looked after 12 months,DfE outcomes`);
const results = (value: number, day: string, status = 'final') =>
  csv(`local_id,kind,academic_year,key_stage,subject,component,value,status,date_received,entry
    K1,result,2024/25,KS4,maths,grade,${value},${status},${day},first
    K1,target,2024/25,KS4,maths,grade,${value + 2},,${day},
    K2,result,2023/24,KS2,maths,scaledScore,${100 + value},final,09/07/2024,first`);
const marks = (one: string, more: string) =>
  csv(`local_id,school_urn,date,session,code
    K1,990601,15/09/2025,AM,/
    K1,990601,15/09/2025,PM,${one}
    K2,990602,16/09/2025,AM,/
    ${more}`);
const suspensions = (sessions: number, status: string) =>
  csv(`local_id,school_urn,category,start_date,sessions,reason1,status
    K1,990601,SUSP,18/09/2025,${sessions},VP,${status}`);
const peps = (rest: string) =>
  csv(`local_id,reference,school_urn,reason,due,held,submitted,graded_by,graded_on,section_1_grade,section_1_reason,target_1_what,target_1_when,target_1_who,target_1_evaluation
    K1,P1,990601,termly,20/10/2025,${rest}
    K2,P2,990602,termly,20/10/2025,,,,,,,,,,`);

/** Of every format the earlier and the later file: a format without files does not compile. */
const contents: Record<FormatId, Both> = {
  benchmarks: [benchmarks(49), benchmarks(50)],
  gias: [gias('Open', ''), gias('Closed', '31-08-2025')],
  'gias-links': [links('01-10-2025'), links('06-10-2025')],
  schools: [
    schools('Chris Teacher,chris@example.sch.uk,01/09/2024'),
    schools('Pat Teacher,pat@example.sch.uk,01/10/2025'),
  ],
  'ssda903-header': [header('WBRI'), header('MWBC')],
  'ssda903-episodes': [
    episodes('K2,01/02/2024,S,C1,N1,U6,PR1,,,,CT9 1AA,CT9 1AB,'),
    episodes(
      'K2,01/02/2024,S,C1,N1,U6,PR1,13/10/2025,X1,CHILD,CT9 1AA,CT9 1AB,\nK2,13/10/2025,P,C1,N1,K2,PR1,,,,CT9 1AA,ME14 1XQ,',
    ),
  ],
  'looked-after-list': [
    list(
      'Idi,14/02/2010,F,WBRI,886,03/06/2022,C2,U6,03/06/2022,CT9 1AB,,Ann Carer,Sam Worker,990601,11',
      ',15/02/2013,M,WBRI,886,01/02/2024,C1,U6,01/02/2024,CT9 1AB,yes,Bo Carer,Sam Worker,990602,8',
    ),
    list(
      'Ila,14/02/2010,F,MWBC,886,03/06/2022,C2,U6,03/06/2022,CT9 1AB,,Ann Carer,Kim Worker,990601,11',
      ',15/02/2013,M,WBRI,886,01/02/2024,C1,K2,13/10/2025,ME14 1XQ,,Cy Carer,Sam Worker,990602,8',
    ),
  ],
  'sen-status': [
    csv('local_id,status,from,to\nK1,K,01/09/2023,\nK2,N,01/02/2024,'),
    csv('local_id,status,from,to\nK1,E,01/10/2025,\nK2,N,01/02/2024,'),
  ],
  enrolments: [
    csv(
      'local_id,school_urn,nc_year,kind,start,end,part_time_sessions,alternative_provision\nK1,990601,10,main,01/09/2024,,6,yes\nK2,990602,8,main,01/09/2025,,,',
    ),
    csv(
      'local_id,school_urn,nc_year,kind,start,end,part_time_sessions,alternative_provision\nK1,990601,11,main,01/09/2025,,8,\nK2,990602,8,main,01/09/2025,,,no',
    ),
  ],
  results: [results(5, '21/08/2025'), results(6, '10/10/2025')],
  attendance: [marks('N', 'K2,990602,16/09/2025,PM,/'), marks('I', 'K2,990602,17/10/2025,AM,L')],
  suspensions: [suspensions(4, 'issued'), suspensions(4, 'cancelled')],
  peps: [
    peps(',,,,,,Read aloud,04/04/2026,Carer,notBegun'),
    peps('15/10/2025,17/10/2025,Jo Assistant,20/10/2025,amber,Too thin,Read aloud,04/04/2026,Carer,underWay'),
  ],
};

export const everyFormat = Object.keys(formats) as FormatId[];

/** The earlier (0) or later (1) file of a format. */
export const fileOf = (format: FormatId, which: 0 | 1): Files => ({
  [`${format} ${DAYS[which]}.csv`]: contents[format][which],
});

/** Every file there is, each by itself. */
export const everyFile: readonly Files[] = everyFormat.flatMap((format) => [fileOf(format, 0), fileOf(format, 1)]);

type Row = Record<string, unknown>;

/**
 * Every row of every table of facts and of the authority's choices, without ids: a row that another points at stands in its place, and a child
 * under its local id, marks under child and school (which stretch of an enrolment keeps them is of no consequence to any figure). Two stores that hold the same say the same here, in whatever order they came to it.
 */
export function canonical(store: TestStore): Record<string, string[]> {
  const tables = Object.keys(tableClasses).filter((name) =>
    ['fact', 'configuration'].includes(tableClasses[name] ?? ''),
  );
  const held = new Map<string, Row[]>(tables.map((name) => [name, rows(store, `SELECT * FROM "${name}"`)]));
  const byId = new Map<string, Row>();
  for (const row of [...held.values()].flat()) if (typeof row.id === 'string') byId.set(row.id, row);
  const names = new Map(
    rows<{ child: string; value: string }>(
      store,
      "SELECT child_id AS child, min(value) AS value FROM child_identifier WHERE kind = 'localId' GROUP BY 1",
    ).map(({ child, value }) => [child, value]),
  );
  for (const week of held.get('attendance_week') ?? []) {
    const { child_id: child, school_id: school } = byId.get(String(week.enrolment_id)) ?? {};
    week.enrolment_id = `${names.get(String(child))} at ${byId.get(String(school))?.urn}`;
  }
  const written = (row: Row): string =>
    Object.entries(row)
      .filter(([column, value]) => !LEFT_OUT.has(column) && value !== null)
      .map(([column, value]) => `${column} ${typeof value === 'string' ? pointed(value) : value}`)
      .join(', ');
  const known = new Map<string, string>();
  const pointed = (value: string): string => {
    const child = names.get(value);
    if (child !== undefined) return child;
    const row = byId.get(value);
    if (row === undefined) return value;
    const text = known.get(value) ?? `(${row.urn ?? row.code ?? written(row)})`;
    known.set(value, text);
    return text;
  };
  return Object.fromEntries(
    tables.filter((name) => !OF_THE_STORE.has(name)).map((name) => [name, (held.get(name) ?? []).map(written).sort()]),
  );
}

/** Ids, and from which batch or file a row is: that follows the order by its nature. */
const LEFT_OUT = new Set(['id', 'batch_id', 'noticed_on']);
/** Made with the store, before any file. */
const OF_THE_STORE = new Set(['user', 'code', 'bank_holiday', 'postcode_area', 'rule_set', 'term']);

/** The rows in which two stores differ: those of the first alone with a minus, of the second alone with a plus. */
export function differing(expected: Record<string, string[]>, is: Record<string, string[]>): string[] {
  return Object.keys(expected).flatMap((table) => {
    const [first, second] = [expected[table] ?? [], is[table] ?? []];
    return [
      ...first.filter((row) => !second.includes(row)).map((row) => `- ${table}: ${row}`),
      ...second.filter((row) => !first.includes(row)).map((row) => `+ ${table}: ${row}`),
    ];
  });
}

/**
 * The same as it is today: of names and workers those in force, without since when. An older file never changes what holds for
 * stretches of time (`domain/facts/stretchSaid.ts`), so that one which comes late adds no stretch before those that are known.
 */
export const asToday = (facts: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(facts).map(([table, held]) => [
      table,
      table === 'child_name' || table === 'child_professional'
        ? held.filter((row) => !row.includes(', valid_to ')).map((row) => row.replace(/, valid_from .*/, ''))
        : held,
    ]),
  );
