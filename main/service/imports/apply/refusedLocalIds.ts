import type { AnyParsed } from '../formats/formats.ts';
import { lookedAfterList } from '../formats/looked-after-list/format.ts';
import { ssda903Episodes } from '../formats/ssda903-episodes/format.ts';
import { places } from '../read/table.ts';

/** The local ids on rows that the reader refused: those children are in the file all the same. */
export function refusedLocalIds(
  parsed: Extract<AnyParsed, { format: 'looked-after-list' | 'ssda903-episodes' }>,
): string[] {
  const found =
    parsed.format === 'looked-after-list'
      ? places(lookedAfterList, parsed.headers)
      : places(ssda903Episodes, parsed.headers);
  const at = found.find((place) => place.key === 'localId')?.at[0];
  return at === undefined ? [] : parsed.refused.map((row) => (row.cells[at] ?? '').trim());
}
