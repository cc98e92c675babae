import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { catalogue, isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import type { TargetKind } from '#domain/measures/measureOfBenchmark.ts';
import { kindsOf, targetProblem } from '#domain/targets/targetProblem.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { kindWords, type Target, unitWords } from './targetWords.ts';

const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));

/** A target stated or changed, checked by the rule that the store checks it by. */
export function TargetForm(props: { target: Target | null; peers: readonly string[]; onClose: () => void }) {
  const { target, peers, onClose } = props;
  const { today } = useStatus();
  const [form, setForm, draft] = useDraft(`settings:target:${target?.targetId ?? 'new'}`, {
    measure: target?.measure ?? '',
    academicYear: target?.academicYear ?? academicYearOf(today),
    kind: (target?.kind ?? 'maximumGap') as TargetKind,
    value: target ? String(target.value) : '',
    floor: target?.floor == null ? '' : String(target.floor),
    peer: target?.peer ?? peers[0] ?? '',
    source: target?.source ?? '',
  });
  const [tried, setTried] = useState(false);
  const measure = isMeasureId(form.measure) ? measureOf(form.measure) : null;
  const kinds = measure ? kindsOf(measure) : (['maximumGap'] as const);
  const stated = {
    academicYear: form.academicYear.trim(),
    kind: form.kind,
    value: numberIn(form.value),
    floor: form.floor.trim() === '' ? null : numberIn(form.floor),
    peer: form.kind === 'maximumGap' ? form.peer : null,
    source: form.source,
  };
  const problem = targetProblem(measure, stated, peers);
  const errorOf = (field: string) => (tried && problem?.field === field ? problem.message : undefined);
  const unit = measure ? unitWords(measure.unit, form.kind) : '';
  const fields = (
    <>
      <NativeSelect
        label="Measure"
        value={form.measure}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const offered = isMeasureId(chosen) ? kindsOf(measureOf(chosen)) : [];
          // A kind that the new measure cannot have would only be refused.
          setForm({ ...form, measure: chosen, kind: offered.includes(form.kind) ? form.kind : 'maximumGap' });
        }}
        error={errorOf('measure')}
        data={[
          { value: '', label: 'Choose' },
          ...catalogue.filter((each) => each.rated).map((each) => ({ value: each.id, label: each.name })),
        ]}
        required
        data-autofocus
      />
      <div className="vsk-settings-pair">
        <TextInput
          label="Academic year"
          placeholder="2025/26"
          value={form.academicYear}
          onChange={(event) => setForm({ ...form, academicYear: event.currentTarget.value })}
          error={errorOf('academicYear')}
          required
        />
        <NativeSelect
          label="The target is"
          value={form.kind}
          onChange={(event) => setForm({ ...form, kind: event.currentTarget.value as TargetKind })}
          error={errorOf('kind')}
          data={kinds.map((kind) => ({ value: kind, label: kindWords[kind].choose }))}
        />
      </div>
      <div className="vsk-settings-pair">
        <TextInput
          label={unit === '' ? 'Target' : `Target, in ${unit}`}
          inputMode="decimal"
          value={form.value}
          onChange={(event) => setForm({ ...form, value: event.currentTarget.value })}
          error={errorOf('value')}
          required
        />
        <TextInput
          label={unit === '' ? 'Floor' : `Floor, in ${unit}`}
          inputMode="decimal"
          value={form.floor}
          onChange={(event) => setForm({ ...form, floor: event.currentTarget.value })}
          error={errorOf('floor')}
        />
      </div>
      {form.kind === 'maximumGap' && (
        <NativeSelect
          label="Against all pupils in"
          value={form.peer}
          onChange={(event) => setForm({ ...form, peer: event.currentTarget.value })}
          error={errorOf('peer')}
          data={[...peers]}
        />
      )}
      <Textarea
        label="Source"
        description="Where the target was decided; what is to be known about it"
        autosize
        minRows={2}
        maxLength={500}
        value={form.source}
        onChange={(event) => setForm({ ...form, source: event.currentTarget.value })}
        error={errorOf('source')}
        required
      />
    </>
  );
  const made = () => {
    setTried(true);
    return problem === null ? { measure: form.measure, ...stated } : null;
  };
  return target ? (
    <ChangeDialog
      title={`Change ${target.measureName}, ${target.academicYear}`}
      action="Save"
      change="settings.changeTarget"
      draft={draft}
      size="lg"
      onClose={onClose}
      input={() => {
        const send = made();
        return send && { send: { targetId: target.targetId, ...send }, said: 'The target is changed.' };
      }}
    >
      {fields}
    </ChangeDialog>
  ) : (
    <ChangeDialog
      title="Add a target"
      action="Add the target"
      change="settings.addTarget"
      draft={draft}
      size="lg"
      onClose={onClose}
      input={() => {
        const send = made();
        return send && { send, said: 'The target is added.' };
      }}
    >
      {fields}
    </ChangeDialog>
  );
}
