import { Progress } from '@mantine/core';
import { PassphraseField } from './PassphraseField.tsx';
import { passphraseStrength } from './passphraseStrength.ts';

/** A new passphrase as it is typed, and typed again. */
export interface TypedTwice {
  passphrase: string;
  again: string;
}

export const nothingTyped: TypedTwice = { passphrase: '', again: '' };

const shortest = 12;
const tooShortWords = 'Use at least 12 characters: four unrelated words work well';
const colours = ['red', 'red', 'yellow', 'green'] as const;

/** Whether the two are the same and long enough; length is the only rule, as in the contract. */
export function isUsable({ passphrase, again }: TypedTwice): boolean {
  return [...passphrase].length >= shortest && again === passphrase;
}

/** Two fields for a new passphrase, with how strong it is while it is typed; `tried` shows what is missing. */
export function NewPassphrase(props: {
  value: TypedTwice;
  onChange: (value: TypedTwice) => void;
  tried: boolean;
  label?: string;
  description?: string;
}) {
  const { value, onChange, tried, label = 'Passphrase' } = props;
  const { passphrase, again } = value;
  const strength = passphraseStrength(passphrase);
  const differs = again !== passphrase;
  const repeatProblem =
    again !== '' && differs && (tried || again.length >= passphrase.length)
      ? 'The two are not the same'
      : tried && differs
        ? 'Type the passphrase again'
        : undefined;
  return (
    <>
      <div className="vsk-strength">
        <PassphraseField
          label={label}
          description={props.description ?? 'At least 12 characters; four unrelated words work well'}
          value={passphrase}
          onValue={(next) => onChange({ ...value, passphrase: next })}
          error={tried && [...passphrase].length < shortest ? tooShortWords : undefined}
          autoComplete="new-password"
          required
        />
        {passphrase !== '' && (
          <>
            <Progress
              value={(100 * (strength.score + 1)) / 4}
              color={colours[strength.score]}
              size="sm"
              aria-label="Strength"
            />
            <p className="vsk-small vsk-muted" role="status">
              {strength.words}
            </p>
          </>
        )}
      </div>
      <PassphraseField
        label={`${label} again`}
        value={again}
        onValue={(next) => onChange({ ...value, again: next })}
        error={repeatProblem}
        autoComplete="new-password"
        required
      />
    </>
  );
}
