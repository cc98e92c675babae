import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PackFile } from '#contract/bridge.ts';
import { holdPackFile } from '#renderer/data/packFile.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { type JobOf, useJobOf } from '#renderer/jobs/useJobOf.ts';
import { PassphraseField } from '#renderer/ui/access/PassphraseField.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { OpenedPack } from './OpenedPack.tsx';
import classes from './packs.module.css';

/** Opens one `.vskpack`: its password, what is in it, and saving its documents. Closing it lets everything of it go. */
export function OpenPack({ file }: { file: PackFile }) {
  const work = useJobOf('packs.open');
  const opened = work.result;
  const discard = useCommand('packs.discardOpened');
  const close = () => {
    if (opened !== null) discard.mutate({ openedId: opened.openedId });
    work.cancel();
    work.forget();
    holdPackFile(null);
  };
  return (
    <FormDialog
      opened
      onClose={close}
      title={<span className={classes.path}>{opened === null ? `Open ${file.name}` : file.name}</span>}
      size="lg"
      closeOnClickOutside={false}
    >
      {opened === null ? (
        <AskPassword file={file} work={work} onClose={close} />
      ) : (
        <OpenedPack pack={opened} onClose={close} />
      )}
    </FormDialog>
  );
}

function AskPassword(props: { file: PackFile; work: JobOf<'packs.open'>; onClose: () => void }) {
  const { file, work, onClose } = props;
  const [password, setPassword] = useState('');
  const { running, failure } = work;
  const wrong = failure?.code === 'wrongPassphrase' ? failure.detail.message : null;
  const problem = wrong === null ? failure : null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '' && !running) work.start({ file: file.bytes, password });
      }}
    >
      <p className={`vsk-muted ${classes.note}`}>
        A school's whole review pack, encrypted. Whoever sent it knows its password. That you open it is written in the
        audit.
      </p>
      <PassphraseField
        label="Password of the file"
        value={password}
        onValue={setPassword}
        error={running ? undefined : (wrong ?? undefined)}
        disabled={running}
        autoComplete="off"
        data-autofocus
        required
      />
      {!running && problem !== null && <ErrorState failure={problem} />}
      {running && <JobProgress job={work.job} onCancel={work.cancel} />}
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" disabled={password === ''} loading={running}>
          Open
        </Button>
      </div>
    </form>
  );
}
