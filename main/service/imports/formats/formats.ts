import { attendance, type ParsedAttendance } from './attendance/format.ts';
import { type BenchmarkFileRow, benchmarks } from './benchmarks/format.ts';
import { type EnrolmentRow, enrolments } from './enrolments/format.ts';
import { gias } from './gias/format.ts';
import { type SchoolLinkRow, schoolLinks } from './gias-links/format.ts';
import { type LookedAfterRow, lookedAfterList } from './looked-after-list/format.ts';
import { type PepRow, peps } from './peps/format.ts';
import { type ResultRow, results } from './results/format.ts';
import { type SchoolRow, schools } from './schools/format.ts';
import { type SenStatusRow, senStatus } from './sen-status/format.ts';
import { type Ssda903EpisodeRow, ssda903Episodes } from './ssda903-episodes/format.ts';
import { type Ssda903HeaderRow, ssda903Header } from './ssda903-header/format.ts';
import { type SuspensionRow, suspensions } from './suspensions/format.ts';
import type { FormatId, Parsed } from './types.ts';

/** The rows of each format that is read row by row. */
export type RowByFormat = {
  benchmarks: BenchmarkFileRow;
  'ssda903-header': Ssda903HeaderRow;
  'ssda903-episodes': Ssda903EpisodeRow;
  'looked-after-list': LookedAfterRow;
  schools: SchoolRow;
  gias: SchoolRow;
  'gias-links': SchoolLinkRow;
  enrolments: EnrolmentRow;
  'sen-status': SenStatusRow;
  results: ResultRow;
  suspensions: SuspensionRow;
  peps: PepRow;
};

/** What each format is parsed into; `parsed.format` tells which. */
export type ParsedByFormat = {
  [F in keyof RowByFormat]: Omit<Parsed<RowByFormat[F]>, 'format'> & { format: F };
} & { attendance: ParsedAttendance };

export type AnyParsed = ParsedByFormat[FormatId];

/** Every format the app takes in, by id. */
export const formats = {
  benchmarks,
  'ssda903-header': ssda903Header,
  'ssda903-episodes': ssda903Episodes,
  'looked-after-list': lookedAfterList,
  schools,
  gias,
  'gias-links': schoolLinks,
  enrolments,
  'sen-status': senStatus,
  results,
  attendance,
  suspensions,
  peps,
} as const;
