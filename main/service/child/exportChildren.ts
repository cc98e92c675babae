import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import type { ChildRow } from '#contract/children.ts';
import type { Drill } from '#contract/shared.ts';
import { ncYearLabel } from '#domain/calendar/ncYear.ts';
import { withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { foldText } from '#domain/words/foldText.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { writeCsv } from '../documents/csv/writeCsv.ts';
import { matches, searchWords } from './names.ts';
import { placementTypeWords, senWords } from './placementAndSenWords.ts';
import { preparedBy } from './preparedBy.ts';

/** Stands in the first line of every list with names, so that whoever opens the file reads it first. */
export const listMarking =
  'OFFICIAL-SENSITIVE: contains names of children in care. For the Virtual School team only. Delete it when its purpose is done.';

type NamedList = CallOutput<'exports.children'>;
type Column = [heading: string, text: (row: ChildRow) => string | number | null];

/** @example dateInTable('2011-12-05') // '05/12/2011' */
const dateInTable = (date: string | null): string => (date === null ? '' : date.split('-').reverse().join('/'));
const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');
const grades = { green: 'Green', amber: 'Amber', red: 'Red' } as const;

/** Stands for what would tell where a child lives whose placement is secret. */
const notInFile = 'not in this file';
const unlessSecret = <Row extends { confidentialPlacement: boolean }>(row: Row, text: string | null): string | null =>
  row.confidentialPlacement ? notInFile : text;

const noSchool = (instead: string | undefined): string =>
  instead ? `No school: ${withoutSchoolWords(instead)}` : 'No school';

/** Every column of the list, shown on the screen or not; those that tell where a child lives say nothing of a secret place. */
const columns: readonly Column[] = [
  ['Name', (row) => row.listName],
  ['Local id', (row) => row.localId],
  ['UPN', (row) => row.upn],
  ['Date of birth', (row) => dateInTable(row.dateOfBirth)],
  ['Age', (row) => row.age],
  ['Sex', (row) => row.sex],
  ['NC year', (row) => (row.ncYear === null ? null : ncYearLabel(row.ncYear as Parameters<typeof ncYearLabel>[0]))],
  ['School', (row) => unlessSecret(row, row.schoolName ?? noSchool(row.withoutSchool))],
  ['Locality', (row) => unlessSecret(row, row.localityName)],
  ['Responsible authority', (row) => row.responsibleAuthority],
  ['Placement', (row) => unlessSecret(row, row.placementType === null ? null : placementTypeWords(row.placementType))],
  ['In care since', (row) => dateInTable(row.inCareSince)],
  ['12-month', (row) => yesNo(row.lac12)],
  ['UASC', (row) => yesNo(row.uasc)],
  ['SEN', (row) => senWords(row.senStatus)],
  ['Attendance', (row) => (row.attendancePercent === null ? 'no marks' : `${row.attendancePercent.toFixed(1)} %`)],
  ['Suspended days', (row) => row.suspendedDays],
  ['Last PEP', (row) => dateInTable(row.lastPepHeld)],
  ['PEP quality', (row) => (row.lastPepOverall === null ? 'not graded' : grades[row.lastPepOverall])],
  ['Next PEP due', (row) => dateInTable(row.nextPepDue)],
  ['PEP overdue', (row) => yesNo(row.pepOverdue)],
];

/** The marking, what the list is and how many it names, and then its rows. */
function namedList(
  context: ServiceContext,
  list: {
    fileName: string;
    title: string;
    purpose: string;
    childIds: string[];
    leftOut: number;
    heading: readonly string[];
    rows: readonly (readonly (string | number | null)[])[];
  },
): NamedList {
  const childIds = [...new Set(list.childIds)];
  if (childIds.length === 0)
    throw new CallFailure(
      'notFound',
      list.leftOut === 0
        ? 'There is no child in this list any more. Look at it again.'
        : 'The placement of every child in this list is secret, and the list is of one place: it would tell where they are. Nothing was written.',
    );
  const count = `${childIds.length} ${childIds.length === 1 ? 'child' : 'children'}`;
  return {
    fileName: list.fileName,
    childIds,
    leftOut: list.leftOut,
    text: writeCsv([
      [listMarking],
      [`${count}: ${list.title}`],
      [`Made on ${dateInTable(context.clock.today())} by ${preparedBy(context)} for: ${list.purpose}`],
      list.heading,
      ...list.rows,
    ]),
  };
}

/** What is searched for may be the name of a school: then the list is of one place. */
const isFoundByName = ({ listName, localId, upn }: ChildRow, search: string): boolean =>
  search.trim() === '' || matches(foldText(`${listName} ${localId} ${upn ?? ''}`), searchWords(search));

/**
 * The list of children as a file, from the rows that `children.list` answers. A list of one place (a locality, a school, what a
 * person of one locality sees) leaves out children whose placement is secret: that they are in it would tell where they are.
 */
export function exportChildren(
  context: ServiceContext,
  { asAt, childIds, purpose, filters, sort }: ParsedInput<'exports.children'>,
  listed: readonly ChildRow[],
): NamedList {
  const chosen = childIds === null ? null : new Set(childIds);
  const found = chosen === null ? listed : listed.filter(({ childId }) => chosen.has(childId));
  const ofOnePlace = context.scope.kind !== 'all' || filters.localityId !== null || filters.schoolId !== null;
  const told = found.filter((row) => !row.confidentialPlacement || (!ofOnePlace && isFoundByName(row, filters.search)));
  // In the order of places a child whose place is secret would stand among those it lives beside.
  const byPlace = sort.column === 'schoolName' || sort.column === 'localityName';
  const rows = byPlace
    ? told.toSorted((a, b) => Number(a.confidentialPlacement) - Number(b.confidentialPlacement))
    : told;
  const whose = {
    own: 'own children',
    other: 'children of other authorities',
    all: 'own children and children of other authorities',
  }[filters.responsibility];
  return namedList(context, {
    fileName: `children-${asAt}-official-sensitive.csv`,
    title: `${whose}, as at ${dateInTable(asAt)}${chosen === null ? '' : ', a choice of them'}`,
    purpose,
    childIds: rows.map(({ childId }) => childId),
    leftOut: found.length - rows.length,
    heading: columns.map(([heading]) => heading),
    rows: rows.map((row) => columns.map(([, text]) => text(row))),
  });
}

/** The children behind a figure as a file, from what `figures.children` answers. */
export function exportBehindFigure(
  context: ServiceContext,
  { drill, part, purpose }: { drill: Drill; part: 'all' | 'numerator' | 'rest'; purpose: string },
  { title, children }: CallOutput<'figures.children'>,
): NamedList {
  const found = children.filter((child) =>
    part === 'all' ? true : part === 'numerator' ? child.inNumerator : child.inDenominator && !child.inNumerator,
  );
  // Those in no locality are of one place too; and how somebody is taught who is at no school is kept with the school.
  const ofOnePlace = context.scope.kind !== 'all' || drill.localityId !== null || drill.figure === 'need:unallocated';
  const tellsSchool = drill.figure === 'need:withoutSchool';
  const rows = found.filter((child) => !(ofOnePlace && child.confidentialPlacement));
  return namedList(context, {
    fileName: `figure-${drill.asAt}-official-sensitive.csv`,
    title: `${title}, as at ${dateInTable(drill.asAt)}${{ all: '', numerator: ', numerator', rest: ', denominator only' }[part]}`,
    purpose,
    childIds: rows.map(({ childId }) => childId),
    leftOut: found.length - rows.length,
    heading: ['Child', 'NC year', 'School', 'Locality', 'How the child counts', 'In numerator', 'In denominator'],
    rows: rows.map((child) => [
      child.listName,
      child.ncYear,
      unlessSecret(child, child.schoolName),
      unlessSecret(child, child.localityName),
      tellsSchool ? unlessSecret(child, child.counts) : child.counts,
      yesNo(child.inNumerator),
      yesNo(child.inDenominator),
    ]),
  });
}
