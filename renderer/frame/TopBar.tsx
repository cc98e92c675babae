import { ActionIcon, Button, Menu, Popover, TextInput, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronDown, IconLock, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { lockNow } from '#renderer/data/lock.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { OwnAccessDialog } from '#renderer/ui/access/OwnAccessDialog.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { roleWords } from '#renderer/ui/roleWords.ts';
import { useScope } from './scope.tsx';

/** County or locality: always in view, so that nobody takes a locality's figure for the county's. */
function ScopeMenu() {
  const status = useStatus();
  const { localityId, words, setLocality } = useScope();
  const county = (status.authorityName ?? 'Kent').replace(/ (county council|council)$/i, '');
  const choices: { id: string | null; name: string }[] = [
    { id: null, name: `${county}, all localities` },
    ...status.localities.map((each) => ({ id: each.id, name: each.name })),
    { id: 'unallocated', name: 'Unallocated' },
  ];
  return (
    <Menu position="bottom-start" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="vsk-control" aria-label={`Scope: ${words}`}>
          <span className="vsk-small vsk-muted">Scope</span> {words}
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.id ?? 'county'}
            onClick={() => setLocality(choice.id)}
            aria-current={choice.id === localityId ? 'true' : undefined}
            className={choice.id === localityId ? 'vsk-strong' : ''}
          >
            {choice.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The days people mostly ask about: when the store opens, the last 31 March (attribution) and 31 August (year end). */
function commonDates(from: string): { date: string; words: string }[] {
  const year = Number(from.slice(0, 4));
  const last = (monthDay: string) => (from.slice(5) >= monthDay ? `${year}-${monthDay}` : `${year - 1}-${monthDay}`);
  const dates = [
    { date: from, words: dateInText(from) },
    { date: last('03-31'), words: `${dateInText(last('03-31'))}, outcomes` },
    { date: last('08-31'), words: `${dateInText(last('08-31'))}, end of the school year` },
  ];
  return dates.filter((each, index) => dates.findIndex((other) => other.date === each.date) === index);
}

function AsAtPicker() {
  const { defaultAsAt } = useStatus();
  const { asAt, setAsAt } = useScope();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState(asAt);
  const choose = (date: string) => {
    setAsAt(date);
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus width={280}>
      <Popover.Target>
        <button
          type="button"
          className="vsk-control"
          aria-label={`As at ${dateInText(asAt)}`}
          onClick={() => {
            setTyped(asAt);
            setOpened(!opened);
          }}
        >
          <span className="vsk-small vsk-muted">As at</span> {dateInText(asAt)}
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="As at">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) choose(typed);
          }}
        >
          <TextInput
            type="date"
            label="Show what was valid on"
            description="As known now"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          <Button type="submit" mt={8} fullWidth>
            Show this date
          </Button>
        </form>
        <div className="vsk-dates">
          {commonDates(defaultAsAt).map((each) => (
            <Button key={each.date} variant="subtle" justify="start" fullWidth onClick={() => choose(each.date)}>
              {each.words}
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** @example rolesInWords([assistantHeadOfEK3, assistantHeadOfEK1]) // 'Assistant head, East Kent 3, East Kent 1' */
const rolesInWords = (roles: NonNullable<StoreStatus['user']>['roles']): string =>
  roles.length === 0
    ? 'No role today'
    : [...Map.groupBy(roles, ({ role }) => role)]
        .map(([role, held]) => [roleWords[role].title, ...held.flatMap((each) => each.localityName ?? [])].join(', '))
        .join('; ');

/** Who is signed in; opens their own passphrase and computers, which every role has. */
function UserButton({ user }: { user: NonNullable<StoreStatus['user']> }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        className="vsk-control vsk-user"
        aria-haspopup="dialog"
        title="Your passphrase and computers"
        onClick={() => setOpened(true)}
      >
        <Name>{user.name}</Name>
        <span className="vsk-small vsk-muted">{rolesInWords(user.roles)}</span>
      </button>
      <OwnAccessDialog opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}

/** Scope, date, search, who is signed in, theme and lock. */
export function TopBar() {
  const { user } = useStatus();
  const may = useMay();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === 'dark';
  return (
    <header className="vsk-top vsk-noprint">
      {may('attendance') && <ScopeMenu />}
      <AsAtPicker />
      <span className="vsk-top-space" />
      {may('attendance') && (
        <button type="button" className="vsk-control vsk-search" onClick={() => spotlight.open()}>
          <IconSearch size={16} aria-hidden="true" className="vsk-search-icon" />
          <span className="vsk-muted">Search children, schools, pages</span>
          <kbd>Ctrl K</kbd>
        </button>
      )}
      {user !== null && <UserButton user={user} />}
      <ActionIcon
        variant="default"
        size={30}
        aria-label={dark ? 'Use the light theme' : 'Use the dark theme'}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {dark ? <IconSun size={17} aria-hidden="true" /> : <IconMoon size={17} aria-hidden="true" />}
      </ActionIcon>
      <button type="button" className="vsk-control" onClick={() => void lockNow()} aria-keyshortcuts="Control+L">
        <IconLock size={16} aria-hidden="true" /> <span className="vsk-lock-word">Lock</span>
      </button>
    </header>
  );
}
