import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import '#renderer/ui/access/access.css';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { roleWords } from '#renderer/ui/roleWords.ts';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered, ErrorState } from '#renderer/ui/states.tsx';
import { AddUser } from './AddUser.tsx';
import { ChangeUser } from './ChangeUser.tsx';
import { RemoveUser } from './RemoveUser.tsx';
import { SetPassphrase } from './SetPassphrase.tsx';
import type { User } from './user.ts';

type Doing = { what: 'change' | 'passphrase' | 'remove'; user: User };

/** The people of this store, each with a passphrase of their own. */
export function Users() {
  const query = useCall('users.list', {});
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const removal = useJobOf('users.remove');
  const stop = () => setDoing(null);
  return (
    <Panel
      title="People who may open this store"
      aside={<Button onClick={() => setAdding(true)}>Add a person</Button>}
      flush
    >
      {removal.running && (
        <div className="vsk-panel-body">
          <JobProgress job={removal.job} onCancel={removal.cancel} />
        </div>
      )}
      {removal.state === 'done' && (
        <p className="vsk-panel-body vsk-strong" role="status">
          The person is removed, and the store has a new key.
        </p>
      )}
      {removal.failure && (
        <div className="vsk-panel-body">
          <ErrorState failure={removal.failure} />
        </div>
      )}
      <Answered query={query} lines={4}>
        {({ rows }) => (
          <ScrollRegion label="Table of people and their roles">
            <table className="vsk-plain-table vsk-row-actions">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Roles</th>
                  <th scope="col">State</th>
                  <th scope="col">
                    <span className="vsk-visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((user) => (
                  <tr key={user.userId}>
                    <th scope="row">
                      <Name>{user.name}</Name>
                    </th>
                    <td>
                      <RolesOf user={user} />
                    </td>
                    <td>
                      <UserState user={user} />
                    </td>
                    <td className="vsk-end">
                      <UserMenu user={user} onDo={(what) => setDoing({ what, user })} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </Answered>
      {adding && <AddUser onClose={() => setAdding(false)} />}
      {doing?.what === 'change' && <ChangeUser user={doing.user} onClose={stop} />}
      {doing?.what === 'passphrase' && (
        <FormDialog
          opened
          onClose={stop}
          title={
            <>
              Set a passphrase for <Name>{doing.user.name}</Name>
            </>
          }
        >
          <SetPassphrase user={doing.user} onClose={stop} />
        </FormDialog>
      )}
      {doing?.what === 'remove' && (
        <RemoveUser
          user={doing.user}
          onRemove={(reason) => removal.start({ userId: doing.user.userId, reason })}
          onClose={stop}
        />
      )}
    </Panel>
  );
}

/** Each role with its locality and its days; one that does not count today says so. */
function RolesOf({ user }: { user: User }) {
  const { today } = useStatus();
  return (
    <ul className="vsk-roles">
      {user.roles.map((held) => (
        <li key={JSON.stringify(held)} className={held.today ? undefined : 'vsk-muted'}>
          {roleWords[held.role].title}
          {held.localityName !== null && `, ${held.localityName}`}
          {daysInWords(held, today)}
        </li>
      ))}
    </ul>
  );
}

function daysInWords({ from, to }: User['roles'][number], today: string): string {
  if (to !== null && to < today) return `, until ${dateInText(to)} (over)`;
  const first = from !== null && from > today ? `, from ${dateInText(from)} (not yet)` : '';
  return to === null ? first : `${first}, until ${dateInText(to)}`;
}

function UserState({ user }: { user: User }) {
  // A removal that was cut off between the person and their passphrase.
  if (!user.active && user.canUnlock) return <Tag tone="amber">Removed, but a passphrase is left</Tag>;
  if (!user.active) return <Tag tone="neutral">Removed</Tag>;
  return user.canUnlock ? <Tag tone="green">Can open the store</Tag> : <Tag tone="amber">Has no passphrase</Tag>;
}

/** What can be done with a person; nobody removes themselves, and one's own passphrase is changed under Security. */
function UserMenu({ user, onDo }: { user: User; onDo: (what: Doing['what']) => void }) {
  const { user: signedIn } = useStatus();
  const self = user.userId === signedIn?.id;
  return (
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={`Actions for ${user.name}`}
        >
          Actions
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {user.active && <Menu.Item onClick={() => onDo('change')}>Change name and roles</Menu.Item>}
        {!self && (
          <Menu.Item onClick={() => onDo('passphrase')}>
            {user.active ? 'Set a passphrase' : 'Bring back with a new passphrase'}
          </Menu.Item>
        )}
        {(user.active || user.canUnlock) && !self && <Menu.Item onClick={() => onDo('remove')}>Remove</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
