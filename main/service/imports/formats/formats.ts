import { attendance, type ParsedAttendance } from './attendance.ts';
import { type BenchmarkFileRow, benchmarks } from './benchmarks.ts';
import { type EnrolmentRow, enrolments } from './enrolments.ts';
import { gias } from './gias.ts';
import { type LookedAfterRow, lookedAfterList } from './lookedAfterList.ts';
import { type PepRow, peps } from './peps.ts';
import { type ResultRow, results } from './results.ts';
import { type SchoolLinkRow, schoolLinks } from './schoolLinks.ts';
import { type SchoolRow, schools } from './schools.ts';
import { type SenStatusRow, senStatus } from './senStatus.ts';
import { type Ssda903EpisodeRow, ssda903Episodes } from './ssda903Episodes.ts';
import { type Ssda903HeaderRow, ssda903Header } from './ssda903Header.ts';
import { type SuspensionRow, suspensions } from './suspensions.ts';
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
