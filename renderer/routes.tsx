import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { Frame } from '#renderer/frame/Frame.tsx';
import { NotFound } from '#renderer/frame/NotFound.tsx';

/** What the address carries on every page: `scope` (a locality's id, 'unallocated' or 'county') and `asAt`. */
interface ScopeSearch {
  scope?: string;
  asAt?: string;
}

const rootRoute = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): ScopeSearch => ({
    ...(typeof search.scope === 'string' ? { scope: search.scope } : {}),
    ...(typeof search.asAt === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search.asAt) ? { asAt: search.asAt } : {}),
  }),
  search: { middlewares: [retainSearchParams(['scope', 'asAt'])] },
});

const page = <Path extends string>(path: Path) => ({ getParentRoute: () => rootRoute, path });

/** A screen of tabs carries the open one: `#/settings?tab=calendar`. */
const tabSearch = (search: Record<string, unknown>): { tab?: string } =>
  typeof search.tab === 'string' ? { tab: search.tab } : {};

// One line per screen; each is its own chunk.
// biome-ignore format: one line per screen
const screens = [
  createRoute({ ...page('/'), component: lazyRouteComponent(() => import('./screens/overview/OverviewScreen.tsx'), 'OverviewScreen') }),
  createRoute({ ...page('/children'), component: lazyRouteComponent(() => import('./screens/children/ChildrenScreen.tsx'), 'ChildrenScreen') }),
  createRoute({ ...page('/children/$childId'), component: lazyRouteComponent(() => import('./screens/child/ChildScreen.tsx'), 'ChildScreen') }),
  createRoute({ ...page('/reports'), component: lazyRouteComponent(() => import('./screens/gap-report/GapReportScreen.tsx'), 'GapReportScreen') }),
  createRoute({ ...page('/packs'), component: lazyRouteComponent(() => import('./screens/packs/PacksScreen.tsx'), 'PacksScreen') }),
  createRoute({ ...page('/data'), component: lazyRouteComponent(() => import('./screens/data/DataScreen.tsx'), 'DataScreen') }),
  createRoute({ ...page('/settings'), validateSearch: tabSearch, component: lazyRouteComponent(() => import('./screens/settings/SettingsScreen.tsx'), 'SettingsScreen') }),
  createRoute({ ...page('/published'), component: lazyRouteComponent(() => import('./screens/published/PublishedScreen.tsx'), 'PublishedScreen') }),
  createRoute({ ...page('/diagnostics'), component: lazyRouteComponent(() => import('./screens/diagnostics/DiagnosticsScreen.tsx'), 'DiagnosticsScreen') }),
] as const;

const routeTree = rootRoute.addChildren([...screens]);

/** The pages, from the address on. Hash history: the same addresses work under `app://` and in the preview host's page. */
export function openPages() {
  return createRouter({ routeTree, history: createHashHistory(), defaultPreload: false, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openPages>;
  }
}
