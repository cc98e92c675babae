import {
  IconChartBar,
  IconChartLine,
  IconDatabase,
  IconLayoutDashboard,
  IconPackageExport,
  IconSettings,
  IconStethoscope,
  IconUsers,
} from '@tabler/icons-react';
import type { Role } from '#contract/call.ts';

const team: readonly Role[] = ['administrator', 'assistantHead'];

/** The pages of the navigation in their order, with who may open them; a page without a screen is not listed. */
export const pages = [
  { to: '/published', title: 'Published figures', icon: IconChartBar, roles: ['reader'] },
  { to: '/', title: 'Overview', icon: IconLayoutDashboard, roles: team },
  { to: '/children', title: 'Children', icon: IconUsers, roles: team },
  { to: '/reports', title: 'Reports', icon: IconChartLine, roles: team },
  { to: '/packs', title: 'Packs', icon: IconPackageExport, roles: team },
  { to: '/data', title: 'Data', icon: IconDatabase, roles: ['administrator', 'assistantHead', 'reader'] },
  { to: '/settings', title: 'Settings', icon: IconSettings, roles: ['administrator'] },
] as const satisfies readonly { to: string; title: string; icon: typeof IconUsers; roles: readonly Role[] }[];

/** Pages that the palette finds and the navigation does not list: for now and then. */
const elsewhere = [{ to: '/diagnostics', title: 'Diagnostics', icon: IconStethoscope }] as const;

/** Every page the palette offers a role. */
export function pagesOfPalette(role: Role): ((typeof pages)[number] | (typeof elsewhere)[number])[] {
  return [...pagesFor(role), ...elsewhere];
}

/** The pages of the navigation that a role may open. */
export function pagesFor(role: Role): (typeof pages)[number][] {
  return pages.filter((page) => (page.roles as readonly Role[]).includes(role));
}
