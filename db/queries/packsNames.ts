import { nameInText, type PersonName } from '#domain/identity/personName.ts';
import { readingsOf } from '#domain/secrecy/findPhrases.ts';
import { plainLetters } from '#domain/secrecy/plainLetters.ts';
import type { ReadConnection } from '../open.ts';
import { pupilsOn } from './packs.ts';
import { everybody } from './scope.ts';

type Named = { childId: string; name: string };

/** Every child's names and identifiers, and the district names, for what a child's text may name; schoolmates by single names. */
export function packNames(
  reader: ReadConnection,
  schoolId: string,
  asAt: string,
): {
  children: Named[];
  schoolmates: Named[];
  carers: { childId: string; carer: string }[];
  identifiers: { childId: string; value: string }[];
  districts: string[];
} {
  const names = reader
    .prepare<[], PersonName & { childId: string }>('SELECT child_id AS childId, forename, surname FROM child_name')
    .all();
  const here = new Set(pupilsOn(everybody, reader, schoolId, asAt));
  return {
    children: names.map(({ childId, ...name }) => ({ childId, name: nameInText(name) })),
    schoolmates: names
      .filter(({ childId }) => here.has(childId))
      .flatMap(({ childId, forename, surname }) => [
        ...(forename === null ? [] : [{ childId, name: forename }]),
        { childId, name: surname },
      ]),
    carers: reader
      .prepare(
        'SELECT DISTINCT child_id AS childId, carer FROM json_each(?) CROSS JOIN episode ON child_id = value WHERE carer IS NOT NULL',
      )
      .all(JSON.stringify([...here])) as { childId: string; carer: string }[],
    identifiers: reader
      .prepare("SELECT child_id AS childId, value FROM child_identifier WHERE value NOT GLOB 'UN[0-9]'")
      .all() as { childId: string; value: string }[],
    districts: reader
      .prepare('SELECT name FROM district UNION SELECT former_name FROM district WHERE former_name IS NOT NULL')
      .pluck()
      .all() as string[],
  };
}

export type Attended = { childId: string; name: string; start: string; end: string | null };

/** The schools that the children are or were on the roll of, but for the one that gets the pack. */
export function schoolsAttended(
  reader: ReadConnection,
  childIds: readonly string[],
  exceptId: string,
): Map<string, Attended[]> {
  const rows = reader
    .prepare(
      `SELECT child_id AS childId, school.name, start_date AS start, end_date AS end FROM json_each(?)
       CROSS JOIN enrolment ON child_id = value JOIN school ON school.id = school_id WHERE school_id <> ?`,
    )
    .all(JSON.stringify(childIds), exceptId) as Attended[];
  return Map.groupBy(rows, ({ childId }) => childId);
}

/** Names of other schools that stand in a text, whatever the case of their letters. */
export const schoolsNamedIn = (reader: ReadConnection, text: string, exceptId: string): string[] =>
  text === ''
    ? []
    : (reader
        .prepare(
          'SELECT name FROM school WHERE id <> @exceptId AND length(name) >= 5 AND instr(@text, lower(name)) > 0',
        )
        .pluck()
        .all({ exceptId, text: waysToRead(text).join('\n').toLowerCase() }) as string[]);

/** A text as it stands and in plain letters; the ends of lines and dashes as blanks, and left out. */
const waysToRead = (text: string): string[] => [
  text,
  ...[...readingsOf(text), text.replace(/\p{Pd}/gu, ' ')].map((each) => plainLetters(each).replace(/\s+/g, ' ')),
];

/** Every locality by name and short name, of all times. */
export const localityNames = (reader: ReadConnection): string[] =>
  reader.prepare('SELECT name FROM locality UNION SELECT short_name FROM locality').pluck().all() as string[];
