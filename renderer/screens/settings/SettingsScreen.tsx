import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '#renderer/data/useMay.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import './settings.css';
import { settingsTabs, tabOf } from './tabs.tsx';

/** People, places, calendar, targets, keys and backups, and what was done in the store; for administrators. */
export function SettingsScreen() {
  const may = useMay();
  const { folder, appVersion } = useStatus();
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  if (!may('settings')) {
    return (
      <Page title="Settings" titleText="Settings">
        <EmptyState title="Settings are for administrators">Ask an administrator of your store.</EmptyState>
      </Page>
    );
  }
  const open = (next: string | null) =>
    void navigate({ to: '.', search: (now: object) => ({ ...now, tab: next ?? 'users' }), replace: true });
  return (
    <Page title="Settings" titleText="Settings" sentence={`Store in ${folder}. VSK Tracker ${appVersion}.`}>
      <Tabs value={tabOf(tab)} onChange={open} keepMounted={false}>
        <Tabs.List aria-label="Settings" className="vsk-settings-tabs vsk-noprint">
          {settingsTabs.map((each) => (
            <Tabs.Tab key={each.tab} value={each.tab}>
              {each.title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {settingsTabs.map((each) => (
          <Tabs.Panel key={each.tab} value={each.tab} pt={12}>
            <each.panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
