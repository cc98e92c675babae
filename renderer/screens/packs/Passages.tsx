import { Checkbox } from '@mantine/core';
import type { PackPreview } from '#contract/packs.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import classes from './packs.module.css';

type Child = PackPreview['children'][number];
type Passage = Child['passages'][number];
export type PassagesChosen = { include: string[]; leaveOut: string[] };

const KIND: Record<Passage['points'][number]['kind'], string> = {
  otherChild: 'another child',
  school: 'another school',
  carer: 'a carer',
  district: 'a district',
  place: 'a place',
  postcode: 'a postcode',
  street: 'a street',
};

/** What the export is told: passages ticked in, and passages whose tick was taken away. */
export function choiceOf(children: readonly Child[], decided: ReadonlySet<string>): PassagesChosen {
  const chosen = (state: Passage['state']) =>
    children
      .flatMap(({ passages }) => passages)
      .filter((each) => each.state === state && decided.has(each.passageId))
      .map(({ passageId }) => passageId);
  return { include: chosen('out'), leaveOut: chosen('in') };
}

/** Free text to read before it leaves; what is ticked goes into the pack. `decided` holds the ticks that were changed. */
export function Passages(props: {
  pupils: readonly Child[];
  decided: ReadonlySet<string>;
  onDecide: (decided: ReadonlySet<string>) => void;
}) {
  const { pupils, decided, onDecide } = props;
  const shown = pupils.filter(({ passages, secretBecause }) => passages.length > 0 || secretBecause !== null);
  if (shown.length === 0) return null;
  const turn = (id: string) => {
    const next = new Set(decided);
    if (!next.delete(id)) next.add(id);
    onDecide(next);
  };
  return (
    <Panel title="Read before you export">
      <p className="vsk-muted">
        What is ticked goes into the pack. Where a placement is secret nothing goes unless you tick it, and the pack
        bears no mark of what is left out.
      </p>
      {shown.map((child) => (
        <section key={child.childId} className={classes.passagesOf} aria-label={child.listName}>
          <h3>
            <Name>{child.listName}</Name>
          </h3>
          {child.secretBecause !== null && (
            <p>
              Secret placement: <FreeText>{child.secretBecause.join('; ')}</FreeText>. Left out: where and with whom the
              child lives, the assistant head, who graded the PEP, and all free text that is not ticked.
            </p>
          )}
          {child.goesBy !== null && (
            <p>
              Placed for adoption: the pack gives the name <Name>{child.goesBy}</Name>.
            </p>
          )}
          <ul className={classes.passages}>
            {child.passages.map((passage) => (
              <li key={passage.passageId}>
                <Checkbox
                  checked={
                    passage.state === 'never' ? false : (passage.state === 'in') !== decided.has(passage.passageId)
                  }
                  disabled={passage.state === 'never'}
                  onChange={() => turn(passage.passageId)}
                  label={
                    <>
                      <span className="vsk-muted">{passage.where}: </span>
                      <FreeText>{passage.text}</FreeText>
                    </>
                  }
                  description={
                    passage.state === 'never'
                      ? 'Names a secret placement, or the name before adoption: it cannot be sent. Have the PEP amended.'
                      : undefined
                  }
                />
                {passage.points.length > 0 && (
                  <div className={classes.points}>
                    {passage.points.map(({ kind, words }) => (
                      <FreeText key={`${kind} ${words}`}>
                        <Tag tone="amber">{`${KIND[kind]}: ${words}`}</Tag>
                      </FreeText>
                    ))}
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
