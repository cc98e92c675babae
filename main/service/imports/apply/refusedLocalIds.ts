import type { AnyParsed } from '../formats/formats.ts';
import { lookedAfterList } from '../formats/lookedAfterList.ts';
import { places } from '../formats/table.ts';

/** The local ids on rows that the reader refused: those children are on the list all the same. */
export function refusedLocalIds(parsed: Extract<AnyParsed, { format: 'looked-after-list' }>): string[] {
  const at = places(lookedAfterList, parsed.headers).find((place) => place.key === 'localId')?.at[0];
  return at === undefined ? [] : parsed.refused.map((row) => (row.cells[at] ?? '').trim());
}
