import type { PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * An episode of care as the looked-after return (SSDA903) records it: one unbroken combination of legal status and
 * placement. Codes are those of the return (domain section 10).
 */
export type Episode = {
  /** DECOM: the first day of the episode. */
  readonly start: PlainDate;
  /** DEC: the day the episode ceased, which is also the first day of one that continues it; null while open. */
  readonly end: PlainDate | null;
  /** LS: C1, C2, D1, E1, V2, V3, V4, L1-L3, J1-J3. */
  readonly legalStatus: string;
  /** PLACE: U1-U6, K1, K2, P1 … */
  readonly placementType: string;
  /** RNE: S started to be looked after; L, P, T, B, U a change during care. */
  readonly reasonEpisodeStarted: string;
  /** REC: X1 continues; E2 … E48 ceased to be looked after; null while open. */
  readonly reasonEpisodeCeased: string | null;
};

/** Legal statuses of an agreed series of short breaks (respite), left out of every looked-after measure. */
export const RESPITE_LEGAL_STATUSES: ReadonlySet<string> = new Set(['V3', 'V4']);

/** Whether an episode is respite (short breaks). */
export const isRespite = (episode: Pick<Episode, 'legalStatus'>): boolean =>
  RESPITE_LEGAL_STATUSES.has(episode.legalStatus);
