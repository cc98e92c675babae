import { Modal } from '@mantine/core';
import { useHotkeys, useWindowEvent } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { spotlight } from '@mantine/spotlight';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { onShellEvent } from '#renderer/api.ts';
import { lockNow } from '#renderer/data/lock.ts';
import { isDoubleEscape, namesHidden, setNamesHidden } from '#renderer/data/names.ts';

const keys: [string, string][] = [
  ['Ctrl + K', 'Search children, schools and pages'],
  ['Ctrl + L', 'Lock the store'],
  ['Esc, Esc', 'Hide names, or show them again'],
  ['?', 'Show these keys'],
  ['Arrows, Home, End, Page Up, Page Down', 'Move in a table'],
  ['Enter', 'Open the row or figure'],
  ['Space', 'Select the row'],
  ['Esc', 'Close a dialog or drawer'],
];

/** The keys that work everywhere, and the dialog that lists them. */
export function Shortcuts() {
  const [opened, setOpened] = useState(false);
  const navigate = useNavigate();
  useHotkeys([
    ['shift+?', () => setOpened(true)],
    ['?', () => setOpened(true)],
  ]);
  useHotkeys([['mod+L', () => void lockNow()]], []);
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind !== 'menu') return;
        if (event.command === 'lock') void lockNow();
        else if (event.command === 'search') spotlight.open();
        else if (event.command === 'diagnostics') void navigate({ to: '/diagnostics' });
        else setOpened(true);
      }),
    [navigate],
  );
  // In the capture phase: a dialog that asks on Esc keeps the key to itself afterwards.
  useWindowEvent(
    'keydown',
    (event) => {
      if (!isDoubleEscape(event)) return;
      const hidden = !namesHidden();
      setNamesHidden(hidden);
      notifications.show({
        id: 'names',
        message: hidden ? 'Names are hidden. Esc twice shows them.' : 'Names are shown.',
      });
    },
    { capture: true },
  );
  useEffect(() => () => notifications.clean(), []);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className="vsk-keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="vsk-keys-more">
        <Link to="/diagnostics" onClick={() => setOpened(false)}>
          Diagnostics
        </Link>
        : versions, sizes and the last errors, for whoever looks after the app.
      </p>
    </Modal>
  );
}
