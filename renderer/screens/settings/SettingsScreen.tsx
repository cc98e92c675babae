import { Tabs } from '@mantine/core';
import { useStatus } from '#renderer/data/useStatus.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { AuditList } from './AuditList.tsx';
import { BackupsPanel } from './BackupsPanel.tsx';
import { SecurityPanel } from './SecurityPanel.tsx';
import './settings.css';
import { Users } from './Users.tsx';

/** Who may use the store, and what was done in it; for administrators. */
export function SettingsScreen() {
  const { user, folder, appVersion } = useStatus();
  if (user?.role !== 'administrator') {
    return (
      <Page title="Settings" titleText="Settings">
        <EmptyState title="Settings are for administrators">Ask an administrator of your store.</EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Settings" titleText="Settings" sentence={`Store in ${folder}. VSK Tracker ${appVersion}.`}>
      <Tabs defaultValue="users" keepMounted={false}>
        <Tabs.List aria-label="Settings">
          <Tabs.Tab value="users">Users</Tabs.Tab>
          <Tabs.Tab value="security">Security</Tabs.Tab>
          <Tabs.Tab value="backups">Backups</Tabs.Tab>
          <Tabs.Tab value="audit">Audit</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users" pt={12}>
          <Users />
        </Tabs.Panel>
        <Tabs.Panel value="security" pt={12}>
          <SecurityPanel />
        </Tabs.Panel>
        <Tabs.Panel value="backups" pt={12}>
          <BackupsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="audit" pt={12}>
          <AuditList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
