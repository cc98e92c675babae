import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useDraft } from '#renderer/data/useDraft.ts';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { RemoveDialog } from '../changes/RemoveDialog.tsx';
import type { Locality } from './words.ts';

type Names = { name: string; shortName: string };

const namesProblem = ({ name, shortName }: Names) => ({
  name: name.trim() === '' ? 'Enter the name' : undefined,
  shortName:
    shortName.trim() === ''
      ? 'Enter a short name'
      : [...shortName.trim()].length > 10
        ? 'At most 10 letters'
        : undefined,
});

function NameFields(props: { value: Names; onChange: (value: Names) => void; tried: boolean }) {
  const { value, onChange, tried } = props;
  const problems = namesProblem(value);
  return (
    <>
      <TextInput
        label="Name"
        value={value.name}
        maxLength={60}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={tried ? problems.name : undefined}
        required
        data-autofocus
      />
      <TextInput
        label="Short name"
        description="For charts and narrow columns, such as EK3"
        value={value.shortName}
        onChange={(event) => onChange({ ...value, shortName: event.currentTarget.value })}
        error={tried ? problems.shortName : undefined}
        required
      />
    </>
  );
}

/** A locality that begins on a day, still without districts. */
export function AddLocality({ from, onClose }: { from: string; onClose: () => void }) {
  const [form, setForm, draft] = useDraft('settings:add-locality', { name: '', shortName: '', from });
  const [tried, setTried] = useState(false);
  const problems = { ...namesProblem(form), from: dateProblem(form.from) };
  return (
    <ChangeDialog
      title="Add a locality"
      action="Add the locality"
      change="settings.addLocality"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.name ?? problems.shortName ?? problems.from) return null;
        return { send: form, said: `${form.name.trim()} is added. Move districts to it next.` };
      }}
    >
      <NameFields value={form} onChange={(names) => setForm({ ...form, ...names })} tried={tried} />
      <DateField
        label="First day"
        value={form.from}
        onChange={(date) => setForm({ ...form, from: date })}
        error={tried ? problems.from : undefined}
      />
    </ChangeDialog>
  );
}

/** Another name for the same locality, on every date. */
export function RenameLocality({ locality, onClose }: { locality: Locality; onClose: () => void }) {
  const { localityId, name, shortName } = locality;
  const [form, setForm, draft] = useDraft(`settings:rename:${localityId}`, { name, shortName });
  const [tried, setTried] = useState(false);
  const problems = namesProblem(form);
  return (
    <ChangeDialog
      title={`Rename ${name}`}
      action="Save"
      change="settings.renameLocality"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.name ?? problems.shortName) return null;
        return { send: { localityId, ...form }, said: `${name} is now called ${form.name.trim()}.` };
      }}
    >
      <NameFields value={form} onChange={setForm} tried={tried} />
      <p className="vsk-small vsk-muted">
        The locality has the new name on every date. Where its area is drawn anew, end it and add another instead.
      </p>
    </ChangeDialog>
  );
}

/** Full-time equivalent staff from a day on: what the caseload is reckoned with. */
export function SetStaff(props: { locality: Locality; from: string; onClose: () => void }) {
  const { locality, from, onClose } = props;
  const { localityId, name, staff } = locality;
  const [form, setForm, draft] = useDraft(`settings:staff:${localityId}`, {
    staff: staff === null ? '' : String(staff),
    from,
  });
  const [tried, setTried] = useState(false);
  const number = form.staff.trim() === '' ? null : Number(form.staff.replace(',', '.'));
  const problems = {
    staff: number !== null && !(number >= 0 && number < 1000) ? 'Enter a number such as 6.5' : undefined,
    from: dateProblem(form.from),
  };
  return (
    <ChangeDialog
      title={`Staff of ${name}`}
      action="Save"
      change="settings.setStaff"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.staff ?? problems.from) return null;
        return {
          send: { localityId, fullTimeEquivalent: number, from: form.from },
          said: `${name} has ${number === null ? 'no number of staff' : `${number} staff`} from ${dateInText(form.from)}.`,
        };
      }}
    >
      <TextInput
        label="Full-time equivalents"
        description="Of the core team; empty where it is not known"
        inputMode="decimal"
        value={form.staff}
        onChange={(event) => setForm({ ...form, staff: event.currentTarget.value })}
        error={tried ? problems.staff : undefined}
        data-autofocus
      />
      <DateField
        label="From"
        description="Until the next number that is recorded"
        value={form.from}
        onChange={(date) => setForm({ ...form, from: date })}
        error={tried ? problems.from : undefined}
      />
    </ChangeDialog>
  );
}

/** Ends a locality after a day, with what it holds. */
export function EndLocality(props: { locality: Locality; lastDay: string; onClose: () => void }) {
  const { locality, onClose } = props;
  const { localityId, name, districts, heads } = locality;
  const [lastDay, setLastDay] = useState(props.lastDay);
  const problem = dateProblem(lastDay);
  return (
    <RemoveDialog
      title={`End ${name}`}
      name={name}
      action="End the locality"
      change="settings.endLocality"
      of={localityId}
      ready={problem === undefined}
      onClose={onClose}
      input={(reason) => ({
        send: { localityId, lastDay, reason },
        said: `${name} ends on ${dateInText(lastDay)}.`,
      })}
    >
      <div className="vsk-form">
        <p className="vsk-prose">
          Its figures up to that day stay.{' '}
          {districts.length > 0 &&
            `${districts.map((each) => each.name).join(', ')} and the children placed there are unallocated from the next day, until they are moved. `}
          {heads.length > 0 && (
            <>
              <Name>{heads.join(', ')}</Name> will need another locality.
            </>
          )}
        </p>
        <DateField label="Last day" value={lastDay} onChange={setLastDay} error={problem} />
      </div>
    </RemoveDialog>
  );
}
