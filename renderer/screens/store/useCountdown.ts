import { useEffect, useState } from 'react';

/** Whole seconds until `until` (ISO 8601), counting down to 0; 0 when there is nothing to wait for. */
export function useCountdown(until: string | null): number {
  const left = () => (until === null ? 0 : Math.max(0, Math.ceil((new Date(until).getTime() - Date.now()) / 1000)));
  const [, tick] = useState(0);
  const seconds = left();
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setTimeout(() => tick((count) => count + 1), 250);
    return () => clearTimeout(timer);
  });
  return seconds;
}

/** @example inMinutes(75) === '1 minute 15 seconds' */
export function inMinutes(seconds: number): string {
  const words = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return words(seconds, 'second');
  return seconds % 60 === 0 ? words(minutes, 'minute') : `${words(minutes, 'minute')} ${words(seconds % 60, 'second')}`;
}
