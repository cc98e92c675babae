import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EpisodeRow } from '#domain/facts/factRows.ts';
import { anEpisode, CONTINUES, FROM_LIST, FROM_RETURN, ofPlacement, placedAsListed } from './episodes.ts';
import { districtOf, type ListTurn, saidSince, saysPlace } from './listTurn.ts';

/**
 * What is said of the episode in force, whose placement is the one that the list tells of, or stands.
 *
 * @param listed whether it is the one that the list tells of; 'stands': it may be, but its first day is another
 */
export function inForce(
  turn: ListTurn,
  all: readonly EpisodeRow[],
  episode: EpisodeRow,
  listed: boolean | 'stands' = true,
): readonly EpisodeRow[] {
  const { said, saying } = turn;
  const over = listed === false ? {} : filled(turn, episode, listed === 'stands');
  const now = withChanged(all, episode.id, { ...over, ...endOf(turn, episode) });
  const after = now.find(({ id }) => id === episode.id) ?? episode;
  const differs = said.legalStatus !== null && after.legalStatus !== '' && said.legalStatus !== after.legalStatus;
  if (!differs || saidSince(saying, 'legalStatus')) return now;
  const ofReturn = episode.source === FROM_RETURN;
  const isEndSaid = said.careEnd.said && said.careEnd.value !== null;
  const goesOn = after.endDate === null && !isEndSaid && episode.startDate < saying.asOf;
  if (ofReturn && !goesOn) {
    turn.remarks.push({
      field: 'legal_status',
      value: said.legalStatus ?? '',
      reason: `The SSDA903 says ${episode.legalStatus}: it stands`,
    });
    return now;
  }
  if ((after.endDate !== null || isEndSaid) && episode.startDate !== saying.asOf) {
    turn.remarks.push({
      field: 'legal_status',
      value: said.legalStatus ?? '',
      reason: `Care ended under ${after.legalStatus} by what is held, and the list does not say since when it was another: it stands`,
    });
    return now;
  }
  const canFlip = goesOn && !ofReturn;
  const usual = goesOn ? 'change' : 'correction';
  const as = canFlip ? correctionOrChange('legalStatus', saying, usual) : usual;
  const { asOf } = saying;
  turn.differences.push({
    what: 'legalStatus',
    was: after.legalStatus,
    now: said.legalStatus ?? '',
    as,
    from: as === 'change' ? asOf : null,
    canFlip,
  });
  if (as === 'correction') return withChanged(now, episode.id, { legalStatus: said.legalStatus ?? '' });
  const next: EpisodeRow = {
    ...anEpisode(saying.fresh(), episode.childId, asOf, FROM_LIST),
    ...ofPlacement(after),
    reasonStarted: 'L',
    legalStatus: said.legalStatus ?? '',
  };
  return [...withChanged(now, episode.id, { endDate: asOf, reasonCeased: CONTINUES }), next];
}

/** What the list fills in, and the carer, who goes with the address. */
function filled(turn: ListTurn, episode: EpisodeRow, stands: boolean): Partial<EpisodeRow> {
  const { said, saying } = turn;
  const over: { -readonly [Column in keyof EpisodeRow]?: EpisodeRow[Column] } = {};
  const isNewest = !saidSince(saying, 'placement');
  const isSame = placedAsListed(episode, { ...said, districtId: said.districtOn(episode.startDate), carer: null });
  if (said.carer !== null && said.carer !== episode.carer && (isSame || episode.source === FROM_RETURN || !isNewest))
    if (saying.saidLater('carer') === null || episode.carer === null) over.carer = said.carer;
  if (episode.legalStatus === '' && said.legalStatus !== null) over.legalStatus = said.legalStatus;
  if (!isSame || stands) return over;
  if (episode.placementType === '' && said.placementType !== null) over.placementType = said.placementType;
  if (episode.placementPostcode === null && said.placementPostcode !== null)
    over.placementPostcode = said.placementPostcode;
  if (saysPlace(said) && isNewest) {
    const district = districtOf(turn, episode.startDate);
    if (district !== null && (episode.placementDistrictId === null || episode.source !== FROM_RETURN))
      over.placementDistrictId = district;
  }
  if (over.carer !== undefined && episode.carer !== null)
    turn.differences.push({
      what: 'carer',
      was: turn.isSecret ? 'kept secret' : episode.carer,
      now: turn.isSecret ? 'as in the file' : (said.carer ?? ''),
      as: 'correction',
      from: null,
      canFlip: false,
    });
  return over;
}

/** The end of care that is said, or that it goes on. */
function endOf(turn: ListTurn, episode: EpisodeRow): Partial<EpisodeRow> {
  const { said, saying, remarks, differences } = turn;
  const fromReturn = episode.source === FROM_RETURN;
  const tell = (value: string, reason: string) => remarks.push({ field: 'care_end', value, reason });
  const becomes = (endDate: PlainDate | null): Partial<EpisodeRow> => {
    differences.push({
      what: 'careEnd',
      was: episode.endDate ?? 'care goes on',
      now: endDate ?? 'care goes on',
      as: endDate === null || episode.endDate !== null ? 'correction' : 'change',
      from: episode.endDate === null ? endDate : null,
      canFlip: false,
    });
    return { endDate };
  };
  const newer = saidSince(saying, 'careEnd');
  if (!said.careEnd.said) return {};
  const careEnd = said.careEnd.value;
  if (careEnd !== null && careEnd !== episode.endDate) {
    if (careEnd < episode.startDate)
      tell(careEnd, `Before the placement of ${episode.startDate} began: correct one of the two`);
    else if (episode.endDate === null ? !newer || fromReturn : !fromReturn && !newer) return becomes(careEnd);
    else if (fromReturn) tell(careEnd, `The SSDA903 says ${episode.endDate}: it stands`);
  } else if (careEnd === null && episode.endDate !== null && !newer) {
    if (!fromReturn && episode.reasonCeased === null) return becomes(null);
    tell('', `Care ended on ${episode.endDate} by the episodes here: check whether it goes on`);
  }
  return {};
}
