import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { PackPreview } from '#contract/packs.ts';
import { urnWords } from '#domain/identifiers/urnWords.ts';
import { ncYearText } from '#renderer/ui/childWords.ts';
import { count, oneDecimal, plural } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { GradeTag, Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { stopping, warnings } from './exportPlan.ts';
import classes from './packs.module.css';

type Child = PackPreview['children'][number];

const columns: RecordColumn<Child>[] = [
  {
    header: 'Child',
    keep: true,
    cell: (row) => (
      <>
        <Name>{row.listName}</Name>
        {row.secretBecause !== null && (
          <div>
            <Tag tone="red">Secret placement</Tag>
          </div>
        )}
        {row.goesBy !== null && (
          <div className="vsk-muted">
            in the pack: <Name>{row.goesBy}</Name>
          </div>
        )}
      </>
    ),
  },
  { header: 'NC year', end: true, cell: (row) => ncYearText(row.ncYear) },
  {
    header: 'Attendance',
    end: true,
    cell: (row) => (row.attendancePercent === null ? 'no marks' : `${oneDecimal(row.attendancePercent)} %`),
  },
  {
    header: 'Last PEP',
    cell: (row) => (
      <>
        <PlainDate date={row.lastPepHeld} form="table" none="none held" />
        {row.lastPepHeld !== null && (
          <div>
            <GradeTag grade={row.lastPepOverall} />
          </div>
        )}
      </>
    ),
  },
  {
    header: 'Questions to answer',
    cell: (row) =>
      row.questions.length === 0 ? (
        <span className="vsk-absent">none</span>
      ) : (
        <ul className={classes.questions}>
          {row.questions.map((question) => (
            <li key={question}>
              <FreeText>{question}</FreeText>
            </li>
          ))}
        </ul>
      ),
  },
];

/** What the pack will hold: for whom, about whom, what is asked, and what stops it or should be seen first. */
export function Preview(props: {
  preview: PackPreview;
  selected: number;
  everyPupil: boolean;
  onEveryPupil: (every: boolean) => void;
}) {
  const { preview, selected, everyPupil, onEveryPupil } = props;
  const { school, designatedTeacher, safeguardingLead, children } = preview;
  const questions = children.reduce((sum, child) => sum + child.questions.length, 0);
  return (
    <Panel
      title={`${school.name} (${urnWords(school.urn)})`}
      aside={
        selected > 0 ? (
          <SegmentedControl
            size="xs"
            aria-label="Which pupils"
            value={everyPupil ? 'all' : 'selected'}
            onChange={(value) => onEveryPupil(value === 'all')}
            data={[
              { value: 'selected', label: `Selected: ${count(selected)}` },
              { value: 'all', label: 'Every pupil' },
            ]}
          />
        ) : undefined
      }
    >
      <dl className={classes.people}>
        <div>
          <dt>Designated teacher</dt>
          <dd>
            {designatedTeacher === null ? 'not recorded on this date' : <Name>{designatedTeacher.name}</Name>}
            {designatedTeacher?.email && (
              <span className="vsk-muted">
                {' '}
                <Name>{designatedTeacher.email}</Name>
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>DSL, for any safeguarding concern</dt>
          <dd>
            {safeguardingLead === null ? 'not recorded on this date' : <Name>{safeguardingLead.name}</Name>}
            {safeguardingLead?.contact && (
              <span className="vsk-muted">
                {' '}
                <Name>{safeguardingLead.contact}</Name>
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>Contents</dt>
          <dd>
            {plural(children.length, 'child', 'children')}, {plural(questions, 'question')} to answer
          </dd>
        </div>
      </dl>
      {stopping(preview).map((words) => (
        <p key={words} className={`${classes.problem} ${classes.stops}`}>
          <IconCircleX size={16} aria-hidden /> <span>Stops the export: {words}</span>
        </p>
      ))}
      {warnings(preview).map((words) => (
        <p key={words} className={`${classes.problem} ${classes.warns}`}>
          <IconAlertTriangle size={16} aria-hidden /> <span>{words}</span>
        </p>
      ))}
      <div className={classes.children}>
        <RecordTable
          label="Children in the pack"
          rows={children}
          columns={columns}
          rowKey={(row) => row.childId}
          empty="No child of your scope is enrolled here on this date."
        />
      </div>
    </Panel>
  );
}
