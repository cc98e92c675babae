import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import type { ChildRow } from '#contract/children.ts';
import type { Drill } from '#contract/shared.ts';
import { ncYearLabel } from '#domain/calendar/ncYear.ts';
import { CallFailure } from '../callFailure.ts';
import type { ServiceContext } from '../context.ts';
import { writeCsv } from '../importers/writeCsv.ts';
import { placementTypeWords, senWords } from '../packs/schoolPackWords.ts';

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

/** Every column of the list, shown on the screen or not; those that tell where a child lives say nothing of a secret place. */
const columns: readonly Column[] = [
  ['Name', (row) => row.listName],
  ['Local id', (row) => row.localId],
  ['UPN', (row) => row.upn],
  ['Date of birth', (row) => dateInTable(row.dateOfBirth)],
  ['Age', (row) => row.age],
  ['Sex', (row) => row.sex],
  ['NC year', (row) => (row.ncYear === null ? null : ncYearLabel(row.ncYear as Parameters<typeof ncYearLabel>[0]))],
  ['School', (row) => unlessSecret(row, row.schoolName ?? 'No school')],
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
  { user, clock }: Pick<ServiceContext, 'user' | 'clock'>,
  list: {
    fileName: string;
    title: string;
    purpose: string;
    childIds: string[];
    heading: readonly string[];
    rows: readonly (readonly (string | number | null)[])[];
  },
): NamedList {
  const childIds = [...new Set(list.childIds)];
  if (childIds.length === 0)
    throw new CallFailure('notFound', 'There is no child in this list any more. Look at it again.');
  const count = `${childIds.length} ${childIds.length === 1 ? 'child' : 'children'}`;
  return {
    fileName: list.fileName,
    childIds,
    text: writeCsv([
      [listMarking],
      [`${count}: ${list.title}`],
      [`Made on ${dateInTable(clock.today())} by ${user.name} for: ${list.purpose}`],
      list.heading,
      ...list.rows,
    ]),
  };
}

/** The list of children as a file, from the rows that `children.list` answers. */
export function exportChildren(
  context: ServiceContext,
  { asAt, childIds, purpose, filters }: ParsedInput<'exports.children'>,
  listed: readonly ChildRow[],
): NamedList {
  const chosen = childIds === null ? null : new Set(childIds);
  const rows = chosen === null ? listed : listed.filter(({ childId }) => chosen.has(childId));
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
  const rows = children.filter((child) =>
    part === 'all' ? true : part === 'numerator' ? child.inNumerator : child.inDenominator && !child.inNumerator,
  );
  return namedList(context, {
    fileName: `figure-${drill.asAt}-official-sensitive.csv`,
    title: `${title}, as at ${dateInTable(drill.asAt)}${{ all: '', numerator: ', numerator', rest: ', denominator only' }[part]}`,
    purpose,
    childIds: rows.map(({ childId }) => childId),
    heading: ['Child', 'NC year', 'School', 'Locality', 'How the child counts', 'In numerator', 'In denominator'],
    rows: rows.map((child) => [
      child.listName,
      child.ncYear,
      unlessSecret(child, child.schoolName),
      unlessSecret(child, child.localityName),
      child.counts,
      yesNo(child.inNumerator),
      yesNo(child.inDenominator),
    ]),
  });
}
