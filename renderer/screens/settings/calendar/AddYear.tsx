import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { calendarYearProblem } from '#domain/calendar/calendarYearProblem.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { dateInText } from '#renderer/ui/format.ts';
import { Answered } from '#renderer/ui/states.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { HalfFields } from './HalfFields.tsx';

/** A new year, begun in the pattern of its neighbour and compared with the published dates before it is added. */
export function AddYear(props: { academicYear: string; onClose: () => void; onAdded: () => void }) {
  const { academicYear } = props;
  const query = useCall('settings.proposedYear', { academicYear }, { fresh: true });
  return (
    <Answered query={query} lines={6}>
      {(proposed) => <Form proposed={proposed} {...props} />}
    </Answered>
  );
}

function Form(props: {
  proposed: CallOutput<'settings.proposedYear'>;
  academicYear: string;
  onClose: () => void;
  onAdded: () => void;
}) {
  const { proposed, academicYear, onClose, onAdded } = props;
  const [form, setForm, draft] = useDraft(`settings:add-year:${academicYear}`, {
    halves: proposed.halves,
    left: [] as string[],
  });
  const [tried, setTried] = useState(false);
  const problem = calendarYearProblem(academicYear, form.halves);
  return (
    <ChangeDialog
      title={`Add ${academicYear}`}
      action={`Add ${academicYear}`}
      change="settings.addYear"
      draft={draft}
      size="lg"
      onClose={onClose}
      onDone={onAdded}
      input={() => {
        setTried(true);
        if (problem) return null;
        const bankHolidays = proposed.bankHolidays.filter(({ date }) => !form.left.includes(date));
        return { send: { academicYear, halves: form.halves, bankHolidays }, said: `${academicYear} is added.` };
      }}
    >
      <p className="vsk-prose">
        The dates follow the weekdays of {proposed.after}. Compare them with the published ones: Easter moves, and the
        breaks around it.
      </p>
      <HalfFields
        halves={form.halves}
        onChange={(halves) => setForm({ ...form, halves })}
        problem={tried ? problem : null}
      />
      {proposed.bankHolidays.length > 0 && (
        <Checkbox.Group
          label="Bank holidays to add"
          description="England’s usual ones that are not in the calendar yet"
          value={proposed.bankHolidays.map(({ date }) => date).filter((date) => !form.left.includes(date))}
          onChange={(kept) =>
            setForm({
              ...form,
              left: proposed.bankHolidays.map(({ date }) => date).filter((date) => !kept.includes(date)),
            })
          }
        >
          {proposed.bankHolidays.map(({ date, name }) => (
            <Checkbox key={date} mt={6} value={date} label={`${name}, ${dateInText(date)}`} />
          ))}
        </Checkbox.Group>
      )}
    </ChangeDialog>
  );
}
