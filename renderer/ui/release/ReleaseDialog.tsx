import { Button, Modal } from '@mantine/core';
import { IconCopy, IconDownload, IconLock } from '@tabler/icons-react';
import type { ReleasePreview } from '#contract/reports.ts';
import type { Answer } from '#renderer/data/useCall.ts';
import { dateInText, plural } from '../format.ts';
import { JobProgress } from '../JobProgress.tsx';
import { Name } from '../Name.tsx';
import { ScrollRegion } from '../ScrollRegion.tsx';
import { Answered, ErrorState } from '../states.tsx';
import classes from './release.module.css';
import type { Prepared } from './usePrepared.ts';
import { type Pool, YearsTogether } from './YearsTogether.tsx';

type Cell = ReleasePreview['rows'][number][number];

const whyTitles: Record<NonNullable<Cell['why']>, string> = {
  small: 'Hidden: it stands on 1 to 5 children',
  givesBack: 'Hidden: with what else is shown or published it would give a small count back',
  difference: 'Hidden: beside another line of the county it would tell of 1 to 5 children',
  earlier:
    'Hidden: it differs by 1 to 5 children from what an earlier release showed, or the whole year’s report shows',
};

/**
 * What a table looks like outside the team, before it leaves: each hidden cell, how many for which reason, what is left out
 * and why; or why it may not leave at all. Nothing is registered until it is saved or copied.
 */
export function ReleaseDialog(props: {
  prepared: Prepared;
  preview: Answer<ReleasePreview>;
  busy: boolean;
  years?: { chosen: Pool; onChoose: (pool: Pool) => void };
  onSave: () => void;
  onCopy?: () => void;
  onClose: () => void;
}) {
  const { prepared, preview, busy, years, onSave, onCopy, onClose } = props;
  const ready = preview.data !== undefined && preview.data.refused === null && preview.error === null && !preview.held;
  return (
    <Modal
      opened
      onClose={onClose}
      size="80rem"
      title="What leaves the team"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {prepared.ready ? (
        <Answered query={preview} lines={10}>
          {(answer) => (
            <>
              {years && answer.pooling && <YearsTogether pooling={answer.pooling} {...years} />}
              <Preview preview={answer} />
            </>
          )}
        </Answered>
      ) : prepared.reading.failure !== null ? (
        <ErrorState failure={prepared.reading.failure} />
      ) : (
        <JobProgress job={prepared.reading.job} />
      )}
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {onCopy && (
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            disabled={!ready || busy}
            onClick={onCopy}
          >
            Copy as text
          </Button>
        )}
        <Button leftSection={<IconDownload size={16} aria-hidden />} disabled={!ready} loading={busy} onClick={onSave}>
          Save CSV
        </Button>
      </div>
    </Modal>
  );
}

const isNumber = (text: string): boolean => /^-?[\d.,]+$/.test(text);
const isOfNumbers = (rows: readonly Cell[][], column: number): boolean =>
  rows.some((row) => isNumber(row[column]?.text ?? ''));

function Preview({ preview }: { preview: ReleasePreview }) {
  const { hidden, advice, earlier, refused, rows, headings, fileName } = preview;
  return (
    <>
      {refused !== null && (
        <div className="vsk-error" role="alert">
          <IconLock size={18} aria-hidden="true" />
          <div>
            <p className="vsk-strong">This table may not leave the team.</p>
            <p>{refused}</p>
          </div>
        </div>
      )}
      {advice.map((words) => (
        <p key={words} className="vsk-prose">
          {words}
        </p>
      ))}
      {hidden.length === 0 ? (
        <p>No cell is hidden.</p>
      ) : (
        <ul className={classes.reasons}>
          {hidden.map(({ why, cells, words }) => (
            <li key={why}>
              <span className={`${classes.mark} ${classes[why]}`}>c</span> {plural(cells, 'cell')} {words}.
            </li>
          ))}
        </ul>
      )}
      {earlier.length > 0 && (
        <p className="vsk-small vsk-muted">
          Compared with{' '}
          {earlier.map(({ releaseId, at, by, fileName: name }, index) => (
            <span key={releaseId}>
              {index > 0 && ', '}
              {name} ({dateInText(at.slice(0, 10))}, <Name>{by}</Name>)
            </span>
          ))}
          .
        </p>
      )}
      <ScrollRegion className={classes.scroller} label="The table as it leaves">
        <table className={classes.table}>
          <thead>
            <tr>
              {headings.map((heading, column) => (
                <th key={heading} scope="col" className={isOfNumbers(rows, column) ? classes.end : ''}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished table, which never move
              <tr key={index}>
                {row.map((cell, column) => (
                  <PreviewCell key={headings[column]} cell={cell} end={isOfNumbers(rows, column)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="vsk-small vsk-muted">
        File: {fileName}. Saving or copying enters it in the register of releases, and every later table is compared
        with it.
      </p>
    </>
  );
}

function PreviewCell({ cell: { text, why }, end }: { cell: Cell; end: boolean }) {
  if (why === null) return <td className={end ? classes.end : ''}>{text}</td>;
  return (
    <td className={end ? classes.end : ''}>
      <span className={`${classes.mark} ${classes[why]}`} title={whyTitles[why]}>
        {text}
      </span>
    </td>
  );
}
