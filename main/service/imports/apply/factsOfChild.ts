import { attainmentTargetSaid } from '#domain/attainment/attainmentTargetSaid.ts';
import { resultSaid } from '#domain/attainment/resultSaid.ts';
import { endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { outcomesCohortDate } from '#domain/cohorts/outcomesCohortDate.ts';
import { enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { isWithoutSchool } from '#domain/enrolment/withoutSchool.ts';
import { withoutSchoolSaid } from '#domain/enrolment/withoutSchoolSaid.ts';
import { suspensionSaid } from '#domain/exclusions/suspensionSaid.ts';
import { saysIfGiven } from '#domain/facts/said.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { pepsNamed } from '#domain/peps/findPep.ts';
import type { PepReason } from '#domain/peps/pepDueDates.ts';
import { pepSaid } from '#domain/peps/pepSaid.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { senStatusSaid } from '#domain/sen/senStatusSaid.ts';
import type { EnrolmentRow } from '../formats/enrolments/format.ts';
import type { PepRow } from '../formats/peps/format.ts';
import type { ResultRow } from '../formats/results/format.ts';
import type { SenStatusRow } from '../formats/sen-status/format.ts';
import type { SuspensionRow } from '../formats/suspensions/format.ts';
import type { SourceRow } from '../formats/types.ts';
import type { SchoolRef } from '../read/columns.ts';
import type { RowApplier, RowOutcome } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createSchoolFinder, type SchoolFound } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/** How rows of one format about children who are here are brought in. */
type OfChild<Row> = {
  /** The column and the day by which a row is none about a child whose record was closed before. */
  dated: (row: Row & SourceRow) => readonly [field: string, day: PlainDate | null];
  /** The school that a row names, and the day on which it is called so. */
  school?: (row: Row & SourceRow) => readonly [ref: SchoolRef, on: PlainDate];
  /** Calls the rule. `ofChild` are all rows of the file about the child, by whichever of its ids. */
  apply: (run: ImportRun, childId: string, row: Row & SourceRow, found: Found<Row>) => RowOutcome;
};

type Found<Row> = {
  school: SchoolFound | null;
  ofChild: readonly (Row & SourceRow)[];
  /** The school that another row names. */
  schoolOf: (row: Row & SourceRow) => SchoolFound | null;
};

/** Finds the child and the school that a row names, and leaves the rest to its rule. */
const ofChild =
  <Row extends { localId: string }>({ dated, school, apply }: OfChild<Row>) =>
  (run: ImportRun, rows: readonly (Row & SourceRow)[]): RowApplier<Row> => {
    const children = createChildFinder(run);
    let byChild: Map<string, (Row & SourceRow)[]> | null = null;
    /** The rows by the child they mean: one of whom two records were made one is called by two ids. */
    const rowsOf = (childId: string): readonly (Row & SourceRow)[] => {
      if (byChild === null) {
        byChild = new Map();
        for (const own of Map.groupBy(rows, ({ localId }) => foldedLocalId(localId)).values()) {
          const child = children.known(own[0]?.localId ?? '');
          if (!isFault(child)) byChild.set(child.id, [...(byChild.get(child.id) ?? []), ...own]);
        }
      }
      return byChild.get(childId) ?? [];
    };
    const schoolOf = createSchoolFinder(run);
    return (row) => {
      const child = children.known(row.localId);
      if (isFault(child)) return child;
      const sealed = sealedFault(child, ...dated(row));
      if (sealed) return sealed;
      const found = school ? schoolOf(...school(row)) : null;
      if (found !== null && isFault(found)) return found;
      const schoolOfRow = (other: Row & SourceRow) => {
        const of = school ? schoolOf(...school(other)) : null;
        return of !== null && isFault(of) ? null : of;
      };
      return apply(run, child.id, row, { school: found, ofChild: rowsOf(child.id), schoolOf: schoolOfRow });
    };
  };

/** First days that a file gives of a child beside a row: at the same school, by all its names, and of main registrations elsewhere. */
function otherRows(run: ImportRun, row: EnrolmentRow & SourceRow, { school, ofChild, schoolOf }: Found<EnrolmentRow>) {
  // Only beside a conversion is more to be known than the file's own rows by the same name.
  if (!school || school.otherKeys.length === 0) return { alsoFrom: row.alsoFrom };
  const isHere = (other: EnrolmentRow & SourceRow) => {
    const of = schoolOf(other);
    return of !== null && run.lines().isSame(of.id, school.id);
  };
  const others = ofChild.filter((other) => other.row !== row.row);
  const here = others.filter(isHere).map(({ start }) => start);
  const elsewhere = others.filter((other) => (other.kind ?? 'main') === 'main' && !isHere(other));
  return { alsoFrom: here.filter((day) => day !== row.start), elsewhere: elsewhere.map(({ start }) => start) };
}

/** Enrolments: `enrolmentSaid`; what is at no school: `withoutSchoolSaid`. */
export const createEnrolmentApplier = ofChild<EnrolmentRow>({
  // What goes on after the order is none of ours; what had ended by then is.
  dated: ({ end }) => ['school_urn', end.said ? end.value : null],
  school: (row) => [row, row.start],
  apply: (run, childId, row, { school, ofChild, schoolOf }) => {
    const said = {
      ...row,
      ncYear: saysIfGiven(row.ncYear),
      alternativeProvision: saysIfGiven(row.alternativeProvision),
    };
    const kinds = ['enrolments', 'birthDates', 'child'] as const;
    const { kind } = row;
    if (school === null)
      return kind !== null && isWithoutSchool(kind)
        ? applyRule(run, childId, kinds, withoutSchoolSaid, { ...said, kind })
        : { field: 'school_urn', value: '', reason: 'This row names no school' };
    const { id: schoolId, key: schoolUrn, otherKeys: otherUrns } = school;
    const at = { schoolId, schoolUrn, otherUrns, ...otherRows(run, row, { school, ofChild, schoolOf }) };
    return applyRule(run, childId, kinds, enrolmentSaid, { ...said, ...at, kind: saysIfGiven(kind) });
  },
});

const isSameSchool = (one: SchoolRef, other: SchoolRef): boolean =>
  one.schoolUrn === other.schoolUrn && one.schoolName === other.schoolName;

/** Something made of the rows about one child, once for all of them: each row is looked at beside the others. */
function madeOnce<Row extends object, Made>(make: (rows: readonly Row[]) => Made): (rows: readonly Row[]) => Made {
  const made = new WeakMap<readonly Row[], Made>();
  return (rows) => {
    const known = made.get(rows) ?? make(rows);
    made.set(rows, known);
    return known;
  };
}

const onDay = ({ category, startDate }: SuspensionRow): string => `${category} ${startDate}`;
const byDay = madeOnce((rows: readonly SuspensionRow[]) => Map.groupBy(rows, onDay));

/** Suspensions and exclusions: `suspensionSaid`. */
export const createSuspensionApplier = ofChild<SuspensionRow>({
  dated: ({ startDate }) => ['start_date', startDate],
  school: (row) => [row, row.startDate],
  apply: (run, childId, row, { school, ofChild }) =>
    applyRule(run, childId, ['suspensions', 'child', 'enrolments'], suspensionSaid, {
      ...row,
      schoolId: saysIfGiven(school?.id),
      isOneOfSeveral: (byDay(ofChild).get(onDay(row)) ?? []).some((other) => !isSameSchool(other, row)),
      isBeside: (startDate: string) => byDay(ofChild).has(onDay({ ...row, startDate })),
      sessions: saysIfGiven(row.sessions),
      status: saysIfGiven(row.status),
      examAffected: saysIfGiven(row.examAffected),
    }),
});

/** Stretches of SEN status: `senStatusSaid`. */
export const createSenStatusApplier = ofChild<SenStatusRow>({
  dated: ({ from }) => ['from', from],
  apply: (run, childId, row) =>
    applyRule(run, childId, ['senStatuses', 'child'], senStatusSaid, { ...row, to: saysIfGiven(row.to) }),
});

/**
 * The day by which a result is none about a child whose record was closed before: that on which its year's cohort is taken, for
 * which July's results still come. Assessments of a term and targets have their own.
 */
const dayOfResult = ({ kind, keyStage, academicYear, dateReceived }: ResultRow): PlainDate =>
  kind === 'result' && keyStage !== 'termly'
    ? outcomesCohortDate(academicYear)
    : (dateReceived ?? endOfAcademicYear(academicYear));

const ofSubject = ({ academicYear, keyStage, subject }: ResultRow): string =>
  [academicYear, keyStage, subject].join('\u0000');
const bySubject = madeOnce((rows: readonly (ResultRow & SourceRow)[]) =>
  Map.groupBy(
    rows.filter(({ kind }) => kind === 'result'),
    ofSubject,
  ),
);

/** Results (`resultSaid`), targets and predictions (`attainmentTargetSaid`). */
export const createResultApplier = ofChild<ResultRow>({
  dated: (row) => ['academic_year', dayOfResult(row)],
  apply: (run, childId, row, { ofChild }) => {
    const { kind, status, dateReceived } = row;
    if (kind !== 'result' || status === null) {
      const said = { ...row, kind: kind === 'prediction' ? kind : ('target' as const), setOn: dateReceived };
      return applyRule(run, childId, ['attainmentTargets', 'child'], attainmentTargetSaid, said);
    }
    return applyRule(run, childId, ['results', 'child'], resultSaid, {
      ...row,
      status,
      issuedOn: dateReceived,
      others: (bySubject(ofChild).get(ofSubject(row)) ?? [])
        .filter((other) => other.row !== row.row)
        .map((other) => ({ ...other, issuedOn: other.dateReceived })),
    });
  },
});

const REASONS: readonly (readonly [RegExp, PepReason])[] = [
  [/^(initial|first)/i, 'initial'],
  [/^(termly|review|six|periodic)/i, 'review'],
  [/placement/i, 'placementMove'],
  [/school/i, 'schoolChange'],
  [/key ?stage/i, 'newKeyStage'],
];

/** The reason in the app's own words; one it does not know is kept as it stands. */
const reasonOf = (words: string | null): string | null =>
  words === null ? null : (REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? words);

const sectionId = (place: number): string => defaultPepSections[place - 1]?.section ?? '';

const namedBy = madeOnce((rows: readonly PepRow[]) => pepsNamed(rows));

const orEarlier = (day: PlainDate, other: PlainDate | null): PlainDate =>
  other === null ? day : earlierOf(day, other);

/** PEPs; which one a row means and what becomes of it is `pepSaid`. */
export const createPepApplier = ofChild<PepRow>({
  dated: ({ due, held }) => ['due', orEarlier(due, held)],
  school: (row) => [row, row.held ?? row.due],
  apply: (run, childId, row, { school, ofChild }) =>
    applyRule(run, childId, ['peps', 'pepSections', 'pepTargets', 'child'], pepSaid, {
      ...row,
      schoolId: school?.id ?? null,
      others: namedBy(ofChild),
      reason: reasonOf(row.reason),
      sections: row.sections.map(({ section, ...said }) => ({ section: sectionId(section), ...said })),
      targets: row.targets.map(({ when, where, ...said }) => ({ whenBy: when, wherePlace: where, ...said })),
    }),
});
