import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type Episode, isRespite } from './episode.ts';

/** A time in care without a break: the chain of episodes that continue each other. */
export type PeriodOfCare = {
  /** First day looked after. */
  readonly start: PlainDate;
  /** The day care ended, on which the child is no longer looked after; null while it goes on. */
  readonly end: PlainDate | null;
  /** Why it ended (REC), null while it goes on or when the record does not say. */
  readonly reasonCeased: string | null;
  readonly episodes: readonly Episode[];
};

/** What is wrong with a record of episodes, said about the episode named. None of them stops the calculation. */
export type EpisodeProblem = {
  readonly kind:
    | 'duplicate'
    | 'endsBeforeStart'
    | 'overlap'
    | 'openEpisodeFollowed'
    | 'openWithReason'
    | 'endWithoutReason'
    | 'gapAfterContinuation'
    | 'continuationMissing'
    | 'ceasedButContinued'
    | 'startedWhileContinuing';
  readonly episode: Episode;
};

const CONTINUES = 'X1';
const isChangeDuringCare = (episode: Episode): boolean =>
  episode.reasonEpisodeStarted !== 'S' && episode.reasonEpisodeStarted !== '';

const key = (e: Episode): string => [e.start, e.end, e.legalStatus, e.placementType].join('|');

const inOrder = (a: Episode, b: Episode): number => {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  if (a.end === b.end) return 0;
  if (a.end === null) return 1;
  return b.end === null || a.end < b.end ? -1 : 1;
};

type Chain = {
  start: PlainDate;
  last: Episode;
  end: PlainDate | null;
  reason: string | null;
  /** The latest end that was written down: an episode never closed does not shorten one that says until when it ran. */
  closed: { end: PlainDate; reason: string | null } | null;
  episodes: Episode[];
};

const begin = (episode: Episode): Chain => ({
  start: episode.start,
  last: episode,
  end: episode.end,
  reason: episode.end === null ? null : episode.reasonEpisodeCeased,
  closed: episode.end === null ? null : { end: episode.end, reason: episode.reasonEpisodeCeased },
  episodes: [episode],
});

/** Takes an episode that carries the chain on into it. */
const carryOn = (chain: Chain, next: Episode): void => {
  chain.episodes.push(next);
  // A short break inside a placement that goes on ends neither it nor the time in care.
  const inside = chain.end === null && isRespite(next) && !isRespite(chain.last);
  const running = chain.end === null && !inside ? null : chain.end;
  if (next.end !== null && (chain.closed === null || next.end >= chain.closed.end))
    chain.closed = { end: next.end, reason: next.reasonEpisodeCeased };
  if (inside || (running !== null && next.end !== null && next.end < running)) return;
  chain.last = next;
  chain.end = next.end === null ? null : (chain.closed?.end ?? next.end);
  chain.reason = next.end === null ? null : (chain.closed?.reason ?? null);
};

/** Whether the next episode carries the chain on, and what is odd about it. */
const judge = (chain: Chain, next: Episode): { continues: boolean; problem: EpisodeProblem['kind'] | null } => {
  if (chain.end === null)
    return {
      continues: true,
      problem: isRespite(next) && !isRespite(chain.last) ? null : 'openEpisodeFollowed',
    };
  if (next.start < chain.end) return { continues: true, problem: 'overlap' };
  // The return lets an episode begin on the day the one before ceased, or on the next.
  const touches = next.start <= addDays(chain.end, 1);
  if (chain.reason === CONTINUES) {
    if (!touches) return { continues: false, problem: 'gapAfterContinuation' };
    return { continues: true, problem: next.reasonEpisodeStarted === 'S' ? 'startedWhileContinuing' : null };
  }
  if (touches && isChangeDuringCare(next)) {
    return { continues: true, problem: chain.reason === null ? 'endWithoutReason' : 'ceasedButContinued' };
  }
  return { continues: false, problem: chain.reason === null ? 'endWithoutReason' : null };
};

/**
 * The periods of care in a child's episodes, in date order and never overlapping, with every problem met. Respite
 * episodes (V3, V4) are left out first unless `includeRespite`; a break they leave is a break.
 *
 * Real extracts contain overlaps, gaps, open episodes with a reason and double rows (domain section 10), so: an exact double
 * is dropped; an episode that ends before it starts is left out; overlapping episodes are one period up to the later end;
 * an open episode followed by another was never closed and ends where that one starts (not for a short break inside it,
 * after which it goes on); X1 without an episode on that day
 * or the next ends the period there; a child who ceased and starts (S) again, even on the same day, begins a new period.
 *
 * Source: DfE, "Children looked after by local authorities in England: guide to the SSDA903 collection", episodes (RNE, REC;
 * X1 "episode ceases, and new episode begins on same day or next day") [check the wording of the year's guide].
 * Example: V2 from 2023-05-02 to 2023-11-10 (X1), then C2 from 2023-11-10, open: one period from 2023-05-02.
 */
export const periodsOfCare = (
  episodes: readonly Episode[],
  options: { readonly includeRespite?: boolean } = {},
): { readonly periods: readonly PeriodOfCare[]; readonly problems: readonly EpisodeProblem[] } => {
  const problems: EpisodeProblem[] = [];
  const seen = new Set<string>();
  const usable: Episode[] = [];
  for (const episode of episodes) {
    if (!options.includeRespite && isRespite(episode)) continue;
    if (seen.has(key(episode))) problems.push({ kind: 'duplicate', episode });
    else if (episode.end !== null && episode.end < episode.start) problems.push({ kind: 'endsBeforeStart', episode });
    else usable.push(episode);
    seen.add(key(episode));
    if (episode.end === null && episode.reasonEpisodeCeased) problems.push({ kind: 'openWithReason', episode });
  }
  const chains: Chain[] = [];
  let chain: Chain | null = null;
  for (const next of usable.sort(inOrder)) {
    const verdict: ReturnType<typeof judge> | null = chain === null ? null : judge(chain, next);
    if (chain !== null && verdict?.problem) problems.push({ kind: verdict.problem, episode: chain.last });
    if (chain === null || !verdict?.continues) {
      chain = begin(next);
      chains.push(chain);
      continue;
    }
    carryOn(chain, next);
  }
  if (chain !== null && chain.end !== null && (chain.reason === CONTINUES || chain.reason === null)) {
    problems.push({
      kind: chain.reason === null ? 'endWithoutReason' : 'continuationMissing',
      episode: chain.last,
    });
  }
  return {
    periods: chains.map(({ start, end, reason, episodes: links }) => ({
      start,
      end,
      reasonCeased: reason,
      episodes: links,
    })),
    problems,
  };
};
