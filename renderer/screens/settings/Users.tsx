import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { AddUser } from './AddUser.tsx';
import { roleWords } from './roleWords.ts';

/** The people of this store, each with a passphrase of their own. */
export function Users() {
  const query = useCall('users.list', {});
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title="People who may open this store"
      aside={<Button onClick={() => setAdding(true)}>Add a person</Button>}
      flush
    >
      <Answered query={query} lines={4}>
        {({ rows }) => (
          <div className="vsk-scroll-x">
            <table className="vsk-plain-table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role</th>
                  <th scope="col">Locality</th>
                  <th scope="col">State</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((user) => (
                  <tr key={user.userId}>
                    <th scope="row">{user.name}</th>
                    <td>{roleWords[user.role].title}</td>
                    <td>{user.localityName ?? 'all'}</td>
                    <td>{user.active ? 'active' : 'no longer active'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answered>
      <AddUser opened={adding} onClose={() => setAdding(false)} />
    </Panel>
  );
}
