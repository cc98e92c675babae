import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ImportPreview } from '#contract/imports.ts';
import { wordsOf } from '#renderer/ui/codeWords.ts';
import { dateInTable, plural } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';

type Difference = ImportPreview['differences'][number];

const facts: Readonly<Record<string, string>> = {
  legalName: 'Name',
  knownAsName: 'Known as',
  dateOfBirth: 'Birth date',
  sex: 'Sex',
  ethnicity: 'Ethnicity',
  firstLanguage: 'First language',
  upn: 'UPN',
  uasc: 'Unaccompanied',
  responsibleAuthority: 'Authority',
  socialWorker: 'Social worker',
  reviewingOfficer: 'Reviewing officer',
  careStart: 'First day in care',
  careEnd: 'End of care',
  legalStatus: 'Legal status',
  placement: 'Placement',
  carer: 'Carer',
  school: 'School',
  schoolBecame: 'School became another: no move',
};

/** A value as it is shown: days as tables write them; legal status and placement, of an episode too, in words. */
const value = (what: string, text: string): string =>
  (what === 'legalStatus' || what === 'placement'
    ? text.replace(/^[A-Z]\d{1,2}\b/, (code) => wordsOf(what, code))
    : text
  )
    .replace(
      /\b([A-Z]\d{1,2}), ([A-Z]\d{1,2}) from\b/g,
      (_codes, status: string, place: string) =>
        `${wordsOf('legalStatus', status)}, ${wordsOf('placement', place)}, from`,
    )
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, dateInTable);

/** Facts that have a day, a child or a school in their name. */
const kinds: Readonly<Record<string, string>> = {
  episode: 'Episode',
  missing: 'Care of the year',
  pep: 'PEP',
  suspension: 'School of a suspension',
  suspensionMoved: 'First day of a suspension',
  schoolLed: 'School merged or split',
  result: 'Result',
  target: 'Target',
  prediction: 'Prediction',
};

const nameOf = (what: string): string => facts[what] ?? kinds[what.split(' ')[0] ?? ''] ?? what;

/** Facts that become others: each a change from a day on, or a correction of what was always so; either can be turned round. */
export function Differences(props: {
  differences: readonly Difference[];
  total: number;
  decisions: ReadonlyMap<string, string>;
  onDecide: (id: string, as: string | null) => void;
}) {
  const { differences, total, decisions, onDecide } = props;
  const [shown, setShown] = useState('all');
  if (differences.length === 0) return null;
  const asOf = (difference: Difference) => decisions.get(difference.id) ?? difference.as;
  const rows = differences.filter((difference) => shown === 'all' || asOf(difference) === shown);
  const count = (as: string) => differences.filter((difference) => asOf(difference) === as).length;
  const children = new Set(differences.map(({ childId }) => childId)).size;
  return (
    <section aria-label="Changes and corrections" className="vsk-differences">
      <header>
        <h4>
          Changes and corrections{' '}
          <span className="vsk-muted">
            {plural(total, 'fact')} of {plural(children, 'child', 'children')}
          </span>
        </h4>
        <SegmentedControl
          size="xs"
          aria-label="Which to show"
          value={shown}
          onChange={setShown}
          data={[
            { value: 'all', label: `All ${differences.length}` },
            { value: 'change', label: `Changes ${count('change')}` },
            { value: 'correction', label: `Corrections ${count('correction')}` },
          ]}
        />
      </header>
      <ScrollRegion className="vsk-refusals-scroll" label="Table of changes and corrections">
        <table className="vsk-plain-table">
          <thead>
            <tr>
              <th scope="col">Child</th>
              <th scope="col">Fact</th>
              <th scope="col">Was, will be</th>
              <th scope="col">From</th>
              <th scope="col">Treat as</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((difference) => (
              <tr key={`${difference.id} ${difference.childId}`}>
                <th scope="row">
                  <Name>{difference.child}</Name>
                </th>
                <td>{nameOf(difference.what)}</td>
                <td className="vsk-wrap">
                  <Name>
                    {value(difference.what, difference.was)} → {value(difference.what, difference.now)}
                  </Name>
                </td>
                <td>
                  {difference.answers
                    ? ''
                    : asOf(difference) === 'correction'
                      ? 'always'
                      : difference.from === null
                        ? 'the day of the file'
                        : dateInTable(difference.from)}
                </td>
                <td>
                  <SegmentedControl
                    size="xs"
                    aria-label={`Treat ${nameOf(difference.what)} in row ${difference.row} of ${difference.fileName} as`}
                    disabled={!difference.canFlip}
                    value={asOf(difference)}
                    onChange={(as) => onDecide(difference.id, as === difference.as ? null : as)}
                    data={[
                      { value: 'change', label: difference.answers?.change ?? 'Change' },
                      { value: 'correction', label: difference.answers?.correction ?? 'Correction' },
                    ]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {total > differences.length && (
        <p className="vsk-small vsk-muted">The first {differences.length} are shown; the others go in as they stand.</p>
      )}
    </section>
  );
}
