import { Link } from '@tanstack/react-router';
import { useCall } from '#renderer/data/useCall.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { useOnceQuiet } from '#renderer/data/useOnceQuiet.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { count } from '#renderer/ui/format.ts';
import { pagesFor } from './pages.ts';
import { onlyLocality, useScope } from './scope.tsx';

/** The pages this person may open, with how many children the scope in force holds. */
export function Navigation() {
  const { user, authorityName } = useStatus();
  const { asAt, localityId } = useScope();
  const may = useMay();
  // After the page's own figures: counting reads the whole list.
  const quiet = useOnceQuiet(asAt);
  const children = useCall(
    'children.list',
    { asAt, filters: { localityId: onlyLocality(user) ?? localityId }, limit: 1 },
    { enabled: may('attendance') && quiet, keepPrevious: true },
  );
  const counts: Record<string, number | undefined> = { '/children': children.data?.total };
  return (
    <nav className="vsk-nav vsk-noprint" aria-label="Pages">
      <div className="vsk-brand">
        <div className="vsk-strong">VSK Tracker</div>
        <div className="vsk-small vsk-muted vsk-nav-text">
          {authorityName === null
            ? 'Virtual School'
            : `Virtual School ${authorityName.replace(/ (county council|council)$/i, '')}`}
        </div>
      </div>
      <ul>
        {pagesFor(may).map((page) => (
          <li key={page.to}>
            <Link
              to={page.to}
              className="vsk-nav-link"
              activeOptions={{ exact: page.to === '/', includeSearch: false }}
            >
              <page.icon size={18} stroke={1.7} aria-hidden="true" />
              <span className="vsk-nav-text">{page.title}</span>{' '}
              {counts[page.to] !== undefined && (
                <span className="vsk-nav-count vsk-figures">{count(counts[page.to] ?? 0)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
