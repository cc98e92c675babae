import type { FactKind, FactRows } from '#domain/facts/factRows.ts';
import { getTableColumns, getTableName } from '../drizzle.ts';
import type { Row, Value } from '../history/change.ts';
import {
  attainmentResult,
  attainmentTarget,
  child,
  childDateOfBirth,
  childIdentifier,
  childName,
  childProfessional,
  childResponsibleAuthority,
  childUasc,
  enrolment,
  episode,
  pep,
  pepSection,
  pepTarget,
  possibleLeaver,
  secretPlacement,
  senStatus,
  suspension,
} from '../schema/everyTable.ts';

/** The table of each kind of fact. */
const tables = {
  child,
  identifiers: childIdentifier,
  names: childName,
  birthDates: childDateOfBirth,
  uasc: childUasc,
  authorities: childResponsibleAuthority,
  professionals: childProfessional,
  episodes: episode,
  secretPlacements: secretPlacement,
  enrolments: enrolment,
  senStatuses: senStatus,
  results: attainmentResult,
  attainmentTargets: attainmentTarget,
  suspensions: suspension,
  peps: pep,
  pepSections: pepSection,
  pepTargets: pepTarget,
  possibleLeavers: possibleLeaver,
} as const;

type Selected = { [Kind in FactKind]: (typeof tables)[Kind]['$inferSelect'] };
/** `never` where a rule's row and the table's say the same; a column that only one of them knows does not compile. */
type Unlike = {
  [Kind in FactKind]: [Selected[Kind], FactRows[Kind]] extends [FactRows[Kind], Selected[Kind]] ? never : Kind;
}[FactKind];
const everyColumnIsKnown: [Unlike] extends [never] ? true : Unlike = true;

type FactColumn = { key: string; name: string; isFlag: boolean };

/** How a kind of fact stands in the store: its table, and each column by the name that rules use. */
type FactTable = { table: string; columns: readonly FactColumn[] };

const factTables = Object.fromEntries(
  Object.entries(tables).map(([kind, table]): [string, FactTable] => [
    kind,
    {
      table: getTableName(table),
      columns: Object.entries(getTableColumns(table)).map(([key, column]) => ({
        key,
        name: column.name,
        isFlag: everyColumnIsKnown && column.dataType === 'boolean',
      })),
    },
  ]),
) as Readonly<Record<FactKind, FactTable>>;

export const factTable = (kind: FactKind): FactTable => factTables[kind];

/** A row of the store as rules know it. */
export const asFact = <Kind extends FactKind>(kind: Kind, row: Row): FactRows[Kind] => {
  const fact: Record<string, unknown> = {};
  for (const { key, name, isFlag } of factTables[kind].columns) fact[key] = isFlag ? row[name] === 1 : row[name];
  return fact as unknown as FactRows[Kind];
};

/** A rule's row, or the changed columns of one, as the store holds it. */
export const asStored = <Kind extends FactKind>(kind: Kind, fact: Partial<FactRows[Kind]>): Row => {
  const values = fact as Record<string, unknown>;
  const stored: Row = {};
  for (const { key, name, isFlag } of factTables[kind].columns) {
    if (!(key in values)) continue;
    const value = values[key] as Value | boolean | undefined;
    stored[name] = isFlag ? (value === true ? 1 : 0) : ((value ?? null) as Value);
  }
  return stored;
};
