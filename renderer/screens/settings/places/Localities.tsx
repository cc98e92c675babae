import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { dateInTable, dateInText, oneDecimal } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';
import { AddLocality, EndLocality, RenameLocality, SetStaff } from './LocalityForms.tsx';
import { cohortWords, type Locality, spanWords } from './words.ts';

type Doing = { what: 'rename' | 'staff' | 'end'; locality: Locality };

const names = (places: readonly { name: string }[]) => places.map((each) => each.name).join(', ');

/** The localities on the date in force: their districts, cohorts and staff; with 'in no locality' it is the whole county. */
export function Localities() {
  const { asAt } = useScope();
  const query = useCall('settings.localities', { asAt }, { keepPrevious: true });
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const stop = () => setDoing(null);
  return (
    <Panel
      title={`Localities on ${dateInText(asAt)}`}
      aside={<Button onClick={() => setAdding(true)}>Add a locality</Button>}
      flush
    >
      <Answered query={query} lines={7}>
        {({ rows, unallocated, others }) => (
          <>
            {rows.length === 0 && (
              <EmptyState title="No locality on this date">
                Add one, then move districts to it. Until then every child is unallocated.
              </EmptyState>
            )}
            <ScrollRegion label="Table of heads and districts">
              <table className="vsk-plain-table">
                <thead>
                  <tr>
                    <th scope="col">Locality</th>
                    <th scope="col">Districts</th>
                    <th scope="col">Leads</th>
                    <th scope="col" className="vsk-end">
                      Staff (FTE)
                    </th>
                    <th scope="col">Assistant heads</th>
                    <th scope="col">In force</th>
                    <th scope="col">
                      <span className="vsk-visually-hidden">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((locality) => (
                    <tr key={locality.localityId}>
                      <th scope="row">
                        {locality.name} <span className="vsk-muted">{locality.shortName}</span>
                      </th>
                      <td className="vsk-wrap">
                        {locality.districts.length === 0 ? (
                          <span className="vsk-absent">none</span>
                        ) : (
                          names(locality.districts)
                        )}
                      </td>
                      <td className="vsk-wrap">
                        {locality.cohorts.map((cohort) => cohortWords[cohort].name.toLowerCase()).join('; ')}
                      </td>
                      <td className="vsk-end">
                        {locality.staff === null ? (
                          <span className="vsk-absent">not entered</span>
                        ) : (
                          oneDecimal(locality.staff)
                        )}
                      </td>
                      <td className="vsk-wrap">
                        {locality.heads.length === 0 ? (
                          <span className="vsk-absent">nobody</span>
                        ) : (
                          <Name>{locality.heads.join(', ')}</Name>
                        )}
                      </td>
                      <td>{spanWords(locality)}</td>
                      <td className="vsk-end">
                        <LocalityMenu name={locality.name} onDo={(what) => setDoing({ what, locality })} />
                      </td>
                    </tr>
                  ))}
                  <tr>
                    <th scope="row">In no locality</th>
                    <td className="vsk-wrap" colSpan={6}>
                      {unallocated.length === 0 ? (
                        <span className="vsk-muted">Every district of the authority belongs to a locality.</span>
                      ) : (
                        <>
                          {names(unallocated)}{' '}
                          <span className="vsk-muted">(children placed there are unallocated; move them below)</span>
                        </>
                      )}
                    </td>
                  </tr>
                </tbody>
              </table>
            </ScrollRegion>
            {others.length > 0 && (
              <div className="vsk-panel-notes">
                <p>
                  Not in force on this date:{' '}
                  {others
                    .map(({ name, from, to }) =>
                      from > asAt ? `${name} (from ${dateInTable(from)})` : `${name} (until ${dateInTable(to ?? '')})`,
                    )
                    .join(', ')}
                  .
                </p>
              </div>
            )}
          </>
        )}
      </Answered>
      {adding && <AddLocality from={asAt} onClose={() => setAdding(false)} />}
      {doing?.what === 'rename' && <RenameLocality locality={doing.locality} onClose={stop} />}
      {doing?.what === 'staff' && <SetStaff locality={doing.locality} from={asAt} onClose={stop} />}
      {doing?.what === 'end' && <EndLocality locality={doing.locality} lastDay={asAt} onClose={stop} />}
    </Panel>
  );
}

function LocalityMenu({ name, onDo }: { name: string; onDo: (what: Doing['what']) => void }) {
  return (
    <Menu position="bottom-end" width={200}>
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
        <Menu.Item onClick={() => onDo('staff')}>Set the staff</Menu.Item>
        <Menu.Item onClick={() => onDo('rename')}>Rename</Menu.Item>
        <Menu.Item onClick={() => onDo('end')}>End this locality</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
