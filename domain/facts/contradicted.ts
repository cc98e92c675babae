import type { Edits } from './edits.ts';
import type { EpisodeRow, FactKind, Facts } from './factRows.ts';
import type { Ruling } from './ruling.ts';

/** What columns of an episode say, by the name that rules give it. */
const ofEpisode: Partial<Record<keyof EpisodeRow, string>> = {
  legalStatus: 'legalStatus',
  placementType: 'placement',
  placementPostcode: 'placement',
  endDate: 'careEnd',
};

/** Kinds of fact of which each row is said whole, under a name of its own. */
const whole = [
  'enrolments',
  'senStatuses',
  'suspensions',
  'peps',
  'pepSections',
  'pepTargets',
] as const satisfies FactKind[];
/** Names by which files are told apart, and no fact. */
const OF_FILES = /^(school$|roll )/;

/** What an enrolment says by a name of its own: full time, and no alternative provision, are said too where they stand empty. */
const timetables = [
  ['partTimeSessions', ' sessions'],
  ['alternativeProvision', ' provision'],
] as const;

const isEmpty = (value: unknown): boolean => value === null || value === '' || value === 0 || value === false;

/** Whether a row that is held becomes otherwise in what it says already; what it did not say is filled in. */
const overwrites = (held: Facts, edits: Edits): boolean =>
  whole.some((kind) =>
    (edits[kind]?.changed ?? []).some(({ id, changes }) => {
      const row = held[kind].find((each) => each.id === id) as Readonly<Record<string, unknown>> | undefined;
      return Object.keys(changes).some((column) => row !== undefined && !isEmpty(row[column]));
    }),
  );

/**
 * What a ruling makes otherwise of what another file of the same day has said already: neither is the newer one, so a person must
 * say which holds. A file that says the same, or speaks of something else, contradicts nothing.
 *
 * Source: issue 8 section 3 ("two files of one asOf that contradict become a question").
 * @param held what was held of the child before
 * @param saidBefore what the other file has said of the child
 * @example social worker 'A' by one list, 'B' by another of the same day // ['socialWorker']
 */
export function contradicted(
  { differences = [], said, countsAs }: Pick<Ruling, 'differences' | 'said' | 'countsAs'>,
  edits: Edits,
  held: Facts,
  saidBefore: ReadonlySet<string>,
): string[] {
  const { episodes, results } = edits;
  const columns = episodes?.changed.flatMap(({ changes }) => Object.keys(changes) as (keyof EpisodeRow)[]) ?? [];
  const moved = (episodes?.added.length ?? 0) > 0 ? ['placement'] : [];
  const ofCare = [...columns.map((column) => ofEpisode[column] ?? ''), ...moved].filter((what) => said.includes(what));
  // Another version of a result that is there counts as a change of it.
  const ofResults = results && (countsAs === 'changed' || results.changed.length > 0) ? said : [];
  const ofRows = overwrites(held, edits) ? said.filter((what) => !OF_FILES.test(what)) : [];
  const ofTimetables = timetables
    .filter(([column]) => edits.enrolments?.changed.some(({ changes }) => column in changes))
    .flatMap(([, name]) => said.filter((what) => what.endsWith(name)));
  const otherwise = new Set([
    ...differences.map(({ what }) => what),
    ...ofCare,
    ...ofResults,
    ...ofRows,
    ...ofTimetables,
  ]);
  // What a return says of what is in force has names of its own.
  return [...otherwise].filter((what) => saidBefore.has(what) || saidBefore.has(`return ${what}`));
}
