import { z } from 'zod';
import { defineCall } from './call.ts';
import { secrecy } from './secrets.ts';
import { academicYear, dayGiven, id, localityFilter, pageInput, pepGrade, plainDate } from './shared.ts';

export const childRow = z.object({
  childId: id,
  /** 'SURNAME, Forename'; the local id where no name is known (an SSDA903 return carries none). */
  listName: z.string(),
  localId: z.string(),
  upn: z.string().nullable(),
  dateOfBirth: plainDate.nullable(),
  age: z.number().nullable(),
  sex: z.string().nullable(),
  ncYear: z.number().nullable(),
  schoolId: id.nullable(),
  schoolName: z.string().nullable(),
  /** What a child does who is at no school: `homeEducation`, `tuition`, `noPlace`; left out where nothing is recorded. */
  withoutSchool: z.string().optional(),
  localityId: localityFilter,
  localityName: z.string(),
  ownChild: z.boolean(),
  responsibleAuthority: z.string().nullable(),
  placementType: z.string().nullable(),
  inCareSince: plainDate.nullable(),
  lac12: z.boolean(),
  /** Looked after in an agreed series of short breaks only (V3, V4): listed under 'all', in no measure. */
  shortBreaksOnly: z.boolean(),
  uasc: z.boolean(),
  confidentialPlacement: z.boolean(),
  senStatus: z.string().nullable(),
  /** This academic year to the 'as at' date; null percentage means no sessions recorded. */
  attendancePercent: z.number().nullable(),
  possibleSessions: z.number(),
  /** This academic year to the date, lunchtimes as half days; null where no suspension of the year has reached the store. */
  suspendedDays: z.number().nullable(),
  lastPepHeld: plainDate.nullable(),
  lastPepOverall: pepGrade.nullable(),
  nextPepDue: plainDate.nullable(),
  pepOverdue: z.boolean(),
  /** Set where the caller may see attendance, suspensions and contacts alone: all else is left out, not absent. */
  attendanceOnly: z.literal(true).optional(),
});
export type ChildRow = z.output<typeof childRow>;

export const childFilters = z.object({
  search: z.string().max(200).default(''),
  localityId: localityFilter.default(null),
  /** Kent's own children, those placed here by other authorities, or both. */
  responsibility: z.enum(['own', 'other', 'all']).default('own'),
  ncYears: z.array(z.int()).default([]),
  schoolId: id.nullable().default(null),
  lac12: z.boolean().nullable().default(null),
  uasc: z.boolean().nullable().default(null),
  sen: z.enum(['N', 'K', 'E']).nullable().default(null),
  attendanceBelow: z.number().nullable().default(null),
  pepOverdue: z.boolean().nullable().default(null),
  withoutSchool: z.boolean().nullable().default(null),
});

/** The filters that narrow a list, for the audit; of words that were typed, which may be a name, only that there were some. */
export function filtersForAudit({ search, ...filters }: z.output<typeof childFilters>): Record<string, unknown> {
  const narrowing = Object.entries(filters).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(narrowing), ...(search === '' ? {} : { search: 'typed' }) };
}

export const sortableColumns = [
  'listName',
  'dateOfBirth',
  'ncYear',
  'schoolName',
  'localityName',
  'inCareSince',
  'attendancePercent',
  'suspendedDays',
  'lastPepHeld',
  'nextPepDue',
] as const;

const dated = { from: plainDate, to: plainDate.nullable() };

/** What the row of a fact was last written by; nothing of it is told of a closed record. */
const origin = z.object({
  /** The import, form or decision in its own words; null where none is on record. */
  source: z.string().nullable(),
  /** The import it can be undone with. */
  batchId: id.nullable(),
  /** The day that what was said is as of. */
  asOf: plainDate.nullable(),
});
/** Every fact of a record: its row, and where it comes from. */
const fact = { id, origin };

export const attendanceWeek = z.object({
  weekStart: plainDate,
  /** Null for marks of an activity that is at no school. */
  schoolName: z.string().nullable(),
  /** Ten two-character codes, Monday AM first, space padded. */
  marks: z.string(),
});

