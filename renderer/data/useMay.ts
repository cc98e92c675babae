import type { Purpose } from '#domain/access/purposes.ts';
import { useStatus } from './useStatus.ts';

/** Whether the person signed in may be about something today. It hides what the service would refuse; it guards nothing. */
export function useMay(): (purpose: Purpose) => boolean {
  const { user } = useStatus();
  return (purpose) => user?.may.includes(purpose) ?? false;
}
