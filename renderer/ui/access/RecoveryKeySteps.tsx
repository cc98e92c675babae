import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDeviceFloppy, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { CallFailure, copyText, printPage, saveFile } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import './access.css';
import { groupsOf, RecoverySheet, recoverySheetText } from './RecoverySheet.tsx';

type Made = CallOutput<'keys.newRecoveryKey'>;

/**
 * Makes a recovery key, shows it once to be printed or saved, and has it typed back: only then it opens the store. The key
 * is nowhere but here and on the paper.
 */
export function RecoveryKeySteps({ onConfirmed }: { onConfirmed: () => void }) {
  const make = useCommand('keys.newRecoveryKey');
  const [made, setMade] = useState<Made | null>(null);
  const [typing, setTyping] = useState(false);
  if (made === null)
    return (
      <div className="vsk-form">
        {make.error && <ErrorState failure={make.error} />}
        <Button
          size="sm"
          className="vsk-start"
          loading={make.isPending}
          onClick={() =>
            make.mutate(
              {},
              {
                onSuccess: (answer) => {
                  setMade(answer);
                  // The answer holds the key: what keeps mutations must not.
                  make.reset();
                },
              },
            )
          }
        >
          Make the recovery key
        </Button>
      </div>
    );
  if (typing) return <TypeItBack onBack={() => setTyping(false)} onConfirmed={onConfirmed} />;
  return <ShowKey made={made} onNext={() => setTyping(true)} />;
}

function ShowKey({ made, onNext }: { made: Made; onNext: () => void }) {
  const status = useStatus();
  const shown = useRef<HTMLParagraphElement>(null);
  const [problem, setProblem] = useState<CallFailure | null>(null);
  useEffect(() => shown.current?.focus(), []);
  const { recoveryKey, madeAt } = made;
  async function save(): Promise<void> {
    setProblem(null);
    try {
      const path = await saveFile(
        'VSK Tracker recovery key.txt',
        recoverySheetText(status, recoveryKey, madeAt),
        'key',
      );
      if (path !== null)
        notifications.show({ message: `Saved as ${path}. Move it off this computer, e.g. to a stick in the safe.` });
    } catch (reason) {
      setProblem(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) }));
    }
  }
  async function copy(): Promise<void> {
    const copied = await copyText(recoveryKey);
    notifications.show({
      message: copied
        ? 'Copied. Paste it into your password manager now: locking takes it off the clipboard.'
        : 'The clipboard cannot be used here. Print the key or save it.',
    });
  }
  return (
    <div className="vsk-form">
      <p className="vsk-recovery-key" tabIndex={-1} ref={shown} data-recovery-key>
        {groupsOf(recoveryKey).map((group, index, all) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one key never move, and two may be the same
          <span key={index}>
            {group}
            {index < all.length - 1 && <span className="vsk-visually-hidden">-</span>}
          </span>
        ))}
      </p>
      <p className="vsk-muted vsk-prose">
        It is shown only now. Print it, or save it to something that does not travel with this computer. It opens every
        child’s record: keep it locked away.
      </p>
      <div className="vsk-ways">
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden="true" />}
          onClick={() => printPage()}
        >
          Print
        </Button>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={16} aria-hidden="true" />}
          onClick={() => void save()}
        >
          Save as text
        </Button>
        <Button variant="default" leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {problem && <ErrorState failure={problem} />}
      <Button size="sm" className="vsk-start" onClick={onNext}>
        I have it: type it back
      </Button>
      <RecoverySheet status={status} recoveryKey={recoveryKey} madeAt={madeAt} />
    </div>
  );
}

function TypeItBack({ onBack, onConfirmed }: { onBack: () => void; onConfirmed: () => void }) {
  const confirm = useCommand('keys.confirmRecoveryKey');
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="vsk-form"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate(
          { recoveryKey: typed },
          {
            onSuccess: () => {
              confirm.reset();
              onConfirmed();
            },
            onError: () => field.current?.focus(),
          },
        );
      }}
    >
      <RecoveryKeyField
        ref={field}
        label="Recovery key, from the paper or the file"
        value={typed}
        onValue={setTyped}
        error={confirm.error?.detail.message}
      />
      <div className="vsk-ways">
        <Button type="submit" size="sm" disabled={typed.trim() === ''} loading={confirm.isPending}>
          Confirm the recovery key
        </Button>
        <Button variant="subtle" size="sm" onClick={onBack}>
          Show it again
        </Button>
      </div>
    </form>
  );
}

/** Takes a recovery key as a person copies it from paper: capitals, spaces and dashes do not matter. */
export function RecoveryKeyField(props: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
  ref?: React.Ref<HTMLInputElement>;
}) {
  const { label, value, onValue, error, ref } = props;
  return (
    <TextInput
      {...(ref === undefined ? {} : { ref })}
      label={label}
      description="Capitals, spaces and dashes do not matter"
      classNames={{ input: 'vsk-recovery-input' }}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      error={error}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      required
    />
  );
}
