import { Modal } from '@mantine/core';
import { useHotkeys, useWindowEvent } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { spotlight } from '@mantine/spotlight';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { onShellEvent } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';

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

const pressTwiceWithin = 600;

/** The keys that work everywhere, and the dialog that lists them. */
export function Shortcuts() {
  const [opened, setOpened] = useState(false);
  const lock = useCommand('store.lock');
  const navigate = useNavigate();
  const lastEscape = useRef(0);
  useHotkeys([
    ['shift+?', () => setOpened(true)],
    ['?', () => setOpened(true)],
  ]);
  useHotkeys([['mod+L', () => lock.mutate({})]], []);
  const lockNow = lock.mutate;
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind !== 'menu') return;
        if (event.command === 'lock') lockNow({});
        else if (event.command === 'search') spotlight.open();
        else if (event.command === 'diagnostics') void navigate({ to: '/diagnostics' });
        else setOpened(true);
      }),
    [lockNow, navigate],
  );
  useWindowEvent('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const now = performance.now();
    if (now - lastEscape.current < pressTwiceWithin) {
      lastEscape.current = 0;
      const root = document.documentElement;
      const hidden = root.dataset.names !== 'hidden';
      if (hidden) root.dataset.names = 'hidden';
      else delete root.dataset.names;
      notifications.show({
        id: 'names',
        message: hidden ? 'Names are hidden. Esc twice shows them.' : 'Names are shown.',
      });
    } else lastEscape.current = now;
  });
  // A locked or left store shows its names again at the next unlock only if somebody asks: hidden stays hidden.
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
