import { isNewKeyDue } from '#db/queries/users.ts';
import type { ServiceContext } from '../context/context.ts';

/**
 * Gives the store the new key it is due, some time after an administrator unlocked it: where the work that followed a removal or
 * a change of role was cut off, a key file of before would still open the store. It waits while other work is under way.
 * @returns what calls it off
 */
export function giveDueKey(options: {
  context: () => ServiceContext;
  busy: () => boolean;
  /** Milliseconds between two looks. */
  every: number;
}): () => void {
  const timer = setInterval(() => {
    if (options.busy()) return;
    const context = options.context();
    if (!context.roles.some(({ role }) => role === 'administrator') || !isNewKeyDue(context.reader))
      return clearInterval(timer);
    const { jobs, keys } = context;
    if (jobs.running.length > 0) return;
    clearInterval(timer);
    context.audit('re-key the store', [], 'due since a removal or a change of role');
    jobs.start({
      call: 'keys.rekey',
      title: 'Giving the store the new key it is due',
      unit: 'steps',
      run: async (progress) => {
        await keys.rekey(progress);
        return {};
      },
    });
  }, options.every);
  timer.unref();
  return () => clearInterval(timer);
}
