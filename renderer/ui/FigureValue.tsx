import { Tooltip } from '@mantine/core';
import type { Figure } from '#contract/shared.ts';
import { useDrill } from './drill/DrillProvider.tsx';
import { FigureExplanation } from './FigureExplanation.tsx';
import { count, figureNumber, figureUnit } from './format.ts';

/**
 * A figure as every screen shows it: the value to one decimal, n beneath or beside it, words where there is no value.
 * Hover or focus tells numerator, denominator, cohort, coverage, definition and source; selecting it opens the children
 * behind it. `label` says what it is, for those who cannot see the column: 'KS2 gap, East Kent 1'.
 */
export function FigureValue(props: {
  figure: Figure;
  label: string;
  size?: 'table' | 'tile';
  n?: 'beneath' | 'beside' | 'none';
  strong?: boolean;
}) {
  const { figure, label, size = 'table', n = 'none', strong = false } = props;
  const openDrill = useDrill();
  const { drill } = figure;
  const absent = figure.value === null;
  const inner = (
    <>
      <span className={`vsk-figure-number${strong ? ' vsk-strong' : ''}${absent ? ' vsk-absent' : ''}`}>
        {figureNumber(figure)}
      </span>
      {size === 'tile' && figureUnit(figure) !== '' && <span className="vsk-figure-unit"> {figureUnit(figure)}</span>}
      {n !== 'none' && figure.n !== null && (
        <span className={`vsk-figure-n vsk-figure-n-${n}`}> n {count(figure.n)}</span>
      )}
    </>
  );
  // The visible words come first and in their order (WCAG 2.5.3), the unit after them.
  const shownN = n !== 'none' && figure.n !== null ? ` n ${count(figure.n)}` : '';
  const unit = figureUnit(figure);
  const spoken =
    size === 'tile' && unit !== ''
      ? `${label}: ${figureNumber(figure)} ${unit}${shownN}`
      : `${label}: ${figureNumber(figure)}${shownN} ${unit}`.trim();
  return (
    <Tooltip
      label={<FigureExplanation figure={figure} label={label} />}
      events={{ hover: true, focus: true, touch: true }}
      openDelay={250}
      multiline
      maw={380}
      classNames={{ tooltip: 'vsk-tooltip' }}
      withArrow
    >
      <button
        type="button"
        className={`vsk-figure vsk-figure-${size}`}
        aria-label={drill ? `${spoken}. Open the children behind it` : spoken}
        data-drill={drill ? '' : undefined}
        onClick={() => drill && openDrill({ drill, label })}
      >
        {inner}
      </button>
    </Tooltip>
  );
}
