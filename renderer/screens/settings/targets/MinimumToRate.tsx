import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { dateInText, plural } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { spanWords } from '../places/words.ts';

/** Below how many children a figure is not rated: 'too few to rate' instead of a colour. */
export function MinimumToRate() {
  const { asAt } = useScope();
  const query = useCall('settings.minimumToRate', { asAt }, { keepPrevious: true });
  const [changing, setChanging] = useState(false);
  return (
    <Panel
      title="Smallest group that is rated"
      aside={
        <Button variant="default" onClick={() => setChanging(true)} disabled={query.data === undefined}>
          Change the number
        </Button>
      }
    >
      <Answered query={query} lines={2}>
        {({ children, spans }) => (
          <>
            <p className="vsk-prose">
              On {dateInText(asAt)} figures of fewer than {plural(children, 'child', 'children')} are ‘too few to rate’.
              What leaves the team follows a rule of its own: counts from 1 to 5 are suppressed, whatever stands here.
            </p>
            {spans.length > 1 && (
              <ul className="vsk-small vsk-muted">
                {spans.map((span) => (
                  <li key={span.from}>
                    {plural(span.children, 'child', 'children')}, {spanWords(span)}: {span.source}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Answered>
      {changing && query.data && (
        <ChangeMinimum now={query.data.children} from={asAt} onClose={() => setChanging(false)} />
      )}
    </Panel>
  );
}

function ChangeMinimum(props: { now: number; from: string; onClose: () => void }) {
  const { now, from, onClose } = props;
  const [form, setForm, draft] = useDraft('settings:minimum-to-rate', { children: String(now), source: '', from });
  const [tried, setTried] = useState(false);
  const children = Number(form.children);
  const problems = {
    children:
      Number.isInteger(children) && children >= 1 && children <= 100 ? undefined : 'Enter a whole number from 1 to 100',
    source: form.source.trim() === '' ? 'Say where the number comes from' : undefined,
    from: dateProblem(form.from),
  };
  return (
    <ChangeDialog
      title="Smallest group that is rated"
      action="Save"
      change="settings.setMinimumToRate"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.children ?? problems.source ?? problems.from) return null;
        return {
          send: { children, source: form.source, from: form.from },
          said: `Fewer than ${children} children are not rated from ${dateInText(form.from)}.`,
        };
      }}
    >
      <TextInput
        label="Children"
        inputMode="numeric"
        value={form.children}
        onChange={(event) => setForm({ ...form, children: event.currentTarget.value })}
        error={tried ? problems.children : undefined}
        required
        data-autofocus
      />
      <TextInput
        label="Source"
        value={form.source}
        maxLength={500}
        onChange={(event) => setForm({ ...form, source: event.currentTarget.value })}
        error={tried ? problems.source : undefined}
        required
      />
      <DateField
        label="From"
        value={form.from}
        onChange={(date) => setForm({ ...form, from: date })}
        error={tried ? problems.from : undefined}
      />
    </ChangeDialog>
  );
}
