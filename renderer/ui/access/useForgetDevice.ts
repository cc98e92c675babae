import { useState } from 'react';
import { CallFailure, keychain } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useKeychain } from '#renderer/data/useKeychain.ts';

/** Takes a remembered computer away from the store and, where it is this one, from its keychain. */
export function useForgetDevice(folder: string): {
  forget: (slotId: string) => Promise<void>;
  busy: boolean;
  problem: CallFailure | null;
} {
  const { data, reread } = useKeychain(folder);
  const command = useCommand('keys.forgetDevice');
  const [problem, setProblem] = useState<CallFailure | null>(null);
  return {
    busy: command.isPending,
    problem,
    forget: async (slotId) => {
      setProblem(null);
      try {
        // The store first: what it no longer holds, no keychain opens.
        await command.mutateAsync({ slotId });
        if (data?.slotId === slotId) await keychain.forget(folder);
      } catch (reason) {
        setProblem(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) }));
      }
      reread();
    },
  };
}
