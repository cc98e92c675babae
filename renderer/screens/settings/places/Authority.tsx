import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { count } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';

type Profile = CallOutput<'settings.profile'>;

/** Whose virtual school this is; children, districts, targets and published figures are its own by name and number. */
export function Authority() {
  const query = useCall('settings.profile', {});
  const [changing, setChanging] = useState(false);
  return (
    <Panel
      title="Authority"
      aside={
        <Button variant="default" onClick={() => setChanging(true)} disabled={query.data === undefined}>
          Change the authority
        </Button>
      }
    >
      <Answered query={query} lines={2}>
        {(profile) => (
          <dl className="vsk-settings-facts">
            <div>
              <dt>Name</dt>
              <dd>{profile.name}</dd>
            </div>
            <div>
              <dt>Virtual school</dt>
              <dd>{profile.virtualSchoolName}</dd>
            </div>
            <div>
              <dt>Number of the authority</dt>
              <dd>{profile.laCode}</dd>
            </div>
            <div>
              <dt>Children it is or was responsible for</dt>
              <dd>{count(profile.ownChildren)}</dd>
            </div>
            <div>
              <dt>Published figures under its name</dt>
              <dd>{profile.publishedFigures === 0 ? 'none' : count(profile.publishedFigures)}</dd>
            </div>
          </dl>
        )}
      </Answered>
      {changing && query.data && <ChangeAuthority profile={query.data} onClose={() => setChanging(false)} />}
    </Panel>
  );
}

function ChangeAuthority({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { name, virtualSchoolName, laCode } = profile;
  const [form, setForm, draft] = useDraft('settings:authority', { name, virtualSchoolName, laCode });
  const [tried, setTried] = useState(false);
  const problems = {
    name: form.name.trim() === '' ? 'Enter the name' : undefined,
    virtualSchoolName: form.virtualSchoolName.trim() === '' ? 'Enter the name' : undefined,
    laCode: /^\d{3}$/.test(form.laCode.trim()) ? undefined : 'Enter three digits, such as 886',
  };
  return (
    <ChangeDialog
      title="Change the authority"
      action="Save"
      change="settings.changeProfile"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.name ?? problems.virtualSchoolName ?? problems.laCode) return null;
        return { send: form, said: 'The authority is changed.' };
      }}
    >
      <TextInput
        label="Name"
        description="As published figures name it: peers and targets are found by it"
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        error={tried ? problems.name : undefined}
        required
        data-autofocus
      />
      <TextInput
        label="Virtual school"
        description="Stands on packs and reports"
        value={form.virtualSchoolName}
        onChange={(event) => setForm({ ...form, virtualSchoolName: event.currentTarget.value })}
        error={tried ? problems.virtualSchoolName : undefined}
        required
      />
      <TextInput
        label="Number of the authority"
        description="The Department’s three digits"
        value={form.laCode}
        onChange={(event) => setForm({ ...form, laCode: event.currentTarget.value })}
        error={tried ? problems.laCode : undefined}
        required
      />
      {form.laCode.trim() !== laCode && (
        <p className="vsk-small" role="status">
          Another number makes other children the authority’s own: every figure is worked out again.
        </p>
      )}
    </ChangeDialog>
  );
}
