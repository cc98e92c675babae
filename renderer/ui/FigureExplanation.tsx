import type { Figure } from '#contract/shared.ts';
import { count, figureText, oneDecimal } from './format.ts';

/** How many of the cohort the data covers. @example 'marks: 1,031 of 1,117' */
function coverageText({ words, with: covered, of }: NonNullable<Figure['coverage']>): string {
  return `${words}: ${count(covered)} of ${count(of)}`;
}

/** All that a figure rests on, in words: shown on hover and focus, and at the head of the children behind it. */
export function FigureExplanation({ figure, label }: { figure: Figure; label: string }) {
  const unit = figure.unit === 'percent' ? ' %' : '';
  const rows: [string, string][] = [];
  if (figure.numerator !== null && figure.denominator !== null)
    rows.push(['Made of', `${count(figure.numerator)} of ${count(figure.denominator)}`]);
  else if (figure.denominator !== null) rows.push(['n', count(figure.denominator)]);
  rows.push(['Cohort', figure.cohort]);
  if (figure.coverage) rows.push(['Coverage', coverageText(figure.coverage)]);
  if (figure.bounds)
    rows.push([
      'Missing results allow',
      `${oneDecimal(figure.bounds.lowest)}${unit} to ${oneDecimal(figure.bounds.highest)}${unit}`,
    ]);
  if (figure.interval)
    rows.push([
      '95 % interval',
      `${oneDecimal(figure.interval.low)}${unit} to ${oneDecimal(figure.interval.high)}${unit}`,
    ]);
  if (figure.target) rows.push(['Target', figure.target.words]);
  if (figure.definition !== '') rows.push(['Definition', figure.definition]);
  if (figure.source !== '') rows.push(['Source', figure.source]);
  return (
    <div className="vsk-explanation">
      <div className="vsk-strong">
        {label}: {figureText(figure)}
      </div>
      <dl>
        {rows.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
