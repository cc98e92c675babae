import { daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import type { Difference, Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import { isOthersOn } from '#domain/identity/authorityOn.ts';
import { ADOPTED } from './episodeOfReturnSaid.ts';
import { CONTINUES, FROM_LIST, inOrder, MOVED, samePlacement, sameStatus } from './episodes.ts';
import { lastPlacement } from './lastPeriod.ts';
import { returnSaidLater } from './returnSaidLater.ts';

/** All that a return says of one child. */
export interface EpisodesOfReturn {
  readonly episodes: readonly {
    readonly start: PlainDate;
    readonly end: PlainDate | null;
    readonly reasonStarted: string;
    readonly legalStatus: string;
    readonly placementType: string | null;
    readonly placementPostcode: string | null;
    readonly reasonCeased: string | null;
  }[];
  /** The first day of the year that the return is of. */
  readonly yearFrom: PlainDate;
  /** The last day of that year, 31 March: of what a list tells of later days a return may know nothing, whenever it is brought in. */
  readonly speaksTo: PlainDate;
  /** The return may be of the year after this one: ends of this year that it leaves out stay unless a person follows it. */
  readonly mayBeOfNextYear: boolean;
  /** The authority whose return it is. */
  readonly laCode: string;
}

/** @example episodeInWords(episode) // 'C2, K2 from 2025-09-01' */
export const episodeInWords = ({ startDate, endDate, legalStatus, placementType }: EpisodeRow): string =>
  `${[legalStatus, placementType].filter(Boolean).join(', ') || 'not known'} from ${startDate}${endDate === null ? '' : ` to ${endDate}`}`;

/**
 * What a return no longer says of a child. A return is the whole of its year up to the day it was drawn, so an episode of that
 * time that is held and not in it is a difference: its first day was put right, or it never was. By default the return is
 * followed, but for ends of a year where it may be the first return of the next; a person can have it the other way. What a later return said stands, the placement that a later
 * list says is in force, the care of another authority, of which ours
 * knows nothing, and a record that adoption has closed: it is opened again only as 'closed by mistake', by two people.
 *
 * Source: issue 8 section 1; domain.md section 10 ("A return is the whole of its year"); `reviews/core.md` B5;
 * cases/return-corrects-itself.
 * @example held from 2025-05-12 by a list, last year's return, to 2025-03-31, brought in in June // stays
 * @example held from 2025-02-01, the return says the same from 2025-02-03 // the episode begins on 2025-02-03
 * @example held from 2025-09-01, the return says that the one before is still open // the episode of 2025-09-01 goes
 */
export function returnLeavesOut(
  held: Facts,
  { episodes, yearFrom, speaksTo, laCode, mayBeOfNextYear }: EpisodesOfReturn,
  saying: Saying,
): Ruling {
  const remarks: Remark[] = [];
  const differences: Difference[] = [];
  const nothing: Ruling = { facts: held, problems: [], remarks, said: ['episodes'], differences };
  const sealedOn = held.child[0]?.sealedOn ?? null;
  const adopted = episodes.some(({ reasonCeased }) => reasonCeased !== null && ADOPTED.has(reasonCeased));
  if (sealedOn !== null) {
    if (!adopted)
      remarks.push({
        field: 'REC',
        value: '',
        reason: `The return takes back the adoption of ${sealedOn}: the record stays closed until two people open it, on the record itself, as closed by mistake`,
      });
    return nothing;
  }
  const born = held.birthDates.find(({ validTo }) => validTo === null)?.dateOfBirth ?? null;
  // Such a row is refused: what the return says of the child is then not the whole.
  if (born !== null && episodes.some(({ start }) => start < born)) return nothing;
  if (returnSaidLater(held.episodes, { speaksTo }, saying) !== null) return nothing;
  // Of what is in force a later list knows more: what it tells of the newest placement stands.
  const ofLaterList = saying.saidLater('placement') === null ? [] : lastPlacement(held.episodes);
  const starts = new Set(episodes.map(({ start }) => start));
  const first = episodes.toSorted((a, b) => (a.start < b.start ? -1 : 1))[0];
  const free = episodes.filter(({ start }) => !held.episodes.some(({ startDate }) => startDate === start));
  let now = held.episodes;
  for (const episode of inOrder(held.episodes)) {
    const { startDate, endDate } = episode;
    const isLater =
      startDate > saying.asOf ||
      (episode.source === FROM_LIST && (startDate > speaksTo || ofLaterList.includes(episode)));
    // Of years before the return says nothing, but for the time of its own episodes that began then.
    const isBefore = endDate !== null && endDate <= yearFrom && !episodes.some((row) => overlaps(episode, row));
    if (starts.has(startDate) || isLater || isBefore || isOthersOn(held.authorities, startDate, laCode)) continue;
    if (episode.source === FROM_LIST && isAbsorbed(episode, episodes)) continue;
    const at = free.findIndex(
      (row) =>
        sameStatus(episode, row) && samePlacement(episode, row) && Math.abs(daysBetween(row.start, startDate)) <= MOVED,
    );
    if (at === -1 && ofLaterList.includes(episode)) continue;
    const put = at === -1 ? null : (free.splice(at, 1)[0]?.start ?? null);
    // Care that began before the first episode of the return goes on until then.
    const cutOn = put === null && first && startDate < first.start && first.reasonStarted !== 'S' ? first.start : null;
    const what = `episode ${startDate}`;
    const isDoubtful = mayBeOfNextYear && endDate !== null && endDate <= speaksTo;
    const keeps = (saying.decided?.(what) ?? (isDoubtful ? 'change' : 'correction')) === 'change';
    differences.push({
      what,
      was: episodeInWords(episode),
      now: put !== null ? `from ${put}` : cutOn !== null ? `to ${cutOn}` : 'not in the return',
      as: keeps ? 'change' : 'correction',
      from: null,
      canFlip: true,
      answers: { correction: 'Follow the return', change: 'Keep what is held' },
    });
    if (keeps) continue;
    if (put !== null) now = withChanged(now, episode.id, { startDate: put });
    else if (cutOn !== null) now = withChanged(now, episode.id, { endDate: cutOn, reasonCeased: CONTINUES });
    else now = withoutRow(now, episode.id);
  }
  return { ...nothing, facts: now === held.episodes ? held : { ...held, episodes: now } };
}

type RowOfReturn = EpisodesOfReturn['episodes'][number];

/** Whether a held episode and one of the return share days. */
const overlaps = ({ startDate, endDate }: EpisodeRow, { start, end }: RowOfReturn): boolean =>
  (end === null || startDate < end) && (endDate === null || start < endDate);

/** Whether the return has the episode of a list under its own first day (see `episodeOfReturnSaid`). */
const isAbsorbed = (episode: EpisodeRow, rows: EpisodesOfReturn['episodes']): boolean =>
  rows.some(
    (row) =>
      episode.startDate > row.start &&
      (row.end === null || episode.startDate < row.end) &&
      sameStatus(episode, row) &&
      samePlacement(episode, row),
  );
