import type { ReactNode } from 'react';
import type { ChildRecord } from '#contract/children.ts';
import { pepReason, wordsOf } from '#renderer/ui/codeWords.ts';
import { dateInText } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { GradeTag, Tag } from '#renderer/ui/RagTag.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import classes from './child.module.css';
import { nextDueSentence, type Pep, PepSections, PepTargets } from './PepParts.tsx';
import { timeliness } from './standing.ts';

function Quality({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="vsk-small vsk-muted">{title}</h3>
      {children}
    </div>
  );
}

function Completeness({ pep }: { pep: Pep }) {
  const { filled, of } = pep.completeness;
  if (of === 0) return <Tag tone="neutral">no sections</Tag>;
  return <Tag tone={filled === of ? 'green' : 'amber'}>{`${filled} of ${of} sections filled`}</Tag>;
}

function OnePep({ pep, open }: { pep: Pep; open: boolean }) {
  const time = timeliness(pep);
  const dates: [string, string | null][] = [
    ['Due', pep.due],
    ['Held', pep.held],
    ['Submitted', pep.submitted],
    ['Signed off', pep.signedOff],
  ];
  return (
    <Panel
      title={`${pepReason(pep.reason)}, due ${dateInText(pep.due)}${pep.version > 1 ? `, version ${pep.version}` : ''}`}
      aside={<Tag tone="neutral">{wordsOf('pepStatus', pep.status)}</Tag>}
    >
      <div className={classes.three}>
        <Quality title="Completeness">
          <Completeness pep={pep} />
        </Quality>
        <Quality title="Timeliness">
          <Tag tone={time.tone}>{time.words}</Tag>
        </Quality>
        <Quality title="Quality">
          <GradeTag grade={pep.overall} suffix=" overall" />
          {pep.gradedOn !== null && (
            <p className="vsk-small vsk-muted">
              Graded
              {pep.gradedBy !== null && (
                <>
                  {' '}
                  by <Name>{pep.gradedBy}</Name>
                </>
              )}
              , {dateInText(pep.gradedOn)}
            </p>
          )}
        </Quality>
        {dates.map(([title, date]) => (
          <Quality key={title} title={title}>
            <PlainDate date={date} none="not yet" />
          </Quality>
        ))}
        <Quality title="School">{pep.schoolName ?? 'no school place'}</Quality>
      </div>
      {(pep.sections.length > 0 || pep.targets.length > 0) && (
        <details open={open} className={classes.details}>
          <summary>Sections and targets</summary>
          <div className={classes.columns}>
            <div>
              <h3>Sections</h3>
              <PepSections pep={pep} />
            </div>
            <div>
              <h3>SMART targets</h3>
              <PepTargets pep={pep} />
            </div>
          </div>
        </details>
      )}
    </Panel>
  );
}

/** Every PEP and version, newest first; completeness, timeliness and quality are three qualities and never one. */
export function PepsTab({ record }: { record: ChildRecord }) {
  const peps = [...record.peps.rows].sort((a, b) => b.due.localeCompare(a.due) || b.version - a.version);
  const firstHeld = peps.find((pep) => pep.held !== null);
  if (peps.length === 0)
    return (
      <Panel title="PEPs">
        <EmptyState title="No PEP is recorded">PEPs come in under Data, with the PEP template.</EmptyState>
      </Panel>
    );
  return (
    <div className={classes.stack}>
      <p>{nextDueSentence(record.peps.nextDue, record.asAt)}</p>
      {peps.map((pep) => (
        <OnePep key={pep.id} pep={pep} open={pep === firstHeld} />
      ))}
    </div>
  );
}
