import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ChildRecord } from '#contract/children.ts';
import { count, oneDecimal, plural } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useImportHint } from '#renderer/ui/useImportHint.ts';
import classes from './child.module.css';
import { HalfDayTable, HeatMap } from './HeatMap.tsx';
import { heatWeeks } from './halfDays.ts';
import { absenceTag } from './standing.ts';

/** The year's attendance in a sentence and as half-days, with the same marks as a table on request. */
export function AttendanceThisYear({ record, asTable = false }: { record: ChildRecord; asTable?: boolean }) {
  const toImport = useImportHint();
  const [table, setTable] = useState(asTable);
  const { thisYear, academicYear, weeks } = record.attendance;
  const { enrolments } = record.care;
  const columns = useMemo(
    () =>
      heatWeeks(weeks, (schoolName, weekStart) =>
        enrolments.some(
          (enrolment) =>
            enrolment.kind === 'main' &&
            enrolment.schoolName === schoolName &&
            enrolment.from <= weekStart &&
            (enrolment.to === null || enrolment.to >= weekStart),
        ),
      ),
    [weeks, enrolments],
  );
  const tag = absenceTag(thisYear);
  const missed = thisYear.authorised + thisYear.unauthorised;
  const percent = thisYear.percentAttended;
  const sentence = `${count(missed)} of ${plural(thisYear.possible, 'session')} missed, ${count(thisYear.unauthorised)} unauthorised`;
  return (
    <Panel
      title={`Attendance in ${academicYear}: ${percent === null ? 'no marks' : `${oneDecimal(percent)} %`}`}
      aside={
        <span className={classes.aside}>
          {tag !== null && <Tag tone={tag.tone}>{tag.words}</Tag>}
          {thisYear.possible > 0 && <span className="vsk-small vsk-muted vsk-figures">{sentence}</span>}
        </span>
      }
    >
      {columns.length === 0 ? (
        <EmptyState title="No marks this year">
          {toImport('attendance')}: a row per session, or a row per week.
        </EmptyState>
      ) : (
        <>
          {table ? (
            <HalfDayTable weeks={columns} />
          ) : (
            <HeatMap
              weeks={columns}
              summary={`Half-days of ${academicYear}: ${sentence}. The table view lists each mark.`}
            />
          )}
          <div className={classes.under}>
            <Button variant="subtle" className="vsk-noprint" onClick={() => setTable(!table)} aria-pressed={table}>
              {table ? 'Picture view' : 'Table view'}
            </Button>
            {thisYear.conflicts > 0 && (
              <span className="vsk-small vsk-muted">
                {plural(thisYear.conflicts, 'session has', 'sessions have')} marks from two schools; each counts once.
              </span>
            )}
          </div>
        </>
      )}
    </Panel>
  );
}
