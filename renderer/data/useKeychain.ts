import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KeychainState } from '#contract/bridge.ts';
import { type CallFailure, keychain } from '#renderer/api.ts';

/** Whether this computer's keychain can remember a way into the store in `folder`, and which one it does. */
export function useKeychain(folder: string): UseQueryResult<KeychainState, CallFailure> & { reread: () => void } {
  const client = useQueryClient();
  const queryKey = ['keychain', folder];
  const query = useQuery<KeychainState, CallFailure>({
    queryKey,
    queryFn: () => keychain.state(folder),
    staleTime: 0,
  });
  return { ...query, reread: () => void client.invalidateQueries({ queryKey }) };
}
