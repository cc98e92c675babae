import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Popover,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { activeFilters, type ListFilters, noFilters } from './savedViews.ts';

const years = Array.from({ length: 16 }, (_, index) => index - 2).map((year) => ({
  value: String(year),
  label: year <= -2 ? 'Nursery 1' : year === -1 ? 'Nursery 2' : year === 0 ? 'Reception' : `Year ${year}`,
}));

type YesNo = 'yes' | 'no';
const toBoolean = (value: string | null): boolean | null => (value === null ? null : value === 'yes');
const fromBoolean = (value: boolean | null): YesNo | null => (value === null ? null : value ? 'yes' : 'no');
const only = (value: boolean): true | null => (value ? true : null);

type Filtering = {
  filters: ListFilters;
  onChange: (filters: ListFilters) => void;
  /** Whether the person may see whole records; else what they are not shown is no filter either. */
  whole: boolean;
};

/** Search, responsibility and the panel of further filters; every change applies at once, the search after a pause. */
export function FilterBar({ filters, onChange, whole }: Filtering) {
  const [text, setText] = useState(filters.search);
  // A saved view or 'Clear' changes the search from outside.
  useEffect(() => setText(filters.search), [filters.search]);
  const search = useDebouncedCallback((value: string) => onChange({ ...filters, search: value.trim() }), 200);
  const active = activeFilters(filters);
  return (
    <>
      <TextInput
        aria-label="Search by name, UPN or school"
        placeholder="Name, UPN or school"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
        w={220}
      />
      <SegmentedControl
        aria-label="Responsible authority"
        value={filters.responsibility}
        onChange={(value) => onChange({ ...filters, responsibility: value as ListFilters['responsibility'] })}
        data={[
          { value: 'own', label: 'Own' },
          { value: 'other', label: 'Other authorities' },
          { value: 'all', label: 'All' },
        ]}
      />
      <MoreFilters filters={filters} onChange={onChange} whole={whole} active={active} />
      {(active > 0 || filters.search !== '') && (
        <Button
          variant="subtle"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => {
            setText('');
            onChange(noFilters);
          }}
        >
          Clear filters
        </Button>
      )}
    </>
  );
}

function MoreFilters({ filters, onChange, whole, active }: Filtering & { active: number }) {
  const shown = active - (filters.responsibility === 'own' ? 0 : 1);
  const yesNo = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ];
  return (
    <Popover position="bottom-start" width={360} trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={16} aria-hidden />}>
          {shown === 0 ? 'Filters' : `Filters: ${shown}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Filters">
        <Stack gap="xs" mah="70vh" style={{ overflowY: 'auto' }}>
          <MultiSelect
            label="NC year"
            placeholder={filters.ncYears.length === 0 ? 'Any year' : ''}
            data={years}
            value={filters.ncYears.map(String)}
            onChange={(values) => onChange({ ...filters, ncYears: values.map(Number) })}
            clearable
            comboboxProps={{ withinPortal: false }}
          />
          <Group grow>
            <Select
              label="12-month cohort"
              placeholder="Either"
              data={yesNo}
              value={fromBoolean(filters.lac12)}
              onChange={(value) => onChange({ ...filters, lac12: toBoolean(value) })}
              clearable
              comboboxProps={{ withinPortal: false }}
            />
            {whole && (
              <Select
                label="UASC"
                placeholder="Either"
                data={yesNo}
                value={fromBoolean(filters.uasc)}
                onChange={(value) => onChange({ ...filters, uasc: toBoolean(value) })}
                clearable
                comboboxProps={{ withinPortal: false }}
              />
            )}
          </Group>
          {whole && (
            <Select
              label="Special educational needs"
              placeholder="Any"
              data={[
                { value: 'N', label: 'No SEN' },
                { value: 'K', label: 'SEN support' },
                { value: 'E', label: 'EHC plan' },
              ]}
              value={filters.sen}
              onChange={(value) => onChange({ ...filters, sen: value as ListFilters['sen'] })}
              clearable
              comboboxProps={{ withinPortal: false }}
            />
          )}
          <NumberInput
            label="Attendance below"
            description="This academic year, to the 'as at' date"
            placeholder="Any"
            suffix=" %"
            min={0}
            max={100}
            value={filters.attendanceBelow ?? ''}
            onChange={(value) => onChange({ ...filters, attendanceBelow: typeof value === 'number' ? value : null })}
          />
          {whole && (
            <Select
              label="PEP"
              placeholder="Any"
              data={[{ value: 'overdue', label: 'Overdue' }]}
              value={filters.pepOverdue ? 'overdue' : null}
              onChange={(value) => onChange({ ...filters, pepOverdue: only(value === 'overdue') })}
              clearable
              comboboxProps={{ withinPortal: false }}
            />
          )}
          <Select
            label="School place"
            placeholder="Any"
            data={[{ value: 'without', label: 'Without a school' }]}
            value={filters.withoutSchool ? 'without' : null}
            onChange={(value) => onChange({ ...filters, withoutSchool: only(value === 'without') })}
            clearable
            comboboxProps={{ withinPortal: false }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
