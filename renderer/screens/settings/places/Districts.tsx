import { Button, Menu, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
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
import { spanWords } from './words.ts';

type District = CallOutput<'settings.districts'>['rows'][number];
type Doing = { what: 'move' | 'rename'; district: District };

/** Districts with their localities over time and the postcodes that lie in them; the authority's own first. */
export function Districts() {
  const { asAt } = useScope();
  const query = useCall('settings.districts', { asAt }, { keepPrevious: true });
  const [everywhere, setEverywhere] = useState(false);
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  return (
    <Panel
      title="Districts"
      aside={
        <div className="vsk-actions">
          <Button variant="default" aria-pressed={everywhere} onClick={() => setEverywhere(!everywhere)}>
            {everywhere ? 'Hide districts of other authorities' : 'Show districts of other authorities'}
          </Button>
          <Button variant="default" onClick={() => setAdding(true)}>
            Add a district
          </Button>
        </div>
      }
      flush
    >
      <Answered query={query} lines={8}>
        {({ rows }) => (
          <ScrollRegion label="Table of districts and their localities">
            <table className="vsk-plain-table">
              <thead>
                <tr>
                  <th scope="col">District</th>
                  <th scope="col">Code</th>
                  <th scope="col">Locality</th>
                  <th scope="col">Postcode areas</th>
                  <th scope="col">
                    <span className="vsk-visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows
                  .filter((row) => everywhere || row.own)
                  .map((row) => (
                    <tr key={row.districtId}>
                      <th scope="row" className="vsk-wrap">
                        {row.name}
                        {row.formerName !== null && (
                          <div className="vsk-small vsk-muted">formerly {row.formerName}</div>
                        )}
                      </th>
                      <td>
                        {row.code}
                        {!row.own && <div className="vsk-small vsk-muted">authority {row.laCode}</div>}
                      </td>
                      <td>
                        {row.localityName ??
                          (row.own ? (
                            <span className="vsk-absent">none: unallocated</span>
                          ) : (
                            <span className="vsk-muted">none</span>
                          ))}
                        {row.spans.length > 1 &&
                          row.spans.map((span) => (
                            <div key={span.from} className="vsk-small vsk-muted">
                              {span.localityName}, {spanWords(span)}
                            </div>
                          ))}
                      </td>
                      <td className="vsk-wrap">
                        {row.postcodeAreas.length === 0 ? (
                          <span className="vsk-absent">none</span>
                        ) : (
                          row.postcodeAreas.join(', ')
                        )}
                      </td>
                      <td className="vsk-end">
                        <DistrictMenu name={row.name} onDo={(what) => setDoing({ what, district: row })} />
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </Answered>
      {adding && <AddDistrict onClose={() => setAdding(false)} />}
      {doing?.what === 'move' && <MoveDistrict district={doing.district} from={asAt} onClose={() => setDoing(null)} />}
      {doing?.what === 'rename' && <RenameDistrict district={doing.district} onClose={() => setDoing(null)} />}
    </Panel>
  );
}

function DistrictMenu({ name, onDo }: { name: string; onDo: (what: Doing['what']) => void }) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={`Actions for ${name}`}
        >
          Actions
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onDo('move')}>Move to another locality</Menu.Item>
        <Menu.Item onClick={() => onDo('rename')}>Rename</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MoveDistrict(props: { district: District; from: string; onClose: () => void }) {
  const { district, onClose } = props;
  const [form, setForm, draft] = useDraft(`settings:move:${district.districtId}`, { localityId: '', from: props.from });
  const [tried, setTried] = useState(false);
  const problem = dateProblem(form.from);
  // The localities there are on the day of the move, which need not be the day on screen.
  const { data } = useCall('settings.localities', { asAt: problem ? props.from : form.from }, { keepPrevious: true });
  const localities = data?.rows ?? [];
  const chosen = form.localityId === 'none' ? null : localities.find((each) => each.localityId === form.localityId);
  const problems = { locality: form.localityId === '' ? 'Choose the locality' : undefined, from: problem };
  return (
    <ChangeDialog
      title={`Move ${district.name} to another locality`}
      action="Move the district"
      change="settings.moveDistrict"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.locality ?? problems.from) return null;
        return {
          send: {
            districtId: district.districtId,
            localityId: form.localityId === 'none' ? null : form.localityId,
            from: form.from,
          },
          said: `${district.name} belongs to ${chosen?.name ?? 'no locality'} from ${dateInText(form.from)}.`,
        };
      }}
    >
      <p>
        {district.localityName === null ? 'In no locality' : `In ${district.localityName}`} on {dateInText(props.from)}.
      </p>
      <NativeSelect
        label="New locality"
        value={form.localityId}
        onChange={(event) => setForm({ ...form, localityId: event.currentTarget.value })}
        error={tried ? problems.locality : undefined}
        data={[
          { value: '', label: 'Choose' },
          ...localities.map((each) => ({ value: each.localityId, label: each.name })),
          { value: 'none', label: 'none: its children are unallocated' },
        ]}
        required
        data-autofocus
      />
      <DateField
        label="From"
        description="Until the next move that is recorded"
        value={form.from}
        onChange={(date) => setForm({ ...form, from: date })}
        error={tried ? problems.from : undefined}
      />
      <p className="vsk-small vsk-muted">
        Children placed there, their sessions and their results of days from then on count in the new locality; earlier
        ones stay where they were.
      </p>
    </ChangeDialog>
  );
}

function RenameDistrict({ district, onClose }: { district: District; onClose: () => void }) {
  const { districtId, name } = district;
  const [form, setForm, draft] = useDraft(`settings:district:${districtId}`, {
    name,
    formerName: district.formerName ?? '',
  });
  const [tried, setTried] = useState(false);
  const problem = form.name.trim() === '' ? 'Enter the name' : undefined;
  return (
    <ChangeDialog
      title={`Rename ${name}`}
      action="Save"
      change="settings.changeDistrict"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problem) return null;
        return { send: { districtId, ...form }, said: `${name} is now called ${form.name.trim()}.` };
      }}
    >
      <TextInput
        label="Name"
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        error={tried ? problem : undefined}
        required
        data-autofocus
      />
      <TextInput
        label="Former name"
        description="Files that still use it are understood"
        value={form.formerName}
        onChange={(event) => setForm({ ...form, formerName: event.currentTarget.value })}
      />
    </ChangeDialog>
  );
}

