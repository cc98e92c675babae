import type { ComponentType } from 'react';
import { AuditList } from './AuditList.tsx';
import { BackupsPanel } from './BackupsPanel.tsx';
import { CalendarPanel } from './calendar/CalendarPanel.tsx';
import { PlacesPanel } from './places/PlacesPanel.tsx';
import { ReleasesPanel } from './ReleasesPanel.tsx';
import { SecurityPanel } from './SecurityPanel.tsx';
import { TargetsPanel } from './targets/TargetsPanel.tsx';
import { Users } from './Users.tsx';
import { Updates } from './updates/Updates.tsx';

/** A tab of the settings: its address is `#/settings?tab=<tab>`. */
type SettingsTab = { tab: string; title: string; panel: ComponentType };

/** The tabs in their order; a panel is mounted by its line here. */
export const settingsTabs: readonly SettingsTab[] = [
  { tab: 'users', title: 'Users', panel: Users },
  { tab: 'localities', title: 'Localities', panel: PlacesPanel },
  { tab: 'calendar', title: 'Calendar', panel: CalendarPanel },
  { tab: 'targets', title: 'Targets', panel: TargetsPanel },
  { tab: 'security', title: 'Security', panel: SecurityPanel },
  { tab: 'backups', title: 'Backups', panel: BackupsPanel },
  { tab: 'updates', title: 'Updates', panel: Updates },
  { tab: 'releases', title: 'Releases', panel: ReleasesPanel },
  { tab: 'audit', title: 'Audit', panel: AuditList },
];

/** Other words by which links of the app ask for a tab. */
const alsoKnownAs: Readonly<Record<string, string>> = { keys: 'security', districts: 'localities', terms: 'calendar' };

/** The tab that an address asks for; the first where it asks for none or one there is not. */
export function tabOf(asked: string | undefined): string {
  const tab = alsoKnownAs[asked ?? ''] ?? asked;
  return settingsTabs.find((each) => each.tab === tab)?.tab ?? 'users';
}
