/** A shown cell by what it means; what is not shown is null. `area` null is the county. */
export type ReleasedFact = {
  measure: string;
  /** The academic year of a year's figure; null for a count on a date. */
  year: string | null;
  /** The date of a figure to a date; null for a whole year. */
  date: string | null;
  cohort: 'LAC12' | 'all';
  uasc: 'with' | 'without';
  area: string | null;
  inCohort: number | null;
  n: number | null;
  reached: number | null;
  value: number | null;
};
