import type { Row } from '#db/history/change.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { LookedAfterRow } from '../formats/lookedAfterList.ts';
import type { SourceRow } from '../formats/types.ts';
import { FROM_LIST, FROM_RETURN } from './applySsda903Episodes.ts';
import type { PlaceFinder } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { createSecretWriter } from './secretOfList.ts';

type Episode = {
  id: string;
  start_date: PlainDate;
  end_date: PlainDate | null;
  reason_ceased: string | null;
  legal_status: string;
  placement_type: string;
  placement_postcode: string | null;
  placement_district_id: string | null;
  placement_provider: string | null;
  provider_ofsted_urn: string | null;
  need_code: string | null;
  home_postcode: string | null;
  carer: string | null;
  source: string;
};

const CONTINUES = 'X1';

/** Only what the row says. */
const given = (values: Row): Row => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/**
 * What the row leaves unsaid about a placement that goes on while its legal status changes: as it was. Else the child would
 * fall out of its locality, and its carer be forgotten.
 */
const continued = (episode: Episode, row: LookedAfterRow): Row => ({
  placement_type: episode.placement_type,
  placement_provider: episode.placement_provider,
  provider_ofsted_urn: episode.provider_ofsted_urn,
  need_code: episode.need_code,
  home_postcode: episode.home_postcode,
  ...(row.carer === null ? { carer: episode.carer } : {}),
  ...(row.placementPostcode === null ? { placement_postcode: episode.placement_postcode } : {}),
  ...(row.placementPostcode === null && row.placementDistrict === null
    ? { placement_district_id: episode.placement_district_id }
    : {}),
});

/**
 * Carries the list's care and placement over into episodes; answers whether anything was written.
 *
 * - A placement that began later than the last episode closes it and opens a new one (RNE P, or B with the legal status;
 *   S where the care itself began anew). Care that began before a first known placement gets an episode of its own,
 *   with nothing in it, so that the time in care is whole.
 * - A legal status, or a placement without a first day, that differs from the episode in force begins a new episode on
 *   the day of the import. With the same first day given it is a correction of that placement.
 * - An episode of the return that began on the same day stands: differences are listed, only its end is filled in.
 *
 * Source: domain.md sections 10 and 11 (episodes; the list keeps the cohort).
 */
