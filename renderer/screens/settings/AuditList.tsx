import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { type DataColumn, DataTable } from '#renderer/ui/DataTable.tsx';
import { count, timeInTable } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';

type Entry = CallOutput<'audit.list'>['rows'][number];

const pageSize = 100;

const columns: DataColumn<Entry>[] = [
  { id: 'at', header: 'When', width: 140, cell: (entry) => timeInTable(entry.at), hideable: false },
  { id: 'by', header: 'Who', width: 150, cell: (entry) => entry.by },
  { id: 'action', header: 'What', width: 220, cell: (entry) => entry.action },
  { id: 'subjects', header: 'Subjects', width: 80, align: 'end', cell: (entry) => count(entry.subjects) },
  { id: 'detail', header: 'Detail', width: 380, cell: (entry) => entry.detail },
];

/** Who did and read what, newest first; by name, action or the id of a child or school. */
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
            rows={rows.map((entry, index) => ({ ...entry, id: offset + index }))}
            columns={columns}
            rowId={(entry) => String((entry as Entry & { id: number }).id)}
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
