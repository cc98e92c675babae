import { PasswordInput, Progress } from '@mantine/core';
import { passphraseStrength } from '#renderer/ui/access/passphraseStrength.ts';
import classes from './packs.module.css';

const colours = ['red', 'red', 'yellow', 'green'] as const;

/** A password for what is handed over, typed twice, with how strong it is while it is typed. `problem` shows at the second. */
export function Passwords(props: {
  password: string;
  again: string;
  problem: string | null;
  disabled: boolean;
  onPassword: (password: string) => void;
  onAgain: (again: string) => void;
}) {
  const { password, again, problem, disabled, onPassword, onAgain } = props;
  const strength = passphraseStrength(password);
  return (
    <div className={classes.passwords}>
      <div className={classes.strength}>
        <PasswordInput
          label="Password"
          value={password}
          disabled={disabled}
          onChange={(event) => onPassword(event.currentTarget.value)}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed first' }}
        />
        {password !== '' && (
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
      <PasswordInput
        label="Password again"
        value={again}
        disabled={disabled}
        error={password.length >= 12 && again !== '' && problem !== null ? problem : undefined}
        onChange={(event) => onAgain(event.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed again' }}
      />
    </div>
  );
}
