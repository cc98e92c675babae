import type { ReactNode } from 'react';
import type { ChildRecord } from '#contract/children.ts';
import { isWithoutSchool, withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { urnWords } from '#domain/identifiers/urnWords.ts';
import { nameInText } from '#domain/identity/personName.ts';
import { ncYearText, senText } from '#renderer/ui/childWords.ts';
import { capital, codeAndWords, wordsOf } from '#renderer/ui/codeWords.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { authorityWords, noSchoolWords } from './ChildHeader.tsx';
import classes from './child.module.css';

type Care = ChildRecord['care'];
type Dated = { from: string; to: string | null };

const from = <Row extends Dated>(): RecordColumn<Row> => ({
  header: 'From',
  cell: (row) => <PlainDate date={row.from} form="table" />,
});
const to = <Row extends Dated>(): RecordColumn<Row> => ({
  header: 'To',
  cell: (row) => <PlainDate date={row.to} form="table" none="current" />,
});

/** 'open': nothing to hide; 'shown': on screen only; 'hidden'. */
type Disclosure = 'open' | 'shown' | 'hidden';

function Disclosed({ words, as }: { words: string; as: Disclosure }) {
  if (as === 'open') return <>{words}</>;
  if (as === 'hidden') return <span className="vsk-absent">confidential</span>;
  return (
    <>
      <span className="vsk-noprint">{words}</span>
      <span className={classes.printOnly}>confidential</span>
    </>
  );
}

const episodes = (placement: Disclosure): RecordColumn<Care['episodes'][number]>[] => [
  from(),
  to(),
  { header: 'Legal status', cell: (row) => codeAndWords('legalStatus', row.legalStatus) },
  {
    header: 'Placement',
    cell: (row) => <Disclosed words={codeAndWords('placement', row.placementType)} as={placement} />,
  },
  {
    header: 'District',
    keep: true,
    cell: (row) => <Disclosed words={row.placementDistrict ?? 'not recorded'} as={placement} />,
  },
  { header: 'Locality', keep: true, cell: (row) => row.localityName },
  { header: 'Need', cell: (row) => capital(wordsOf('need', row.needCode)) },
  { header: 'Began because', cell: (row) => capital(wordsOf('started', row.reasonStarted)) },
  {
    header: 'Ended because',
    cell: (row) => capital(wordsOf('ceased', row.reasonCeased, row.to === null ? 'still open' : 'not recorded')),
  },
];

const enrolments: RecordColumn<Care['enrolments'][number]>[] = [
  from(),
  to(),
  { header: 'School', cell: (row) => row.schoolName ?? 'No school' },
  { header: 'URN', cell: (row) => row.urn ?? (row.schoolId === null ? '' : 'no URN') },
  { header: 'NC year', end: true, cell: (row) => ncYearText(row.ncYear) },
  {
    header: 'Registration',
    cell: (row) => capital(isWithoutSchool(row.kind) ? withoutSchoolWords(row.kind) : row.kind),
  },
  {
    header: 'Timetable',
    cell: (row) =>
      row.partTimeSessions !== null ? (
        <Tag tone="amber">{`${row.partTimeSessions} sessions a week`}</Tag>
      ) : row.schoolId === null ? (
        'not recorded'
      ) : (
        'Full time'
      ),
  },
  { header: 'Alternative provision', cell: (row) => (row.alternativeProvision ? 'Yes' : 'No') },
];

const sen: RecordColumn<Care['sen'][number]>[] = [
  from(),
  to(),
  { header: 'Status', cell: (row) => senText(row.status) },
];

const nameKinds: Record<string, string> = { legal: 'Legal', knownAs: 'Known as' };
const names: RecordColumn<Care['names'][number]>[] = [
  from(),
  to(),
  { header: 'Kind', cell: (row) => nameKinds[row.kind] ?? row.kind },
  {
    header: 'Name',
    cell: (row) => <Name>{nameInText(row)}</Name>,
  },
];

const identifierKinds: Record<string, string> = {
  localId: 'Local id',
  upn: 'UPN',
  formerUpn: 'Former UPN',
  uln: 'ULN',
};
const identifiers: RecordColumn<Care['identifiers'][number]>[] = [
  from(),
  to(),
  { header: 'Kind', cell: (row) => identifierKinds[row.kind] ?? row.kind },
  { header: 'Value', cell: (row) => <Name>{row.value}</Name> },
];

const datesOfBirth: RecordColumn<Care['datesOfBirth'][number]>[] = [
  from(),
  to(),
  { header: 'Date of birth', cell: (row) => <PlainDate date={row.dateOfBirth} /> },
  { header: 'Standing', cell: (row) => (row.disputed ? <Tag tone="amber">Disputed</Tag> : 'Accepted') },
];

function History<Row extends Dated>(props: {
  title: string;
  /** What begins later is not there yet on the date the record is shown for. */
  asAt: string;
  rows: Row[];
  columns: RecordColumn<Row>[];
  note?: ReactNode;
}) {
  const { title, asAt, rows, columns, note } = props;
  const newestFirst = rows.filter((row) => row.from <= asAt).sort((a, b) => b.from.localeCompare(a.from));
  return (
    <Panel title={title} flush>
      <RecordTable
        label={title}
        rows={newestFirst}
        columns={columns}
        rowKey={(row) => `${row.from} ${row.to} ${rows.indexOf(row)}`}
        empty="Nothing recorded."
      />
      {note}
    </Panel>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Panel title={title}>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const people = (header: ChildRecord['header']): [string, ReactNode][] => [
  ['Responsible authority', capital(authorityWords(header.responsibleAuthority))],
  ['Social worker', <Name key="worker">{header.socialWorker ?? 'not recorded'}</Name>],
  ['Reviewing officer', <Name key="officer">{header.reviewingOfficer ?? 'not recorded'}</Name>],
];

/** Whom to speak to about a child's attendance, and its schools: all that an education welfare officer is shown beside the marks. */
export function ContactsTab({ record: { header, care, asAt } }: { record: ChildRecord }) {
  const { school, designatedTeacher } = header;
  return (
    <div className={classes.stack}>
      <Facts
        title="Whom to speak to"
        facts={[
          ['School', school === null ? noSchoolWords(header) : `${school.name} (${urnWords(school.urn)})`],
          ['Designated teacher', <Name key="teacher">{designatedTeacher ?? 'not recorded'}</Name>],
          ...people(header),
        ]}
      />
      <History asAt={asAt} title="Schools" rows={care.enrolments} columns={enrolments} />
    </div>
  );
}

/** Dated facts about the child: people, care, schools, SEN, names, identifiers and dates of birth, newest first. */
export function CareTab({ record, placementShown }: { record: ChildRecord; placementShown: boolean }) {
  const { care, header, asAt } = record;
  const placement = !header.confidentialPlacement ? 'open' : placementShown ? 'shown' : 'hidden';
  const facts: [string, ReactNode][] = [
    ['Local id', <Name key="localId">{header.localId}</Name>],
    ['UPN', <Name key="upn">{header.upn ?? 'not known'}</Name>],
    ['Date of birth', <PlainDate key="dob" date={header.dateOfBirth} />],
    ['Sex', capital(wordsOf('sex', header.sex))],
    ['Ethnicity', wordsOf('ethnicity', header.ethnicity)],
    ['First language', wordsOf('language', header.firstLanguage)],
    ['In care since', <PlainDate key="since" date={header.inCareSince} none="not in care" />],
    ...people(header),
  ];
  return (
    <div className={classes.stack}>
      <Facts title="About the child" facts={facts} />
      <History
        asAt={asAt}
        title="Episodes of care"
        rows={care.episodes}
        columns={episodes(placement)}
        note={
          header.confidentialPlacement ? (
            <p className="vsk-panel-notes">
              The placement of this child is confidential: its district and type stay in the team.
            </p>
          ) : undefined
        }
      />
      <History asAt={asAt} title="Schools" rows={care.enrolments} columns={enrolments} />
      <div className={classes.columns}>
        <div className={classes.stack}>
          <History asAt={asAt} title="Names" rows={care.names} columns={names} />
          <History asAt={asAt} title="Special educational needs" rows={care.sen} columns={sen} />
        </div>
        <div className={classes.stack}>
          <History asAt={asAt} title="Identifiers" rows={care.identifiers} columns={identifiers} />
          <History asAt={asAt} title="Dates of birth" rows={care.datesOfBirth} columns={datesOfBirth} />
        </div>
      </div>
    </div>
  );
}
