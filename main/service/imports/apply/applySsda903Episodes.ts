import { isRespite } from '#domain/cohorts/episode.ts';
import type { Ssda903EpisodeRow } from '../formats/ssda903Episodes.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createChildFinder, type FoundChild, isFault, sealedFault } from './findChild.ts';
import { createPlaceFinder } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

/** Where an episode's record comes from; the return's is not contradicted by the list's. */
export const FROM_RETURN = 'SSDA903';
export const FROM_LIST = 'lookedAfterList';

/** Reasons for ceasing that are adoption orders: they seal the record on the day of the order. */
const ADOPTED: ReadonlySet<string> = new Set(['E11', 'E12']);

type Guess = { id: string; carer: string | null };
type Before = {
  placement_type: string;
  placement_postcode: string | null;
  placement_district_id: string | null;
  carer: string | null;
};

/**
 * Writes episodes by child and first day. PL_POST decides the district by the longest match; what does not resolve stays
 * empty and waits in the queue. The URN is Ofsted's number of the provider and is never joined to a school. An
 * adoption order (REC E11, E12) seals the record on its day.
 *
 * Where the list had guessed an episode's first day from the day of an import, the return's episode of the same legal
 * status and placement takes its place, with the carer that only the list knows. An episode that goes on in the same placement
 * (a change of legal status splits it) has of the one before what the return leaves unsaid: carer, postcode, district.
 * Source: domain.md sections 1 and 10; DfE, guide to the SSDA903 collection.
 */
export function createEpisodeApplier(run: ImportRun): RowApplier<Ssda903EpisodeRow> {
  const { writer } = run;
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  const ownAuthority =
    'SELECT id, valid_from AS validFrom FROM child_responsible_authority WHERE child_id = ? AND la_code = ? ORDER BY valid_from LIMIT 1';
  const others = 'SELECT id FROM child_responsible_authority WHERE child_id = ? AND valid_to IS NULL LIMIT 1';
  const guessed = `SELECT id, carer FROM episode WHERE child_id = ? AND source = '${FROM_LIST}'
     AND start_date > ? AND start_date < coalesce(?, '9999-12-31') AND legal_status = ? AND placement_type = ?`;

  const belongs = (child: FoundChild, from: string): boolean => {
    const own = run.one<{ id: string; validFrom: string }>(ownAuthority, child.id, run.laCode);
    if (own)
      return (
        own.validFrom > from &&
        run.one(
          'SELECT 1 FROM child_responsible_authority WHERE child_id = ? AND valid_from < ?',
          child.id,
          own.validFrom,
        ) === undefined &&
        writer.update('child_responsible_authority', own.id, { valid_from: from })
      );
    if (run.one(others, child.id)) return false;
    const values = { child_id: child.id, la_code: run.laCode, valid_from: from, valid_to: null };
    writer.insert('child_responsible_authority', values);
    return true;
  };

  /** The episode before, where its placement goes on in this one; null where the child moved, or nothing is known. */
  const continuedFrom = (childId: string, row: Ssda903EpisodeRow): Before | null => {
    const before = run.one<Before>(
      `SELECT placement_type, placement_postcode, placement_district_id, carer FROM episode
       WHERE child_id = ? AND start_date < ? AND (end_date IS NULL OR end_date >= ?) ORDER BY start_date DESC LIMIT 1`,
      childId,
      row.start,
      row.start,
    );
    if (before === undefined || (row.placementType !== null && row.placementType !== before.placement_type))
      return null;
    const samePlace =
      row.placementPostcode === null ||
      before.placement_postcode === null ||
      row.placementPostcode === before.placement_postcode;
    return row.reasonStarted === 'L' && samePlace ? before : null;
  };

  return (row) => {
    const child = children.known(row.localId, 'CHILD');
    if (isFault(child)) return child;
    const existing = run.one<{ id: string }>(
      'SELECT id FROM episode WHERE child_id = ? AND start_date = ?',
      child.id,
      row.start,
    );
    const sealed = existing ? null : sealedFault(child, 'DECOM', row.start, row.start);
    if (sealed) return sealed;
    const districtId = places.districtOfPostcode(row.placementPostcode, row.start);
    const place =
      row.placementPostcode === null
        ? {}
        : { placement_postcode: row.placementPostcode, placement_district_id: districtId };
    const values = {
      end_date: row.end,
      reason_started: row.reasonStarted,
      legal_status: row.legalStatus,
      need_code: row.needCode,
      placement_type: row.placementType ?? '',
      placement_provider: row.placementProvider,
      reason_ceased: row.reasonCeased,
      reason_placement_change: row.reasonPlacementChange,
      home_postcode: row.homePostcode,
      provider_ofsted_urn: row.ofstedUrn,
      source: FROM_RETURN,
      ...place,
    };
    if (row.placementPostcode !== null && districtId === null)
      run.warn({
        row: row.row,
        field: 'PL_POST',
        value: row.placementPostcode,
        reason: 'No district is known for this postcode: the child waits among the unallocated',
      });
    const goesOn = existing ? null : continuedFrom(child.id, row);
    const id =
      existing?.id ??
      writer.insert('episode', {
        child_id: child.id,
        start_date: row.start,
        placement_postcode: goesOn?.placement_postcode ?? null,
        placement_district_id: goesOn?.placement_district_id ?? null,
        carer: goesOn?.carer ?? null,
        confidential: 0,
        confidential_reason: null,
        ...values,
      });
    let changed = existing ? writer.update('episode', existing.id, values) : false;
    const guesses = run.all<Guess>(guessed, child.id, row.start, row.end, row.legalStatus, row.placementType ?? '');
    for (const guess of guesses) {
      if (guess.carer !== null) writer.update('episode', id, { carer: guess.carer });
      writer.remove('episode', guess.id);
      changed = true;
    }
    warnOfOpenEpisode(run, child.id, row);
    changed = belongs(child, row.start) || changed;
    if (row.reasonCeased !== null && ADOPTED.has(row.reasonCeased) && row.end !== null)
      changed = writer.update('child', child.id, { sealed_on: row.end }) || changed;
    return existing ? changedIf(changed) : 'added';
  };
}

/** An earlier episode left open ends where this one begins (see `placementOn`): said, so that somebody closes it. */
function warnOfOpenEpisode(run: ImportRun, childId: string, row: Parameters<RowApplier<Ssda903EpisodeRow>>[0]): void {
  if (isRespite(row)) return;
  const open = run.one<{ start: string }>(
    `SELECT start_date AS start FROM episode WHERE child_id = ? AND end_date IS NULL AND start_date < ?
     ORDER BY start_date DESC LIMIT 1`,
    childId,
    row.start,
  );
  if (open)
    run.warn({
      row: row.row,
      field: 'DECOM',
      value: row.start,
      reason: `The episode before, from ${open.start}, has no end (DEC): it is taken to end where this one begins`,
    });
}
