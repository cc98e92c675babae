import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { BesideEarlier } from '#domain/disclosure/besideEarlier.ts';
import type { HidingOrder } from '#domain/disclosure/hidingOrder.ts';
import type { LineState } from '#domain/disclosure/protectLocalities.ts';
import type { Variant } from '#domain/disclosure/protectVariants.ts';
import type { MeasureId, MeasureSubject } from '#domain/measures/measure.ts';
import type { GroupFigure } from './figuresOfFamily.ts';

/** Why a cell is hidden: itself small, so that it gives no other back, so that two lines do not, or an earlier release. */
export type Why = 'small' | 'givesBack' | 'difference' | 'earlier';

/** A line of a measure and year as every release of the family shows it. */
export type ProtectedLine = {
  figure: GroupFigure;
  state: LineState;
  /** Why its outcome, or all of it, is hidden. */
  why: Why | null;
  showsCohort: boolean;
  whyCohort: Why | null;
  /** Earlier releases that had a say. */
  earlier: readonly string[];
};

export type ProtectedMeasure = {
  county: Readonly<Record<Variant, ProtectedLine>>;
  localities: ReadonlyMap<string, ProtectedLine>;
  /** What keeps the year from leaving at all: earlier releases that stand too close, or gave a figure away. */
  refusedBy: readonly string[] | null;
};

export type FamilyYear = {
  subject: MeasureSubject;
  /** Which localities give way first, list by list. */
  order: HidingOrder;
  /** The year, or the years together, or the date: the order is another in each. */
  label: string;
  localityIds: readonly string[];
  measures: readonly {
    id: MeasureId;
    county: Readonly<Record<Variant, GroupFigure>>;
    localities: ReadonlyMap<string, GroupFigure>;
  }[];
};

export type Beside = BesideEarlier & { cohort?: 'known' | 'close'; by: readonly string[] };

/** The protected tables of a family by year, with the year before the first, which a change is printed beside. */
export type FamilyTables = ReadonlyMap<AcademicYear, ReadonlyMap<MeasureId, ProtectedMeasure>>;
