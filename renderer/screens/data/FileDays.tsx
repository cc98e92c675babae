import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ImportPreview } from '#contract/imports.ts';
import { isPlainDate } from '#domain/calendar/plainDate.ts';

/** The day that each file speaks of, to be put right before it goes in: the files are then read again as of that day. */
export function FileDays(props: { files: ImportPreview['files']; onDay: (fileName: string, asOf: string) => void }) {
  const read = props.files.filter((file) => file.asOf !== null);
  if (read.length === 0) return null;
  return (
    <section aria-label="The day each file speaks of" className="vsk-file-days">
      <h4>The day each file speaks of</h4>
      <p className="vsk-muted">
        What a row says without a date of its own holds from this day. A file of an earlier day never turns back what a
        later one said.
      </p>
      <div className="vsk-file-days-list">
        {read.map((file) => (
          <FileDay key={file.name} name={file.name} asOf={file.asOf ?? ''} onDay={props.onDay} />
        ))}
      </div>
    </section>
  );
}

function FileDay(props: { name: string; asOf: string; onDay: (fileName: string, asOf: string) => void }) {
  const { name, asOf, onDay } = props;
  const [typed, setTyped] = useState(asOf);
  const problem = isPlainDate(typed) ? undefined : 'Enter a date';
  const settle = () => {
    if (problem === undefined && typed !== asOf) onDay(name, typed);
  };
  return (
    <TextInput
      type="date"
      label={name}
      value={typed}
      error={problem}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}
