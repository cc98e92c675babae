import type { RestOfFile, RowApplier } from '../apply/applied.ts';
import {
  createEnrolmentApplier,
  createPepApplier,
  createResultApplier,
  createSenStatusApplier,
  createSuspensionApplier,
} from '../apply/factsOfChild.ts';
import type { ImportRun } from '../apply/importRun.ts';
import { createBenchmarkApplier } from '../formats/benchmarks/apply.ts';
import type { RowByFormat } from '../formats/formats.ts';
import { createSchoolLinkApplier } from '../formats/gias-links/apply.ts';
import { createSchoolApplier } from '../formats/schools/apply.ts';
import { createEpisodeApplier } from '../formats/ssda903-episodes/apply.ts';
import { createHeaderApplier } from '../formats/ssda903-header/apply.ts';
import type { SourceRow } from '../formats/types.ts';

type RowFormat = Exclude<keyof RowByFormat, 'looked-after-list'>;

/** What proposes the facts of each format's rows. */
export const appliers: {
  [F in RowFormat]: (
    run: ImportRun,
    rows: readonly (RowByFormat[F] & SourceRow)[],
    rest: RestOfFile,
  ) => RowApplier<RowByFormat[F]>;
} = {
  benchmarks: createBenchmarkApplier,
  schools: createSchoolApplier,
  gias: createSchoolApplier,
  'gias-links': createSchoolLinkApplier,
  'ssda903-header': createHeaderApplier,
  'ssda903-episodes': createEpisodeApplier,
  'sen-status': createSenStatusApplier,
  enrolments: createEnrolmentApplier,
  results: createResultApplier,
  suspensions: createSuspensionApplier,
  peps: createPepApplier,
};
