import type { ChildRecord } from '#contract/children.ts';
import { isPlainDate } from '#domain/calendar/plainDate.ts';
import { dateInText } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { GradeTag, Tag } from '#renderer/ui/RagTag.tsx';
import classes from './child.module.css';
import { evaluation, timeliness } from './standing.ts';

export type Pep = ChildRecord['peps']['rows'][number];

/** Sections in their order, each with its grade and the reason written down. */
export function PepSections({ pep }: { pep: Pep }) {
  if (pep.sections.length === 0) return <p className="vsk-muted">No section is recorded yet.</p>;
  return (
    <ul className={classes.rows}>
      {pep.sections.map((section) => (
        <li key={section.section} className={classes.row}>
          <div>
            {section.title}
            {section.reason !== null && (
              <p className="vsk-small vsk-muted">
                <FreeText>{section.reason}</FreeText>
              </p>
            )}
            {!section.filled && <p className="vsk-small vsk-muted">Not filled in</p>}
          </div>
          <GradeTag grade={section.grade} />
        </li>
      ))}
    </ul>
  );
}

/** SMART targets: what, when, where, who, how often, with cost, evaluation and its evidence. */
export function PepTargets({ pep }: { pep: Pep }) {
  if (pep.targets.length === 0) return <p className="vsk-muted">No target is recorded in this PEP.</p>;
  return (
    <ul className={classes.rows}>
      {pep.targets.map((target) => {
        const { tone, words } = evaluation(target.evaluation);
        const details = [
          isPlainDate(target.when) ? `by ${dateInText(target.when)}` : target.when,
          target.where,
          target.who,
          target.howOften,
          target.cost === null ? null : `£${target.cost.toLocaleString('en-GB')}`,
        ].filter((each) => each !== null && each !== '');
        return (
          <li key={target.id} className={classes.row}>
            <div>
              <FreeText>{target.what}</FreeText>
              <p className="vsk-small vsk-muted">
                <FreeText>{details.join(' · ')}</FreeText>
              </p>
              {target.evidence !== null && (
                <p className="vsk-small vsk-muted">
                  Evidence: <FreeText>{target.evidence}</FreeText>
                </p>
              )}
            </div>
            <Tag tone={tone}>{words}</Tag>
          </li>
        );
      })}
    </ul>
  );
}

/** Completeness, timeliness and quality said apart, in one line: three different qualities, never merged. */
export function PepLine({ pep, nextDue, asAt }: { pep: Pep; nextDue: string | null; asAt: string }) {
  const { filled, of } = pep.completeness;
  return (
    <>
      {`Complete ${filled} of ${of} sections · ${timeliness(pep).words.toLowerCase()}, due ${dateInText(pep.due)} · `}
      {pep.gradedOn === null ? (
        'not graded yet'
      ) : (
        <>
          graded{' '}
          {pep.gradedBy !== null && (
            <>
              by <Name>{pep.gradedBy}</Name>{' '}
            </>
          )}
          on {dateInText(pep.gradedOn)}
        </>
      )}
      {nextDue !== null && ` · next ${nextDue < asAt ? 'was due' : 'due'} ${dateInText(nextDue)}`}
    </>
  );
}

/** When the next PEP is due, or was. @example nextDueSentence('2025-07-18', '2025-03-31') // 'The next PEP is due on 18 July 2025.' */
export const nextDueSentence = (nextDue: string | null, asAt: string): string => {
  if (nextDue === null) return 'No date is due.';
  return `The next PEP ${nextDue < asAt ? 'was' : 'is'} due on ${dateInText(nextDue)}.`;
};
