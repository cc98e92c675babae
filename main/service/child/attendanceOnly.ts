import type { z } from 'zod';
import type { ChildRecord, ChildRow, childFilters, childSort } from '#contract/children.ts';

/**
 * What somebody is shown of a child whose attendance, suspensions and contacts alone they may see (an education welfare
 * officer): who it is, its school, its people, attendance and suspensions. That a placement is secret stays said: it is a warning.
 * Source: issue 8 section 4.
 */
export const rowOfAttendance = (row: ChildRow): ChildRow => ({
  ...row,
  attendanceOnly: true,
  uasc: false,
  placementType: null,
  senStatus: null,
  lastPepHeld: null,
  lastPepOverall: null,
  nextPepDue: null,
  pepOverdue: false,
});

/** The record, as `rowOfAttendance` is the row. */
export const recordOfAttendance = (record: ChildRecord): ChildRecord => ({
  ...record,
  attendanceOnly: true,
  header: {
    ...record.header,
    ethnicity: null,
    firstLanguage: null,
    uasc: false,
    placementType: null,
    placementDistrict: null,
    placements: 0,
    senStatus: null,
  },
  attainment: { results: [], outlook: [], note: '' },
  peps: { nextDue: null, lastHeldId: null, rows: [] },
  care: { ...record.care, episodes: [], sen: [] },
  secrecy: [],
});

/** Whether a list is narrowed or sorted by what `rowOfAttendance` leaves out: its order or length would tell it. */
export const asksForMore = (filters: z.output<typeof childFilters>, sort: z.output<typeof childSort>): boolean =>
  filters.sen !== null ||
  filters.uasc !== null ||
  filters.pepOverdue !== null ||
  sort.column === 'lastPepHeld' ||
  sort.column === 'nextPepDue';
