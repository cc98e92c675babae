import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { urnWords } from '#domain/identifiers/urnWords.ts';
import '@mantine/spotlight/styles.css';
import { IconSchool, IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { plural } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { pagesOfPalette } from './pages.ts';
import { useScope } from './scope.tsx';

/** Ctrl+K: children and schools by name, UPN, URN or local id, and the pages. */
export function CommandPalette() {
  const may = useMay();
  const { asAt } = useScope();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [text] = useDebouncedValue(query.trim(), 180);
  const found = useCall('search.all', { text, asAt }, { enabled: may('attendance') && text.length >= 2 });
  const words = query.trim().toLocaleLowerCase('en-GB');
  const pages = pagesOfPalette(may).filter((page) => page.title.toLocaleLowerCase('en-GB').includes(words));
  const children = text.length >= 2 ? (found.data?.children ?? []) : [];
  const schools = may('learning') && text.length >= 2 ? (found.data?.schools ?? []) : [];
  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Children',
      actions: children.map((child) => ({
        id: child.childId,
        children: (
          <Row
            icon={<IconUser size={18} aria-hidden="true" />}
            label={<Name>{child.listName}</Name>}
            detail={child.detail}
          />
        ),
        onClick: () => void navigate({ to: '/children/$childId', params: { childId: child.childId } }),
      })),
    },
    {
      group: 'Schools',
      actions: schools.map((school) => ({
        id: school.schoolId,
        children: (
          <Row
            icon={<IconSchool size={18} aria-hidden="true" />}
            label={school.name}
            detail={`${urnWords(school.urn)}, ${plural(school.pupils, 'child', 'children')}`}
          />
        ),
        onClick: () => void navigate({ to: '/packs', search: (now) => ({ ...now, schoolId: school.schoolId }) }),
      })),
    },
    {
      group: 'Pages',
      actions: pages.map((page) => ({
        id: page.to,
        label: page.title,
        leftSection: <page.icon size={18} aria-hidden="true" />,
        onClick: () => void navigate({ to: page.to }),
      })),
    },
  ].filter((group) => group.actions.length > 0);
  return (
    <Spotlight
      actions={groups}
      filter={(_query, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      attributes={{ content: { 'aria-label': 'Search children, schools, pages' } }}
      // At once: what is typed while it would fade in would be lost.
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={420}
      nothingFound={
        text.length < 2
          ? 'Type at least two letters or digits'
          : found.isFetching
            ? 'Searching'
            : 'Nothing found: try a surname, a UPN, a URN or a school'
      }
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        placeholder: 'Child, school, UPN, URN or page',
        'aria-label': 'Search children, schools, pages',
      }}
    />
  );
}

function Row({ icon, label, detail }: { icon: React.ReactNode; label: React.ReactNode; detail: string }) {
  return (
    <span className="vsk-found">
      {icon}
      <span>
        <span>{label}</span>
        <span className="vsk-small vsk-muted">{detail}</span>
      </span>
    </span>
  );
}
