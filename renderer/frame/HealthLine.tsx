import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useIsMutating } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { draftState } from '#renderer/data/drafts.ts';
import { unlockedAt } from '#renderer/data/startAfresh.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { dateInTable } from '#renderer/ui/format.ts';
import { ageOfBackup, minutesInWords, timeOfDay } from './health.ts';

/** The line is looked at in passing; a minute is as fine as it tells. */
const TICK_MS = 30_000;

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Something to look after: a shape and words, never colour alone. */
function Look({ children }: { children: ReactNode }) {
  return (
    <span className="vsk-health-look">
      <IconAlertTriangleFilled size={12} aria-hidden="true" /> {children}
    </span>
  );
}

function Saved({ status }: { status: StoreStatus }) {
  const draft = useSyncExternalStore(draftState.subscribe, draftState.get);
  const saving = useIsMutating() > 0 || draft === 'saving';
  const at = [status.freshness.lastSaved, draftState.savedAt()]
    .filter((time) => time !== null)
    .toSorted()
    .at(-1);
  if (draft === 'failed') return <Look>Could not save what you typed; trying again</Look>;
  if (saving) return <span>Saving…</span>;
  return <span>{at === undefined ? 'Nothing saved yet' : `Saved ${timeOfDay(at, status.today)}`}</span>;
}

/** To a tab of the settings for those who may open them; plain words for the others. */
function ToSettings({ tab, children }: { tab: 'backups' | 'security'; children: ReactNode }) {
  const { user } = useStatus();
  if (!user?.may.includes('settings')) return children;
  return (
    <Link to="/settings" search={(now) => ({ ...now, tab })} className="vsk-health-link">
      {children}
    </Link>
  );
}

function Backup({ status }: { status: StoreStatus }) {
  const { words, look } = ageOfBackup(status.backup, status.today);
  // A demonstration is made anew from its seed, and is backed up only when somebody asks for it.
  if (status.demonstration && status.backup.lastAt === null) return null;
  return <ToSettings tab="backups">{look ? <Look>{words}</Look> : <span>{words}</span>}</ToSettings>;
}

/**
 * The health line: what is saved, how old the backup is, how long the store has been open and when it locks by itself,
 * and how fresh each source is. A demonstration store says so for ever.
 */
export function HealthLine() {
  const status = useStatus();
  const now = useNow();
  // A backup made by the clock, or a lock by the service, is seen here within a minute.
  useCall('store.status', {}, { every: 2 * TICK_MS });
  const { freshness, demonstration, appVersion, lockAfterMinutes, recoveryKey, user } = status;
  const open = Math.max(0, Math.floor((now - Date.parse(unlockedAt())) / 60_000));
  return (
    <footer className="vsk-health vsk-small vsk-muted">
      <Saved status={status} />
      <Backup status={status} />
      <span>
        Unlocked {minutesInWords(open)}; locks after {minutesInWords(lockAfterMinutes)} idle
      </span>
      {recoveryKey?.confirmed !== true && user?.may.includes('settings') && !demonstration && (
        <ToSettings tab="security">
          <Look>No recovery key</Look>
        </ToSettings>
      )}
      <span>
        {freshness.lookedAfterList === null
          ? 'No social care list yet'
          : `Social care list to ${dateInTable(freshness.lookedAfterList)}`}
      </span>
      <span>
        {freshness.attendance === null ? 'No attendance yet' : `Attendance to ${dateInTable(freshness.attendance)}`}
      </span>
      <span>{freshness.results === null ? 'No results yet' : `Results to ${freshness.results}`}</span>
      <span className="vsk-top-space" />
      <span>{demonstration ? 'Demonstration: no real child' : `VSK Tracker ${appVersion}`}</span>
    </footer>
  );
}
