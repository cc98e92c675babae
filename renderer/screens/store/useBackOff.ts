import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import type { CallFailure } from '#renderer/api.ts';
import { useCountdown } from './useCountdown.ts';

/** Seconds until a passphrase or recovery key may be tried again; each refusal asks the service anew how long. */
export function useBackOff(status: StoreStatus, refusal: CallFailure | null): number {
  const client = useQueryClient();
  const seconds = useCountdown(status.waitUntil);
  useEffect(() => {
    if (refusal !== null) void client.invalidateQueries({ queryKey: ['store.status'] });
  }, [refusal, client]);
  return seconds;
}
