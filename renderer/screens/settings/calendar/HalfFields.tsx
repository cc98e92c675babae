import { TextInput } from '@mantine/core';
import { Fragment } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import type { CalendarYearProblem } from '#domain/calendar/calendarYearProblem.ts';
import { nameOfHalf } from '#domain/calendar/calendarYearProblem.ts';
import { halfTermNumber } from '#domain/calendar/terms.ts';

export type Halves = CallOutput<'settings.calendar'>['halves'];

const ends = { start: 'First day', end: 'Last day' } as const;

/** First and last day of each half-term, with the one that is wrong said where it stands. */
export function HalfFields(props: {
  halves: Halves;
  onChange: (halves: Halves) => void;
  problem: CalendarYearProblem | null;
}) {
  const { halves, onChange, problem } = props;
  return (
    <div className="vsk-settings-halves">
      <span aria-hidden="true" />
      <span className="vsk-small vsk-muted" aria-hidden="true">
        {ends.start}
      </span>
      <span className="vsk-small vsk-muted" aria-hidden="true">
        {ends.end}
      </span>
      {halves.map((half, index) => {
        const number = halfTermNumber(half);
        const name = nameOfHalf(half);
        return (
          <Fragment key={number}>
            <span>
              Term {number} <span className="vsk-muted">{name}</span>
            </span>
            {(['start', 'end'] as const).map((end) => (
              <TextInput
                key={end}
                type="date"
                aria-label={`${ends[end]} of term ${number}, ${name}`}
                value={half[end]}
                onChange={(event) =>
                  onChange(
                    halves.map((each, at) => (at === index ? { ...each, [end]: event.currentTarget.value } : each)),
                  )
                }
                error={problem?.number === number && problem.end === end ? problem.message : undefined}
              />
            ))}
          </Fragment>
        );
      })}
    </div>
  );
}
