// What leaves the team: ten years of each measure by locality, every measure of its family protected with it; the overview.
import { catalogue } from '#domain/measures/catalogue.ts';
import { report, timed, timingWords } from './_measure.ts';
import { benchStore } from './_population.ts';

const { store } = await benchStore();
const measures = catalogue.filter((measure) => measure.computable && measure.subject !== 'peps');

// Nothing is kept in memory of a store just opened.
await store.signInAsAdministrator();
const gap = await timed(
  measures.map((measure) => ({
    measure: measure.id,
    fromYear: '2015/16',
    toYear: '2024/25',
    everyYear: true,
  })),
  (question) => store.call('reports.previewGap', question),
);
report(
  'gap report as it leaves, ten years by locality, p95',
  gap.p95,
  5_000,
  'ms',
  `${timingWords(gap)} over ${measures.length} measures, cold at the start`,
);

const overview = await timed(['2025-03-31', '2025-02-28', '2024-12-31'], (asAt) =>
  store.call('reports.previewOverview', { asAt }),
);
report('overview as it leaves, p95', overview.p95, 5_000, 'ms', timingWords(overview));
store.close();
