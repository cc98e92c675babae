import { parsePage, type RecordValue } from './btreePages.ts';
import type { PageFile } from './pageFile.ts';
import { couldBeOf, type SalvageTable, type SchemaEntry, salvageTables } from './salvageTable.ts';

export type SalvagedTable = {
  table: SalvageTable;
  /** Reads the rows that the table's tree leads to. */
  rows: () => Generator<RecordValue[]>;
  /** Pages of the table, or ends of its rows, that cannot be read; complete once the rows were read. */
  gaps: () => number;
};
/** A page of rows that no tree leads to any more, because a page above it is lost. */
export type StrayLeaf = {
  rows: RecordValue[][];
  /** Tables it may belong to; the first is certain when `certain` is true. */
  candidates: SalvageTable[];
  certain: boolean;
};

/** The rows on a page of a table; null for one whose end is lost. None on a page of another kind. */
function rowsOn(file: PageFile, number: number, inKeyOrder: boolean): (RecordValue[] | null)[] {
  const page = file.page(number);
  const parsed = page && parsePage(file, page, number);
  if (!parsed || parsed.kind === 'tableInterior') return [];
  if (parsed.kind === 'tableLeaf') return inKeyOrder ? [] : parsed.cells.map((cell) => cell?.values ?? null);
  return inKeyOrder ? parsed.cells : [];
}

/** Follows a table's tree from its root to every page with rows that can be reached; an unreadable page is one gap. */
function walk(
  file: PageFile,
  { rootPage, inKeyOrder }: Pick<SalvageTable, 'rootPage' | 'inKeyOrder'>,
  seen: Set<number>,
): { leaves: number[]; gaps: number } {
  const found = { leaves: [] as number[], gaps: 0 };
  const waiting = [rootPage];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (seen.has(number)) continue;
    seen.add(number);
    const page = file.page(number);
    const parsed = page && parsePage(file, page, number);
    if (inKeyOrder && (parsed?.kind === 'indexLeaf' || parsed?.kind === 'indexInterior')) {
      found.leaves.push(number);
      waiting.push(...parsed.children.toReversed());
    } else if (parsed?.kind === 'tableLeaf') found.leaves.push(number);
    else if (parsed?.kind === 'tableInterior') waiting.push(...parsed.children.toReversed());
    else found.gaps += 1;
  }
  return found;
}

/** Pages that hold nothing any more (section 1.5): their old rows were deleted and must not come back. */
function freePages(file: PageFile): { free: Set<number>; whole: boolean } {
  const free = new Set<number>();
  let trunk = file.page(1)?.readUInt32BE(32) ?? 0;
  while (trunk !== 0 && !free.has(trunk)) {
    free.add(trunk);
    const page = file.page(trunk);
    if (!page) return { free, whole: false };
    const count = page.readUInt32BE(4);
    for (let index = 0; index < count; index += 1) free.add(page.readUInt32BE(8 + index * 4));
    trunk = page.readUInt32BE(0);
  }
  return { free, whole: true };
}

/** Every id that the readable pages of a table's index of ids name. */
function idsInIndex(file: PageFile, root: number | null): Set<RecordValue> {
  const ids = new Set<RecordValue>();
  const waiting = root === null ? [] : [root];
  const seen = new Set<number>();
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (seen.has(number)) continue;
    seen.add(number);
    const page = file.page(number);
    const parsed = page && parsePage(file, page, number);
    if (parsed?.kind !== 'indexLeaf' && parsed?.kind !== 'indexInterior') continue;
    waiting.push(...parsed.children);
    for (const cell of parsed.cells) if (cell) ids.add(cell[0] ?? null);
  }
  return ids;
}

/** The leaves that nothing leads to, with the tables each may belong to: those that lost a page, or their line in the list. */
function* strayLeaves(
  file: PageFile,
  broken: readonly SalvageTable[],
  seen: ReadonlySet<number>,
): Generator<StrayLeaf> {
  if (broken.length === 0) return;
  const { free, whole } = freePages(file);
  const ids = new Map(broken.map((table) => [table, idsInIndex(file, table.idIndex)]));
  for (let number = 2; number <= file.pageCount; number += 1) {
    if (seen.has(number) || free.has(number)) continue;
    const [plain, keyed] = [false, true].map((inKeyOrder) =>
      broken.some((table) => table.inKeyOrder === inKeyOrder)
        ? rowsOn(file, number, inKeyOrder).filter((row) => row !== null)
        : [],
    );
    const rows = plain?.length ? plain : (keyed ?? []);
    if (rows.length === 0) continue;
    const alike = broken.filter((table) => table.inKeyOrder === (rows === keyed));
    const known = alike.filter((table) => rows.some(([id]) => ids.get(table)?.has(id ?? null)));
    if (known.length === 1) yield { rows, candidates: known, certain: true };
    // With a broken list of free pages a page may hold what was deleted: only an index vouches for it then.
    else if (whole) {
      const candidates = alike.filter((table) => rows.every((values) => couldBeOf(table, values)));
      if (candidates.length > 0) yield { rows, candidates, certain: false };
    }
  }
}

/** The lines of a store's own list of tables that can still be read, and how many of its pages cannot. */
function readList(file: PageFile, seen: Set<number>): { entries: SchemaEntry[]; gaps: number } {
  const list = walk(file, { rootPage: 1, inKeyOrder: false }, seen);
  const entries = list.leaves.flatMap((number) =>
    rowsOn(file, number, false).flatMap((values): SchemaEntry[] => {
      if (!values) return [];
      const [type, name, table, rootPage, sql] = values as [string, string, string, number, string | null];
      return [{ type, name, table, rootPage, sql }];
    }),
  );
  return { entries, gaps: list.gaps };
}

/** The tables that a damaged store still says it has. */
export const listedTables = (file: PageFile): string[] =>
  readList(file, new Set()).entries.flatMap(({ type, name }) => (type === 'table' ? [name] : []));

/**
 * What can still be read of a damaged store: the rows each table's tree leads to, then those on pages nothing leads to.
 * @param fresh the tables of a new store, for those whose line in the damaged store's list is lost
 */
export function readSalvageable(
  file: PageFile,
  fresh: readonly SalvageTable[],
): { tables: SalvagedTable[]; stray: () => Generator<StrayLeaf>; listGaps: number } {
  const seen = new Set<number>();
  const list = readList(file, seen);
  const { entries } = list;
  const listed = salvageTables(entries);
  for (const { type, name, rootPage } of entries)
    if (type === 'table' && /^(sqlite_|__)/.test(name)) walk(file, { rootPage, inKeyOrder: false }, seen);
  const lost = list.gaps === 0 ? [] : fresh.filter(({ name }) => !listed.some((table) => table.name === name));
  const walked = listed.map((table) => ({ table, ...walk(file, table, seen) }));
  const broken = [
    ...walked.filter(({ gaps }) => gaps > 0).map(({ table }) => table),
    // Where it begins is lost with its line, and so is its index.
    ...lost.map((table) => ({ ...table, idIndex: null })),
  ];
  return {
    listGaps: list.gaps,
    tables: walked.map(({ table, leaves, gaps }) => {
      let lostCells = 0;
      return {
        table,
        gaps: () => gaps + lostCells,
        *rows() {
          for (const number of leaves)
            for (const values of rowsOn(file, number, table.inKeyOrder)) {
              if (values) yield values;
              else lostCells += 1;
            }
        },
      };
    }),
    stray: () => strayLeaves(file, broken, seen),
  };
}
