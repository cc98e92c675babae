import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { MergeTwo, type OtherRecord } from '#renderer/ui/MergeTwo.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import classes from './child.module.css';

/** Where a child was made twice: the other record is looked for, and the two are made one. For whoever brings data in. */
export function MergeRecords({ childId, of }: { childId: string; of: string }) {
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may('imports')) return null;
  return (
    <Panel title="The same child twice?" className="vsk-noprint">
      <p className="vsk-muted">
        Where a mistyped number made a second record of this child, the two can be made one. Nothing is lost, and it can
        be undone.
      </p>
      <Button variant="default" size="xs" mt={8} onClick={() => setOpened(true)}>
        Make two records one…
      </Button>
      {opened && <Merging childId={childId} of={of} onClose={() => setOpened(false)} />}
    </Panel>
  );
}

function Merging({ childId, of, onClose }: { childId: string; of: string; onClose: () => void }) {
  const { asAt } = useScope();
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search.trim(), 180);
  const [other, setOther] = useState<OtherRecord | null>(null);
  const found = useCall('search.all', { text, asAt }, { enabled: text.length >= 2 });
  const children = text.length >= 2 ? (found.data?.children ?? []).filter((child) => child.childId !== childId) : [];
  return (
    <FormDialog opened size="xl" title="Make two records one" dirty={other !== null} onClose={onClose}>
      {other === null ? (
        <>
          <TextInput
            label="The other record"
            description="Search by name, UPN or local id"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            data-autofocus
          />
          <ul className={classes.found} aria-label="Records found">
            {children.map((child) => (
              <li key={child.childId}>
                <Button variant="default" size="xs" onClick={() => setOther(child)}>
                  <Name>{child.listName}</Name>
                </Button>{' '}
                <span className="vsk-muted">
                  <Name>{child.detail}</Name>
                </span>
              </li>
            ))}
          </ul>
          {text.length >= 2 && !found.isFetching && children.length === 0 && (
            <p className="vsk-muted">No other record is found by these words.</p>
          )}
        </>
      ) : (
        <MergeTwo childId={childId} of={of} other={other} onOther={() => setOther(null)} onClose={onClose} />
      )}
    </FormDialog>
  );
}
