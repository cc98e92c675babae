import { Button, Group } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ChildRow } from '#contract/children.ts';
import { call } from '#renderer/api.ts';
import { useMakePacks } from '#renderer/data/packChoice.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { DataTable } from '#renderer/ui/DataTable.tsx';
import { count, dateInText, plural } from '#renderer/ui/format.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { SaveNamedList } from '#renderer/ui/SaveNamedList.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '#renderer/ui/states.tsx';
import { useImportHint } from '#renderer/ui/useImportHint.ts';
import classes from './children.module.css';
import { columns, columnsOfAttendance, ofLearning } from './columns.tsx';
import { FilterBar } from './FilterBar.tsx';
import { SavedViews } from './SavedViews.tsx';
import { activeFilters, byName, type ListFilters, noFilters, type Sort, withoutLearning } from './savedViews.ts';
import { useAllChildren } from './useAllChildren.ts';

/** One empty list, so that nothing is drawn anew while there are no rows. */
const none: ChildRow[] = [];
const nobody: string[] = [];
const inWords = new Intl.ListFormat('en-GB');

const whose: Record<ListFilters['responsibility'], string> = {
  own: 'own children',
  other: 'children of other authorities',
  all: 'own children and children of other authorities',
};

/** The list of children in the frame's scope: search, filters, saved views, selection and what can be done with it. */
export function ChildrenScreen() {
  const scope = useScope();
  const { user } = useStatus();
  const whole = useMay()('learning');
  const navigate = useNavigate();
  const makePacks = useMakePacks();
  const [keptFilters, setFilters] = usePlace<ListFilters>('filters', noFilters);
  const [keptSort, setSort] = usePlace<Sort>('sort', byName);
  const filters = useMemo(() => (whole ? keptFilters : withoutLearning(keptFilters)), [whole, keptFilters]);
  const sort = whole || !ofLearning.has(keptSort.column) ? keptSort : byName;
  const [selectedIds, setSelectedIds] = usePlace<string[]>('selected', nobody);
  const selected = useMemo(() => new Set(selectedIds), [selectedIds]);
  const { asAt, localityId } = scope;
  const list = useAllChildren({ asAt, filters: { ...filters, localityId }, sort });
  // 'n of N': the same responsibility without any other filter; one row is asked for, the total comes with it.
  const all = useCall(
    'children.list',
    { asAt, filters: { responsibility: filters.responsibility, localityId }, limit: 1 },
    { keepPrevious: true },
  );
  const rows = list.data?.rows ?? none;
  const chosen = useMemo(() => rows.filter((row) => selected.has(row.childId)), [rows, selected]);
  const filtered = activeFilters(filters) > 0 || filters.search !== '';
  // Rows and number of the answer before must not stand under this one's words.
  const found = list.held || all.held ? undefined : list.data?.total;
  const total = Math.max(all.data?.total ?? 0, found ?? 0);
  // Whoever has some localities must not take their children for the county's.
  const own = user?.localities ?? null;
  const names = own === null ? '' : inWords.format(own.map(({ name }) => name));
  const where =
    own !== null && localityId === null
      ? `${names} only, your ${own.length === 1 ? 'locality' : 'localities'}`
      : scope.words;
  const sentence =
    found === undefined
      ? 'Reading the children.'
      : `${filtered ? `${count(found)} of ` : ''}${count(total)} ${whose[filters.responsibility]}, ${where}, ${dateInText(asAt)}.`;

  return (
    <Page
      title="Children"
      titleText="Children"
      sentence={sentence}
      actions={
        whole && (
          <Group gap="sm">
            <SaveNamedList
              label={chosen.length > 0 ? `Export ${count(chosen.length)} as CSV` : 'Export list as CSV'}
              // The list of another date or scope must not leave under this one's.
              listed={list.held ? 0 : chosen.length > 0 ? chosen.length : rows.length}
              make={(purpose) =>
                call('exports.children', {
                  asAt,
                  filters: { ...filters, localityId },
                  sort,
                  childIds: chosen.length > 0 ? chosen.map(({ childId }) => childId) : null,
                  purpose,
                })
              }
            />
            <Button
              leftSection={<IconPackageExport size={16} aria-hidden />}
              disabled={chosen.length === 0}
              onClick={() => makePacks({ children: chosen.map(({ childId, schoolId }) => ({ childId, schoolId })) })}
            >
              {chosen.length > 0 ? `Make packs for ${count(chosen.length)}` : 'Make packs'}
            </Button>
          </Group>
        )
      }
    >
      <div className={`vsk-panel ${classes.list}`} aria-busy={list.isFetching}>
        {list.error !== null && list.data === undefined ? (
          <ErrorState failure={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <DataTable
            label="Children"
            rows={rows}
            columns={whole ? columns : columnsOfAttendance}
            rowId={(row) => row.childId}
            onOpen={(row) => void navigate({ to: '/children/$childId', params: { childId: row.childId } })}
            {...(whole && { selected, onSelect: (ids) => setSelectedIds([...ids]) })}
            sort={sort}
            onSort={(next) => setSort(next as Sort)}
            storageKey={whole ? 'children' : 'children:attendance'}
            toolbar={
              <Group gap="sm" wrap="wrap">
                <FilterBar filters={filters} onChange={setFilters} whole={whole} />
                <SavedViews
                  current={{ filters, sort }}
                  onChoose={(view) => {
                    setFilters(view.filters);
                    setSort(view.sort);
                  }}
                />
              </Group>
            }
            empty={
              <Nothing
                loading={list.data === undefined}
                filtered={filtered}
                otherThan={
                  own !== null && localityId !== null && !own.some(({ id }) => id === localityId) ? names : null
                }
                onClear={() => setFilters(noFilters)}
              />
            }
          />
        )}
      </div>
      <p className="vsk-small vsk-muted" role="status">
        {chosen.length > 0
          ? `${plural(chosen.length, 'child', 'children')} selected. `
          : `Arrows move, Enter opens${whole ? ', Space selects' : ''}. `}
        Lists name children: keep them inside the team.
      </p>
    </Page>
  );
}

function Nothing(props: {
  loading: boolean;
  filtered: boolean;
  /** The caller's own localities, when the scope is another. */
  otherThan: string | null;
  onClear: () => void;
}) {
  const toImport = useImportHint();
  const { loading, filtered, otherThan, onClear } = props;
  if (loading) return <LoadingSkeleton lines={10} label="Reading the children" />;
  if (otherThan !== null)
    return (
      <EmptyState title="Children of another locality are not listed">
        You see the children of {otherThan}: choose that as the scope above. Figures of every locality are on the
        overview.
      </EmptyState>
    );
  if (filtered)
    return (
      <EmptyState
        title="No child matches these filters"
        action={
          <Button variant="default" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        The search looks at names, UPN, local id and school.
      </EmptyState>
    );
  return (
    <EmptyState title="No children on this date">
      {toImport('the current looked-after list')}, or choose another date or scope above.
    </EmptyState>
  );
}
