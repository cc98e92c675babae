import { Tooltip } from '@mantine/core';
import type { LocalityRow } from '#contract/overview.ts';
import { useDrill } from '#renderer/ui/drill/DrillProvider.tsx';
import { count, plural } from '#renderer/ui/format.ts';

const width = 64;

/**
 * Latest graded PEPs by overall quality as one bar: green plain, amber hatched, red solid and last, so that it reads without
 * colour too. Not graded stays out of the bar and in the words: quality is never merged with timeliness.
 */
export function PepQualityBar({ quality, name }: { quality: LocalityRow['pepQuality']; name: string }) {
  const openDrill = useDrill();
  const { green, amber, red, notGraded, drill } = quality;
  const graded = green + amber + red;
  const label = `PEP quality, ${name}`;
  if (graded === 0) {
    return <span className="vsk-absent vsk-small">{notGraded === 0 ? 'no PEPs' : 'none graded'}</span>;
  }
  const words = `${count(green)} green, ${count(amber)} amber, ${count(red)} red of ${plural(graded, 'graded PEP')}${
    notGraded > 0 ? `; ${count(notGraded)} not graded` : ''
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
