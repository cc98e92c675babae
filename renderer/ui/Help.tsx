import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A term of the field explained where it stands: 'LAC12', 'severe absence'. */
export function Help({ term, children }: { term: string; children: ReactNode }) {
  return (
    <Popover width={320} position="bottom-start" withArrow trapFocus={false}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size={24}
          color="gray"
          aria-label={`What is ${term}?`}
          className="vsk-help vsk-noprint"
        >
          <IconHelp size={16} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="vsk-strong">{term}</p>
        <div className="vsk-small">{children}</div>
      </Popover.Dropdown>
    </Popover>
  );
}
