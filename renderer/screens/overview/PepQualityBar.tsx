import { Tooltip } from '@mantine/core';
import type { LocalityRow } from '#contract/overview.ts';
import { useDrill } from '#renderer/ui/drill/DrillProvider.tsx';
import { count, plural } from '#renderer/ui/format.ts';

const width = 64;

/**
 * The last PEP held of each child by overall quality as one bar: green plain, amber hatched, red solid and last, so that it
 * reads without colour too. Not graded stays out of the bar and in the words: quality is never merged with timeliness.
 */
export function PepQualityBar({ quality, name }: { quality: LocalityRow['pepQuality']; name: string }) {
  const openDrill = useDrill();
  const { green, amber, red, notGraded, notHeld, drill } = quality;
  const graded = green + amber + red;
  const held = graded + notGraded;
  const label = `PEP quality, ${name}`;
  if (graded === 0) {
    return (
      <span className="vsk-absent vsk-small">{held === 0 ? 'no PEP held' : `0 graded of ${count(held)} held`}</span>
    );
  }
  const words = `Last PEP held: ${count(green)} green, ${count(amber)} amber, ${count(red)} red; ${count(graded)} graded of ${count(held)} held${
    notHeld > 0 ? `; ${plural(notHeld, 'child', 'children')} without one` : ''
  }`;
  return (
    <Tooltip label={words} events={{ hover: true, focus: true, touch: true }} classNames={{ tooltip: 'vsk-tooltip' }}>
      <button
        type="button"
        className="vsk-figure vsk-quality"
        data-drill={drill ? '' : undefined}
        aria-label={`${label}: ${words}${drill ? '. Open the children behind it' : ''}`}
        onClick={() => drill && openDrill({ drill, label })}
      >
        <span className="vsk-quality-green" style={{ width: (width * green) / graded }} />
        <span className="vsk-quality-amber" style={{ width: (width * amber) / graded }} />
        <span className="vsk-quality-red" style={{ width: (width * red) / graded }} />
      </button>
    </Tooltip>
  );
}
