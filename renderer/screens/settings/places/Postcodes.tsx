import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { count, dateInText, plural } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';

/** The table from postcodes to districts: tried out, changed, and what it does not know. */
export function Postcodes() {
  const { asAt } = useScope();
  const query = useCall('settings.unresolvedPostcodes', {});
  const [setting, setSetting] = useState<string | null>(null);
  return (
    <Panel
      title="Postcodes"
      aside={
        <Button variant="default" onClick={() => setSetting('')}>
          Set a postcode area
        </Button>
      }
    >
      <TryPostcode asAt={asAt} />
      <Answered query={query} lines={2}>
        {({ rows, withoutPostcode }) => (
          <>
            <p className="vsk-prose">
              {rows.length === 0
                ? 'Every placement with a postcode has its district.'
                : `${plural(
                    rows.reduce((sum, row) => sum + row.placements, 0),
                    'placement',
                  )} with a postcode that no area covers: the children count as unallocated until it is set.`}{' '}
              {withoutPostcode > 0 && `${plural(withoutPostcode, 'placement')} with neither postcode nor district.`}
            </p>
            {rows.length > 0 && (
              <ScrollRegion label="Table of areas and their districts">
                <table className="vsk-plain-table">
                  <thead>
                    <tr>
                      <th scope="col">Postcode area</th>
                      <th scope="col" className="vsk-end">
                        Placements
                      </th>
                      <th scope="col" className="vsk-end">
                        Going on now
                      </th>
                      <th scope="col">
                        <span className="vsk-visually-hidden">Actions</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.area}>
                        <th scope="row">{row.area}</th>
                        <td className="vsk-end">{count(row.placements)}</td>
                        <td className="vsk-end">{count(row.now)}</td>
                        <td className="vsk-end">
                          <Button
                            variant="subtle"
                            aria-label={`Set the district of ${row.area}`}
                            onClick={() => setSetting(row.area)}
                          >
                            Set the district
                          </Button>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            )}
          </>
        )}
      </Answered>
      {setting !== null && <SetArea area={setting} asAt={asAt} onClose={() => setSetting(null)} />}
    </Panel>
  );
}

function TryPostcode({ asAt }: { asAt: string }) {
  const [typed, setTyped] = useState('');
  const [postcode] = useDebouncedValue(typed.trim().toUpperCase(), 250);
  const asked = /^[A-Z]{1,2}\d[A-Z\d]?( \d[A-Z]{2})?$/.test(postcode);
  const { data, error } = useCall('settings.postcode', { postcode, asAt }, { enabled: asked });
  const found =
    data?.districtName == null
      ? `${postcode} is in no area of the table.`
      : `${data.districtName}, by the area ${data.area}; ${data.localityName ?? 'no locality'}.`;
  return (
    <div className="vsk-settings-try">
      <TextInput
        label="Where does a postcode lie?"
        placeholder="CT9 1AB"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <output className="vsk-muted">
        {error ? error.message : asked && data ? found : 'The longest area that fits decides.'}
      </output>
    </div>
  );
}

function SetArea({ area, asAt, onClose }: { area: string; asAt: string; onClose: () => void }) {
  const { data } = useCall('settings.districts', { asAt });
  const [form, setForm, draft] = useDraft(`settings:area:${area}`, { area, districtId: '', from: '2000-01-01' });
  const [tried, setTried] = useState(false);
  const problems = {
    area: /^[A-Z]{1,2}\d[A-Z\d]?( \d([A-Z]{2})?)?$/i.test(form.area.trim())
      ? undefined
      : 'Enter CT9, a sector such as CT9 1, or a whole postcode',
    district: form.districtId === '' ? 'Choose the district' : undefined,
    from: dateProblem(form.from),
  };
  const district = data?.rows.find((row) => row.districtId === form.districtId);
  return (
    <ChangeDialog
      title="Set a postcode area"
      action="Save"
      change="settings.setPostcodeArea"
      draft={draft}
      onClose={onClose}
      input={() => {
        setTried(true);
        if (problems.area ?? problems.district ?? problems.from) return null;
        return {
          send: {
            area: form.area,
            districtId: form.districtId === 'none' ? null : form.districtId,
            from: form.from,
          },
          said: `${form.area.trim().toUpperCase()} ${district ? `lies in ${district.name}` : 'is out of the table'} from ${dateInText(form.from)}.`,
        };
      }}
    >
      <TextInput
        label="Postcode area"
        description="A longer one wins: CT9 1 goes before CT9"
        value={form.area}
        onChange={(event) => setForm({ ...form, area: event.currentTarget.value })}
        error={tried ? problems.area : undefined}
        required
        data-autofocus
      />
      <NativeSelect
        label="District"
        value={form.districtId}
        onChange={(event) => setForm({ ...form, districtId: event.currentTarget.value })}
        error={tried ? problems.district : undefined}
        data={[
          { value: '', label: 'Choose' },
          ...(data?.rows ?? []).map((row) => ({
            value: row.districtId,
            label: row.own ? row.name : `${row.name} (authority ${row.laCode})`,
          })),
          { value: 'none', label: 'none: take it out of the table' },
        ]}
        required
      />
      <DateField
        label="From"
        description="1 January 2000 covers everything in the store"
        value={form.from}
        onChange={(date) => setForm({ ...form, from: date })}
        error={tried ? problems.from : undefined}
      />
    </ChangeDialog>
  );
}
