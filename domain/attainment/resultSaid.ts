import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, ResultRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import type { ResultStatus } from './result.ts';
import { standingResult } from './standingResult.ts';

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

const RANK: Readonly<Record<ResultStatus, number>> = { provisional: 0, revised: 1, final: 2 };

const asVersion = ({ id, status, value, receivedOn, supersedesId }: ResultRow) => ({
  id,
  value,
  status: status as ResultStatus,
  dateReceived: receivedOn,
  supersedes: supersedesId,
});

/**
 * A result. Nothing is overwritten: another value, or a higher status, is a version of its own, which takes the place of the one
 * that stood only where it is not older and not of a lower status. What stood before and is said once more is no news: the
 * file that had it first, brought in again, does not undo a re-mark.
 *
 * Source: domain.md section 5 ("A result has a life"); `reviews/core.md` B3; cases/older-results-file-again.
 * @example final 5 of 21 August, final 6 of 10 October, final 5 of 21 August again // 6 stands; nothing is added
 * @example final 5 of 10 October, then final 5 of 21 August // 5, known since 21 August
 * @example final 6 of 10 October, then final 5 of 21 August for the first time // both are kept, 6 stands
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
    .sort((a, b) =>
      a.dateReceived < b.dateReceived ? -1 : a.dateReceived > b.dateReceived ? 1 : a.id < b.id ? -1 : 1,
    );
  const ofStatus = versions.filter((version) => version.status === status);
  const standing = standingResult(versions);
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
  const before = ofStatus.some((version) => version.value === value);
  if (before && (issuedOn === null || issuedOn <= (standingOfStatus?.dateReceived ?? ''))) return nothing;
  const over = standing !== null && RANK[status] >= RANK[standing.status] ? standing : standingOfStatus;
  const supersedes = over !== null && over.dateReceived <= received ? over : null;
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
    supersedesId: supersedes?.id ?? null,
    issuedOn,
    qualification,
  };
  const facts = { ...held, results: [...held.results, row] };
  return versions.length === 0 ? { ...nothing, facts } : { ...nothing, facts, countsAs: 'changed' };
}