export const childRecord = z.object({
  childId: id,
  asAt: plainDate,
  header: z.object({
    listName: z.string(),
    textName: z.string(),
    knownAs: z.string().nullable(),
    localId: z.string(),
    upn: z.string().nullable(),
    dateOfBirth: plainDate.nullable(),
    dateOfBirthDisputed: z.boolean(),
    age: z.number().nullable(),
    sex: z.string().nullable(),
    ethnicity: z.string().nullable(),
    firstLanguage: z.string().nullable(),
    uasc: z.boolean(),
    ownChild: z.boolean(),
    responsibleAuthority: z.string().nullable(),
    ncYear: z.number().nullable(),
    school: z.object({ id, name: z.string(), urn: z.string().nullable() }).nullable(),
    /** What the child does instead, since when; left out where it is at a school, or nothing is recorded. */
    withoutSchool: z.object({ kind: z.string(), from: plainDate }).optional(),
    designatedTeacher: z.string().nullable(),
    localityName: z.string(),
    localityId: localityFilter,
    lac12: z.boolean(),
    lookedAfter: z.boolean(),
    inCareSince: plainDate.nullable(),
    placementType: z.string().nullable(),
    placementDistrict: z.string().nullable(),
    placements: z.number(),
    schools: z.number(),
    confidentialPlacement: z.boolean(),
    senStatus: z.string().nullable(),
    socialWorker: z.string().nullable(),
    reviewingOfficer: z.string().nullable(),
    sealed: z.boolean(),
  }),
  attendance: z.object({
    academicYear,
    thisYear: z.object({
      attended: z.number(),
      authorised: z.number(),
      unauthorised: z.number(),
      notPossible: z.number(),
      possible: z.number(),
      percentAttended: z.number().nullable(),
      percentAbsent: z.number().nullable(),
      persistent: z.boolean().nullable(),
      severe: z.boolean().nullable(),
      missed25Days: z.boolean().nullable(),
      conflicts: z.number(),
    }),
    weeks: z.array(attendanceWeek),
    years: z.array(
      z.object({
        academicYear,
        possible: z.number(),
        attended: z.number(),
        authorised: z.number(),
        unauthorised: z.number(),
        percentAbsent: z.number().nullable(),
        persistent: z.boolean().nullable(),
        /** The rule of the year that says who is a persistent absentee, in words; null where none is known. */
        persistentRule: z.string().nullable(),
        inCareOnly: z.object({ possible: z.number(), absent: z.number() }),
      }),
    ),
  }),
  attainment: z.object({
    results: z.array(
      z.object({
        ...fact,
        academicYear,
        keyStage: z.string(),
        subject: z.string(),
        /** What was taken, where it is no GCSE or test of the key stage. */
        qualification: z.string().nullable(),
        component: z.string(),
        value: z.string(),
        status: z.string(),
        dateReceived: plainDate.nullable(),
        /** The day it was issued, from which it stands; assumed where its file gave no date. */
        standsFrom: plainDate,
        standsFromAssumed: z.boolean(),
        entry: z.string(),
        /** Of a subject entered more than once: which entry measures count, and which is the child's best. */
        place: z.enum(['counts', 'best', 'both']).nullable(),
        standing: z.boolean(),
        supersedes: id.nullable(),
      }),
    ),
    outlook: z.array(
      z.object({
        subject: z.string(),
        keyStage: z.string(),
        latest: z.string().nullable(),
        target: z.string().nullable(),
        prediction: z.string().nullable(),
        onTrack: z.enum(['onTrack', 'oneBelow', 'below', 'notAvailable']),
      }),
    ),
    note: z.string(),
  }),
  suspensions: z.object({
    /** Null where no suspension of the academic year has reached the store: not available, never 0. */
    days: z.number().nullable(),
    /** The day files reach to, where that is before the date: later suspensions are not known. */
    receivedTo: plainDate.nullable(),
    limitWords: z.string().nullable(),
    rows: z.array(
      z.object({
        ...fact,
        category: z.string(),
        from: plainDate,
        sessions: z.number(),
        days: z.number(),
        reasons: z.array(z.string()),
        status: z.string(),
        standing: z.boolean(),
        schoolName: z.string().nullable(),
        examAffected: z.boolean(),
      }),
    ),
  }),
  peps: z.object({
    nextDue: plainDate.nullable(),
    /** The PEP held last by the date, in the version that stood: its grade is the child's PEP quality. */
    lastHeldId: id.nullable(),
    rows: z.array(
      z.object({
        ...fact,
        version: z.number(),
        reason: z.string(),
        status: z.string(),
        due: plainDate,
        held: plainDate.nullable(),
        submitted: plainDate.nullable(),
        signedOff: plainDate.nullable(),
        schoolName: z.string().nullable(),
        timeliness: z.enum(['onTime', 'late', 'overdue', 'notYetDue', 'outOfDenominator']),
        completeness: z.object({ filled: z.number(), of: z.number() }),
        overall: pepGrade.nullable(),
        gradedBy: z.string().nullable(),
        gradedOn: plainDate.nullable(),
        sections: z.array(
          z.object({
            section: z.string(),
            title: z.string(),
            filled: z.boolean(),
            grade: pepGrade.nullable(),
            reason: z.string().nullable(),
          }),
        ),
        targets: z.array(
          z.object({
            id,
            what: z.string(),
            when: z.string(),
            where: z.string().nullable(),
            who: z.string(),
            howOften: z.string().nullable(),
            cost: z.number().nullable(),
            evaluation: z.string(),
            evidence: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
  care: z.object({
    episodes: z.array(
      z.object({
        ...fact,
        ...dated,
        legalStatus: z.string(),
        needCode: z.string().nullable(),
        placementType: z.string(),
        placementDistrict: z.string().nullable(),
        reasonStarted: z.string().nullable(),
        reasonCeased: z.string().nullable(),
        localityName: z.string(),
      }),
    ),
    enrolments: z.array(
      z.object({
        ...fact,
        ...dated,
        /** Null, like the name, for what is at no school. */
        schoolId: id.nullable(),
        schoolName: z.string().nullable(),
        urn: z.string().nullable(),
        ncYear: z.number().nullable(),
        kind: z.string(),
        partTimeSessions: z.number().nullable(),
        alternativeProvision: z.boolean(),
      }),
    ),
    sen: z.array(z.object({ ...fact, ...dated, status: z.string() })),
    /** A child with one name has it as surname. */
    names: z.array(
      z.object({ ...fact, ...dated, kind: z.string(), surname: z.string(), forename: z.string().nullable() }),
    ),
    identifiers: z.array(z.object({ ...fact, ...dated, kind: z.string(), value: z.string() })),
    datesOfBirth: z.array(z.object({ ...fact, ...dated, dateOfBirth: plainDate, disputed: z.boolean() })),
  }),
  secrecy: z.array(secrecy),
  /** As in a row of the list. */
  attendanceOnly: z.literal(true).optional(),
});
export type ChildRecord = z.output<typeof childRecord>;

export const childSort = z
  .object({ column: z.enum(sortableColumns), descending: z.boolean() })
  .default({ column: 'listName', descending: false });

export const childrenCalls = {
  'children.list': defineCall({
    kind: 'query',
    input: z.object({
      asAt: dayGiven,
      filters: childFilters,
      sort: childSort,
      ...pageInput,
      limit: z.int().min(1).max(20_000).default(500),
    }),
    output: z.object({ total: z.number(), rows: z.array(childRow) }),
    access: 'attendanceOfChildren',
    audit: {
      action: 'list children',
      subjects: (_input, output) => output.rows.map((row) => ({ kind: 'child', id: row.childId })),
      filter: ({ asAt, filters, offset, limit }, { total }) => ({
        asAt,
        ...filtersForAudit(filters),
        from: offset,
        limit,
        total,
      }),
    },
    reads: ['children', 'schools'],
  }),
  'children.get': defineCall({
    kind: 'query',
    input: z.object({ childId: id, asAt: dayGiven }),
    output: childRecord,
    access: 'attendanceOfChild',
    audit: { action: 'read child', subjects: (input) => [{ kind: 'child', id: input.childId }] },
    reads: ({ childId }) => [{ topic: 'children', id: childId }, 'schools'],
  }),
  /** Ctrl+K: children and schools by name, UPN, URN or local id, in the caller's localities. */
  'search.all': defineCall({
    kind: 'query',
    input: z.object({ text: z.string().max(100), asAt: dayGiven, limit: z.int().min(1).max(50).default(12) }),
    output: z.object({
      children: z.array(z.object({ childId: id, listName: z.string(), detail: z.string() })),
      schools: z.array(z.object({ schoolId: id, name: z.string(), urn: z.string().nullable(), pupils: z.number() })),
    }),
    access: 'attendanceOfChildren',
    audit: {
      action: 'search',
      subjects: (_input, output) => output.children.map((child) => ({ kind: 'child', id: child.childId })),
      filter: ({ asAt, limit }) => ({ asAt, limit, search: 'typed' }),
    },
    reads: ['children', 'schools'],
  }),
};
