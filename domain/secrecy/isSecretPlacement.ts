import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isAdoptionPlacement } from './isAdoptionPlacement.ts';
import type { Placed, SecretSpan } from './placement.ts';

/**
 * Whether where a child lives is secret in anything that is looked at or made as at a date: confidential, or for adoption.
 *
 * It is judged by what is known today: a placement that is secret now, or was at any time after the date, is secret on the date
 * too, because a list or pack about last year is read today. It stops only from the day a person ended the secrecy.
 *
 * Source: domain.md section 1 ('Confidential placement') and 12 (a secret placement).
 * @example isSecretPlacement({ secrets: [{ from: '2025-01-10', to: null }], episodes: [] }, '2024-03-31') // true
 * @example isSecretPlacement({ secrets: [{ from: '2020-01-10', to: '2022-05-01' }], episodes: [] }, '2024-03-31') // false
 */
export const isSecretPlacement = (
  known: { secrets: readonly SecretSpan[]; episodes: readonly Pick<Placed, 'end' | 'placementType'>[] },
  asAt: PlainDate,
): boolean =>
  known.secrets.some(({ to }) => to === null || to > asAt) ||
  known.episodes.some(({ end, placementType }) => isAdoptionPlacement(placementType) && (end === null || end > asAt));
