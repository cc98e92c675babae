import { checkAudit } from '#db/audit/checkAudit.ts';
import type { ReadConnection } from '#db/open.ts';

/** Children in each import of the load. */
const CHILDREN = 4;

export type Acknowledged = { edit: number[]; import: number[]; read: number[] };

/** A name that differs from that of any other number in two letters or more: two children of about one name and birth date are asked about. */
const named = (index: number): string =>
  index
    .toString(26)
    .replace(/./g, (digit) => 'abcdefghijklmnopqrstuvwxyz'.charAt(Number.parseInt(digit, 26)))
    .repeat(2);

/** A looked-after list of children that only this import has. */
export const importOf = (number: number, children = CHILDREN): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    [
      'local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_start,placement_postcode,social_worker',
      ...Array.from(
        { length: children },
        (_, index) =>
          `L${number}x${index},Sample ${named(number)},Alex ${named(index)},14/02/2013,F,886,03/06/2022,C2,U6,01/09/2023,CT9 1AB,Sam Worker`,
      ),
    ].join('\r\n'),
  );

const all = <Row>(reader: ReadConnection, sql: string): Row[] => reader.prepare(sql).all() as Row[];

/**
 * What is wrong with a store after a kill, in words: an acknowledged piece of work that is gone, a half of one, a page or a
 * reference that is not sound. Empty when nothing is.
 */
export function faultsOf(
  { reader, auditFile }: { reader: ReadConnection; auditFile: { connection: Pick<ReadConnection, 'prepare'> } },
  acknowledged: Acknowledged,
): string[] {
  const faults: string[] = checkAudit(auditFile.connection, null).faults.map(({ words }) => words);
  const entry = auditFile.connection.prepare("SELECT 1 FROM entry WHERE action = 'load' AND detail = ?");
  const draft = auditFile.connection.prepare('SELECT 1 FROM draft WHERE key = ?');
  for (const number of acknowledged.read) {
    if (!entry.get(String(number))) faults.push(`the entry of read ${number} is gone`);
    if (!draft.get(`load/${number}`)) faults.push(`draft ${number} is gone`);
  }
  const integrity = all<{ integrity_check: string }>(reader, 'PRAGMA integrity_check');
  if (integrity[0]?.integrity_check !== 'ok') faults.push(`integrity: ${JSON.stringify(integrity.slice(0, 3))}`);
  const orphans = all(reader, 'PRAGMA foreign_key_check').length;
  if (orphans > 0) faults.push(`${orphans} rows without their parent`);

  const pairs = new Map(
    all<{ number: number; rows: number }>(
      reader,
      "SELECT CAST(substr(row_key, 6) AS INTEGER) AS number, count(*) AS rows FROM salvaged_row WHERE row_key LIKE 'load/%' GROUP BY 1",
    ).map(({ number, rows }) => [number, rows]),
  );
  for (const [number, rows] of pairs) if (rows !== 2) faults.push(`edit ${number} is there by half`);
  for (const number of acknowledged.edit) if (!pairs.has(number)) faults.push(`edit ${number} is gone`);

  const imports = new Map(
    all<{ number: number; children: number; names: number; care: number; logged: number }>(
      reader,
      `SELECT CAST(substr(i.value, 2) AS INTEGER) AS number, count(*) AS children,
         sum((SELECT count(*) FROM child_name n WHERE n.child_id = i.child_id)) AS names,
         sum((SELECT count(*) FROM care_period p WHERE p.child_id = i.child_id)) AS care,
         sum((SELECT count(*) FROM change c WHERE c.row_id = i.child_id AND c.field = '*')) AS logged
       FROM child_identifier i WHERE i.kind = 'localId' GROUP BY 1`,
    ).map((row) => [row.number, row]),
  );
  for (const [number, { children, names, care, logged }] of imports)
    if (children !== CHILDREN || names !== CHILDREN || care !== 2 * CHILDREN || logged !== CHILDREN)
      faults.push(`import ${number} is there by half: ${JSON.stringify({ children, names, care, logged })}`);
  for (const number of acknowledged.import) if (!imports.has(number)) faults.push(`import ${number} is gone`);
  const batches = reader.prepare('SELECT count(*) FROM import_batch').pluck().get();
  if (batches !== imports.size) faults.push(`${batches} batches of ${imports.size} imports`);
  return faults;
}
