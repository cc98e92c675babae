import { localIdOf } from '#db/derived/keepSecretPlacements.ts';
import { placedEpisodes } from '#db/queries/secrecy.ts';
import { overlap, type SecretSpan } from '#domain/secrecy/placement.ts';
import { placementSpells } from '#domain/secrecy/placementSpells.ts';
import type { LookedAfterRow } from '../formats/lookedAfterList.ts';
import type { SourceRow } from '../formats/types.ts';
import type { ImportRun } from './importRun.ts';

/**
 * Makes a placement secret where the list says so, from the first day of the placement in force; answers whether it was not
 * before. 'No', an empty cell or no column never opens one: that is for a person, with a reason, and the import says so.
 *
 * Source: issue 7 section 2; domain.md section 1 ('Confidential placement').
 */
export function createSecretWriter(run: ImportRun) {
  const { writer } = run;
  return (childId: string, row: LookedAfterRow & SourceRow): boolean => {
    const known = run.all<SecretSpan>(
      'SELECT from_date AS "from", to_date AS "to" FROM secret_placement WHERE child_id = ? ORDER BY from_date',
      childId,
    );
    const isOpen = known.some(({ to }) => to === null);
    const tell = (value: string, reason: string) =>
      run.warn({ row: row.row, field: 'confidential_placement', value, reason });
    if (row.confidentialPlacement !== true) {
      if (row.confidentialPlacement === false && isOpen)
        tell('no', 'The placement is secret here and stays so until a person answers ‘still secret?’ with a reason');
      return false;
    }
    if (isOpen) return false;
    const spell = placementSpells(placedEpisodes(writer.connection, [childId]).get(childId) ?? []).at(-1);
    const from = spell?.from ?? row.careStart;
    const ended = known.some((secret) => overlap(secret, { from, to: null }));
    if (ended)
      tell(
        'yes',
        'A person had ended the secrecy of this placement: it is secret again. Answer it again, and have the list mended',
      );
    writer.insert('secret_placement', {
      child_id: childId,
      ...localIdOf(writer, childId),
      from_date: from,
      to_date: null,
      kind: 'said',
      reason: 'The looked-after list says that the placement is confidential',
      said_by: 'the looked-after list',
    });
    return true;
  };
}
