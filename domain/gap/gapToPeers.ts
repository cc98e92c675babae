import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { CohortKind } from '#domain/measures/cohortOfBenchmark.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { cohortWords } from '#domain/measures/standingBenchmark.ts';

/** One side of a gap: a figure with all that decides whether it may be compared. Value in percent or points, unrounded. */
export interface GapSide {
  readonly measureId: MeasureId;
  readonly academicYear: AcademicYear;
  readonly cohortKind: CohortKind;
  readonly variant: string;
  readonly vintage: string;
  /** null: not published, or nobody with a result. */
  readonly value: number | null;
}

export type GapToPeers =
  | { readonly ok: true; readonly value: { readonly gap: number; readonly labels: readonly string[] } }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: 'differentMeasure' | 'differentYear' | 'differentCohort' | 'peerNotPublished' | 'notAvailable';
        readonly detail: string;
      };
    };

const LOOKED_AFTER: readonly CohortKind[] = ['LAC12', 'LAC6', 'LAC', 'CIN'];

/**
 * The gap of looked-after children to their peers: peers minus looked after, in points, unrounded. Positive when peers
 * have the higher figure.
 *
 * Refused when the two sides are of different measures or years, when a side is of the wrong kind of cohort (two
 * looked-after cohorts, or two of all pupils), or when the cohort is not the one the report is about (`cohort`, so that a
 * six-month figure never slips into a twelve-month series). Where the peer has no value that year the gap reads 'peer not
 * published'; a neighbouring year is never used. A narrower set or an earlier vintage is allowed and labelled.
 * Source: domain.md section 3 ("gap = peers' percentage minus looked-after percentage"; "different cohorts are refused in
 * one gap; different vintages are labelled").
 *
 * @example KS2 maths level 4+ of 2010/11: LAC12 46, all pupils 80 // gap 34
 */
export function gapToPeers(sides: {
  readonly lookedAfter: GapSide;
  readonly peers: GapSide | null;
  readonly cohort?: CohortKind;
}): GapToPeers {
  const { lookedAfter, peers, cohort } = sides;
  if (!LOOKED_AFTER.includes(lookedAfter.cohortKind)) {
    return refused('differentCohort', `${cohortWords(lookedAfter)} is not a looked-after cohort`);
  }
  if (cohort !== undefined && lookedAfter.cohortKind !== cohort) {
    return refused('differentCohort', `${cohortWords(lookedAfter)} beside a series of ${cohort}`);
  }
  if (peers === null) return refused('peerNotPublished', 'peer not published');
  if (LOOKED_AFTER.includes(peers.cohortKind)) {
    return refused('differentCohort', `${cohortWords(peers)} cannot be the peers of looked-after children`);
  }
  if (peers.measureId !== lookedAfter.measureId) {
    return refused('differentMeasure', `${lookedAfter.measureId} against ${peers.measureId}`);
  }
  if (peers.academicYear !== lookedAfter.academicYear) {
    return refused('differentYear', `${lookedAfter.academicYear} against ${peers.academicYear}`);
  }
  if (peers.value === null) return refused('peerNotPublished', 'peer not published');
  if (lookedAfter.value === null) return refused('notAvailable', 'not available');
  const labels = [lookedAfter, peers].filter((side) => side.variant !== '' || side.vintage !== '').map(cohortWords);
  return { ok: true, value: { gap: gapInPoints(lookedAfter.value, peers.value), labels } };
}

/**
 * Peers minus looked after, in points. Swapping the two turns the sign.
 *
 * @example gapInPoints(46, 80) // 34
 */
export function gapInPoints(lookedAfter: number, peers: number): number {
  return peers - lookedAfter;
}

function refused(code: Extract<GapToPeers, { ok: false }>['error']['code'], detail: string): GapToPeers {
  return { ok: false, error: { code, detail } };
}
