import type { ChildRecord } from '#contract/children.ts';
import { subjectWords, wordsOf } from '#renderer/ui/codeWords.ts';
import { dateInText } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { GradeTag, Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { AttendanceThisYear } from './AttendanceThisYear.tsx';
import classes from './child.module.css';
import { nextDueSentence, PepLine, PepSections, PepTargets } from './PepParts.tsx';
import { lastPepHeld, onTrack } from './standing.ts';

type Outlook = ChildRecord['attainment']['outlook'][number];

const absent = (words: string) => <span className="vsk-absent">{words}</span>;

const outlookColumns: RecordColumn<Outlook>[] = [
  { header: 'Subject', cell: (row) => subjectWords(row.subject) },
  { header: 'Key stage', cell: (row) => wordsOf('keyStage', row.keyStage) },
  {
    header: 'Latest',
    end: true,
    cell: (row) => (row.latest === null ? absent('no result') : wordsOf('result', row.latest)),
  },
  {
    header: 'Target',
    end: true,
    cell: (row) => (row.target === null ? absent('none set') : wordsOf('result', row.target)),
  },
  {
    header: 'Prediction',
    end: true,
    cell: (row) => (row.prediction === null ? absent('none') : wordsOf('result', row.prediction)),
  },
  {
    header: 'On track',
    end: true,
    cell: (row) => {
      const { tone, words } = onTrack(row.onTrack);
      return <Tag tone={tone}>{words}</Tag>;
    },
  },
];

/** Latest result, target and prediction of each subject. */
export function OutlookPanel({ record }: { record: ChildRecord }) {
  return (
    <Panel title="Attainment" flush>
      <RecordTable
        label="Attainment against target"
        rows={record.attainment.outlook}
        columns={outlookColumns}
        rowKey={(row) => `${row.keyStage} ${row.subject}`}
        empty="No result, target or prediction is recorded yet."
      />
      {record.attainment.note !== '' && <p className="vsk-panel-notes">{record.attainment.note}</p>}
    </Panel>
  );
}

/** What a meeting needs first: attendance, attainment, the last PEP and its targets. */
export function SummaryTab({ record }: { record: ChildRecord }) {
  const pep = lastPepHeld(record.peps);
  const { nextDue } = record.peps;
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <AttendanceThisYear record={record} />
        <OutlookPanel record={record} />
      </div>
      <div className={classes.stack}>
        {pep === null ? (
          <Panel title="Last PEP">
            <EmptyState title="No PEP has been held yet">{nextDueSentence(nextDue, record.asAt)}</EmptyState>
          </Panel>
        ) : (
          <>
            <Panel
              title={`Last PEP, held ${dateInText(pep.held ?? pep.due)}`}
              aside={<GradeTag grade={pep.overall} suffix=" overall" />}
            >
              <PepSections pep={pep} />
              <p className={classes.notes}>
                <PepLine pep={pep} nextDue={nextDue} asAt={record.asAt} />.
              </p>
            </Panel>
            <Panel title="Targets">
              <PepTargets pep={pep} />
            </Panel>
          </>
        )}
      </div>
    </div>
  );
}