export function createCareWriter(run: ImportRun, places: PlaceFinder) {
  const { writer, today } = run;

  const setSecret = createSecretWriter(run);

  const districtOf = (row: LookedAfterRow & SourceRow, from: PlainDate): string | null => {
    const id =
      places.districtNamed(row.placementDistrict) ?? places.districtOfPostcode(row.placementPostcode, from) ?? null;
    if (id === null && (row.placementDistrict !== null || row.placementPostcode !== null))
      run.warn({
        row: row.row,
        field: row.placementDistrict === null ? 'placement_postcode' : 'placement_district',
        value: row.placementDistrict ?? row.placementPostcode ?? '',
        reason: 'No district is known for this: the child waits among the unallocated',
      });
    return id;
  };

  const open = (childId: string, row: LookedAfterRow & SourceRow, episode: Row & { start_date: PlainDate }): void => {
    writer.insert('episode', {
      child_id: childId,
      end_date: row.careEnd !== null && row.careEnd >= episode.start_date ? row.careEnd : null,
      legal_status: row.legalStatus ?? '',
      need_code: null,
      placement_type: row.placementType ?? '',
      placement_provider: null,
      reason_ceased: null,
      reason_placement_change: null,
      home_postcode: null,
      placement_postcode: row.placementPostcode,
      placement_district_id: districtOf(row, episode.start_date),
      provider_ofsted_urn: null,
      carer: row.carer,
      confidential: 0,
      confidential_reason: null,
      source: FROM_LIST,
      ...episode,
    });
  };

  const close = (episode: Episode, on: PlainDate, reason: string | null): void => {
    writer.update('episode', episode.id, { end_date: on, reason_ceased: reason });
  };

  const begin = (childId: string, row: LookedAfterRow & SourceRow, start: PlainDate, episodes: Episode[]): void => {
    const last = episodes.at(-1);
    const careIsNew = !last || row.careStart > (last.end_date ?? last.start_date);
    if (last && last.end_date === null) {
      if (careIsNew) close(last, row.careStart, null);
      else close(last, start, CONTINUES);
    }
    const known = episodes.some(
      (each) => each.start_date >= row.careStart || each.end_date === null || each.end_date >= row.careStart,
    );
    if (start > row.careStart && !known)
      open(childId, row, {
        start_date: row.careStart,
        end_date: start,
        reason_started: 'S',
        reason_ceased: CONTINUES,
        legal_status: '',
        placement_type: '',
        placement_postcode: null,
        placement_district_id: null,
        carer: null,
      });
    const sameStatus = row.legalStatus === null || row.legalStatus === last?.legal_status;
    const reason = start === row.careStart ? 'S' : last && !careIsNew && !sameStatus ? 'B' : 'P';
    const kept = last && !careIsNew && row.legalStatus === null ? { legal_status: last.legal_status } : {};
    open(childId, row, { start_date: start, reason_started: reason, ...kept });
  };

  /** What the row says otherwise about an episode that is in force. */
  const amend = (childId: string, row: LookedAfterRow & SourceRow, episode: Episode, start: PlainDate): boolean => {
    const fromReturn = episode.source === FROM_RETURN;
    const tell = (field: string, value: string, reason: string) => run.warn({ row: row.row, field, value, reason });
    const otherStatus =
      row.legalStatus !== null && episode.legal_status !== '' && row.legalStatus !== episode.legal_status;
    const otherPlacement =
      (row.placementType !== null && episode.placement_type !== '' && row.placementType !== episode.placement_type) ||
      (row.placementPostcode !== null &&
        episode.placement_postcode !== null &&
        row.placementPostcode !== episode.placement_postcode);
    const moved = otherPlacement && row.placementStart === null;
    if ((otherStatus || moved) && episode.end_date === null && !(fromReturn && episode.start_date === start)) {
      if (episode.start_date < today && row.careEnd === null) {
        close(episode, today, CONTINUES);
        const kept = moved ? {} : continued(episode, row);
        const status = row.legalStatus === null ? { legal_status: episode.legal_status } : {};
        const reason = otherStatus && moved ? 'B' : moved ? 'P' : 'L';
        open(childId, row, { start_date: today, reason_started: reason, ...kept, ...status });
        return true;
      }
    }
    const values: Row = given({ carer: row.carer });
    const place = given({
      legal_status: row.legalStatus,
      placement_type: row.placementType,
      placement_postcode: row.placementPostcode,
      placement_district_id: districtOf(row, episode.start_date),
    });
    if (fromReturn) {
      // What the return left open is filled in; where the two differ the return stands.
      for (const [column, value] of Object.entries(place)) {
        const stored = episode[column as keyof Episode];
        if (stored === null || stored === '') values[column] = value;
      }
      if (otherStatus)
        tell('legal_status', row.legalStatus ?? '', `The SSDA903 says ${episode.legal_status}: it stands`);
      if (otherPlacement)
        tell('placement_type', row.placementType ?? '', `The SSDA903 says ${episode.placement_type}: it stands`);
    } else Object.assign(values, place);
    if (row.careEnd !== null && row.careEnd !== episode.end_date) {
      if (row.careEnd < episode.start_date)
        tell('care_end', row.careEnd, `Before the placement of ${episode.start_date} began: correct one of the two`);
      else if (episode.end_date === null || !fromReturn) Object.assign(values, { end_date: row.careEnd });
      else tell('care_end', row.careEnd, `The SSDA903 says ${episode.end_date}: it stands`);
    } else if (row.careEnd === null && episode.end_date !== null) {
      if (!fromReturn && episode.reason_ceased === null) Object.assign(values, { end_date: null });
      else tell('care_end', '', `Care ended on ${episode.end_date} by the episodes here: check whether it goes on`);
    }
    return Object.keys(values).length > 0 && writer.update('episode', episode.id, values);
  };

  return (childId: string, row: LookedAfterRow & SourceRow): boolean => {
    const episodes = run.all<Episode>('SELECT * FROM episode WHERE child_id = ? ORDER BY start_date', childId);
    const start = row.placementStart ?? row.careStart;
    const last = episodes.at(-1);
    const begins = !last || start > last.start_date;
    if (begins) begin(childId, row, start, episodes);
    const amended = begins || amend(childId, row, last, start);
    return setSecret(childId, row) || amended;
  };
}
