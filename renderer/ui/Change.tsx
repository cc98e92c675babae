import type { Figure } from '#contract/shared.ts';
import { count, oneDecimal } from './format.ts';

const arrows = { up: '▲', down: '▼', same: '●' } as const;

/** How a figure moved: arrow, size and the word (narrower, wider, lower …), 'since' on request. */
export function Change({
  change,
  unit,
  since = false,
}: {
  change: Figure['change'];
  unit: Figure['unit'];
  since?: boolean;
}) {
  if (change === null) return null;
  const size = unit === 'count' ? count(Math.abs(change.size)) : oneDecimal(Math.abs(change.size));
  return (
    <span className="vsk-change">
      <span aria-hidden="true" className="vsk-change-arrow">
        {arrows[change.direction]}
      </span>
      {change.direction === 'same'
        ? change.word
        : change.word === 'reversed'
          ? `reversed by ${size}`
          : `${size} ${change.word}`}
      {since && ` since ${change.since}`}
    </span>
  );
}
