import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type Episode, isRespite } from './episode.ts';

/** An episode as far as where a child lives is asked. */
type Stay = Pick<Episode, 'start' | 'end' | 'legalStatus'>;

/** An episode with the day it really ended, on which the child no longer lives there; null while it goes on. */
export type StayInForce<Row extends Stay> = { readonly episode: Row; readonly until: PlainDate | null };

/**
 * The episodes in the order they began, each with the day it ended: one left open was never closed, and ends where the
 * next one begins, and so does one that ended the day before the next began, which the return allows of a continuation. A
 * short break (V3, V4) inside a placement does not end it: afterwards the child is back there.
 *
 * Source: SSDA903 guide, episodes; `reviews/figures.md`, decision on D5.
 * Example: Medway from 2020-01-01, never closed, and Thanet from 2024-03-01: Medway until 2024-03-01.
 */
export const staysInForce = <Row extends Stay>(episodes: readonly Row[]): StayInForce<Row>[] => {
  const inOrder = episodes.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return inOrder.map((episode, index) => {
    const { end } = episode;
    if (end !== null) return { episode, until: inOrder[index + 1]?.start === addDays(end, 1) ? addDays(end, 1) : end };
    const next = inOrder.slice(index + 1).find((later) => isRespite(episode) || !isRespite(later));
    return { episode, until: next?.start ?? null };
  });
};

/**
 * The episode that says where a child lives on a date: of those in force the one that began last. Null where none is.
 *
 * Source: as `staysInForce`. Example: with a short break from 2024-05-01 to 2024-05-10 inside an open placement, the short
 * break on 2024-05-09 and the placement on 2024-05-10.
 */
export const placementOn = <Row extends Stay>(episodes: readonly Row[], date: PlainDate): Row | null =>
  staysInForce(episodes).findLast(({ episode, until }) => episode.start <= date && (until === null || date < until))
    ?.episode ?? null;
