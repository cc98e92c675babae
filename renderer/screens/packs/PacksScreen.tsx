import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { usePackChoice } from '#renderer/data/packChoice.ts';
import { usePackFile } from '#renderer/data/packFile.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { Page } from '#renderer/ui/Page.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';
import { ChoosePackFile } from './ChoosePackFile.tsx';
import { ChooseSchool } from './ChooseSchool.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { bySchool, type SchoolChoice } from './exportPlan.ts';
import { History } from './History.tsx';
import { OpenPack } from './OpenPack.tsx';
import { choiceOf, Passages } from './Passages.tsx';
import { Preview } from './Preview.tsx';
import classes from './packs.module.css';

/** The pack choice that came with the address: the palette names a school, other screens name children. */
function useOpening(): { schools: SchoolChoice[]; without: number } {
  const chosen = usePackChoice();
  const search = useSearch({ strict: false }) as { schoolId?: unknown };
  if (chosen !== null) {
    const { schools, without } = bySchool(chosen.children);
    return { schools, without: without.length };
  }
  const schoolId = typeof search.schoolId === 'string' ? search.schoolId : null;
  return { schools: schoolId === null ? [] : [{ schoolId, childIds: [] }], without: 0 };
}

/** Choose a school or come with children chosen, look at what the pack will hold, export it for the designated teacher. */
export function PacksScreen() {
  const { asAt } = useScope();
  const opening = useOpening();
  const packFile = usePackFile();
  const [chosen, setChosen] = usePlace<SchoolChoice | null>('school', null);
  const key = JSON.stringify(opening.schools);
  const openedWith = useRef(key);
  // A new choice from another screen takes the place of the school chosen here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the choice's content
  useEffect(() => {
    if (openedWith.current !== key) setChosen(null);
    openedWith.current = key;
  }, [key]);
  const school = chosen ?? opening.schools[0] ?? null;
  return (
    <Page
      title="Packs"
      titleText="Packs"
      sentence="One PDF per child and a cover, for one school's designated teacher. A pack is never the way to report a safeguarding concern: that goes to the DSL."
      actions={<ChoosePackFile />}
    >
      <div className={classes.columns}>
        <ChooseSchool
          asAt={asAt}
          chosenId={school?.schoolId ?? null}
          fromSelection={opening.schools.filter((each) => each.childIds.length > 0)}
          without={opening.without}
          onChoose={setChosen}
        />
        {school === null ? (
          <Panel title="Preview">
            <EmptyState title="Choose a school">
              Packs are made for one school at a time. Choose a school on the left, or select children under Children
              and choose 'Make packs'.
            </EmptyState>
          </Panel>
        ) : (
          <ForSchool key={school.schoolId} asAt={asAt} school={school} />
        )}
      </div>
      <History />
      {packFile !== null && <OpenPack file={packFile} />}
    </Page>
  );
}

function ForSchool({ asAt, school }: { asAt: string; school: SchoolChoice }) {
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [everyPupil, setEveryPupil] = useState(school.childIds.length === 0);
  const childIds = everyPupil ? [] : school.childIds;
  const preview = useCall('packs.preview', { schoolId: school.schoolId, asAt, childIds }, { keepPrevious: true });
  return (
    <div className={classes.stack}>
      <Answered query={preview} lines={10}>
        {(value) => (
          <>
            <Preview
              preview={value}
              selected={school.childIds.length}
              everyPupil={everyPupil}
              onEveryPupil={setEveryPupil}
            />
            <Passages pupils={value.children} decided={decided} onDecide={setDecided} />
            {/* What was exported for another date or choice of pupils is no answer to this one. */}
            <ExportPanel
              key={`${asAt} ${everyPupil}`}
              preview={value}
              held={preview.held}
              asAt={asAt}
              // As they are named now: of two records made one since they were chosen, the one that is left.
              childIds={everyPupil ? [] : value.children.map(({ childId }) => childId)}
              passages={choiceOf(value.children, decided)}
            />
          </>
        )}
      </Answered>
    </div>
  );
}
