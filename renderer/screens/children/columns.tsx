import type { ChildRow } from '#contract/children.ts';
import { sortableColumns } from '#contract/children.ts';
import { withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { ncYearText, senText } from '#renderer/ui/childWords.ts';
import { capital, wordsOf } from '#renderer/ui/codeWords.ts';
import type { DataColumn } from '#renderer/ui/DataTable.tsx';
import { dateInTable, oneDecimal } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { GradeTag, Tag } from '#renderer/ui/RagTag.tsx';

/** A column that also has its content as text, for the CSV. */
export type Column = DataColumn<ChildRow> & { text: (row: ChildRow) => string };

const date = (value: string | null, none: string): string => (value === null ? none : dateInTable(value));
const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');
const gradeWords = { green: 'Green', amber: 'Amber', red: 'Red' } as const;

/** The service sorts; a sort value here only tells the table that the column can be sorted. */
const sortable = { sortValue: () => null };

type Given = Omit<Column, 'cell' | 'sortValue'> & Partial<Pick<Column, 'cell'>>;

const notShown = 'not shown to you';

/** The columns of what somebody who sees attendance, suspensions and contacts alone is not shown of a child. */
export const ofLearning: ReadonlySet<string> = new Set([
  ...['placementType', 'uasc', 'sen'],
  ...['lastPepHeld', 'pepQuality', 'nextPepDue'],
]);

function column(given: Given): Column {
  const { id, text, cell = text } = given;
  return {
    ...((sortableColumns as readonly string[]).includes(id) ? sortable : {}),
    ...given,
    // What is left out of a row is not the same as none.
    text: (row) => (row.attendanceOnly && ofLearning.has(id) ? notShown : text(row)),
    cell: (row) => (row.attendanceOnly && ofLearning.has(id) ? notShown : cell(row)),
  };
}

/**
 * Every column of the list, in the order of the chooser; an id that `children.list` sorts by makes the column sortable.
 */
const given: Given[] = [
  {
    id: 'listName',
    header: 'Name',
    width: 176,
    rowHeader: true,
    hideable: false,
    text: (row) => row.listName,
    cell: (row) => <Name>{row.listName}</Name>,
  },
  { id: 'localId', hiddenAtFirst: true, header: 'Local id', width: 96, text: (row) => row.localId },
  { id: 'upn', hiddenAtFirst: true, header: 'UPN', width: 128, text: (row) => row.upn ?? 'not known' },
  {
    id: 'dateOfBirth',
    header: 'Date of birth',
    width: 104,
    text: (row) => date(row.dateOfBirth, 'not known'),
  },
  {
    id: 'age',
    hiddenAtFirst: true,
    header: 'Age',
    width: 52,
    align: 'end',
    text: (row) => (row.age === null ? 'not known' : String(row.age)),
  },
  { id: 'sex', hiddenAtFirst: true, header: 'Sex', width: 52, text: (row) => row.sex ?? 'not known' },
  { id: 'ncYear', header: 'NC year', width: 78, align: 'end', text: (row) => ncYearText(row.ncYear) },
  {
    id: 'schoolName',
    header: 'School',
    width: 218,
    text: (row) => row.schoolName ?? (row.withoutSchool ? capital(withoutSchoolWords(row.withoutSchool)) : 'No school'),
  },
  { id: 'localityName', header: 'Locality', width: 126, text: (row) => row.localityName },
  {
    id: 'responsible',
    hiddenAtFirst: true,
    header: 'Responsible authority',
    width: 160,
    text: (row) => row.responsibleAuthority ?? 'not known',
  },
  {
    id: 'placementType',
    hiddenAtFirst: true,
    header: 'Placement',
    width: 150,
    // The list is exported too: a confidential placement is in no file.
    text: (row) => (row.confidentialPlacement ? 'confidential' : wordsOf('placement', row.placementType, 'not known')),
  },
  {
    id: 'inCareSince',
    hiddenAtFirst: true,
    header: 'In care since',
    width: 104,
    text: (row) => date(row.inCareSince, 'not in care'),
  },
  { id: 'lac12', hiddenAtFirst: true, header: '12-month', width: 78, text: (row) => yesNo(row.lac12) },
  { id: 'uasc', hiddenAtFirst: true, header: 'UASC', width: 60, text: (row) => yesNo(row.uasc) },
  { id: 'sen', hiddenAtFirst: true, header: 'SEN', width: 102, text: (row) => senText(row.senStatus) },
  {
    id: 'attendancePercent',
    header: 'Attendance',
    width: 100,
    align: 'end',
    text: (row) => (row.attendancePercent === null ? 'no marks' : `${oneDecimal(row.attendancePercent)} %`),
  },
  {
    id: 'suspendedDays',
    hiddenAtFirst: true,
    header: 'Suspended days',
    width: 82,
    align: 'end',
    text: (row) => (row.suspendedDays === null ? 'not available' : String(row.suspendedDays)),
  },
  {
    id: 'lastPepHeld',
    hiddenAtFirst: true,
    header: 'Last PEP',
    width: 104,
    text: (row) => date(row.lastPepHeld, 'none held'),
  },
  {
    id: 'pepQuality',
    header: 'PEP quality',
    width: 106,
    text: (row) => (row.lastPepOverall === null ? 'not graded' : gradeWords[row.lastPepOverall]),
    cell: (row) => <GradeTag grade={row.lastPepOverall} />,
  },
  {
    id: 'nextPepDue',
    header: 'Next PEP due',
    width: 152,
    text: (row) => `${date(row.nextPepDue, 'no date')}${row.pepOverdue ? ', overdue' : ''}`,
    cell: (row) =>
      row.pepOverdue ? (
        <Tag tone="red">{row.nextPepDue === null ? 'overdue' : `overdue ${dateInTable(row.nextPepDue)}`}</Tag>
      ) : (
        date(row.nextPepDue, 'no date')
      ),
  },
];

export const columns: Column[] = given.map(column);

/** What there is to choose from for somebody who sees attendance, suspensions and contacts alone. */
export const columnsOfAttendance: Column[] = columns
  .filter(({ id }) => !ofLearning.has(id))
  .map((each) => (each.id === 'suspendedDays' ? { ...each, hiddenAtFirst: false } : each));
