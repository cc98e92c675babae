import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { StoreHost } from '#service/storeHost.ts';

/** A call that was refused; its code decides the exit status. */
export class CliFailure extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes a call as the window would, and throws what the person should read when it is refused. */
export async function call<Name extends CallName>(
  host: StoreHost,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const reply = await host.call(name, input);
  if (!reply.ok) throw new CliFailure(reply.error.code, reply.error.detail.message);
  return reply.value as CallOutput<Name>;
}

/** Waits for long work, with one progress line on the error stream of a terminal; Ctrl+C cancels it. */
export async function finish(host: StoreHost, jobId: string): Promise<Job> {
  const cancel = () => void host.call('jobs.cancel', { jobId });
  process.once('SIGINT', cancel);
  try {
    for (;;) {
      const job = await call(host, 'jobs.get', { jobId });
      if (process.stderr.isTTY)
        process.stderr.write(
          `\r\u001b[K${job.title}: ${job.message} ${job.done}${job.total === null ? '' : ` of ${job.total}`} ${job.unit}`,
        );
      if (job.state !== 'running') {
        if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
        if (job.state !== 'done')
          throw new CliFailure(job.error?.code ?? 'failed', job.error?.message ?? 'The work ended early.');
        return job;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    process.removeListener('SIGINT', cancel);
  }
}
