import type { BenchmarkHeld } from '#domain/measures/benchmarkSaid.ts';
import type { SchoolRow } from '#domain/schools/schoolRow.ts';
import type { TargetHeld } from '#domain/targets/targetSaid.ts';
import { getTableColumns, getTableName } from '../drizzle.ts';
import type { Row, Value } from '../history/change.ts';
import { benchmark, school, target } from '../schema/everyTable.ts';

/** What concerns no child, as rules know it. */
export interface SharedRows {
  schools: SchoolRow;
  benchmarks: BenchmarkHeld;
  targets: TargetHeld;
}
export type SharedKind = keyof SharedRows;

const tables = { schools: school, benchmarks: benchmark, targets: target } as const;

type Selected = { [Kind in SharedKind]: (typeof tables)[Kind]['$inferSelect'] };
/** `never` where a rule's row and the table's say the same; a column that only one of them knows does not compile. */
type Unlike = {
  [Kind in SharedKind]: [Selected[Kind], SharedRows[Kind]] extends [SharedRows[Kind], Selected[Kind]] ? never : Kind;
}[SharedKind];
const everyColumnIsKnown: [Unlike] extends [never] ? true : Unlike = true;

const columnsOf = (kind: SharedKind): readonly (readonly [key: string, name: string])[] =>
  Object.entries(everyColumnIsKnown && getTableColumns(tables[kind])).map(
    ([key, column]) => [key, column.name] as const,
  );
const columns = {
  schools: columnsOf('schools'),
  benchmarks: columnsOf('benchmarks'),
  targets: columnsOf('targets'),
} as const;

export const sharedTable = (kind: SharedKind): string => getTableName(tables[kind]);

/** The column of the store that holds what a rule calls by another name. @example storedName('schools', 'openedOn') // 'opened_on' */
export const storedName = <Kind extends SharedKind>(kind: Kind, key: keyof SharedRows[Kind] & string): string =>
  columns[kind].find(([each]) => each === key)?.[1] ?? key;

/** A row of the store as rules know it. */
export const asShared = <Kind extends SharedKind>(kind: Kind, row: Row): SharedRows[Kind] =>
  Object.fromEntries(columns[kind].map(([key, name]) => [key, row[name] ?? null])) as unknown as SharedRows[Kind];

/** A rule's row as the store holds it, without its id. */
export const asSharedStored = <Kind extends SharedKind>(kind: Kind, row: Omit<SharedRows[Kind], 'id'>): Row => {
  const values = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    columns[kind].filter(([key]) => key !== 'id').map(([key, name]) => [name, (values[key] ?? null) as Value]),
  );
};
