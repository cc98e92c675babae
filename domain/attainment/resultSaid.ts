import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, ResultRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import type { ResultStatus } from './result.ts';
import { RANK, standingResult } from './standingResult.ts';

/** A result as somebody says it; `issuedOn` is its own date, null where it gives none. */
export interface ResultSaid {
  readonly academicYear: string;
  readonly keyStage: string;
  readonly subject: string;
  readonly component: string;
  readonly entry: string;
  readonly status: ResultStatus;
  readonly value: string;
  readonly qualification: string | null;
  readonly issuedOn: PlainDate | null;
}

const asVersion = ({ id, status, value, receivedOn, supersedesId }: ResultRow) => ({
  id,
  value,
  status: status as ResultStatus,
  dateReceived: receivedOn,
  supersedes: supersedesId,
});

type Version = ReturnType<typeof asVersion>;

/** The version in whose place one comes that is added after these: none of a higher status, unless of its own. */
function replacedBy(before: readonly Version[], status: ResultStatus): Version | null {
  const standing = standingResult(before);
  if (standing !== null && RANK[status] >= RANK[standing.status]) return standing;
  return standingResult(before.filter((version) => version.status === status));
}

/** By the day received; of one day the one that another took the place of first, then the lower status. */
const inOrder = (a: Version, b: Version): number =>
  a.dateReceived !== b.dateReceived
    ? a.dateReceived < b.dateReceived
      ? -1
      : 1
    : a.supersedes === b.id
      ? 1
      : b.supersedes === a.id
        ? -1
        : RANK[a.status] - RANK[b.status] || (a.id < b.id ? -1 : 1);

/**
 * A result. Nothing is overwritten: another value, or a higher status, is a version of its own, which takes the place of the one
 * that stood only where it is not older and not of a lower status. What stood before and is said once more is no news: the
 * file that had it first, brought in again, does not undo a re-mark. A version that comes to be known late stands before those
 * that are newer than it, by its own day or, of one day, because a later file has spoken of the result: the versions and what took
 * whose place are the same in whatever order the files came.
 *
 * Source: domain.md section 5 ("A result has a life"); `reviews/core.md` B3; cases/older-results-file-again.
 * @example final 5 of 21 August, final 6 of 10 October, final 5 of 21 August again // 6 stands; nothing is added
 * @example final 5 of 10 October, then final 5 of 21 August // 5, known since 21 August
 * @example final 6 of 10 October, then final 5 of 21 August for the first time // both are kept, 6 stands and took the place of 5
 */
export function resultSaid(held: Facts, proposal: ResultSaid, saying: Saying): Ruling {
  const { academicYear, keyStage, subject, component, entry, status, value, qualification, issuedOn } = proposal;
  const said = [`result ${[academicYear, keyStage, subject, component, entry, status].join(' ')}`];
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said };
  const versions = held.results
    .filter(
      (row) =>
        row.academicYear === academicYear &&
        row.keyStage === keyStage &&
        row.subject === subject &&
        row.component === component &&
        row.entry === entry,
    )
    .map(asVersion)
    .sort(inOrder);
  const ofStatus = versions.filter((version) => version.status === status);
  const standingOfStatus = standingResult(ofStatus);
  const received = issuedOn ?? saying.asOf;
  // The same value by an earlier day, with nothing else between: it was known from that day.
  const next = ofStatus.find(({ dateReceived }) => dateReceived > received);
  if (issuedOn !== null && next?.value === value && ofStatus.every(({ dateReceived }) => dateReceived !== issuedOn)) {
    const results = withChanged(held.results, next.id, { issuedOn, receivedOn: issuedOn });
    return { ...nothing, facts: { ...held, results }, countsAs: 'changed' };
  }
  if (standingOfStatus?.value === value) return nothing;
  // Said before: only a day of its own, after the one that stands, makes it news.
  const isKnown = ofStatus.some((version) => version.value === value);
  if (isKnown && (issuedOn === null || issuedOn <= (standingOfStatus?.dateReceived ?? ''))) return nothing;
  const saidLater = said.some((what) => saying.saidLater(what) !== null);
  const isNewer = (version: Version) =>
    version.dateReceived > received || (version.dateReceived === received && version.status === status && saidLater);
  const first = versions.findIndex(isNewer);
  const [earlier, newer] = first < 0 ? [versions, []] : [versions.slice(0, first), versions.slice(first)];
  const row: ResultRow = {
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    academicYear,
    keyStage,
    subject,
    component,
    value,
    status,
    entry,
    receivedOn: received,
    source: 'import',
    supersedesId: replacedBy(earlier, status)?.id ?? null,
    issuedOn,
    qualification,
  };
  let results: readonly ResultRow[] = [...held.results, row];
  const before = [...earlier, asVersion(row)];
  for (const version of newer) {
    const isNext = replacedBy(before, version.status)?.id === row.id;
    if (isNext) results = withChanged(results, version.id, { supersedesId: row.id });
    before.push(isNext ? { ...version, supersedes: row.id } : version);
  }
  const facts = { ...held, results };
  return versions.length === 0 ? { ...nothing, facts } : { ...nothing, facts, countsAs: 'changed' };
}
