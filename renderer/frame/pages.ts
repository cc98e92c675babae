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
import type { Purpose } from '#domain/access/purposes.ts';

/** The pages of the navigation in their order, with who may open them; a page without a screen is not listed. */
export const pages = [
  { to: '/published', title: 'Published figures', icon: IconChartBar, purpose: 'published' },
  { to: '/', title: 'Overview', icon: IconLayoutDashboard, purpose: 'figures' },
  { to: '/children', title: 'Children', icon: IconUsers, purpose: 'attendance' },
  { to: '/reports', title: 'Reports', icon: IconChartLine, purpose: 'figures' },
  { to: '/packs', title: 'Packs', icon: IconPackageExport, purpose: 'learning' },
  { to: '/data', title: 'Data', icon: IconDatabase, purpose: 'published' },
  { to: '/settings', title: 'Settings', icon: IconSettings, purpose: 'settings' },
] as const satisfies readonly { to: string; title: string; icon: typeof IconUsers; purpose: Purpose }[];

/** Pages that the palette finds and the navigation does not list: for now and then. */
const elsewhere = [{ to: '/diagnostics', title: 'Diagnostics', icon: IconStethoscope }] as const;

type May = (purpose: Purpose) => boolean;

/** Every page the palette offers. */
export function pagesOfPalette(may: May): ((typeof pages)[number] | (typeof elsewhere)[number])[] {
  return [...pagesFor(may), ...elsewhere];
}

/** The pages of the navigation that somebody may open. */
export function pagesFor(may: May): (typeof pages)[number][] {
  // Whoever sees the team's own figures finds the published ones there.
  return pages.filter(({ to, purpose }) => may(purpose) && !(to === '/published' && may('figures')));
}
