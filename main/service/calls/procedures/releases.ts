import type { releaseCalls } from '#contract/releases.ts';
import { previewGap } from '#service/release/exportGap.ts';
import { previewOverview } from '#service/release/exportOverview.ts';
import { listReleases, markNeverSent, settleRelease } from '#service/release/register.ts';
import type { ProceduresOf } from './procedure.ts';

export const releaseProcedures: ProceduresOf<keyof typeof releaseCalls> = {
  'releases.prepare': (context, input) => ({
    jobId: context.jobs.start({
      call: 'releases.prepare',
      title: 'Working out what may leave',
      unit: 'measures',
      run: async (progress) => {
        if (input.kind === 'gap') await previewGap(context, input.report, progress);
        else await previewOverview(context, input.asAt, progress);
        return {};
      },
    }),
  }),
  'releases.list': ({ reader }) => ({
    rows: listReleases(reader).map(({ id, facts, ...release }) => ({
      releaseId: id,
      ...release,
      comparable: facts !== null,
    })),
  }),
  'releases.settle': async (context, { releaseId, written }) => {
    await settleRelease(context, releaseId, written);
    return { state: written ? 'left' : 'notWritten' };
  },
  'releases.neverSent': async (context, { releaseId, reason }) => {
    await markNeverSent(context, releaseId, reason);
    return {};
  },
};
