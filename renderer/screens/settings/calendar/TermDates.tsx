import { Button } from '@mantine/core';
import { useState } from 'react';
import { calendarYearProblem } from '#domain/calendar/calendarYearProblem.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { count } from '#renderer/ui/format.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { useChange } from '../changes/useChange.ts';
import { HalfFields, type Halves } from './HalfFields.tsx';

/** The six half-terms of a year, changed in place and saved together. */
export function TermDates(props: {
  academicYear: string;
  halves: Halves;
  schoolDays: number;
  onRemove: (() => void) | null;
}) {
  const { academicYear, halves: stored, schoolDays, onRemove } = props;
  const [halves, setHalves, draft] = useDraft(`settings:terms:${academicYear}`, stored);
  const [tried, setTried] = useState(false);
  const { run, busy, failure, reset } = useChange('settings.changeYear');
  const changed = JSON.stringify(halves) !== JSON.stringify(stored);
  const problem = calendarYearProblem(academicYear, halves);
  return (
    <form
      noValidate
      className="vsk-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problem !== null || !changed) return;
        run({ academicYear, halves }, `The term dates of ${academicYear} are saved.`, draft.clear);
      }}
    >
      {draft.restored && changed && <p className="vsk-small vsk-muted">Dates you typed before are here again.</p>}
      <HalfFields halves={halves} onChange={setHalves} problem={tried ? problem : null} />
      <p className="vsk-muted" role="status">
        {changed
          ? 'Not saved yet.'
          : `${count(schoolDays)} school days, bank holidays left out. Compare with the dates the council publishes.`}
      </p>
      {failure && <ErrorState failure={failure} />}
      <div className="vsk-actions">
        {onRemove && !changed && (
          <Button variant="subtle" color="gray" onClick={onRemove}>
            Remove this year
          </Button>
        )}
        {changed && (
          <Button
            variant="default"
            disabled={busy}
            onClick={() => {
              draft.clear();
              setTried(false);
              reset();
            }}
          >
            Give up the changes
          </Button>
        )}
        <Button type="submit" disabled={!changed} loading={busy}>
          Save the term dates
        </Button>
      </div>
    </form>
  );
}
