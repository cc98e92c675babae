import { Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ScrollRegion } from './ScrollRegion.tsx';

/** More rows than anybody looks at in one go are not drawn. */
const DRAWN = 200;

/** The rows of a table that a person has chosen. */
export interface Chosen<Row> {
  readonly rows: readonly Row[];
  readonly picked: readonly Row[];
  has(row: Row): boolean;
  choose(rows: readonly Row[], on: boolean): void;
  clear(): void;
}

/**
 * Which of some rows a person has chosen; one that is no longer among them is not.
 * @example const chosen = useChosen(rows, ({ leaverId }) => leaverId);
 */
export function useChosen<Row>(rows: readonly Row[], idOf: (row: Row) => string): Chosen<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const has = (row: Row) => ids.has(idOf(row));
  return {
    rows,
    picked: rows.filter(has),
    has,
    choose: (some, on) => {
      const of = new Set(some.map(idOf));
      setIds(on ? new Set([...ids, ...of]) : new Set([...ids].filter((id) => !of.has(id))));
    },
    clear: () => setIds(new Set()),
  };
}

/** A table of which many rows are chosen to do one thing with: a box in front of each, and one for all. */
export function ChooseMany<Row>(props: {
  chosen: Chosen<Row>;
  label: string;
  /** What the box for all is called: 'Choose all findings'. */
  labelOfAll: string;
  headings: readonly string[];
  /** What a row is called by its box: 'Choose SAMPLE, Ida'. */
  nameOf: (row: Row) => string;
  /** The cells of a row, under the headings. */
  children: (row: Row) => ReactNode;
  keyOf: (row: Row) => string;
}) {
  const { chosen, label, labelOfAll, headings, nameOf, children, keyOf } = props;
  const { rows, picked } = chosen;
  return (
    <>
      <ScrollRegion className="vsk-refusals-scroll" label={label}>
        <table className="vsk-plain-table">
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  size="xs"
                  aria-label={labelOfAll}
                  checked={picked.length === rows.length}
                  indeterminate={picked.length > 0 && picked.length < rows.length}
                  onChange={(event) => chosen.choose(rows, event.currentTarget.checked)}
                />
              </th>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, DRAWN).map((row) => (
              <tr key={keyOf(row)}>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={`Choose ${nameOf(row)}`}
                    checked={chosen.has(row)}
                    onChange={(event) => chosen.choose([row], event.currentTarget.checked)}
                  />
                </td>
                {children(row)}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rows.length > DRAWN && (
        <p className="vsk-muted vsk-leaver-actions">
          The first {DRAWN} of {rows.length} are shown. ‘Choose all’ means all {rows.length}.
        </p>
      )}
    </>
  );
}
