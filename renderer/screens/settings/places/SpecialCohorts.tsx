import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { cohortWords, spanWords } from './words.ts';

type Answer = CallOutput<'settings.localities'>;
type Cohort = Answer['cohorts'][number];

/** Which locality leads the children of a cohort wherever they live, and which cohort is looked at first. */
export function SpecialCohorts() {
  const { asAt } = useScope();
  const query = useCall('settings.localities', { asAt }, { keepPrevious: true });
  const [changing, setChanging] = useState<Cohort | null>(null);
  return (
    <Panel title="Children a locality leads wherever they live" flush>
      <Answered query={query} lines={2}>
        {({ cohorts }) => (
          <ScrollRegion label="Table of children and who leads them">
            <table className="vsk-plain-table">
              <thead>
                <tr>
                  <th scope="col">Children</th>
                  <th scope="col">Count in</th>
                  <th scope="col" className="vsk-end">
                    Precedence
                  </th>
                  <th scope="col">In force</th>
                  <th scope="col">
                    <span className="vsk-visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {cohorts.map((each) => (
                  <tr key={each.cohort}>
                    <th scope="row" className="vsk-wrap">
                      {cohortWords[each.cohort].name}
                      <div className="vsk-small vsk-muted">{cohortWords[each.cohort].help}</div>
                    </th>
                    <td>{each.localityName ?? <span className="vsk-muted">the locality of their district</span>}</td>
                    <td className="vsk-end">{each.precedence ?? ''}</td>
                    <td>{each.localityId === null ? '' : spanWords(each)}</td>
                    <td className="vsk-end">
                      <Button
                        variant="subtle"
                        aria-label={`Change: ${cohortWords[each.cohort].name}`}
                        onClick={() => setChanging(each)}
                      >
                        Change
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </Answered>
      {changing && query.data && (
        <ChangeCohort cohort={changing} answer={query.data} from={asAt} onClose={() => setChanging(null)} />
      )}
    </Panel>
  );
}

function ChangeCohort(props: { cohort: Cohort; answer: Answer; from: string; onClose: () => void }) {
  const { cohort, answer, from, onClose } = props;
  const words = cohortWords[cohort.cohort];
  const [form, setForm, draft] = useDraft(`settings:cohort:${cohort.cohort}`, {
    localityId: cohort.localityId ?? '',
    precedence: String(cohort.precedence ?? answer.cohorts.filter((each) => each.precedence !== null).length + 1),
    from,
  });
  const [tried, setTried] = useState(false);
  const problem = dateProblem(form.from);
  const locality = answer.rows.find((each) => each.localityId === form.localityId);
  return (
    <ChangeDialog
      title={`${words.name}: who leads them`}
      action="Save"
      change="settings.setCohort"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problem) return null;
        return {
          send: {
            cohort: cohort.cohort,
            localityId: form.localityId || null,
            precedence: Number(form.precedence),
            from: form.from,
          },
          said: `${words.name}: ${locality ? locality.name : 'the locality of their district'} from ${dateInText(form.from)}.`,
        };
      }}
    >
      <NativeSelect
        label="They count in"
        value={form.localityId}
        onChange={(event) => setForm({ ...form, localityId: event.currentTarget.value })}
        data={[
          { value: '', label: 'the locality of their district' },
          ...answer.rows.map((each) => ({ value: each.localityId, label: each.name })),
        ]}
        data-autofocus
      />
      {form.localityId !== '' && (
        <NativeSelect
          label="Precedence"
          description="A child of two cohorts counts where the lower number says"
          value={form.precedence}
          onChange={(event) => setForm({ ...form, precedence: event.currentTarget.value })}
          data={['1', '2', '3']}
        />
      )}
      <DateField
        label="From"
        description="Until the next change that is recorded"
        value={form.from}
        onChange={(date) => setForm({ ...form, from: date })}
        error={tried ? problem : undefined}
      />
    </ChangeDialog>
  );
}
