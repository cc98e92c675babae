import type { StoreStatus } from '#contract/store.ts';
import { useCall } from './useCall.ts';

/** The store's state once it has been read: screens inside the frame may rely on it. */
export function useStatus(): StoreStatus {
  const { data } = useCall('store.status', {});
  if (data === undefined) throw new Error('useStatus is for screens inside the frame, where the status has been read');
  return data;
}
