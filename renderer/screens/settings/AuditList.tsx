import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { type DataColumn, DataTable } from '#renderer/ui/DataTable.tsx';
import { count, dateInTable, timeInTable } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';

type Entry = CallOutput<'audit.list'>['rows'][number];

const pageSize = 100;

const outcomes: Record<Entry['outcome'], string> = { done: 'Done', refused: 'Refused', failed: 'Failed' };

/** How many children an entry is about; where they were too many to be kept by id, how many it is about at all. */
const childrenOf = ({ children, subjects }: Entry): string =>
  children === null ? `${count(subjects)}, by digest` : children === 0 ? '' : count(children);

/** What a list was asked for, as words: 'as at 31/03/2025, responsibility own, total 812'. */
function askedFor({ filter }: Entry): string {
  if (filter === '') return '';
  const asked = JSON.parse(filter) as Record<string, unknown>;
  return Object.entries(asked)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${words[name] ?? name} ${Array.isArray(value) ? value.join(' ') : said(value)}`)
    .join(', ');
}

const said = (value: unknown): string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dateInTable(value) : String(value);

/** The bare name of a call says nothing that 'What' does not say in words. */
const detailOf = ({ detail }: Entry): string => (/^[a-z]+\.[a-zA-Z]+$/.test(detail) ? '' : detail);

const words: Record<string, string> = {
  asAt: 'as at',
  localityId: 'locality',
  ncYears: 'NC years',
  schoolId: 'school',
  attendanceBelow: 'attendance below',
  pepOverdue: 'PEP overdue',
  withoutSchool: 'without school',
  from: 'from row',
  academicYear: 'year',
  upTo: 'up to entry',
};

const columns: DataColumn<Entry>[] = [
  { id: 'number', header: 'No.', width: 70, align: 'end', cell: (entry) => count(entry.number), hideable: false },
  { id: 'at', header: 'When', width: 140, cell: (entry) => timeInTable(entry.at), hideable: false },
  { id: 'by', header: 'Who', width: 150, names: true, cell: (entry) => entry.by },
  { id: 'action', header: 'What', width: 200, cell: (entry) => entry.action },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 90,
    cell: (entry) => (entry.outcome === 'done' ? outcomes.done : <Tag tone="red">{outcomes[entry.outcome]}</Tag>),
  },
  { id: 'children', header: 'Children', width: 110, align: 'end', cell: childrenOf },
  { id: 'asked', header: 'Asked for', width: 400, cell: askedFor },
  { id: 'detail', header: 'Detail', width: 300, names: true, cell: detailOf },
  { id: 'device', hiddenAtFirst: true, header: 'Device', width: 120, cell: (entry) => entry.deviceId.slice(-12) },
];

/** Who did and read what, the last entry first, by its number; search by name, action, outcome or the id of a child or school. */
export function AuditList() {
  const [typed, setTyped] = usePlace('audit-search', '');
  const [search] = useDebouncedValue(typed, 250);
  const [offset, setOffset] = useState(0);
  const query = useCall('audit.list', { search, offset, limit: pageSize }, { keepPrevious: true, fresh: true });
  return (
    <Panel title="Audit" flush>
      <div className="vsk-audit-tools">
        <TextInput
          aria-label="Search the audit"
          placeholder="Person, action or id"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setOffset(0);
          }}
        />
        <Answered query={query} lines={1}>
          {({ total, rows }) => (
            <div className="vsk-actions">
              <span className="vsk-muted vsk-figures" role="status">
                {total === 0
                  ? 'No entries'
                  : `${count(offset + 1)} to ${count(offset + rows.length)} of ${count(total)}`}
              </span>
              <Button
                variant="default"
                disabled={offset === 0}
                onClick={() => setOffset(Math.max(0, offset - pageSize))}
              >
                Newer
              </Button>
              <Button
                variant="default"
                disabled={offset + rows.length >= total}
                onClick={() => setOffset(offset + pageSize)}
              >
                Older
              </Button>
            </div>
          )}
        </Answered>
      </div>
      <Answered query={query} lines={10}>
        {({ rows }) => (
          <DataTable
            label="Audit entries"
            rows={rows}
            columns={columns}
            rowId={(entry) => String(entry.number)}
            height={480}
            empty={
              <EmptyState title="Nothing matches">
                Search for a person, an action such as ‘read child’, or an id.
              </EmptyState>
            }
          />
        )}
      </Answered>
    </Panel>
  );
}
