import { Drawer, SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import type { Drill } from '#contract/shared.ts';
import { call } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { ncYearText } from '#renderer/ui/childWords.ts';
import { type DataColumn, DataTable } from '#renderer/ui/DataTable.tsx';
import { count, plural } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { SaveNamedList } from '#renderer/ui/SaveNamedList.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';
import type { OpenDrill } from './openDrill.ts';

type Behind = CallOutput<'figures.children'>;
/** A child comes once for each of their PEPs where a figure counts PEPs, so rows have a key of their own. */
type Child = Behind['children'][number] & { key: string };
type Part = 'all' | 'numerator' | 'rest';

const columns: DataColumn<Child>[] = [
  {
    id: 'listName',
    header: 'Child',
    width: 180,
    cell: (row) => <Name>{row.listName}</Name>,
    sortValue: (row) => row.listName,
  },
  {
    id: 'ncYear',
    header: 'Year',
    width: 96,
    align: 'end',
    cell: (row) => ncYearText(row.ncYear),
    sortValue: (row) => row.ncYear,
  },
  {
    id: 'schoolName',
    header: 'School',
    width: 190,
    cell: (row) => row.schoolName ?? 'no school',
    sortValue: (row) => row.schoolName,
  },
  {
    id: 'localityName',
    header: 'Locality',
    width: 116,
    cell: (row) => row.localityName,
    sortValue: (row) => row.localityName,
  },
  {
    id: 'counts',
    header: 'How the child counts',
    width: 200,
    cell: (row) => row.counts,
    sortValue: (row) => row.counts,
  },
  {
    id: 'counted',
    header: 'Counted in',
    width: 122,
    cell: (row) => countedIn(row),
    sortValue: (row) => countedIn(row),
  },
];

const countedIn = (row: Child): string =>
  row.inNumerator ? 'numerator' : row.inDenominator ? 'denominator' : 'neither';

function List({ behind, drill, onOpen }: { behind: Behind; drill: Drill; onOpen: (childId: string) => void }) {
  const [part, setPart] = useState<Part>('all');
  const children = useMemo(
    () => behind.children.map((child, index) => ({ ...child, key: `${child.childId} ${index}` })),
    [behind.children],
  );
  const different = useMemo(() => new Set(children.map((child) => child.childId)).size, [children]);
  const rows = children.filter((child) =>
    part === 'all' ? true : part === 'numerator' ? child.inNumerator : child.inDenominator && !child.inNumerator,
  );
  return (
    <div className="vsk-drill">
      <p className="vsk-figures">
        Numerator <span className="vsk-strong">{count(behind.numerator)}</span>, denominator{' '}
        <span className="vsk-strong">{count(behind.denominator)}</span>;{' '}
        {different === children.length
          ? `${plural(different, 'child', 'children')} listed`
          : `${plural(children.length, 'row')} of ${plural(different, 'child', 'children')} listed`}
        {behind.outsideScope > 0 &&
          `; ${plural(behind.outsideScope, 'child is', 'children are')} outside your localities and not listed`}
        .
      </p>
      <div className="vsk-drill-tools">
        <SegmentedControl
          size="xs"
          aria-label="Which children"
          value={part}
          onChange={(value) => setPart(value as Part)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'numerator', label: 'In numerator' },
            { value: 'rest', label: 'Denominator only' },
          ]}
        />
        <SaveNamedList
          label="Export this list"
          listed={rows.length}
          make={(purpose) => call('exports.behindFigure', { drill, part, purpose })}
        />
      </div>
      <p className="vsk-small vsk-muted">The exported list names children: keep it inside the team.</p>
      <div className="vsk-drill-table">
        <DataTable
          label={behind.title}
          rows={rows}
          columns={columns}
          rowId={(child) => child.key}
          onOpen={(child) => onOpen(child.childId)}
          empty={<EmptyState title="No child counts here" />}
        />
      </div>
    </div>
  );
}

/** The children behind one figure, each with how it counts; a row opens the child's record. */
export function ChildrenBehindFigure({ open, onClose }: { open: OpenDrill | null; onClose: () => void }) {
  return (
    <Drawer
      opened={open !== null}
      onClose={onClose}
      position="right"
      size={910}
      title={open?.label ?? ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ body: 'vsk-drill-body', content: 'vsk-drill-content', title: 'vsk-drill-title' }}
    >
      {open && <Content open={open} onClose={onClose} />}
    </Drawer>
  );
}

function Content({ open, onClose }: { open: OpenDrill; onClose: () => void }) {
  const navigate = useNavigate();
  const query = useCall('figures.children', { drill: open.drill });
  return (
    <Answered query={query} lines={12}>
      {(behind) => (
        <List
          behind={behind}
          drill={open.drill}
          onOpen={(childId) => {
            onClose();
            void navigate({ to: '/children/$childId', params: { childId } });
          }}
        />
      )}
    </Answered>
  );
}
