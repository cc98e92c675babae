import type { RestOfFile, RowApplier } from '../apply/applied.ts';
import { createBenchmarkApplier } from '../apply/applyBenchmarks.ts';
import {
  createEnrolmentApplier,
  createPepApplier,
  createResultApplier,
  createSenStatusApplier,
  createSuspensionApplier,
} from '../apply/applyFactsOfChild.ts';
import { createSchoolApplier } from '../apply/applySchools.ts';
import { createEpisodeApplier } from '../apply/applySsda903Episodes.ts';
import { createHeaderApplier } from '../apply/applySsda903Header.ts';
import type { ImportRun } from '../apply/importRun.ts';
import { createSchoolLinkApplier } from '../apply/schoolLinks.ts';
import type { RowByFormat } from '../formats/formats.ts';
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
