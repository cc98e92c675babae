import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { PackFile } from '#contract/bridge.ts';
import { type PackOpened, packOpened } from '#contract/packs.ts';
import { isUnderWay, whyStopped } from '#renderer/data/jobState.ts';
import { holdPackFile } from '#renderer/data/packFile.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useEnded } from '#renderer/data/useEnded.ts';
import { useJob } from '#renderer/data/useJob.ts';
import { PassphraseField } from '#renderer/ui/access/PassphraseField.tsx';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { OpenedPack } from './OpenedPack.tsx';
import classes from './packs.module.css';

/** Opens one `.vskpack`: its password, what is in it, and saving its documents. Closing it lets everything of it go. */
export function OpenPack({ file }: { file: PackFile }) {
  const [opened, setOpened] = useState<PackOpened | null>(null);
  const discard = useCommand('packs.discardOpened');
  const close = () => {
    if (opened !== null) discard.mutate({ openedId: opened.openedId });
    holdPackFile(null);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<span className={classes.path}>{opened === null ? `Open ${file.name}` : file.name}</span>}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened === null ? (
        <AskPassword file={file} onOpened={setOpened} onClose={close} />
      ) : (
        <OpenedPack pack={opened} onClose={close} />
      )}
    </Modal>
  );
}

function AskPassword(props: { file: PackFile; onOpened: (pack: PackOpened) => void; onClose: () => void }) {
  const { file, onOpened, onClose } = props;
  const [password, setPassword] = useState('');
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useCommand('packs.open');
  const { job, failure, cancel } = useJob(jobId);
  useEnded(job, ({ state, result }) => {
    if (state === 'done') onOpened(packOpened.parse(result));
  });
  const running = start.isPending || isUnderWay(jobId, job, failure);
  const wrong = job?.state === 'failed' && job.error?.code === 'wrongPassphrase' ? job.error.message : null;
  const problem = start.error ?? (wrong === null ? whyStopped(job, failure) : null);
  const open = () => {
    setJobId(null);
    start.mutate(
      { file: file.bytes, password },
      {
        onSuccess: (started) => {
          setJobId(started.jobId);
          // Neither the password nor the file is kept with what was asked.
          start.reset();
        },
      },
    );
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '' && !running) open();
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
      {running && jobId !== null && <JobProgress key={jobId} job={job} onCancel={cancel} />}
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
