import { newId } from '#db/newId.ts';
import type { Connection } from '#db/open.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { Episode } from '#domain/cohorts/episode.ts';
import { periodsOfCare } from '#domain/cohorts/periodsOfCare.ts';
import { staysInForce } from '#domain/cohorts/placementOn.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import type { AttributionProfile } from '#domain/localities/attributionProfile.ts';
import { type LocalitySpan, localitySpans } from '#domain/localities/localitySpans.ts';

/** Far enough: the end of a span that still goes on, before it is stored as null. */
const STILL = '9999-12-31';

type EpisodeRow = {
  start: string;
  end: string | null;
  legalStatus: string;
  placementType: string;
  reasonStarted: string;
  reasonCeased: string | null;
  district: string | null;
  outside: number;
};

/** `end` is the day care ended, itself no longer in care; null while it goes on. */
export type CareSpan = { start: string; end: string | null };
/** Both ends inclusive; end null while it goes on. `locality` is an id or 'unallocated'. */
export type LocalityRow = { start: string; end: string | null; locality: string };

/** Rebuilds a child's unbroken time in care and localities from its episodes, and answers both. */
export function createCareAndLocality(connection: Connection, profile: AttributionProfile, authorityLaCode: string) {
  const selectEpisodes = connection.prepare(
    `SELECT start_date AS start, end_date AS end, legal_status AS legalStatus, placement_type AS placementType, reason_started AS reasonStarted,
       reason_ceased AS reasonCeased, placement_district_id AS district, coalesce(district.la_code <> ?, 0) AS outside
     FROM episode LEFT JOIN district ON district.id = placement_district_id WHERE child_id = ? ORDER BY start_date`,
  );
  const selectOwn = connection.prepare(
    'SELECT valid_from AS start, valid_to AS end FROM child_responsible_authority WHERE child_id = ? AND la_code = ?',
  );
  const selectSen = connection.prepare(
    "SELECT valid_from AS start, valid_to AS end FROM sen_status WHERE child_id = ? AND status IN ('E', 'S')",
  );
  const deleteCare = connection.prepare('DELETE FROM care_period WHERE child_id = ?');
  const insertCare = connection.prepare(
    'INSERT INTO care_period (id, child_id, kind, start_date, end_date) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteLocality = connection.prepare('DELETE FROM locality_period WHERE child_id = ?');
  const insertLocality = connection.prepare(
    'INSERT INTO locality_period (id, child_id, locality_id, reason, start_date, end_date) VALUES (?, ?, ?, ?, ?, ?)',
  );

  return (childId: string): { care: CareSpan[]; careWithoutRespite: CareSpan[]; localities: LocalityRow[] } => {
    const rows = selectEpisodes.all(authorityLaCode, childId) as EpisodeRow[];
    const episodes: Episode[] = rows.map((row) => ({
      start: row.start,
      end: row.end,
      legalStatus: row.legalStatus,
      placementType: row.placementType,
      reasonEpisodeStarted: row.reasonStarted,
      reasonEpisodeCeased: row.reasonCeased,
    }));
    deleteCare.run(childId);
    const all = periodsOfCare(episodes, { includeRespite: true }).periods;
    for (const period of all) insertCare.run(newId(), childId, 'all', period.start, period.end);
    const withoutRespite = periodsOfCare(episodes).periods;
    for (const period of withoutRespite) insertCare.run(newId(), childId, 'withoutRespite', period.start, period.end);

    const history = {
      own: selectOwn.all(childId, authorityLaCode) as { start: string; end: string | null }[],
      placements: staysInForce(rows)
        .filter(({ episode, until }) => until === null || until > episode.start)
        .map(({ episode, until }) => ({
          start: episode.start,
          end: until === null ? null : addDays(until, -1),
          district: episode.district,
          outOfAuthority: episode.outside === 1,
        })),
      cohorts: (selectSen.all(childId) as { start: string; end: string | null }[]).map((row) => ({
        cohort: 'sen',
        ...row,
      })),
    };
    deleteLocality.run(childId);
    const localities: LocalityRow[] = [];
    for (const period of all) {
      const lastDayInCare = period.end === null ? STILL : addDays(period.end, -1);
      for (const span of localitySpans(history, profile, period.start, lastDayInCare)) {
        const end = span.end === STILL ? null : span.end;
        insertLocality.run(newId(), childId, idOf(span), reasonOf(span), span.start, end);
        localities.push({ start: span.start, end, locality: span.attribution.localityId });
      }
    }
    const span = ({ start, end }: CareSpan): CareSpan => ({ start, end });
    return { care: all.map(span), careWithoutRespite: withoutRespite.map(span), localities };
  };
}

const idOf = (span: LocalitySpan): string | null =>
  span.attribution.localityId === UNALLOCATED ? null : span.attribution.localityId;
const reasonOf = (span: LocalitySpan): string => span.attribution.reason ?? span.attribution.by ?? '';
