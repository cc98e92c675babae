import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { dayOfWeek, isPlainDate } from '#domain/calendar/plainDate.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { RemoveDialog } from '../changes/RemoveDialog.tsx';

type Holiday = CallOutput<'settings.calendar'>['bankHolidays'][number];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const weekday = (date: string): string => weekdays[dayOfWeek(date) - 1] ?? '';

/** The bank holidays of a year: days that are neither school days nor working days. */
export function BankHolidays({ academicYear, rows }: { academicYear: string; rows: readonly Holiday[] }) {
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Holiday | null>(null);
  const [removing, setRemoving] = useState<Holiday | null>(null);
  return (
    <Panel
      title={`Bank holidays of ${academicYear}`}
      aside={
        <Button variant="default" onClick={() => setAdding(true)}>
          Add a bank holiday
        </Button>
      }
      flush
    >
      {rows.length === 0 ? (
        <EmptyState title="No bank holidays in this year">
          Every weekday counts as a working day until they are added.
        </EmptyState>
      ) : (
        <ScrollRegion label="Table of days and their names">
          <table className="vsk-plain-table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Date</th>
                <th scope="col">Day</th>
                <th scope="col">
                  <span className="vsk-visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.bankHolidayId}>
                  <th scope="row">{row.name}</th>
                  <td>
                    <PlainDate date={row.date} form="table" />
                  </td>
                  <td>{weekday(row.date)}</td>
                  <td className="vsk-end">
                    <Button
                      variant="subtle"
                      aria-label={`Change ${row.name}, ${dateInText(row.date)}`}
                      onClick={() => setChanging(row)}
                    >
                      Change
                    </Button>
                    <Button
                      variant="subtle"
                      color="gray"
                      aria-label={`Remove ${row.name}, ${dateInText(row.date)}`}
                      onClick={() => setRemoving(row)}
                    >
                      Remove
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {adding && <HolidayForm holiday={null} academicYear={academicYear} onClose={() => setAdding(false)} />}
      {changing && <HolidayForm holiday={changing} academicYear={academicYear} onClose={() => setChanging(null)} />}
      {removing && (
        <RemoveDialog
          title="Remove a bank holiday"
          name={removing.name}
          action="Remove the bank holiday"
          change="settings.removeBankHoliday"
          of={removing.bankHolidayId}
          onClose={() => setRemoving(null)}
          input={(reason) => ({
            send: { bankHolidayId: removing.bankHolidayId, reason },
            said: `${removing.name} is removed.`,
          })}
        >
          <p className="vsk-prose">
            {dateInText(removing.date)} becomes a working day again: dates counted in working days move with it.
          </p>
        </RemoveDialog>
      )}
    </Panel>
  );
}

function HolidayForm(props: { holiday: Holiday | null; academicYear: string; onClose: () => void }) {
  const { holiday, academicYear, onClose } = props;
  const [form, setForm, draft] = useDraft(
    holiday ? `settings:holiday:${holiday.bankHolidayId}` : `settings:add-holiday:${academicYear}`,
    { name: holiday?.name ?? '', date: holiday?.date ?? '' },
  );
  const [tried, setTried] = useState(false);
  const onWeekend = isPlainDate(form.date) && dayOfWeek(form.date) > 5;
  const problems = {
    name: form.name.trim() === '' ? 'Enter the name' : undefined,
    date:
      dateProblem(form.date) ??
      (onWeekend ? `This is a ${weekday(form.date)}: enter the weekday given in its place` : undefined),
  };
  const fields = (
    <>
      <TextInput
        label="Name"
        value={form.name}
        maxLength={100}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        error={tried ? problems.name : undefined}
        required
        data-autofocus
      />
      <DateField
        label="Date"
        value={form.date}
        onChange={(date) => setForm({ ...form, date })}
        error={tried ? problems.date : undefined}
      />
    </>
  );
  const checked = () => {
    setTried(true);
    return (problems.name ?? problems.date) === undefined;
  };
  return holiday ? (
    <ChangeDialog
      title={`Change ${holiday.name}`}
      action="Save"
      change="settings.changeBankHoliday"
      draft={draft}
      onClose={onClose}
      input={() =>
        checked()
          ? { send: { bankHolidayId: holiday.bankHolidayId, ...form }, said: `${form.name.trim()} is changed.` }
          : null
      }
    >
      {fields}
    </ChangeDialog>
  ) : (
    <ChangeDialog
      title="Add a bank holiday"
      action="Add the bank holiday"
      change="settings.addBankHoliday"
      draft={draft}
      onClose={onClose}
      input={() => (checked() ? { send: form, said: `${form.name.trim()} is added.` } : null)}
    >
      {fields}
    </ChangeDialog>
  );
}
