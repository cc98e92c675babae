import type { CallOutput } from '#contract/calls.ts';
import { PassphraseField } from '#renderer/ui/access/PassphraseField.tsx';

export type RecoveryNeeds = CallOutput<'recovery.inspect'>['needs'];

const words: Record<Exclude<RecoveryNeeds, 'nothing'>, { why: string; label: string }> = {
  administratorOrRecoveryKey: {
    why: 'Restoring a backup and rescuing a store are for an administrator. Ask one to enter their passphrase here, or enter the recovery key. Afterwards the store is open as you, with what you may do today; nobody’s role changes.',
    label: 'An administrator’s passphrase, or the recovery key',
  },
  recoveryKeyOrSecondPerson: {
    why: 'No one has opened this store since the app was updated, so it cannot say who its administrators are. Enter the recovery key here, or ask a second person of the store to enter their passphrase.',
    label: 'The recovery key, or a second person’s passphrase',
  },
};

/** Asks for what putting a store right needs besides the passphrase that was entered; nothing where that is enough. */
export function NeedsAnother(props: {
  needs: RecoveryNeeds;
  value: string;
  onValue: (value: string) => void;
  /** Why the work was refused, where that was about this. */
  refusal: string | null;
}) {
  const { needs, value, onValue, refusal } = props;
  if (needs === 'nothing') return null;
  return (
    <section aria-labelledby="put-right-who">
      <h2 id="put-right-who">Who may put it right</h2>
      <p className="vsk-prose">{words[needs].why}</p>
      <PassphraseField label={words[needs].label} value={value} onValue={onValue} error={refusal} autoComplete="off" />
    </section>
  );
}
