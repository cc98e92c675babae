import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { type KeyboardEvent, type Ref, useState } from 'react';

/** A passphrase, hidden until shown on purpose; says when Caps Lock is on, because what is typed cannot be seen. */
export function PassphraseField(
  props: PasswordInputProps & { label: string; ref?: Ref<HTMLInputElement>; onValue: (value: string) => void },
) {
  const { onValue, description, ...rest } = props;
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div>
      <PasswordInput
        {...rest}
        description={description}
        onChange={(event) => onValue(event.currentTarget.value)}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => setCapsLock(false)}
        visibilityToggleButtonProps={{ 'aria-label': `Show: ${props.label}` }}
      />
      <p className="vsk-small vsk-caps" role="status">
        {capsLock ? 'Caps Lock is on.' : ''}
      </p>
    </div>
  );
}
