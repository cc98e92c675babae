import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';
import { History } from '../changes/History.tsx';
import { RemoveDialog } from '../changes/RemoveDialog.tsx';
import { AddYear } from './AddYear.tsx';
import { BankHolidays } from './BankHolidays.tsx';
import { TermDates } from './TermDates.tsx';

/** Term dates and bank holidays by academic year: what school days and working days are counted by. */
export function CalendarPanel() {
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useCall('settings.calendar', { academicYear: chosen }, { keepPrevious: true });
  const [adding, setAdding] = useState<string | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <div className="vsk-settings-panels">
      <Answered query={query} lines={10}>
        {(calendar) => {
          const year = calendar.academicYear;
          return (
            <>
              <Panel
                title={year === null ? 'Term dates' : `Term dates of ${year}`}
                aside={
                  <div className="vsk-actions">
                    <NativeSelect
                      aria-label="Academic year"
                      value={year ?? ''}
                      onChange={(event) => setChosen(event.currentTarget.value)}
                      data={[...calendar.years].reverse()}
                    />
                    {calendar.addable.toReversed().map((each) => (
                      <Button key={each} variant="default" onClick={() => setAdding(each)}>
                        Add {each}
                      </Button>
                    ))}
                  </div>
                }
              >
                {year === null ? (
                  <EmptyState title="No term dates yet">Without them no school day can be counted.</EmptyState>
                ) : (
                  <TermDates
                    key={year}
                    academicYear={year}
                    halves={calendar.halves}
                    schoolDays={calendar.schoolDays}
                    onRemove={calendar.removable ? () => setRemoving(year) : null}
                  />
                )}
              </Panel>
              {year !== null && <BankHolidays academicYear={year} rows={calendar.bankHolidays} />}
            </>
          );
        }}
      </Answered>
      <History subject="calendar" />
      {adding !== null && (
        <AddYear academicYear={adding} onClose={() => setAdding(null)} onAdded={() => setChosen(adding)} />
      )}
      {removing !== null && (
        <RemoveDialog
          title={`Remove the term dates of ${removing}`}
          name={removing}
          action="Remove the year"
          change="settings.removeYear"
          of={removing}
          onClose={() => setRemoving(null)}
          onDone={() => setChosen(null)}
          input={(reason) => ({
            send: { academicYear: removing, reason },
            said: `The term dates of ${removing} are removed.`,
          })}
        >
          <p className="vsk-prose">
            Its school days are not counted any more. Bank holidays stay. The history keeps the dates, and they can be
            put back.
          </p>
        </RemoveDialog>
      )}
    </div>
  );
}