function AddDistrict({ onClose }: { onClose: () => void }) {
  const [form, setForm, draft] = useDraft('settings:add-district', { code: '', name: '', formerName: '', laCode: '' });
  const [tried, setTried] = useState(false);
  const problems = {
    code: /^E0[6-9]\d{6}$/i.test(form.code.trim()) ? undefined : 'Enter a code such as E07000114',
    name: form.name.trim() === '' ? 'Enter the name' : undefined,
    laCode: /^\d{3}$/.test(form.laCode.trim()) ? undefined : 'Enter three digits, such as 886',
  };
  const field = (name: 'code' | 'name' | 'laCode') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }),
    error: tried ? problems[name] : undefined,
    required: true,
  });
  return (
    <ChangeDialog
      title="Add a district"
      action="Add the district"
      change="settings.addDistrict"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.code ?? problems.name ?? problems.laCode) return null;
        return { send: form, said: `${form.name.trim()} is added. Give it its postcode areas next.` };
      }}
    >
      <TextInput label="Code" description="Of the Office for National Statistics" {...field('code')} data-autofocus />
      <TextInput label="Name" {...field('name')} />
      <TextInput
        label="Number of its authority"
        description="The children’s-services authority, three digits"
        {...field('laCode')}
      />
    </ChangeDialog>
  );
}
