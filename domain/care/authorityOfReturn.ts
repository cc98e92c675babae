import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { AuthorityRow, EpisodeRow, Facts } from '#domain/facts/factRows.ts';
import type { Difference, Remark, Saying } from '#domain/facts/ruling.ts';
import { authorityOn, isOthersOn } from '#domain/identity/authorityOn.ts';
import { TAKEN_OVER } from './episodes.ts';

const WHAT = 'responsibleAuthority';

type Belonging = Pick<Facts, 'authorities' | 'episodes'> & {
  readonly said: readonly string[];
  readonly remarks: readonly Remark[];
  readonly differences: readonly Difference[];
};

/**
 * Whose a child of the return is: of the authority whose return it is, from the first day of its first episode at the latest.
 * Where another authority has the child on that day it took the child over from it: the other's time ends the day before, and so
 * does its care that was left open (REC E3). That is shown, and a person can keep what is held. What somebody has said as of a day
 * of which the return knows nothing stands.
 *
 * Source: domain.md sections 1 and 10; docs/decisions/facts.md ("our own authority's word that a child is ours").
 * @example 887 since 2024-02-03, our return has an episode from 2025-05-20 // 887 until 2025-05-19, 886 from 2025-05-20
 * @example 887 since 2024-02-03, our return has an episode from 2023-06-01 // 886 from 2023-06-01 until 2024-02-02, then 887
 */
export function authorityOfReturn(
  held: Facts,
  { laCode, start }: { laCode: string; start: PlainDate },
  saying: Saying,
): Belonging {
  const { authorities, episodes } = held;
  const nothing: Belonging = { authorities, episodes, said: [], remarks: [], differences: [] };
  const then = authorityOn(authorities, start);
  if (then === null) return { ...nothing, authorities: beginning(held, { laCode, start }, saying) };
  if (then.laCode === laCode) return nothing;
  if (then.validTo === null && saying.saidLater(WHAT) !== null) {
    const reason = `Authority ${then.laCode} has the child by what was said as of ${saying.saidLater(WHAT)}, later than this return knows of: it stands, and this episode counts as its care. Where it is ours, say so on the looked-after list`;
    return { ...nothing, remarks: [{ field: 'DECOM', value: start, reason }] };
  }
  const keeps = saying.decided?.(WHAT) === 'change';
  const difference: Difference = {
    what: WHAT,
    was: `${then.laCode} from ${then.validFrom}`,
    now: `${laCode} from ${start}`,
    as: keeps ? 'change' : 'correction',
    from: null,
    canFlip: true,
    answers: { correction: 'Follow the return', change: 'Keep what is held' },
  };
  if (keeps) return { ...nothing, differences: [difference] };
  const until = addDays(start, -1);
  const left =
    then.validFrom === start ? withoutRow(authorities, then.id) : withChanged(authorities, then.id, { validTo: until });
  return {
    ...nothing,
    authorities: beginning({ ...held, authorities: left }, { laCode, start }, saying),
    episodes: episodes.map((each) => (isOpenOfOther(each, held, { laCode, start }) ? ended(each, start) : each)),
    said: [WHAT],
    differences: [difference],
  };
}

/** Care of another authority that was under way when the child was taken over. */
const isOpenOfOther = (
  { startDate, endDate }: EpisodeRow,
  { authorities }: Facts,
  { laCode, start }: { laCode: string; start: PlainDate },
): boolean => endDate === null && startDate < start && isOthersOn(authorities, startDate, laCode);

const ended = (episode: EpisodeRow, endDate: PlainDate): EpisodeRow => ({
  ...episode,
  endDate,
  reasonCeased: TAKEN_OVER,
});

/** The child is the authority's from a day on which nobody has it, until somebody has. */
function beginning(
  { authorities, child }: Facts,
  { laCode, start }: { laCode: string; start: PlainDate },
  saying: Saying,
): readonly AuthorityRow[] {
  const [next] = authorities
    .filter(({ validFrom }) => validFrom > start)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  if (next?.laCode === laCode) return withChanged(authorities, next.id, { validFrom: start });
  const validTo = next ? addDays(next.validFrom, -1) : null;
  return [...authorities, { id: saying.fresh(), childId: child[0]?.id ?? '', laCode, validFrom: start, validTo }];
}
