import type { Overview } from '#contract/overview.ts';
import { Change } from '#renderer/ui/Change.tsx';
import { FigureValue } from '#renderer/ui/FigureValue.tsx';
import { RagTag } from '#renderer/ui/RagTag.tsx';

/** Keeps 'n 71' and '62 %' on one line. */
const unbroken = (words: string) => words.replaceAll(' %', '\u00a0%').replace(/\bn (?=\d)/g, 'n\u00a0');

/** The figures most asked for, one tile each: value, what it is made of, rating and movement. */
export function Tiles({ tiles, scope }: { tiles: Overview['tiles']; scope: string }) {
  return (
    <ul className="vsk-tiles" aria-label={`Main figures, ${scope}`}>
      {tiles.map(({ key, title, figure, detail }) => (
        <li key={key} className="vsk-panel vsk-tile">
          <h2 className="vsk-tile-title">{title}</h2>
          <FigureValue figure={figure} label={`${title}, ${scope}`} size="tile" />
          <p className="vsk-small vsk-muted vsk-figures">{unbroken(detail)}</p>
          <p className="vsk-tile-foot">
            <RagTag rag={figure.value === null && figure.rag === 'tooFew' ? null : figure.rag} />
            <Change change={figure.change} unit={figure.unit} since={figure.rag === null} />
          </p>
        </li>
      ))}
    </ul>
  );
}
