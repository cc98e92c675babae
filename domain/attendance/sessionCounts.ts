/**
 * Sessions (half days) of one child over some time, by category.
 *
 * possible = attended + authorised + unauthorised; a session that was not possible (school closed, not required to
 * attend, dual registration …) is counted beside them and never enters the denominator.
 *
 * Source: DfE, "Pupil absence in schools in England: methodology" (possible sessions, overall absence rate);
 * School Attendance (Pupil Registration) (England) Regulations 2024 for the categories.
 */
export type SessionCounts = {
  /** Sessions present, late before the register closed, or attending elsewhere by arrangement. */
  readonly attended: number;
  /** Sessions of authorised absence. */
  readonly authorised: number;
  /** Sessions of unauthorised absence. */
  readonly unauthorised: number;
  /** Sessions in which attendance was not possible: outside every rate. */
  readonly notPossible: number;
};

/** No sessions at all. */
export const zeroSessions: SessionCounts = { attended: 0, authorised: 0, unauthorised: 0, notPossible: 0 };

/** Possible sessions: attended + authorised + unauthorised. `{attended: 340, authorised: 10, unauthorised: 5, notPossible: 25}` gives 355. */
export const possibleSessions = (counts: SessionCounts): number =>
  counts.attended + counts.authorised + counts.unauthorised;

/** Sessions missed, authorised or not. */
export const absentSessions = (counts: SessionCounts): number => counts.authorised + counts.unauthorised;

/** The sum of two counts, category by category. */
export const addSessions = (a: SessionCounts, b: SessionCounts): SessionCounts => ({
  attended: a.attended + b.attended,
  authorised: a.authorised + b.authorised,
  unauthorised: a.unauthorised + b.unauthorised,
  notPossible: a.notPossible + b.notPossible,
});

/** The sum of any number of counts. */
export const sumSessions = (counts: Iterable<SessionCounts>): SessionCounts => {
  let attended = 0;
  let authorised = 0;
  let unauthorised = 0;
  let notPossible = 0;
  for (const each of counts) {
    attended += each.attended;
    authorised += each.authorised;
    unauthorised += each.unauthorised;
    notPossible += each.notPossible;
  }
  return { attended, authorised, unauthorised, notPossible };
};
