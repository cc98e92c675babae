import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WayIn } from '#contract/keys.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useKeychain } from '#renderer/data/useKeychain.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { timeInTable } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Answered, ErrorState } from '#renderer/ui/states.tsx';
import { ScrollRegion } from '../ScrollRegion.tsx';
import { useForgetDevice } from './useForgetDevice.ts';

const kindWords: Record<WayIn['kind'], string> = {
  passphrase: 'Passphrase',
  recoveryKey: 'Recovery key',
  device: 'Remembered computer',
};

/** The ways into the store, the caller's own or (for an administrator) everybody's; computers can be forgotten. */
export function WaysIn({ of }: { of: 'own' | 'everybody' }) {
  const { folder, user } = useStatus();
  const query = useCall('keys.list', {});
  const state = useKeychain(folder);
  const { forget, busy, problem } = useForgetDevice(folder);
  const [asking, setAsking] = useState<string | null>(null);
  return (
    <Answered query={query} lines={3}>
      {({ rows }) => (
        <>
          {problem && <ErrorState failure={problem} />}
          <ScrollRegion label="Table of passphrases, keys and computers">
            <table className="vsk-plain-table vsk-row-actions">
              <thead>
                <tr>
                  {of === 'everybody' && <th scope="col">Person</th>}
                  <th scope="col">Way in</th>
                  <th scope="col">Made</th>
                  <th scope="col">
                    <span className="vsk-visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows
                  .filter((way) => of === 'everybody' || way.userId === user?.id)
                  .map((way) => (
                    <tr key={way.slotId}>
                      {of === 'everybody' && (
                        <th scope="row">
                          <Name>{way.userName}</Name>
                        </th>
                      )}
                      <td className="vsk-wrap">
                        {kindWords[way.kind]}
                        {way.label === '' ? '' : `: ${way.label}`}
                        {way.slotId === state.data?.slotId ? ' (this one)' : ''}
                        {way.kind === 'recoveryKey' && !way.confirmed ? ', not typed back: it does not work yet' : ''}
                      </td>
                      <td>{timeInTable(way.madeAt)}</td>
                      <td className="vsk-end">
                        {way.kind === 'device' &&
                          (asking === way.slotId ? (
                            <span className="vsk-ways vsk-ways-end">
                              <Button
                                variant="default"
                                autoFocus
                                loading={busy}
                                onClick={() => void forget(way.slotId).then(() => setAsking(null))}
                              >
                                Yes, forget {way.label}
                              </Button>
                              <Button variant="subtle" onClick={() => setAsking(null)}>
                                Keep
                              </Button>
                            </span>
                          ) : (
                            <Button
                              variant="subtle"
                              color="gray"
                              aria-label={`Forget ${way.label} of ${way.userName}`}
                              onClick={() => setAsking(way.slotId)}
                            >
                              Forget
                            </Button>
                          ))}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </Answered>
  );
}
